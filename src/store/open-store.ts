import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { problem } from '#domain/problem';
import { fold } from '#domain/vietnamese/fold';
import { sortKey } from '#domain/vietnamese/sort-key';
import { type NotAPromise, type ReadHandle, readHandleOf, type WriteHandle, writeHandleOf } from './handle.ts';
import { isLogWhole, openLogMark } from './log-mark.ts';
import { migrate, readMigrations } from './migrate.ts';
import { closeFolder, makeOwnFile } from './owner-only.ts';
import { isRunning } from './running.ts';
import { applicationId, mustBeSound, openSealed, sealPlain } from './sealed.ts';
import { storeProblem } from './store-error.ts';
import { wasUsedBefore } from './used-before.ts';

export const storeFile = 'so-song.sqlite';

export interface Store {
  /** A connection of its own that SQLite keeps from writing: it sees what was committed, never the inside of a transaction. */
  readonly read: ReadHandle;
  /** One transaction: all of `change` or nothing. `disk.full` when there is no room; the store stays sound. */
  readonly write: <T>(change: (write: WriteHandle) => NotAPromise<T>) => T;
  /** The folder was open to other users of the computer until now, and so may be what lies in it. */
  readonly wasOpen: boolean;
  readonly close: () => void;
}

/**
 * Opens (or makes) the store of a data folder and brings it forward. One process at a time: `store.inUse`.
 * Errors: `store.newer`, `store.damaged`, `store.missing`, `store.inUse`, `store.held`, `disk.full`, `folder.unreadable`.
 */
export function openStore(folder: string, migrationsFolder: string): Store {
  return asProblems(folder, () => {
    const wasOpen = closeFolder(folder);
    const file = join(folder, storeFile);
    const used = wasUsedBefore(folder);
    const opened: { readonly close: () => void }[] = [lockFolder(folder, file)];
    const open = (options: Database.Options): Database.Database => {
      const database = openSealed(file, options);
      opened.push(database);
      return database;
    };
    // The last one to leave writes the log back into the file, which a reader cannot: the latest goes first.
    const close = (): void => {
      for (const one of opened.splice(0).reverse()) one.close();
    };
    try {
      // Something is there to be lost: what is not there any more is not begun anew.
      if (used && (!existsSync(file) || statSync(file).size === 0)) throw problem('store.missing', { name: folder });
      makeOwnFile(file);
      sealPlain(file);
      if (!isLogWhole(file)) throw problem('store.damaged', {});
      refuseOthers(folder, file);
      const database = prepareWriter(open({}));
      opened.push(owning(database));
      if (used && isEmpty(database)) throw problem('store.missing', { name: folder });
      // A whole look takes a second for some hundred megabytes: those are left to the daily one, which nobody waits for.
      if (statSync(file).size <= quickMegabytes * 1_048_576) mustBeSound(database);
      migrate(database, readMigrations(migrationsFolder));
      const reader = prepareReader(open({ readonly: true, fileMustExist: true }));
      const mark = openLogMark(database);
      opened.push(mark);
      const handle = writeHandleOf(database);
      return {
        wasOpen,
        read: readHandleOf(reader),
        write: <T>(change: (write: WriteHandle) => NotAPromise<T>) =>
          asProblems(folder, () => {
            const answer = database.transaction(() => change(handle)).immediate() as T;
            mark.set();
            return answer;
          }),
        close,
      };
    } catch (error) {
      close();
      throw error;
    }
  });
}

function isEmpty(database: Database.Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migration'").get() === undefined;
}

const quickMegabytes = 64;

