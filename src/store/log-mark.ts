import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type BetterSqlite3 from 'better-sqlite3';
import { fileMode } from './owner-only.ts';

/**
 * After a kill SQLite reads its log (`-wal`) as far as the frames' checksums hold and takes what comes behind for a commit that the power cut
 * off: a flipped byte in it takes back, in silence, what was committed. So how far the log was committed is written down beside it after
 * every commit (`-mark`: number of frames, salt of the log, checksum of the last frame, checksum of these). Nothing is synced: a kill keeps it, and
 * behind a power cut it may lag, but never tells of more than the log, which is synced before.
 */
export interface LogMark {
  readonly set: () => void;
  /** Before the database is closed: on Windows what is open cannot be taken away. */
  readonly close: () => void;
}

const headerBytes = 32;
const frameHeaderBytes = 24;
const markBytes = 24;

export function openLogMark(database: BetterSqlite3.Database): LogMark {
  const frames = database.prepare<[], { log: number }>('PRAGMA wal_checkpoint(NOOP)');
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  const mark = openSync(markOf(database.name), constants.O_RDWR | constants.O_CREAT, fileMode);
  const bytes = Buffer.alloc(markBytes);
  let log: number | null = null;
  return {
    set: () => {
      try {
        const committed = frames.get()?.log ?? 0;
        if (committed <= 0) return;
        log ??= openSync(logOf(database.name), 'r');
        bytes.writeUInt32BE(committed, 0);
        readSync(log, bytes, 4, 8, 16);
        readSync(log, bytes, 12, 8, headerBytes + (committed - 1) * (frameHeaderBytes + pageBytes) + 16);
        bytes.writeUInt32BE(crc32(bytes.subarray(0, 20)), 20);
        writeSync(mark, bytes, 0, markBytes, 0);
      } catch {
        // What is committed stays so; the mark before tells of less.
      }
    },
    close: () => {
      closeSync(mark);
      if (log !== null) closeSync(log);
    },
  };
}

/** Whether everything that was committed to a database's log is still in it. Before SQLite opens the database: it would cut the log off. */
export function isLogWhole(file: string): boolean {
  const bytes = readStart(markOf(file), markBytes);
  if (bytes === null || crc32(bytes.subarray(0, 20)) !== bytes.readUInt32BE(20)) return true;
  const log = open(logOf(file));
  // Written back into the database by whoever had it open last.
  if (log === null) return true;
  try {
    return reaches(log, { frames: bytes.readUInt32BE(0), salt: bytes.subarray(4, 12), checksum: bytes.subarray(12, 20) });
  } finally {
    closeSync(log);
  }
}

function reaches(log: number, mark: { readonly frames: number; readonly salt: Buffer; readonly checksum: Buffer }): boolean {
  const header = Buffer.alloc(headerBytes);
  if (readSync(log, header, 0, headerBytes, 0) < headerBytes || fstatSync(log).size === headerBytes) return true;
  // Its last bit tells in which order the words of checksums stand.
  const sum = checksums((header.readUInt32BE(0) & 1) === 0);
  if (!sum(header.subarray(0, 24)).equals(header.subarray(24))) return false;
  // The log was begun anew since: what the mark told of is in the database.
  if (!header.subarray(16, 24).equals(mark.salt)) return true;
  const frame = Buffer.alloc(frameHeaderBytes + header.readUInt32BE(8));
  for (let n = 0; n < mark.frames; n += 1) {
    if (readSync(log, frame, 0, frame.length, headerBytes + n * frame.length) < frame.length) return false;
    sum(frame.subarray(0, 8));
    const found = sum(frame.subarray(frameHeaderBytes));
    if (!frame.subarray(8, 16).equals(mark.salt) || !frame.subarray(16, 24).equals(found)) return false;
    if (n === mark.frames - 1) return found.equals(mark.checksum);
  }
  return true;
}

/** SQLite's checksum of its log: two words that run on from one part to the next (file format, section 4.2). */
function checksums(littleEndian: boolean): (part: Buffer) => Buffer {
  let [one, two] = [0, 0];
  return (part) => {
    const words = new DataView(part.buffer, part.byteOffset, part.length);
    for (let at = 0; at < part.length; at += 8) {
      one = (one + words.getUint32(at, littleEndian) + two) >>> 0;
      two = (two + words.getUint32(at + 4, littleEndian) + one) >>> 0;
    }
    const sum = Buffer.alloc(8);
    sum.writeUInt32BE(one, 0);
    sum.writeUInt32BE(two, 4);
    return sum;
  };
}

function readStart(file: string, length: number): Buffer | null {
  const opened = open(file);
  if (opened === null) return null;
  try {
    const bytes = Buffer.alloc(length);
    return readSync(opened, bytes, 0, length, 0) === length ? bytes : null;
  } finally {
    closeSync(opened);
  }
}

/** Null where there is none. */
function open(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const markOf = (file: string) => `${file}-mark`;
const logOf = (file: string) => `${file}-wal`;
