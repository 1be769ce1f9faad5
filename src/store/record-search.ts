import { createHash } from 'node:crypto';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { recordKey } from './key.ts';
import { sql } from './sql.ts';

/** The index of what records say; which words stand in it, and how they are asked for, is `domain/record-search.ts`. */

/** Puts a record's tokens into the index, in the place of those it had. Nothing is written where they are the same. */
export function indexRecord(write: WriteHandle, recordId: string, tokens: readonly string[], words: readonly string[]): void {
  const row = write.get<{ key: number; search_checksum: number | null }>(
    sql`SELECT key, search_checksum FROM paper_record WHERE id = ${recordId}`,
  );
  const text = tokens.join(' ');
  const checksum = createHash('sha256').update(text).digest().readUIntBE(0, 6);
  if (!row || row.search_checksum === checksum) return;
  write.run(sql`INSERT OR REPLACE INTO record_search (rowid, tokens) VALUES (${row.key}, ${text})`);
  write.run(sql`INSERT OR IGNORE INTO search_word (word) SELECT value FROM json_each(${JSON.stringify(words)})`);
  write.run(sql`UPDATE paper_record SET search_checksum = ${checksum} WHERE id = ${recordId}`);
}

export function forgetIndexed(write: WriteHandle, recordId: string): void {
  write.run(sql`DELETE FROM record_search WHERE rowid = ${recordKey(recordId)}`);
}

/** Records that no one has put into the index yet: those of a store that an earlier program left. */
export function recordsToIndex(read: ReadHandle, most: number): string[] {
  return read
    .all<{ id: string }>(sql`SELECT id FROM paper_record WHERE search_checksum IS NULL ORDER BY key DESC LIMIT ${most}`)
    .map(({ id }) => id);
}

/** Records that have the tokens asked for, the newest first, from behind `before` on. */
export function recordsWithTokens(
  read: ReadHandle,
  { expression, before, most }: { readonly expression: string; readonly before: number; readonly most: number },
): { readonly key: number; readonly id: string }[] {
  return read.all(sql`SELECT r.key, r.id FROM (
      SELECT rowid AS found FROM record_search WHERE record_search MATCH ${expression} AND rowid < ${before} ORDER BY rowid DESC LIMIT ${most}
    ) CROSS JOIN paper_record r ON r.key = found`);
}

/** Values of a record that can be looked at, the shortest first. */
export function writtenValues(read: ReadHandle, recordId: string): string[] {
  return read
    .all<{ value: string }>(
      sql`SELECT value FROM field_value WHERE record_key = ${recordKey(recordId)} AND value IS NOT NULL ORDER BY length(value)`,
    )
    .map(({ value }) => value);
}

/** Known words with this part in them, not at their beginning; at most so many. */
export function wordsWithPart(read: ReadHandle, part: string, most: number): string[] {
  return read.all<{ word: string }>(sql`SELECT word FROM search_word WHERE instr(word, ${part}) > 1 LIMIT ${most}`).map(({ word }) => word);
}