function prepareWriter(database: Database.Database): Database.Database {
  const found = database.pragma('application_id', { simple: true });
  if (found !== 0 && found !== applicationId) throw problem('store.damaged', {});
  database.pragma(`application_id = ${applicationId}`);
  database.pragma('journal_mode = WAL');
  // The driver's builds fall back to NORMAL in WAL mode, which may lose the last commits on a power cut.
  assertPragmas(database, {
    synchronous: 2,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    secure_delete: 1,
    // A row that replaces another fires the delete triggers of that one: what is append-only stays so, and counters hold.
    recursive_triggers: 1,
    busy_timeout: 5000,
  });
  return withFunctions(database);
}

function prepareReader(database: Database.Database): Database.Database {
  assertPragmas(database, { query_only: 1, trusted_schema: 0, cell_size_check: 1, busy_timeout: 5000 });
  return withFunctions(database);
}

/** Questions may ask for Vietnamese order and for letters without marks; the schema itself must not (any SQLite can open the file). */
function withFunctions(database: Database.Database): Database.Database {
  database.function('fold', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? fold(text) : null));
  database.function('sort_key', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? sortKey(text) : null));
  return database;
}

function assertPragmas(database: Database.Database, wanted: Readonly<Record<string, number>>): void {
  for (const [name, setting] of Object.entries(wanted)) {
    database.pragma(`${name} = ${setting}`);
    if (database.pragma(name, { simple: true }) !== setting) throw new Error(`pragma ${name} did not take`);
  }
}

/** An exclusive transaction on a file of its own: held as long as the process lives, on every system, and let go by a kill. */
function lockFolder(folder: string, file: string): Database.Database {
  const lockFile = join(folder, 'lock.sqlite');
  makeOwnFile(lockFile);
  const lock = new Database(lockFile, { timeout: 200 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw ownerOf(file) === 'nobody' ? problem('store.held', { name: lockFile }, error) : problem('store.inUse', { name: folder }, error);
  }
}

/**
 * The lock file can be deleted by somebody who thinks it is left over; the database cannot. A connection that wants it for itself alone
 * is refused while any other process has it open: that may be another core, or a program that looks on (a backup, a viewer), which harms nothing.
 */
function refuseOthers(folder: string, file: string): void {
  const alone = openSealed(file, { timeout: 200 });
  try {
    alone.pragma('locking_mode = EXCLUSIVE');
    alone.exec('BEGIN EXCLUSIVE; ROLLBACK');
  } catch (error) {
    if (!isBusy(error)) throw error;
    if (ownerOf(file) !== 'nobody') throw problem('store.inUse', { name: folder }, error);
  } finally {
    alone.close();
  }
}

/** Writes down in the database whose it is: the number of the process, and 0 once it was closed. */
function owning(database: Database.Database): { readonly close: () => void } {
  const set = (owner: number) => database.pragma(`user_version = ${owner}`);
  set(process.pid);
  return {
    close: () => {
      try {
        set(0);
      } catch {
        // A full disk or a damaged page: the process ends, and so does what its number says.
      }
    },
  };
}

function ownerOf(file: string): 'somebody' | 'nobody' | 'unknown' {
  try {
    const database = openSealed(file, { readonly: true, fileMustExist: true, timeout: 200 });
    try {
      const owner = Number(database.pragma('user_version', { simple: true }));
      return owner !== 0 && isRunning(owner) ? 'somebody' : 'nobody';
    } finally {
      database.close();
    }
  } catch {
    // Damaged, or held so that nobody can look.
    return 'unknown';
  }
}

function isBusy(error: unknown): boolean {
  // Windows keeps what another program has locked from being read as well.
  return error instanceof Error && 'code' in error && /^(?:SQLITE_BUSY|EBUSY)/.test(String(error.code));
}

/** The folder is a file, is not ours to write in, or lies on a drive that went away. */
const cannotBeOpened: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOENT',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
]);

function asProblems<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const known = storeProblem(error);
    if (known !== null) throw known;
    if (isBusy(error)) throw problem('store.held', { name: join(folder, storeFile) }, error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (cannotBeOpened.has(code)) throw problem('folder.unreadable', { name: folder }, error);
    throw error;
  }
}
