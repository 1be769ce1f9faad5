import { type EntryListQuery, type ImportEntry, ImportEntryState, isRefusedForGood } from '#domain/import-entry';
import type { List } from '#domain/list';
import type { Problem } from '#domain/problem';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { inOrder, type Sql, sql } from './sql.ts';

/** What the import job needs beside what people see. */
export interface StoredEntry extends ImportEntry {
  readonly sourcePath: string | null;
  readonly blobSha256: string | null;
  readonly onlyPages: readonly number[] | null;
  readonly takeCopies: boolean;
}

interface Row {
  id: string;
  batch_id: string;
  job_id: string;
  name: string;
  folder: string;
  source_path: string | null;
  blob_sha256: string | null;
  state: ImportEntryState;
  only_pages: string | null;
  take_copies: number;
  pages: number;
  problem: string | null;
  at: string;
  copy_page: string | null;
  copy_batch: string | null;
  copy_code: string | null;
}

const selected = sql`SELECT e.*, p.id AS copy_page, p.batch_id AS copy_batch, b.code AS copy_code
  FROM import_entry e LEFT JOIN page p ON p.id = e.copy_of_page_id LEFT JOIN batch b ON b.id = p.batch_id`;

export function insertEntry(
  write: WriteHandle,
  entry: {
    readonly id: string;
    readonly batchId: string;
    readonly jobId: string;
    readonly name: string;
    readonly folder: string;
    readonly sourcePath: string | null;
    readonly blobSha256: string | null;
    readonly state: ImportEntryState;
    readonly onlyPages?: readonly number[];
    readonly copyOfPageId?: string;
    readonly takeCopies?: boolean;
    readonly pages?: number;
    readonly problem?: Problem;
    readonly at: string;
  },
): void {
  write.run(sql`INSERT INTO import_entry (id, batch_id, job_id, name, folder, source_path, blob_sha256, state, only_pages, take_copies, pages, copy_of_page_id, problem, at)
    VALUES (${entry.id}, ${entry.batchId}, ${entry.jobId}, ${entry.name}, ${entry.folder}, ${entry.sourcePath}, ${entry.blobSha256}, ${entry.state},
      ${entry.onlyPages ? JSON.stringify(entry.onlyPages) : null}, ${entry.takeCopies ? 1 : 0}, ${entry.pages ?? 0}, ${entry.copyOfPageId ?? null},
      ${entry.problem ? JSON.stringify(entry.problem) : null}, ${entry.at})`);
}

export function findEntry(read: ReadHandle, id: string): StoredEntry | null {
  const row = read.get<Row>(sql`${selected} WHERE e.id = ${id}`);
  return row ? toEntry(row) : null;
}

/** Entries of a batch, the ones that need a person first unless another order is asked for. */
export function listEntries(
  read: ReadHandle,
  batchId: string,
  { states, sort, offset, limit }: EntryListQuery,
): List<StoredEntry> & { readonly states: Record<ImportEntryState, number> } {
  const wanted = states ? JSON.stringify(states) : null;
  const chosen = sql`e.batch_id = ${batchId} AND (${wanted} IS NULL OR e.state IN (SELECT value FROM json_each(${wanted})))`;
  const order = sort ? sql`${inOrder(sortKeyOf(sort.by), sort.descending)}, e.rowid` : sql`e.state IN ('taken', 'dismissed'), e.rowid`;
  const counted = new Map(
    read
      .all<{ state: ImportEntryState; n: number }>(
        sql`SELECT state, COUNT(*) AS n FROM import_entry WHERE batch_id = ${batchId} GROUP BY state`,
      )
      .map(({ state, n }) => [state, n]),
  );
  const byState = Object.fromEntries(ImportEntryState.options.map((state) => [state, counted.get(state) ?? 0])) as Record<
    ImportEntryState,
    number
  >;
  return {
    rows: read.all<Row>(sql`${selected} WHERE ${chosen} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`).map(toEntry),
    total: (states ?? ImportEntryState.options).reduce((sum, state) => sum + byState[state], 0),
    states: byState,
  };
}

function sortKeyOf(by: NonNullable<EntryListQuery['sort']>['by']): Sql {
  switch (by) {
    case 'name':
      return sql`sort_key(CASE e.folder WHEN '' THEN e.name ELSE e.folder || '/' || e.name END)`;
    case 'result':
      return sql`e.state`;
    case 'pages':
      return sql`e.pages`;
    case 'at':
      return sql`e.at`;
  }
}

export function nextWaitingEntry(read: ReadHandle, jobId: string): StoredEntry | null {
  const row = read.get<Row>(sql`${selected} WHERE e.job_id = ${jobId} AND e.state = 'waiting' AND NOT ${coming} ORDER BY e.rowid LIMIT 1`);
  return row ? toEntry(row) : null;
}

/** Of an entry `e`: it was announced, and has not arrived. */
const coming = sql`(e.state = 'waiting' AND e.source_path IS NULL AND e.blob_sha256 IS NULL)`;
const lost = sql`(e.state IN ('failed', 'dismissed') AND COALESCE(e.problem ->> 'code', '') = 'upload.missing')`;

/** Announced and not here: still to come, or missed. */
export function isMissing({ state, sourcePath, blobSha256, problem }: StoredEntry): boolean {
  return (state === 'waiting' && sourcePath === null && blobSha256 === null) || problem?.code === 'upload.missing';
}

