import { type Batch, type BatchSource, batchState } from '#domain/batch';
import { rescanCodes } from '#domain/page';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { awaited } from './job.ts';
import { hasFinding } from './page.ts';
import { sql } from './sql.ts';

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
  records_handed: number;
  records_returned: number;
  records_unknown: number;
  values_all: number;
  values_open: number;
  values_accepted: number;
  values_decided: number;
}

// Counted in three grouped passes and joined: one pass over each part whatever the number of batches.
const counted = sql`
  SELECT b.*, o.name AS owner,
    COALESCE(p.pages, 0) AS pages, COALESCE(p.waiting - p.stopped, 0) AS pages_waiting, COALESCE(p.stopped, 0) AS pages_stopped, COALESCE(p.failed, 0) AS pages_failed, COALESCE(p.rescan, 0) AS pages_to_rescan,
    COALESCE(e.open, 0) AS entries_open,
    COALESCE(r.records, 0) AS records, COALESCE(r.open, 0) AS records_open, COALESCE(r.verified, 0) AS records_verified,
    COALESCE(r.handed, 0) AS records_handed, COALESCE(r.returned, 0) AS records_returned, COALESCE(r.unknown, 0) AS records_unknown,
    COALESCE(v.values_all, 0) AS values_all, COALESCE(v.open, 0) AS values_open,
    COALESCE(v.accepted, 0) AS values_accepted, COALESCE(v.decided, 0) AS values_decided
  FROM batch b LEFT JOIN person o ON o.id = b.owner_id
  LEFT JOIN (SELECT batch_id, COUNT(*) AS pages, SUM(state = 'waiting') AS waiting, SUM(state = 'failed') AS failed, SUM(${hasFinding(rescanCodes)}) AS rescan,
      SUM(state = 'waiting' AND NOT (${awaited})) AS stopped
    FROM page p GROUP BY batch_id) p ON p.batch_id = b.id
  LEFT JOIN (SELECT batch_id, SUM(state IN ('copy', 'locked', 'failed')) AS open FROM import_entry GROUP BY batch_id) e ON e.batch_id = b.id
  LEFT JOIN (SELECT batch_id, COUNT(*) AS records, SUM(state = 'open') AS open, SUM(state = 'verified') AS verified,
      SUM(state = 'handedOver') AS handed, SUM(state = 'returned') AS returned, SUM(state = 'unknown') AS unknown
    FROM paper_record GROUP BY batch_id) r ON r.batch_id = b.id
  LEFT JOIN (SELECT pr.batch_id, COUNT(*) AS values_all, SUM(fv.state = 'read') AS open, SUM(fv.state = 'accepted') AS accepted,
      SUM(fv.state NOT IN ('read', 'accepted')) AS decided
    FROM field_value fv JOIN paper_record pr ON pr.id = fv.record_id GROUP BY pr.batch_id) v ON v.batch_id = b.id`;

export function listBatches(read: ReadHandle): StoredBatch[] {
  return read.all<Row>(sql`${counted} ORDER BY b.number DESC`).map(toBatch);
}

export function findBatch(read: ReadHandle, id: string): StoredBatch | null {
  const row = read.get<Row>(sql`${counted} WHERE b.id = ${id}`);
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
    recordsHandedOver: row.records_handed,
    recordsReturned: row.records_returned,
    recordsUnknown: row.records_unknown,
    values: row.values_all,
    valuesOpen: row.values_open,
    valuesAccepted: row.values_accepted,
    valuesDecided: row.values_decided,
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
