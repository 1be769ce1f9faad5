import { chmod, mkdir, open as openFile, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asProblem, refusal } from '../postgres-problem.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { beginSql, type Connection, type Limits, type Session, setLimits, type TransactionOptions } from './session.ts';

interface Opened {
  readonly folder: string;
  readonly database: EmbeddedDatabase;
  /** The one session that there is belongs to one transaction at a time: the end of the last one asked for. */
  last: Promise<unknown>;
  /** When the files were last brought to the disk, milliseconds. */
  synced: number;
}

interface Shared {
  users: number;
  readonly opened: Promise<Opened>;
}

/** Open databases of this process by folder: a second one over the same files would destroy them. */
const openFolders = new Map<string, Shared>();
/** Those being closed: opening one again waits for its end. */
const closingFolders = new Map<string, Promise<void>>();

/**
 * PostgreSQL as WebAssembly over a folder, opened at the first use and again when its process was lost. Users of one process share it;
 * for another process the folder is `destination.refused` with `inUse`.
 */
export function connectPglite(folder: string, limits: Limits): Connection {
  let mine: Promise<Shared> | null = null;
  const use = async (): Promise<Opened> => {
    const used = mine ?? acquire(folder);
    mine = used;
    try {
      const opened = await (await used).opened;
      if (!opened.database.ended()) return opened;
    } catch (error) {
      // A folder that was busy may be free at the next call.
      if (mine === used) mine = null;
      throw error;
    }
    if (mine === used) mine = null;
    return use();
  };
  return {
    name: 'embedded',
    embedded: true,
    // Their text is made in this process, while others wait: some milliseconds.
    atOnce: 10,
    transaction: async (work, options) => inTurn(await use(), (opened) => transaction(opened, limits, work, options)),
    close: async () => {
      const closing = mine;
      mine = null;
      if (closing !== null) await closing.then(release, () => undefined);
    },
  };
}

function inTurn<T>(opened: Opened, work: (opened: Opened) => Promise<T>): Promise<T> {
  const turn = opened.last.then(() => work(opened));
  opened.last = turn.catch(() => undefined);
  return turn;
}

async function transaction<T>(
  opened: Opened,
  limits: Limits,
  work: (session: Session) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const { database } = opened;
  const { signal, writes } = options;
  const session: Session = {
    query: (sql, parameters) => {
      signal?.throwIfAborted();
      return database.query(sql, parameters);
    },
  };
  try {
    signal?.throwIfAborted();
    await database.query(beginSql);
    try {
      await setLimits(database, limits);
      const answer = await work(session);
      signal?.throwIfAborted();
      await database.query('COMMIT');
      if (writes) await bringToDisk(opened);
      return answer;
    } catch (error) {
      await database.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw asProblem(error);
  }
}

async function acquire(folder: string): Promise<Shared> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw refusal('folder');
  });
  const path = await realpath(folder);
  for (;;) {
    while (closingFolders.has(path)) await closingFolders.get(path);
    const known = openFolders.get(path);
    if (known === undefined) break;
    if (await isLost(known)) forget(path, known);
    else if (openFolders.get(path) === known) {
      known.users += 1;
      return known;
    }
  }
  const shared: Shared = { users: 1, opened: open(path) };
  openFolders.set(path, shared);
  shared.opened.catch(() => forget(path, shared));
  return shared;
}

function isLost({ opened }: Shared): Promise<boolean> {
  return opened.then(
    ({ database }) => database.ended(),
    () => true,
  );
}

function forget(path: string, shared: Shared): void {
  if (openFolders.get(path) === shared) openFolders.delete(path);
}

async function open(folder: string): Promise<Opened> {
  const opened: Opened = { folder, database: await startEmbeddedDatabase(folder), last: Promise.resolve(), synced: 0 };
  await bringToDisk(opened);
  return opened;
}

async function release(shared: Shared): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0) return;
  const opened = await shared.opened.catch(() => null);
  if (opened === null) return;
  const { folder } = opened;
  forget(folder, shared);
  const closing = shut(opened).finally(() => closingFolders.delete(folder));
  closingFolders.set(folder, closing);
  await closing;
}

async function shut({ folder, last, database, synced }: Opened): Promise<void> {
  await last;
  await database.close();
  await bringFilesToDisk(folder, synced);
}

/**
 * PGlite runs without fsync and its file layer has none, so that a receipt could be lost with the power. After every transaction that
 * writes: a checkpoint, then all files that changed since the last time, and the folders, are synced. A power cut in the middle of a
 * transaction is not covered; the records are still in the workstation's own store.
 */
async function bringToDisk(opened: Opened): Promise<void> {
  const now = Date.now();
  await opened.database.query('CHECKPOINT');
  await bringFilesToDisk(opened.folder, opened.synced);
  opened.synced = now;
}

/** File times may be as coarse as two seconds (FAT). */
const coarseMilliseconds = 2000;

/** The same walk takes others' rights away: PostgreSQL itself would have made its files for their owner alone, PGlite's file layer does not. */
async function bringFilesToDisk(folder: string, since: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const folders = [folder];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) folders.push(path);
    else if (entry.isFile()) await syncIfNewer(path, since);
  }
  // Windows has no fsync of folders and needs none.
  if (process.platform !== 'win32') for (const path of folders) await syncIfNewer(path, since);
}

async function syncIfNewer(path: string, since: number): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.mtimeMs < since - coarseMilliseconds) return;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) await chmod(path, found.mode & 0o700).catch(() => undefined);
  // Windows syncs only what may be written.
  const file = await openFile(path, process.platform === 'win32' ? 'r+' : 'r').catch(() => null);
  if (file === null) return;
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
