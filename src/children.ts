import type { Box, Turn } from './domain/box.ts';
import type { PageReading, Quality } from './domain/reading.ts';
import type { RecordType } from './domain/record-type.ts';
import type { StoredBlob } from './ports.ts';

/**
 * What child processes do, in one table: a task's name, its input, its answer and its limits. The core asks by it (`Children`),
 * `workers/tasks.ts` answers by it: a task that is not here, or is given something else, does not compile.
 */
export interface Tasks {
  /** What a file is by its content, whatever it is called. `file.notAnImage`, `file.tooManyPages`, and what `Images` and `Pdf` say. */
  readonly inspectFile: { readonly input: FileInput; readonly answer: FileInfo };
  /** One page of a PDF as an image file; `index` from 0. Codes of `Pdf`. */
  readonly extractPdfPage: { readonly input: FileInput & { readonly index: number }; readonly answer: PdfPage };
  /** A picture of a stored page for people. */
  readonly rendition: { readonly input: RenditionInput; readonly answer: { readonly bytes: Uint8Array } };
  readonly readPage: { readonly input: PageInput; readonly answer: PageReading };
  /** The same with all text in reading order: every line is read, doubtful ones twice. */
  readonly readPageAndText: { readonly input: PageInput; readonly answer: PageReading };
}

/** Seconds from the start of a task to its answer, and megabytes of resident memory of the process that does it. */
export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Under the 30 s and 1.5 GB that are promised for a page: a child is looked at every 15 ms and takes a moment to end. */
const onePage: Limits = { seconds: 25, megabytes: 1200 };

export const taskLimits: Readonly<Record<keyof Tasks, Limits>> = {
  inspectFile: onePage,
  extractPdfPage: onePage,
  rendition: onePage,
  readPage: onePage,
  readPageAndText: { ...onePage, seconds: 90 },
};

/** Any table of tasks; tests bring further ones. */
export type TaskShapes<T> = { readonly [Name in keyof T]: { readonly input: unknown; readonly answer: unknown } };

/** Tasks for a child process, answered over IPC; see workers/pool.ts. */
export interface Children<T extends TaskShapes<T> = Tasks> {
  readonly run: <Name extends keyof T & string>(task: Name, input: T[Name]['input'], signal?: AbortSignal) => Promise<T[Name]['answer']>;
  readonly close: () => Promise<void>;
}

export interface FileInput {
  readonly blob: StoredBlob;
  /** As the person knows the file, for messages. */
  readonly name: string;
  /** For a PDF that asks for one; null is none. */
  readonly password: string | null;
}

export interface PageInfo {
  /** Null for a page of a PDF: its picture has a size once it is taken out. */
  readonly width: number | null;
  readonly height: number | null;
  readonly dpi: number | null;
  /** Only a part of the picture can be decoded. */
  readonly damaged: boolean;
  /** What is wrong with the picture, by a first look; null where nobody has looked. */
  readonly quality: Quality | null;
}

export interface FileInfo {
  readonly kind: 'image' | 'pdf';
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/tiff' | 'application/pdf';
  readonly pages: number;
  readonly info: readonly PageInfo[];
}

export interface PdfPage extends PageInfo {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/tiff';
  /** The scan as it lay in the PDF; false when the page had to be drawn. */
  readonly extracted: boolean;
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
