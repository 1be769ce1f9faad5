import { closeSync, fsyncSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a file that was written beside its name: what has the name is whole, whenever the power goes. */
export function putInPlace(beside: string, file: string): void {
  syncFile(beside);
  renameSync(beside, file);
  syncFile(dirname(file));
}

/** Windows cannot open folders and syncs only what may be written. */
function syncFile(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const file = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
