import type { Box, Turn } from './domain/box.ts';
import type { Delivery, DestinationTable, Receipt } from './domain/delivery.ts';
import type { PageReading } from './domain/reading.ts';

/**
 * What is slow, native or foreign. Ports speak of pictures, texts and rows, never of a library's types.
 * Engines throw `ProblemError` for what a person can be told; anything else is a bug.
 */

export interface Clock {
  readonly now: () => Date;
}

/**
 * A picture as it lies on the disk, or a file that pictures are in. It is opened in two places alone, `store/blob.ts` in the core and
 * `workers/blob.ts` in the child processes, so that encrypting pictures is a change of these two. `key`: null where it lies open.
 */
export interface StoredBlob {
  readonly path: string;
  readonly key: Uint8Array | null;
}

/** An uncompressed picture, rows from the top, `channels` bytes per pixel (1 grey, 3 RGB). */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

export interface ImageInfo {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  readonly format: 'jpeg' | 'png' | 'tiff';
  /** From the file; null where it does not say or says nonsense. */
  readonly dpi: number | null;
}

export interface ImageOptions {
  /** Index in a multi-page file, from 0. */
  readonly page: number;
  readonly grey?: boolean;
  readonly turn?: Turn;
  /** Longest side at most, in pixels. */
  readonly fit?: number;
}

export interface Images {
  /** `file.empty`, `file.notAnImage`, `file.truncated`, `file.unreadable`, `file.tooLarge`. Names are for the messages; `page` is 0 unless told. */
  readonly inspect: (bytes: Uint8Array, name: string, page?: number) => Promise<ImageInfo>;
  /** `damaged` tells that only part of the picture could be decoded. */
  readonly decode: (
    bytes: Uint8Array,
    name: string,
    options: ImageOptions,
  ) => Promise<{ readonly raster: Raster; readonly damaged: boolean }>;
  readonly encode: (raster: Raster, format: 'png' | 'jpeg' | 'webp', dpi?: number) => Promise<Uint8Array>;
  /** Straight to a picture for people: decoded, turned, fitted, encoded. */
  readonly rendition: (
    bytes: Uint8Array,
    name: string,
    options: ImageOptions & { readonly crop?: Box; readonly format: 'jpeg' | 'webp' },
  ) => Promise<Uint8Array>;
}

export interface OcrSymbol {
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
}
export interface OcrWord {
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
  readonly symbols: readonly OcrSymbol[];
}
export interface OcrLine {
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
  readonly words: readonly OcrWord[];
}

export type OcrModel = 'vie-quick' | 'vie-careful' | 'eng';

export interface OcrOptions {
  /** Which eyes: two networks trained on the letters of this country's papers, one quick and one careful, and the English one. */
  readonly model: OcrModel;
  /** How the picture is laid out; `raw` is one line cut out exactly, taken as it is. */
  readonly layout: 'page' | 'block' | 'line' | 'raw' | 'word' | 'sparse';
  readonly dpi?: number;
}

/** Boxes are in pixels of the raster given. Confidence 0–100 as the engine says it. Results depend on the raster alone. */
export interface Ocr {
  readonly recognise: (raster: Raster, options: OcrOptions) => Promise<readonly OcrLine[]>;
  readonly close: () => Promise<void>;
}

export interface Barcode {
  readonly find: (raster: Raster) => Promise<readonly { readonly text: string; readonly box: Box }[]>;
}

export interface Pdf {
  /** Reads a file's structure once, for all of its pages. `pdf.locked`, `pdf.wrongPassword`, `pdf.damaged`, `pdf.noPages`, `pdf.xfaForm`. */
  readonly open: (bytes: Uint8Array, name: string, password: string | null) => Promise<OpenPdf>;
}

export interface OpenPdf {
  /** None of a portfolio: its one page only tells people to open it with another program. */
  readonly pages: number;
  /** Files in the file: attached to the whole or to a page, whatever they are. */
  readonly attached: () => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
  /** The page as an image file: the embedded scan as it is where the page is one image, else rendered at `dpi`. `pdf.damaged`. */
  readonly page: (
    index: number,
    dpi: number,
  ) => Promise<{
    readonly bytes: Uint8Array;
    readonly mediaType: 'image/jpeg' | 'image/png' | 'image/tiff';
    readonly extracted: boolean;
    /** An image on it could not be decoded. */
    readonly damaged: boolean;
  }>;
  readonly close: () => Promise<void>;
}

