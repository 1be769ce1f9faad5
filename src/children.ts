import type { Box, Turn } from './domain/box.ts';
import type { Problem } from './domain/problem.ts';
import type { PageReading, Quality } from './domain/reading.ts';
import type { RecordType } from './domain/record-type.ts';
import type { StoredBlob } from './ports.ts';

/**
 * What child processes do, in one table: a task's name, its input, its answer and its limits. The core asks by it (`Children`),
 * `workers/tasks.ts` answers by it: a task that is not here, or is given something else, does not compile.
 */
export interface Tasks {
  /**
   * Opens a file once, whatever it is called, and hands its pages over one after the other. `file.notAnImage`, `file.tooManyPages`, and
   * what `Images` and `Pdf` say of the whole file. `core/file-pages.ts` asks for it.
   */
  readonly filePages: { readonly input: FileInput; readonly part: FilePart; readonly answer: null };
  /** A picture of a stored page for people. */
  readonly rendition: { readonly input: RenditionInput; readonly answer: { readonly bytes: Uint8Array } };
  readonly readPage: { readonly input: PageInput; readonly answer: PageReading };
  /** The same with all text in reading order: every line is read, doubtful ones twice. */
  readonly readPageAndText: { readonly input: PageInput; readonly answer: PageReading };
}

/**
 * Seconds that a task may compute, on all threads of its process together, and megabytes of resident memory of the process that does it. For a task that hands
 * parts over the time begins anew with every part: a page has its limit, a file of 500 pages has none.
 */
export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Under the 30 s and 1.5 GB that are promised for a page: a child is looked at every 15 ms and takes a moment to end. */
const onePage: Limits = { seconds: 25, megabytes: 1200 };

export const taskLimits: Readonly<Record<keyof Tasks, Limits>> = {
  filePages: onePage,
  rendition: onePage,
  readPage: onePage,
  readPageAndText: { ...onePage, seconds: 90 },
};

/** Any table of tasks; tests bring further ones. `part`: what a task hands over while it runs. */
export type TaskShapes<T> = { readonly [Name in keyof T]: { readonly input: unknown; readonly part?: unknown; readonly answer: unknown } };
export type Handing<T> = { [Name in keyof T]: T[Name] extends { readonly part: unknown } ? Name : never }[keyof T] & string;
export type PartOf<Shape> = Shape extends { readonly part: infer Part } ? Part : never;

/** Tasks for a child process, answered over IPC; see workers/pool.ts. */
export interface Children<T extends TaskShapes<T> = Tasks> {
  readonly run: <Name extends Exclude<keyof T & string, Handing<T>>>(
    task: Name,
    input: T[Name]['input'],
    signal?: AbortSignal,
  ) => Promise<T[Name]['answer']>;
  /**
   * A task that hands parts over. `take` has one part at a time; meanwhile the child makes one more ready and then waits. What `take`
   * throws ends the task. Nothing is handed over any more once this has answered or thrown.
   */
  readonly stream: <Name extends Handing<T>>(
    task: Name,
    input: T[Name]['input'],
    take: (part: PartOf<T[Name]>) => Promise<void>,
    signal?: AbortSignal,
  ) => Promise<T[Name]['answer']>;
  readonly close: () => Promise<void>;
}

export interface FileInput {
  readonly blob: StoredBlob;
  /** As the person knows the file, for messages. */
  readonly name: string;
  /** For a PDF that asks for one; null is none. */
  readonly password: string | null;
  /** Which pages, from 0, in this order; null for all. */
  readonly pages: readonly number[] | null;
  /** So many of them are left out: they were handed over before. */
  readonly from: number;
}

/**
 * First the file, once it is open, then its pages; a page that cannot be had costs none of the others. Where all pages are asked for, the
 * files attached to it come last.
 */
export type FilePart = OpenedFile | FilePage | LostPage | AttachedFile;

export interface OpenedFile {
  readonly what: 'file';
  /** Of the whole file, whichever were asked for. */
  readonly pages: number;
}

export interface FilePage {
  readonly what: 'page';
  /** In the file, from 0. */
  readonly index: number;
  /** The page of a PDF as an image file: the scan as it lay in it, or drawn. Null where the file itself is the picture. */
  readonly picture: Uint8Array | null;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/tiff';
  readonly width: number;
  readonly height: number;
  readonly dpi: number | null;
  /** What is wrong with the picture, by a first look; null where nobody has looked. */
  readonly quality: Quality | null;
}

export interface LostPage {
  readonly what: 'lost';
  readonly index: number;
  readonly problem: Problem;
}

/** `bytes` is null where it is no picture and no PDF. */
export interface AttachedFile {
  readonly what: 'attached';
  readonly name: string;
  readonly bytes: Uint8Array | null;
}

export interface RenditionInput {
  readonly blob: StoredBlob;
  readonly name: string;
  readonly page: number;
  readonly turn?: Turn;
  /** Longest side at most, in pixels. */
  readonly fit?: number;
  /** In pixels of the original, before the turn. */
  readonly crop?: Box;
  readonly format: 'jpeg' | 'webp';
}

export interface PageInput {
  /** Where the picture is, or the picture itself, which then never touches this computer's disk. */
  readonly picture: StoredBlob | Uint8Array;
  readonly name: string;
  readonly page: number;
  readonly types: readonly RecordType[];
}
