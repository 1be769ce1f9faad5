import { mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import { asProblem, refusal } from './server-problem.ts';
import { type Connection, type Limits, type Session, settle, type TransactionOptions } from './session.ts';

interface Opened {
  readonly database: PGlite;
  readonly unlock: () => Promise<void>;
  readonly folder: string;
  synced: number;
}

/** Open databases of this process by folder: a second one over the same files would destroy them. */
const openFolders = new Map<string, { users: number; readonly opened: Promise<Opened> }>();

/**
 * PostgreSQL as WebAssembly over a folder, opened at the first use. Users of one process share it; for another process the folder is
 * `destination.refused` with `inUse`. Every transaction holds the event loop while a statement runs.
 */
export function connectPglite(folder: string, limits: Limits): Connection {
  let mine: Promise<Opened> | null = null;
  const use = () => {
    mine ??= acquire(folder);
    // A folder that was busy may be free at the next call.
    mine.catch(() => {
      mine = null;
    });
    return mine;
  };
  return {
    name: 'embedded',
    embedded: true,
    atOnce: 50,
    transaction: async (work, options) => transaction(await use(), limits, work, options),
    close: async () => {
      const closing = mine;
      mine = null;
      if (closing !== null) await closing.then(release, () => undefined);
    },
  };
}

async function transaction<T>(
  opened: Opened,
  limits: Limits,
  work: (session: Session) => Promise<T>,
  { writes, signal }: TransactionOptions,
): Promise<T> {
  try {
    const answer = await opened.database.transaction(async (running) => {
      const session: Session = {
        query: async (sql, parameters = []) => {
          // Lets the process breathe: a statement here is computation, not waiting.
          await new Promise((resolve) => setImmediate(resolve));
          signal?.throwIfAborted();
          return (await running.query<Record<string, unknown>>(sql, [...parameters])).rows;
        },
      };
      await settle(session, limits);
      return await work(session);
    });
    if (writes) await bringToDisk(opened);
    return answer;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw asProblem(error);
  }
}

async function acquire(folder: string): Promise<Opened> {
  await mkdir(folder, { recursive: true }).catch(() => {
    throw refusal('diskFull', 'the folder cannot be made');
  });
  const path = await realpath(folder);
  const known = openFolders.get(path);
  if (known !== undefined) {
    known.users += 1;
    return known.opened;
  }
  const opened = start(path);
  openFolders.set(path, { users: 1, opened });
  opened.catch(() => openFolders.delete(path));
  return opened;
}

async function start(folder: string): Promise<Opened> {
  const unlock = await lockFolder(folder);
  if (unlock === null) throw refusal('inUse');
  try {
    const database = await PGlite.create(folder);
    const opened: Opened = { database, unlock, folder, synced: 0 };
    await bringToDisk(opened);
    return opened;
  } catch (error) {
    await unlock();
    // It says no more than "Aborted" of files that it cannot use.
    throw refusal('damaged', error instanceof Error ? error.name : '');
  }
}

async function release(opened: Opened): Promise<void> {
  const known = openFolders.get(opened.folder);
  if (known === undefined) return;
  known.users -= 1;
  if (known.users > 0) return;
  openFolders.delete(opened.folder);
  await opened.database.close();
  await bringFilesToDisk(opened.folder, opened.synced);
  await opened.unlock();
}

/**
 * PGlite runs without fsync and its file layer has none, so that a receipt could be lost with the power. After every transaction that
 * writes: a checkpoint, then all files that changed since the last time, and the folders, are synced. A power cut in the middle of a
 * transaction is not covered; the records are still in the workstation's own store.
 */
async function bringToDisk(opened: Opened): Promise<void> {
  const now = Date.now();
  await opened.database.exec('CHECKPOINT');
  await bringFilesToDisk(opened.folder, opened.synced);
  opened.synced = now;
}

/** File times may be as coarse as two seconds (FAT). */
const coarseMilliseconds = 2000;

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
  const file = await open(path, found.isDirectory() || process.platform !== 'win32' ? 'r' : 'r+').catch(() => null);
  if (file === null) return;
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
