import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '#domain/problem';
import type { StoredBlob } from '#ports';
import { blobChunks, type Chunks, openFile, syncFolder, writeBlob } from './blob.ts';
import { folderMode } from './owner-only.ts';

/** Originals by the SHA-256 of their bytes; written once, never changed. */
export interface PageStore {
  /** A stored original (it may not exist). */
  readonly blob: (sha256: string) => StoredBlob;
  /** Stores bytes as they stream; when this answers they are on the disk. `disk.full`. */
  readonly put: (chunks: Chunks, signal?: AbortSignal) => Promise<{ readonly sha256: string; readonly size: number }>;
  /** The same for a file on this machine; `file.missing`, `file.unreadable`. */
  readonly putFile: (path: string, name: string) => Promise<{ readonly sha256: string; readonly size: number }>;
}

export async function openPageStore(folder: string): Promise<PageStore> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: folderMode });
  // What a crash left half-written was never acknowledged.
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
  const path = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

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
      if (!existsSync(target)) {
        await mkdir(dirname(target), { recursive: true, mode: folderMode });
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
    blob: (sha256) => openFile(path(sha256)),
    put,
    putFile: (source, name) => put(blobChunks(openFile(source), name)),
  };
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG');
}
