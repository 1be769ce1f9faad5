import { createHash, randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '#domain/problem';
import type { StoredBlob } from '#ports';
import { blobChunks, type Chunks, openFile, syncFolder, writeBlob } from './blob.ts';
import { folderMode } from './owner-only.ts';

/** Originals by the SHA-256 of their bytes; written once, never changed. */
export interface PageStore {
  /** A stored original (it may not exist). */
  readonly blob: (sha256: string) => StoredBlob;
  /** Stores bytes as they stream; when this answers they are on the disk. What lies there damaged is written anew. `disk.full`. */
  readonly put: (chunks: Chunks, signal?: AbortSignal) => Promise<{ readonly sha256: string; readonly size: number }>;
  /** The same for a file on this machine; `file.missing`, `file.unreadable`. */
  /** Whether the bytes that lie there are those of the hash. */
  readonly isWhole: (sha256: string) => Promise<boolean>;
  /** What changes whenever anybody writes the file or puts another in its place; null where there is none. */
  readonly stamp: (sha256: string) => Promise<string | null>;
  /** The hashes of everything that lies there. */
  readonly all: () => AsyncGenerator<string>;
  /** Takes back what was stored by mistake, unless somebody else stored the same bytes since the program began: they may count on it. */
  readonly takeBack: (sha256: string) => Promise<void>;
  readonly putFile: (path: string, name: string) => Promise<{ readonly sha256: string; readonly size: number }>;
}

/** Where the originals of a data folder lie. */
export function pagesFolder(dataFolder: string): string {
  return join(dataFolder, 'pages');
}

/** `healed` is told of originals that were damaged, or gone, until now. */
export async function openPageStore(folder: string, healed: (sha256: string) => void = () => undefined): Promise<PageStore> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: folderMode });
  // What a crash left half-written was never acknowledged.
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
  const path = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  const isWhole = async (sha256: string): Promise<boolean> => {
    const hash = createHash('sha256');
    try {
      for await (const chunk of blobChunks(openFile(path(sha256)), sha256)) hash.update(chunk);
    } catch {
      return false;
    }
    return hash.digest('hex') === sha256;
  };
  /** How often each was stored since the program began. */
  const stored = new Map<string, number>();

  const put: PageStore['put'] = async (chunks, signal) => {
    const temporary = join(incoming, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    try {
      const piece = (chunk: Uint8Array) => {
        signal?.throwIfAborted();
        hash.update(chunk);
        size += chunk.byteLength;
      };
      await writeBlob(openFile(temporary), chunks, { lasting: true, piece });
      const sha256 = hash.digest('hex');
      const target = path(sha256);
      // Said before the file is looked for: whoever takes it back meanwhile sees that it is wanted.
      stored.set(sha256, (stored.get(sha256) ?? 0) + 1);
      const wasThere = existsSync(target);
      if (!wasThere || !(await isWhole(sha256))) {
        await mkdir(dirname(target), { recursive: true, mode: folderMode });
        await rename(temporary, target);
        await syncFolder(dirname(target));
        await syncFolder(dirname(dirname(target)));
        await syncFolder(folder);
        healed(sha256);
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
    blob: (sha256) => openFile(path(sha256)),
    put,
    isWhole,
    all: async function* () {
      for await (const entry of await opendir(folder, { recursive: true }))
        if (entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name)) yield entry.name;
    },
    stamp: async (sha256) => {
      const found = await stat(path(sha256)).catch(() => null);
      return found === null ? null : [found.ino, found.size, found.ctimeMs].join(' ');
    },
    takeBack: async (sha256) => {
      if (stored.get(sha256) !== 1) return;
      stored.delete(sha256);
      rmSync(path(sha256), { force: true });
    },
    putFile: (source, name) => put(blobChunks(openFile(source), name)),
  };
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG');
}