export interface ScannerDevice {
  readonly id: string;
  readonly label: string;
  readonly sources: readonly string[];
  readonly resolutions: readonly number[];
  readonly colours: readonly string[];
}
export interface ScanProfile {
  readonly resolution: number;
  readonly colour: 'colour' | 'grey' | 'lineart';
  readonly source: string | null;
}

export interface Scanner {
  /** `scanner.notInstalled`. An empty list is an answer. */
  readonly devices: (signal?: AbortSignal) => Promise<readonly ScannerDevice[]>;
  /**
   * Scans to the end of the paper. `page` is awaited for every finished sheet, as a TIFF or PNG file; what it was given stays
   * with the caller even when the scan then fails with `scanner.jammed`, `scanner.lost` …
   */
  readonly scan: (
    device: string,
    profile: ScanProfile,
    page: (file: { readonly bytes: Uint8Array; readonly mediaType: string; readonly index: number }) => Promise<void>,
    signal: AbortSignal,
  ) => Promise<{ readonly pages: number }>;
}

/** What travels and what comes back: `domain/delivery.ts`. */
export type { Delivery, DeliveryRecord, DestinationTable, Receipt, Refusal } from './domain/delivery.ts';

export interface Destination {
  /** Connects, and tells what is there. `destination.unreachable`, `destination.refused`. */
  readonly check: () => Promise<{ readonly server: string; readonly schemaVersion: number | null }>;
  /** Creates or widens the schema for these tables; safe to repeat. */
  readonly prepare: (tables: readonly DestinationTable[]) => Promise<void>;
  /** One transaction: rows, evidence and receipt together. Repeating a handover id answers the receipt of the first time. */
  readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<Receipt>;
  readonly receipt: (handoverId: string) => Promise<Receipt | null>;
  readonly close: () => Promise<void>;
}

/** Small secrets (the destination's password) kept by the operating system where it can, else in a file only the user may read. */
export interface Secrets {
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, value: string | null) => Promise<void>;
}

/** A page on its way to another computer: its picture and the index in it, nothing that names the file or a person. `id` is a UUID. */
export interface PageParcel {
  readonly id: string;
  readonly page: number;
  readonly bytes: Uint8Array;
}

/** Where an offered page stands: nobody has it, a reader has it, its reading is there, or its readers gave up on it. */
export interface OfferedPage {
  readonly id: string;
  readonly state: 'waiting' | 'reading' | 'read' | 'lost';
}

/**
 * Pages shared between the computers of one office (decision 008). One side offers pages and collects readings, the other takes pages and
 * answers; either may end at any moment. Every call may throw `queue.unreachable` or `queue.refused`, and nothing is half done after it.
 */
export interface ReadingQueue {
  /** The offering side: says that it is there, with so many pages left to read. `readers`: how many pages others can read at once. */
  readonly look: (waiting: number) => Promise<{ readonly readers: number; readonly pages: readonly OfferedPage[] }>;
  /** A page that is offered twice is there once. */
  readonly offer: (parcels: readonly PageParcel[]) => Promise<void>;
  /** What was read; `reading` is null for a page that could not be read there, or whose answer was not ours to open. */
  readonly readings: (ids: readonly string[]) => Promise<readonly { readonly id: string; readonly reading: PageReading | null }[]>;
  /** Takes pages back that no reader has in hand; answers which. */
  readonly takeBack: (ids: readonly string[]) => Promise<readonly string[]>;
  /** Deletes pages with all that belongs to them, whoever has them in hand. */
  readonly forget: (ids: readonly string[]) => Promise<void>;

  /**
   * The reading side: says that it is there and holds these pages; to be called every few seconds, or others get them. `mine`: the ones
   * that are still its own; `waiting`: pages that others have left to read. `queue.otherVersion`, `queue.wrongKey`.
   */
  readonly report: (readers: number, ids: readonly string[]) => Promise<{ readonly mine: readonly string[]; readonly waiting: number }>;
  /** The next page that nobody has; null when there is none. */
  readonly take: () => Promise<PageParcel | null>;
  /** Hands a reading in, null where the page could not be read; false when the page is no longer this reader's. */
  readonly answer: (id: string, reading: PageReading | null) => Promise<boolean>;
  /** Puts pages back unread, for others to take at once. */
  readonly giveBack: (ids: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}
