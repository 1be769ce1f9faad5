import type { ReadHandle, WriteHandle } from './handle.ts';
import { recordKey } from './key.ts';
import { sql } from './sql.ts';

export interface Holder {
  readonly recordId: string;
  readonly batchCode: string;
  readonly sequence: number;
}

/** Puts a record's keys in the place of those it had; nothing is written where they are the same. */
export function setIdentityKeys(write: WriteHandle, recordId: string, keys: readonly string[]): void {
  const wanted = new Set(keys);
  const present = new Set(identityKeysOf(write, recordId));
  for (const key of present)
    if (!wanted.has(key)) write.run(sql`DELETE FROM identity_key WHERE key = ${key} AND record_key = ${recordKey(recordId)}`);
  for (const key of wanted)
    if (!present.has(key)) write.run(sql`INSERT INTO identity_key (key, record_key) VALUES (${key}, ${recordKey(recordId)})`);
}

export function identityKeysOf(read: ReadHandle, recordId: string): string[] {
  return read
    .all<{ key: string }>(sql`SELECT key FROM identity_key WHERE record_key = ${recordKey(recordId)} ORDER BY key`)
    .map(({ key }) => key);
}

/** Another record with this key, the oldest; null when there is none. */
export function otherHolder(read: ReadHandle, key: string, recordId: string): Holder | null {
  return read.get(sql`SELECT r.id AS recordId, b.code AS batchCode, r.sequence FROM identity_key k
    JOIN paper_record r ON r.key = k.record_key JOIN batch b ON b.id = r.batch_id
    WHERE k.key = ${key} AND r.id <> ${recordId} ORDER BY r.created_at LIMIT 1`);
}

/** Records in the order in which they were made, part by part: from behind a key on. */
export function recordsBehind(read: ReadHandle, key: number, most: number): { readonly key: number; readonly id: string }[] {
  return read.all(sql`SELECT key, id FROM paper_record WHERE key > ${key} ORDER BY key LIMIT ${most}`);
}
