import type { Box, Turn } from './domain/box.ts';
import type { Delivery, DestinationTable, Receipt } from './domain/delivery.ts';

/**
 * What is slow, native or foreign. Ports speak of pictures, texts and rows, never of a library's types.
 * Engines throw `ProblemError` for what a person can be told; anything else is a bug.
 */

export interface Clock {
  readonly now: () => Date;
}

export interface Files {
  /** Bytes of a file; `file.missing`, `file.unreadable`. */
  readonly read: (path: string) => Promise<Uint8Array>;
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

export interface OcrOptions {
  readonly language: 'vie' | 'eng' | 'vie+eng';
  /** How the picture is laid out; `raw` is one line cut out exactly, taken as it is. */
  readonly layout: 'page' | 'block' | 'line' | 'raw' | 'word' | 'sparse';
  /** Only these characters may be answered. */
  readonly alphabet?: string;
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
  /** Number of pages. `pdf.locked`, `pdf.wrongPassword`, `pdf.damaged`, `pdf.noPages`. */
  readonly inspect: (bytes: Uint8Array, name: string, password: string | null) => Promise<{ readonly pages: number }>;
  /** The page as an image file: the embedded scan as it is where the page is one image, else rendered at `dpi`. */
  readonly page: (
    bytes: Uint8Array,
    name: string,
    index: number,
    password: string | null,
    dpi: number,
  ) => Promise<{
    readonly bytes: Uint8Array;
    readonly mediaType: 'image/jpeg' | 'image/png' | 'image/tiff';
    readonly extracted: boolean /** An image on it could not be decoded. */;
    readonly damaged: boolean;
  }>;
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

/** Jobs for a child process, answered over IPC; see workers/pool.ts. */
export interface Children {
  readonly run: <Answer>(
    task: string,
    input: unknown,
    limits: { readonly seconds: number; readonly megabytes: number },
    signal?: AbortSignal,
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}