/** Files of a batch that were announced and missed, the earliest first. */
export function missingUploads(read: ReadHandle, batchId: string): StoredEntry[] {
  return read.all<Row>(sql`${selected} WHERE e.batch_id = ${batchId} AND ${lost} ORDER BY e.rowid`).map(toEntry);
}

/** Files of a job that came from a window: all that are here, whatever became of them. */
export function arrivedUploads(read: ReadHandle, jobId: string): Pick<StoredEntry, 'name' | 'folder'>[] {
  return read.all(
    sql`SELECT e.name, e.folder FROM import_entry e WHERE e.job_id = ${jobId} AND e.source_path IS NULL AND NOT ${coming} AND NOT ${lost}`,
  );
}

/** Files of this name that a window has sent, or announced, for a job. */
export function uploadsNamed(read: ReadHandle, { jobId, name, folder }: Pick<StoredEntry, 'jobId' | 'name' | 'folder'>): StoredEntry[] {
  return read
    .all<Row>(
      sql`${selected} WHERE e.job_id = ${jobId} AND e.name = ${name} AND e.folder = ${folder} AND e.source_path IS NULL ORDER BY e.rowid`,
    )
    .map(toEntry);
}

/** What was announced is here. */
export function arriveEntry(write: WriteHandle, id: string, sha256: string): void {
  write.run(sql`UPDATE import_entry SET state = 'waiting', blob_sha256 = ${sha256}, problem = NULL WHERE id = ${id}`);
}

/** What was announced of a job and has not arrived is missed, each file by its name. */
export function missComing(write: WriteHandle, jobId: string, state: 'dismissed' | 'failed'): void {
  write.run(sql`UPDATE import_entry AS e SET state = ${state},
    problem = json_object('code', 'upload.missing', 'params', json_object('name', e.name)) WHERE e.job_id = ${jobId} AND ${coming}`);
}

/** Whether stored bytes belong to a page, or to a file other than the one given that came in or may come in again. */
export function isStoredElsewhere(read: ReadHandle, sha256: string, entryId: string): boolean {
  return (
    read.get(sql`SELECT 1 FROM page WHERE sha256 = ${sha256} UNION ALL
      SELECT 1 FROM import_entry WHERE blob_sha256 = ${sha256} AND id <> ${entryId} LIMIT 1`) !== null
  );
}

/** `coming`: announced, and not arrived. */
export function countEntries(read: ReadHandle, jobId: string): { readonly done: number; readonly coming: number; readonly total: number } {
  const row = read.get<{ done: number | null; coming: number | null; total: number }>(
    sql`SELECT SUM(e.state <> 'waiting') AS done, SUM(${coming}) AS coming, COUNT(*) AS total FROM import_entry e WHERE e.job_id = ${jobId}`,
  );
  return { done: row?.done ?? 0, coming: row?.coming ?? 0, total: row?.total ?? 0 };
}

export function setEntryState(
  write: WriteHandle,
  id: string,
  change: {
    readonly state: ImportEntryState;
    readonly pages?: number;
    readonly problem?: Problem | null;
    readonly copyOfPageId?: string | null;
    readonly onlyPages?: readonly number[] | null;
    readonly blobSha256?: string;
  },
): void {
  write.run(sql`UPDATE import_entry SET state = ${change.state}, pages = COALESCE(${change.pages ?? null}, pages),
    problem = ${change.problem ? JSON.stringify(change.problem) : null}, copy_of_page_id = ${change.copyOfPageId ?? null},
    only_pages = ${change.onlyPages ? JSON.stringify(change.onlyPages) : null},
    blob_sha256 = COALESCE(${change.blobSha256 ?? null}, blob_sha256) WHERE id = ${id}`);
}

/** A job is over: its files that were never looked at do not wait for it. */
export function endWaitingEntries(write: WriteHandle, jobId: string, state: 'dismissed' | 'failed', problem: Problem | null): void {
  write.run(
    sql`UPDATE import_entry SET state = ${state}, problem = ${problem ? JSON.stringify(problem) : null} WHERE job_id = ${jobId} AND state = 'waiting'`,
  );
}

/** Puts an entry back into the queue under a (new) job; `takeCopies`: known pages are taken all the same. */
export function requeueEntry(write: WriteHandle, id: string, jobId: string, takeCopies: boolean): void {
  write.run(
    sql`UPDATE import_entry SET state = 'waiting', job_id = ${jobId}, take_copies = ${takeCopies ? 1 : 0}, problem = NULL, copy_of_page_id = NULL WHERE id = ${id}`,
  );
}

function toEntry(row: Row): StoredEntry {
  const problem = row.problem ? (JSON.parse(row.problem) as Problem) : null;
  return {
    id: row.id,
    batchId: row.batch_id,
    jobId: row.job_id,
    name: row.name,
    folder: row.folder,
    sourcePath: row.source_path,
    blobSha256: row.blob_sha256,
    state: row.state,
    pages: row.pages,
    at: row.at,
    takeCopies: row.take_copies === 1,
    onlyPages: row.only_pages ? (JSON.parse(row.only_pages) as number[]) : null,
    problem,
    canRetry: row.source_path !== null || row.state === 'locked' || problem === null || !isRefusedForGood(problem.code),
    copyOf: row.copy_page && row.copy_batch ? { pageId: row.copy_page, batchId: row.copy_batch, batchCode: row.copy_code ?? '' } : null,
  };
}
