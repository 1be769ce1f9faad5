import type { ReadHandle, WriteHandle } from './handle.ts';
import { recordKey } from './key.ts';
import { type Sql, sql } from './sql.ts';

/** Originals of which the bytes on the disk are not those that came in. They are few, so they lie as one list among what is remembered. */
const damaged = sql`(SELECT value FROM json_each(COALESCE((SELECT value FROM setting WHERE key = 'originals.damaged'), '[]')))`;

/** So many are a drive that is gone or lost, not single pictures: nobody looks for more, and the list stays short. */
export const mostDamaged = 500;

export function damagedOriginals(read: ReadHandle): ReadonlySet<string> {
  return new Set(read.all<{ value: string }>(sql`SELECT value FROM ${damaged}`).map(({ value }) => value));
}

export function setDamagedOriginals(write: WriteHandle, all: ReadonlySet<string>): void {
  write.run(sql`INSERT INTO setting (key, value) VALUES ('originals.damaged', ${JSON.stringify([...all].sort())})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** Of a record `r`: one of its pages has a damaged original. */
export const onDamagedPage: Sql = sql`EXISTS (SELECT 1 FROM record_page rp JOIN page p ON p.key = rp.page_key
  WHERE rp.record_key = r.key AND p.sha256 IN ${damaged})`;

/** The file name of the first damaged original among a record's pages; null where all are whole. */
export function damagedPageOf(read: ReadHandle, recordId: string): string | null {
  const row = read.get<{ name: string }>(sql`SELECT p.file_name AS name FROM record_page rp JOIN page p ON p.key = rp.page_key
    WHERE rp.record_key = ${recordKey(recordId)} AND p.sha256 IN ${damaged} ORDER BY rp.ordinal LIMIT 1`);
  return row?.name ?? null;
}

export interface Original {
  readonly key: number;
  readonly sha256: string;
  readonly fileName: string;
}

/** Part by part, in the order in which the pages came: those behind a key. A file of many pages comes once for each. */
export function originalsBehind(read: ReadHandle, behind: number, most: number): Original[] {
  return read.all(sql`SELECT key, sha256, file_name AS fileName FROM page WHERE key > ${behind} ORDER BY key LIMIT ${most}`);
}

export function originalsOfRecord(read: ReadHandle, recordId: string): Original[] {
  return read.all(sql`SELECT p.key, p.sha256, p.file_name AS fileName FROM record_page rp JOIN page p ON p.key = rp.page_key
    WHERE rp.record_key = ${recordKey(recordId)} ORDER BY rp.ordinal`);
}

/** How it came in, for people; null where no page has it (any more). */
export function fileNameOf(read: ReadHandle, sha256: string): string | null {
  return read.get<{ name: string }>(sql`SELECT file_name AS name FROM page WHERE sha256 = ${sha256} ORDER BY key LIMIT 1`)?.name ?? null;
}

/** Everything that pages or files that came in stand on. */
export function neededBlobs(read: ReadHandle): ReadonlySet<string> {
  const rows = read.all<{ sha256: string }>(
    sql`SELECT sha256 FROM page UNION SELECT blob_sha256 FROM import_entry WHERE blob_sha256 IS NOT NULL`,
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}
