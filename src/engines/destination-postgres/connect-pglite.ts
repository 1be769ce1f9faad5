import { mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { asProblem, refusal } from '../postgres-problem.ts';
import { lockFolder } from './folder-lock.ts';
import type { Answer, Question } from './pglite-thread.ts';
import { beginSql, type Connection, type Limits, type Session, settle, type TransactionOptions } from './session.ts';

interface Thread extends Session {
  /** Ends the database in order, then the thread. */
  readonly close: () => Promise<void>;
}

interface Opened {
  readonly folder: string;
  readonly thread: Thread;
  readonly unlock: () => Promise<void>;
  /** The one session that there is belongs to one transaction at a time: the end of the last one asked for. */
  last: Promise<unknown>;
  /** When the files were last brought to the disk, milliseconds. */
  synced: number;
}

/** Open databases of this process by folder: a second one over the same files would destroy them. */
const openFolders = new Map<string, { users: number; readonly opened: Promise<Opened> }>();
/** Those being closed: opening one again waits for its end. */
const closingFolders = new Map<string, Promise<void>>();

/**
 * PostgreSQL as WebAssembly over a folder, in a thread of its own, opened at the first use. Users of one process share it; for another
 * process the folder is `destination.refused` with `inUse`.
 */
export function connectPglite(folder: string, limits: Limits): Connection {
  let mine: Promise<Opened> | null = null;
  const use = () => {
    const used = mine ?? acquire(folder);
    mine = used;
    // A folder that was busy may be free at the next call.
    used.catch(() => {
      if (mine === used) mine = null;
    });
    return used;
  };
  return {
    name: 'embedded',
    embedded: true,
    // Their text is made in this process, while others wait.
    atOnce: 25,
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
  const { thread } = opened;
  const { signal, writes } = options;
  const session: Session = {
    query: (sql, parameters) => {
      signal?.throwIfAborted();
      return thread.query(sql, parameters);
    },
  };
  try {
    signal?.throwIfAborted();
    await thread.query(beginSql);
    try {
      await settle(thread, limits);
      const answer = await work(session);
      signal?.throwIfAborted();
      await thread.query('COMMIT');
      if (writes) await bringToDisk(opened);
      return answer;
    } catch (error) {
      await thread.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw asProblem(error);
  }
}

async function acquire(folder: string): Promise<Opened> {
  await mkdir(folder, { recursive: true }).catch(() => {
    throw refusal('folder');
  });
  const path = await realpath(folder);
  while (closingFolders.has(path)) await closingFolders.get(path);
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
    const opened: Opened = { folder, unlock, thread: await startThread(folder), last: Promise.resolve(), synced: 0 };
    await bringToDisk(opened);
    return opened;
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** `destination.refused` with `damaged` where the database cannot start: it says no more than "Aborted" of files that it cannot use. */
function startThread(folder: string): Promise<Thread> {
  const worker = new Worker(new URL('./pglite-thread.ts', import.meta.url), { workerData: folder });
  const waiting = new Map<
    number,
    { readonly resolve: (rows: readonly Readonly<Record<string, unknown>>[]) => void; readonly reject: (error: Error) => void }
  >();
  let questions = 0;
  let gone = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const thread: Thread = {
    query: (sql, parameters = []) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(refusal('damaged', 'the thread has ended'));
        questions += 1;
        waiting.set(questions, { resolve, reject });
        worker.postMessage({ id: questions, sql, parameters } satisfies Question);
      }),
    close: async () => {
      if (!gone) worker.postMessage('close');
      await ended;
    },
  };
  return new Promise((resolve, reject) => {
    const fail = () => {
      gone = true;
      const error = refusal('damaged');
      reject(error);
      for (const { reject: tell } of waiting.values()) tell(error);
      waiting.clear();
    };
    worker.on('error', fail).on('exit', fail);
    worker.on('message', (answer: Answer | 'ready') => {
      if (answer === 'ready') return resolve(thread);
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('rows' in answer) asked?.resolve(answer.rows);
      else asked?.reject(Object.assign(new Error('the embedded database refused a statement'), answer.error));
    });
  });
}

async function release(opened: Opened): Promise<void> {
  const { folder } = opened;
  const known = openFolders.get(folder);
  if (known === undefined) return;
  known.users -= 1;
  if (known.users > 0) return;
  openFolders.delete(folder);
  const closing = shut(opened).finally(() => closingFolders.delete(folder));
  closingFolders.set(folder, closing);
  await closing;
}

async function shut({ folder, last, thread, synced, unlock }: Opened): Promise<void> {
  await last;
  await thread.close();
  await bringFilesToDisk(folder, synced);
  await unlock();
}

/**
 * PGlite runs without fsync and its file layer has none, so that a receipt could be lost with the power. After every transaction that
 * writes: a checkpoint, then all files that changed since the last time, and the folders, are synced. A power cut in the middle of a
 * transaction is not covered; the records are still in the workstation's own store.
 */
async function bringToDisk(opened: Opened): Promise<void> {
  const now = Date.now();
  await opened.thread.query('CHECKPOINT');
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
  // Windows syncs only what may be written.
  const file = await open(path, process.platform === 'win32' ? 'r+' : 'r').catch(() => null);
  if (file === null) return;
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
