import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { problem } from '#domain/problem';
import type { StoredBlob } from '#ports';
import { fileMode } from './owner-only.ts';

/**
 * The one place on this side of the process border where stored pictures are read and written (the other: workers/blob.ts). Whoever
 * encrypts them changes these two files.
 */
export async function readBlob(blob: StoredBlob): Promise<Uint8Array> {
  return readFile(unlocked(blob));
}

/** In bytes. */
export async function blobSize(blob: StoredBlob): Promise<number> {
  return (await stat(unlocked(blob))).size;
}

/** Piece by piece; `file.missing`, `file.unreadable`. A folder, a pipe or a device is no picture: it would never end. */
export async function* blobChunks(blob: StoredBlob, name: string): AsyncGenerator<Uint8Array> {
  const path = unlocked(blob);
  try {
    if (!(await stat(path)).isFile()) throw problem('file.unreadable', { name });
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw problem(code === 'ENOENT' ? 'file.missing' : 'file.unreadable', { name }, error);
  }
}

/**
 * Writes a file that only its owner may read, piece by piece; `lasting`: it is on the disk when this answers. A file that is there is not
 * written over. What `piece` is given is what came in, whatever lies on the disk.
 */
export async function writeBlob(
  blob: StoredBlob,
  chunks: Chunks,
  { lasting, piece }: { readonly lasting: boolean; readonly piece?: (chunk: Uint8Array) => void },
): Promise<void> {
  const file = await open(unlocked(blob), 'wx', fileMode);
  try {
    for await (const chunk of chunks) {
      piece?.(chunk);
      await file.writeFile(chunk);
    }
    if (lasting) await file.sync();
  } finally {
    await file.close();
  }
}

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A file as it lies there: somebody's own, or one of ours as long as they are not encrypted. */
export function openFile(path: string): StoredBlob {
  return { path, key: null };
}

/** Makes a rename last. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A key that was ignored would show nonsense, or write openly what should not lie open. */
function unlocked({ path, key }: StoredBlob): string {
  if (key !== null) throw new Error('encrypted pictures are not known yet');
  return path;
}
