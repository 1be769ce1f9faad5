import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { chmod, lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** The records of a commune's people are for whoever works here: other users of the computer read nothing. Windows keeps the folders of users apart by itself. */
export const folderMode = 0o700;
export const fileMode = 0o600;

/**
 * Makes a folder for its owner alone and closes one that is there already, with what lies in it directly; true when anything was open to
 * others until now. Somebody else's folder, or a drive without rights, stays as it is: `closeToOthers` says so.
 */
export function closeFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: folderMode });
  const open = [folder, ...readdirSync(folder).map((name) => join(folder, name))].filter((path) => {
    const found = lstatSync(path);
    return !found.isSymbolicLink() && isOpen(found.mode);
  });
  for (const path of open) {
    try {
      chmodSync(path, lstatSync(path).mode & folderMode);
    } catch {
      // Said once it is known what is left open.
    }
  }
  return open.length > 0;
}

/** Makes an empty file for its owner alone where there is none: SQLite gives the files beside it the same rights. */
export function makeOwnFile(file: string): void {
  closeSync(openSync(file, 'a', fileMode));
}

/**
 * Takes away what others may do with a folder and everything in it; links are left alone. Answers how many files and folders are still
 * open to them: what belongs to somebody else, or lies on a drive that knows no rights.
 */
export async function closeToOthers(folder: string): Promise<number> {
  let left = 0;
  for await (const { path, mode } of openPaths(folder)) {
    await chmod(path, mode & folderMode).catch(() => undefined);
    // A drive without rights takes the change and forgets it.
    if (isOpen((await lstat(path).catch(() => ({ mode: 0 }))).mode)) left += 1;
  }
  return left;
}

/** Everything under a folder, itself included, that others may read, write or enter. */
export async function* openPaths(folder: string): AsyncGenerator<{ readonly path: string; readonly mode: number }> {
  const found = await lstat(folder).catch(() => null);
  if (found === null || process.platform === 'win32') return;
  if (isOpen(found.mode)) yield { path: folder, mode: found.mode };
  for await (const entry of await opendir(folder, { bufferSize: 256 }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* openPaths(path);
    else if (entry.isFile()) {
      // Temporary files may be gone by now.
      const file = await lstat(path).catch(() => null);
      if (file && isOpen(file.mode)) yield { path, mode: file.mode };
    }
  }
}

function isOpen(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}
