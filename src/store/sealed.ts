import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { problem } from '#domain/problem';
import { makeOwnFile } from './owner-only.ts';
import { putInPlace } from './put-in-place.ts';

/** 'SoSg': tells our files from other SQLite files. */
export const applicationId = 0x536f5367;

/** 32 bytes, "so-song: checks pages, no secret": until stores are encrypted the key serves as a check alone. */
const key = '736f2d736f6e673a20636865636b732070616765732c206e6f20736563726574';

/**
 * Opens (or makes) a file of which every page carries a tag over its bytes and its number (AEGIS-256). SQLite compares it whenever the page
 * is read from the file or its log: a changed byte is `SQLITE_CORRUPT` or `SQLITE_NOTADB`, never another value.
 */
export function openSealed(file: string, options: Database.Options = {}): Database.Database {
  const database = new Database(file, options);
  try {
    database.pragma("cipher = 'aegis'");
    database.pragma("algorithm = 'aegis-256'");
    giveKey(database, 'key');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The driver without ciphers takes both pragmas and does nothing. */
function giveKey(database: Database.Database, pragma: 'key' | 'rekey'): void {
  if (database.pragma(`${pragma} = 'raw:${key}'`, { simple: true }) !== 'ok')
    throw new Error('this build of the driver cannot seal pages: run npm ci');
}

/**
 * Takes over a store from before pages were sealed; others are left alone. Written beside, looked through and only then given the name: a
 * kill at any moment leaves one of the two whole. Nobody else may have the file open (`SQLITE_BUSY`).
 */
export function sealPlain(file: string): void {
  const beside = `${file}.sealing`;
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(beside + end, { force: true });
  if (!isPlain(file)) return;
  const plain = new Database(file, { timeout: 1000 });
  try {
    const found = plain.pragma('application_id', { simple: true });
    if (found !== 0 && found !== applicationId) throw problem('store.damaged', {});
    // The log is written back and gone: beside a sealed file it would be read as its own.
    plain.pragma('journal_mode = DELETE');
    mustBeSound(plain);
    // SQLite writes into an empty file as into none, and keeps its rights.
    makeOwnFile(beside);
    plain.prepare('VACUUM INTO ?').run(beside);
  } finally {
    plain.close();
  }
  seal(beside);
  const sealed = openSealed(beside, { readonly: true });
  try {
    mustBeSound(sealed);
  } finally {
    sealed.close();
  }
  putInPlace(beside, file);
}

function seal(plainFile: string): void {
  const database = new Database(plainFile);
  try {
    // Nobody needs this file after a power cut: it is made again.
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma("cipher = 'aegis'");
    database.pragma("algorithm = 'aegis-256'");
    giveKey(database, 'rekey');
  } finally {
    database.close();
  }
}

export function mustBeSound(database: Database.Database): void {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw problem('store.damaged', {});
}

/**
 * Only of a file that this process has not open: closing any descriptor of a file lets go of all the locks that the process has on it.
 */
function isPlain(file: string): boolean {
  const start = Buffer.alloc(16);
  const opened = openSync(file, 'r');
  try {
    return readSync(opened, start, 0, 16, 0) === 16 && start.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(opened);
  }
}
