import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '#domain/problem';

/** Originals by the SHA-256 of their bytes; written once, never changed. */
export interface PageStore {
  /** Path of a stored original (it may not exist). */
  readonly path: (sha256: string) => string;
  /** Stores bytes as they stream; when this answers they are on the disk. `disk.full`. */
  readonly put: (chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) => Promise<{ readonly sha256: string; readonly size: number }>;
  /** The same for a file on this machine; `file.missing`, `file.unreadable`. */
  readonly putFile: (path: string, name: string) => Promise<{ readonly sha256: string; readonly size: number }>;
}

export async function openPageStore(folder: string): Promise<PageStore> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  // What a crash left half-written was never acknowledged.
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
  const path = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  const put: PageStore['put'] = async (chunks, signal) => {
    const temporary = join(incoming, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of chunks) {
          signal?.throwIfAborted();
          hash.update(chunk);
          size += chunk.byteLength;
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      const sha256 = hash.digest('hex');
      const target = path(sha256);
      if (!existsSync(target)) {
        await mkdir(dirname(target), { recursive: true });
        await rename(temporary, target);
        await syncFolder(dirname(target));
        await syncFolder(dirname(dirname(target)));
        await syncFolder(folder);
      }
      return { sha256, size };
    } catch (error) {
      if (isNoSpace(error)) throw problem('disk.full', {}, error);
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  };

  return {
    path,
    put,
    putFile: async (source, name) => {
      const kind = await stat(source).catch((error: unknown) => {
        throw unreadable(error, name);
      });
      if (!kind.isFile()) throw problem('file.unreadable', { name });
      const readable = (async function* chunks() {
        try {
          yield* createReadStream(source) as AsyncIterable<Uint8Array>;
        } catch (error) {
          throw unreadable(error, name);
        }
      })();
      return put(readable);
    },
  };
}

function unreadable(error: unknown, name: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return problem(code === 'ENOENT' ? 'file.missing' : 'file.unreadable', { name }, error);
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG');
}

/** Makes a rename last. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
