import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openFile, readBlob, writeBlob } from './blob.ts';
import { folderMode } from './owner-only.ts';

/** Pictures made from originals, by a hash of what they show. They are only ever derived: any of them may be deleted at any time. */
export interface Renditions {
  /** Null where there is none, or where it cannot be read. */
  readonly find: (hash: string) => Promise<Uint8Array | null>;
  /** Keeping is a convenience: it never fails, a full disk must not take the picture away. */
  readonly keep: (hash: string, bytes: Uint8Array) => Promise<void>;
}

/** What a kill left half-written goes at the next start. */
export function openRenditions(folder: string): Renditions {
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  const path = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.webp`);
  return {
    find: (hash) => readBlob(openFile(path(hash))).catch(() => null),
    keep: async (hash, bytes) => {
      try {
        await mkdir(dirname(path(hash)), { recursive: true, mode: folderMode });
        await mkdir(incoming, { recursive: true, mode: folderMode });
        const temporary = join(incoming, randomUUID());
        await writeBlob(openFile(temporary), [bytes], { lasting: false });
        await rename(temporary, path(hash));
      } catch {
        // Made again the next time.
      }
    },
  };
}
