import { type Batch, type BatchSource, batchState } from '#domain/batch';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { type Sql, sql } from './sql.ts';

/** A batch as it is stored: names of places come from the places, counts from its parts. */
export type StoredBatch = Omit<Batch, 'placeName'>;

interface Row {
  id: string;
  code: string;
  title: string;
  source: BatchSource;
  place_code: string | null;
  owner: string | null;
  deadline: string | null;
  created_at: string;
  pages: number;
  pages_waiting: number;
  pages_stopped: number;
  pages_failed: number;
  pages_to_rescan: number;
  entries_open: number;
  records: number;
  records_open: number;
  records_verified: number;
  records_by_machine: number;
  records_handed: number;
  records_returned: number;
  records_unknown: number;
  all_values: number;
  values_open: number;
  values_accepted: number;
}

// Counters that triggers keep (decision 012): nothing is counted here. A batch's records are summed over a handful of standings.
const counted = (chosen: Sql) => sql`
  SELECT b.*, o.name AS owner, c.pages, c.pages_waiting, c.pages_stopped, c.pages_failed, c.pages_to_rescan, c.entries_open,
    c.all_values, c.values_open, c.values_accepted,
    COALESCE(SUM(s.records), 0) AS records,
    COALESCE(SUM(s.records) FILTER (WHERE s.state = 'open'), 0) AS records_open,
    COALESCE(SUM(s.records) FILTER (WHERE s.state = 'verified'), 0) AS records_verified,
    COALESCE(SUM(s.by_machine) FILTER (WHERE s.state = 'verified'), 0) AS records_by_machine,
    COALESCE(SUM(s.records) FILTER (WHERE s.state = 'handedOver'), 0) AS records_handed,
    COALESCE(SUM(s.records) FILTER (WHERE s.state = 'returned'), 0) AS records_returned,
    COALESCE(SUM(s.records) FILTER (WHERE s.state = 'unknown'), 0) AS records_unknown
  FROM batch b JOIN batch_counter c ON c.batch_id = b.id LEFT JOIN standing_counter s ON s.batch_id = b.id
    LEFT JOIN person o ON o.id = b.owner_id
  WHERE ${chosen} GROUP BY b.number ORDER BY b.number DESC`;

export function listBatches(read: ReadHandle): StoredBatch[] {
  return read.all<Row>(counted(sql`TRUE`)).map(toBatch);
}

export function findBatch(read: ReadHandle, id: string): StoredBatch | null {
  const row = read.get<Row>(counted(sql`b.id = ${id}`));
  return row ? toBatch(row) : null;
}

/** The latest batch of a folder that has this title. */
export function findFolderBatch(read: ReadHandle, title: string): string | null {
  return (
    read.get<{ id: string }>(sql`SELECT id FROM batch WHERE source = 'folder' AND title = ${title} ORDER BY number DESC LIMIT 1`)?.id ??
    null
  );
}

export function hasBatches(read: ReadHandle): boolean {
  return read.get(sql`SELECT 1 FROM batch LIMIT 1`) !== null;
}

export function batchCode(read: ReadHandle, id: string): string {
  return read.get<{ code: string }>(sql`SELECT code FROM batch WHERE id = ${id}`)?.code ?? '';
}

type BatchWords = Pick<Batch, 'title' | 'source' | 'placeCode' | 'deadline'> & { readonly ownerId: string | null };

/** The code counts on: `L-0001`, `L-0002` … */
export function insertBatch(write: WriteHandle, batch: BatchWords & { readonly id: string; readonly at: string }): void {
  const number = (write.get<{ last: number | null }>(sql`SELECT MAX(number) AS last FROM batch`)?.last ?? 0) + 1;
  const code = `L-${String(number).padStart(4, '0')}`;
  write.run(sql`INSERT INTO batch (id, number, code, title, source, place_code, owner_id, deadline, created_at)
    VALUES (${batch.id}, ${number}, ${code}, ${batch.title}, ${batch.source}, ${batch.placeCode}, ${batch.ownerId}, ${batch.deadline}, ${batch.at})`);
}

export function updateBatch(write: WriteHandle, id: string, words: BatchWords): void {
  write.run(sql`UPDATE batch SET title = ${words.title}, source = ${words.source}, place_code = ${words.placeCode},
    owner_id = ${words.ownerId}, deadline = ${words.deadline} WHERE id = ${id}`);
}

/** Only for a batch that has neither pages nor import entries, and no job at work. */
export function deleteBatch(write: WriteHandle, id: string): void {
  write.run(sql`DELETE FROM job WHERE batch_id = ${id}`);
  write.run(sql`DELETE FROM batch WHERE id = ${id}`);
}

export function hasActiveJob(read: ReadHandle, id: string): boolean {
  return read.get(sql`SELECT 1 FROM job WHERE batch_id = ${id} AND state IN ('queued', 'running') LIMIT 1`) !== null;
}

export function hasEntries(read: ReadHandle, id: string): boolean {
  return read.get(sql`SELECT 1 FROM import_entry WHERE batch_id = ${id} LIMIT 1`) !== null;
}

function toBatch(row: Row): StoredBatch {
  const counts = {
    pages: row.pages,
    pagesWaiting: row.pages_waiting,
    pagesStopped: row.pages_stopped,
    pagesFailed: row.pages_failed,
    pagesToRescan: row.pages_to_rescan,
    entriesOpen: row.entries_open,
    records: row.records,
    recordsOpen: row.records_open,
    recordsVerified: row.records_verified,
    recordsByMachine: row.records_by_machine,
    recordsHandedOver: row.records_handed,
    recordsReturned: row.records_returned,
    recordsUnknown: row.records_unknown,
    values: row.all_values,
    valuesOpen: row.values_open,
    valuesAccepted: row.values_accepted,
    valuesDecided: row.all_values - row.values_open - row.values_accepted,
  };
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    source: row.source,
    placeCode: row.place_code,
    owner: row.owner ?? '',
    deadline: row.deadline,
    createdAt: row.created_at,
    counts,
    state: batchState(counts),
  };
}
