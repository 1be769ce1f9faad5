import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a data folder has what only an open store leaves behind: then a store that is missing or empty was lost, and is not begun anew
 * over the pictures that are still there. The lock alone says nothing: a first start may have ended right behind it.
 */
export function wasUsedBefore(folder: string): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.some(
    (name) =>
      ['logs', 'destination', 'secrets.json'].includes(name) ||
      name.includes('.sqlite.before-') ||
      name === 'so-song.sqlite-mark' ||
      (name === 'so-song.sqlite-wal' && statSync(join(folder, name)).size > 0) ||
      (name === 'pages' && readdirSync(join(folder, name)).some((inside) => inside !== 'incoming')),
  );
}
