import { readFile, stat } from 'node:fs/promises';
import { ProblemError, problem } from '#domain/problem';
import type { StoredBlob } from '#ports';

/** An uncompressed A0 in colour at 300 dpi has 420 MB; the file lies in memory as a whole. */
const maxBytes = 700 * 1_048_576;

/**
 * The one place where child processes open stored pictures and files (the core's: store/blob.ts). `file.missing`, `file.unreadable`,
 * `file.empty`, `file.tooMuchMemory`.
 */
export async function bytesOf({ path, key }: StoredBlob, name: string): Promise<Uint8Array> {
  if (key !== null) throw new Error('encrypted pictures are not known yet');
  try {
    const found = await stat(path);
    // A pipe or a device would never end.
    if (!found.isFile()) throw problem('file.unreadable', { name });
    if (found.size === 0) throw problem('file.empty', { name });
    if (found.size > maxBytes) throw problem('file.tooMuchMemory', { name });
    return await readFile(path);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw problem(missing ? 'file.missing' : 'file.unreadable', { name }, error);
  }
}
