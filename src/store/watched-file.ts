import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

export interface WatchedFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** True when this very state of the file was taken in before. */
export function isKnownFile(read: ReadHandle, file: WatchedFile): boolean {
  return (
    read.get(sql`SELECT 1 FROM watched_file WHERE path = ${file.path} AND size = ${file.size} AND modified = ${file.modified}`) !== null
  );
}

export function rememberFile(write: WriteHandle, file: WatchedFile): void {
  write.run(sql`INSERT INTO watched_file (path, size, modified) VALUES (${file.path}, ${file.size}, ${file.modified})
    ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified`);
}
