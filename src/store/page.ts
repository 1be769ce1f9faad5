/** Longer than most: every question about pages is one statement here, so that their columns are mapped once. */
import type { Turn } from '#domain/box';
import type { Finding, FindingCode } from '#domain/finding';
import type { List } from '#domain/list';
import { type Page, type PageFilter, type PageListQuery, type PageState, rescanCodes } from '#domain/page';
import type { Problem } from '#domain/problem';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { awaited } from './job.ts';
import { recordKey } from './key.ts';
import { type Sql, sql } from './sql.ts';

export interface StoredPage extends Page {
  readonly groupKey: string;
  readonly blobPage: number;
  readonly entryId: string;
}

interface Row {
  id: string;
  batch_id: string;
  sequence: number;
  entry_id: string;
  group_key: string;
  file_name: string;
  file_page: number;
  sha256: string;
  blob_page: number;
  media_type: string;
  width: number;
  height: number;
  dpi: number | null;
  state: PageState;
  turn: Turn;
  record_type: string | null;
  face: string | null;
  findings: string;
  problem: string | null;
  record_ids: string | null;
}

const selected = sql`SELECT p.*, (SELECT json_group_array(id) FROM (SELECT DISTINCT r.id FROM record_page rp JOIN paper_record r ON r.key = rp.record_key WHERE rp.page_key = p.key)) AS record_ids FROM page p`;

export interface NewPage {
  readonly id: string;
  readonly batchId: string;
  readonly entryId: string;
  readonly groupKey: string;
  readonly fileName: string;
  readonly filePage: number;
  readonly sha256: string;
  readonly blobPage: number;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly dpi: number | null;
  readonly findings: readonly Finding[];
}

export function insertPage(write: WriteHandle, page: NewPage): void {
  const sequence =
    (write.get<{ last: number | null }>(sql`SELECT MAX(sequence) AS last FROM page WHERE batch_id = ${page.batchId}`)?.last ?? 0) + 1;
  write.run(sql`INSERT INTO page (id, key, batch_id, sequence, entry_id, group_key, file_name, file_page, sha256, blob_page, media_type, width, height, dpi, findings, state)
    VALUES (${page.id}, (SELECT COALESCE(MAX(key), 0) + 1 FROM page), ${page.batchId}, ${sequence}, ${page.entryId}, ${page.groupKey}, ${page.fileName}, ${page.filePage}, ${page.sha256},
      ${page.blobPage}, ${page.mediaType}, ${page.width}, ${page.height}, ${page.dpi}, ${JSON.stringify(page.findings)}, 'waiting')`);
}

export function findPage(read: ReadHandle, id: string): StoredPage | null {
  const row = read.get<Row>(sql`${selected} WHERE p.id = ${id}`);
  return row ? toPage(row) : null;
}

export function listPages(
  read: ReadHandle,
  batchId: string,
  { filter, order, offset, limit }: PageListQuery,
): List<StoredPage> & { readonly counts: Record<PageFilter, number> } {
  const chosen: Readonly<Record<PageFilter, Sql>> = {
    all: sql`TRUE`,
    waiting: sql`p.state = 'waiting'`,
    failed: sql`${attention} = 0`,
    blank: sql`${attention} = 1`,
    poor: sql`${attention} = 2`,
    unknown: sql`${attention} = 3`,
  };
  const rows = read.all<Row>(sql`${selected} WHERE p.batch_id = ${batchId} AND ${chosen[filter]}
    ORDER BY ${order === 'paper' ? sql`` : sql`${attention} IS NULL, ${attention},`} p.sequence LIMIT ${limit} OFFSET ${offset}`);
  const counts = read.get<Record<PageFilter, number>>(sql`SELECT COUNT(*) AS "all", COALESCE(SUM(waits), 0) AS waiting,
      COALESCE(SUM(attention = 0), 0) AS failed, COALESCE(SUM(attention = 1), 0) AS blank, COALESCE(SUM(attention = 2), 0) AS poor,
      COALESCE(SUM(attention = 3), 0) AS unknown
    FROM (SELECT p.state = 'waiting' AS waits, ${attention} AS attention FROM page p WHERE p.batch_id = ${batchId})`) ?? {
    all: 0,
    waiting: 0,
    failed: 0,
    blank: 0,
    poor: 0,
    unknown: 0,
  };
  return { rows: rows.map(toPage), total: counts[filter], counts };
}

/** `attentionOf` in SQL: its place among the kinds of pages that a person should see first; NULL: nothing stands out. */
const attention = sql`CASE WHEN p.state = 'failed' THEN 0 WHEN ${hasFinding(['page.blank'])} THEN 1 WHEN ${hasFinding(rescanCodes)} THEN 2
  WHEN p.state = 'read' AND p.record_type IS NULL THEN 3 END`;

/** Of a page `p`: one of its findings has one of these codes. Most pages have no finding at all. */
export function hasFinding(codes: readonly FindingCode[]): Sql {
  return sql`(p.findings <> '[]' AND EXISTS (SELECT 1 FROM json_each(p.findings) f WHERE f.value ->> 'code' IN (SELECT value FROM json_each(${JSON.stringify(codes)}))))`;
}

export function pagesOfGroup(read: ReadHandle, batchId: string, groupKey: string): StoredPage[] {
  return read.all<Row>(sql`${selected} WHERE p.batch_id = ${batchId} AND p.group_key = ${groupKey} ORDER BY p.sequence`).map(toPage);
}

/** A page with the same bytes and index, the oldest first; null when this paper is new. */
export function findCopy(read: ReadHandle, sha256: string, blobPage: number): { readonly id: string } | null {
  return read.get<{ id: string }>(sql`SELECT id FROM page WHERE sha256 = ${sha256} AND blob_page = ${blobPage} ORDER BY rowid LIMIT 1`);
}

/** Where the other pages of the same file are, when some of them were taken in before. */
export function groupOfFile(
  read: ReadHandle,
  file: { readonly batchId: string; readonly name: string; readonly folder: string; readonly blobSha256: string | null },
): string | null {
  return (
    read.get<{ groupKey: string }>(sql`SELECT p.group_key AS groupKey FROM page p JOIN import_entry e ON e.id = p.entry_id
    WHERE e.batch_id = ${file.batchId} AND e.name = ${file.name} AND e.folder = ${file.folder} AND e.blob_sha256 = ${file.blobSha256}
    ORDER BY p.sequence DESC LIMIT 1`)?.groupKey ?? null
  );
}

/** Where the pages of a group that have this file name came from. */
export function sourcesInGroup(
  read: ReadHandle,
  group: { readonly batchId: string; readonly groupKey: string; readonly fileName: string },
): { sourcePath: string | null; jobId: string }[] {
  return read.all(sql`SELECT e.source_path AS sourcePath, e.job_id AS jobId FROM page p JOIN import_entry e ON e.id = p.entry_id
    WHERE p.batch_id = ${group.batchId} AND p.group_key = ${group.groupKey} AND p.file_name = ${group.fileName}`);
}

/** These pages belong together from now on. */
export function setPageGroup(write: WriteHandle, ids: readonly string[], groupKey: string): void {
  write.run(sql`UPDATE page SET group_key = ${groupKey} WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}

/** The groups that a job's pages belong to. */
export function groupsOfJob(read: ReadHandle, jobId: string): { batchId: string; groupKey: string }[] {
  return read.all(
    sql`SELECT DISTINCT p.batch_id AS batchId, p.group_key AS groupKey FROM page p JOIN import_entry e ON e.id = p.entry_id WHERE e.job_id = ${jobId}`,
  );
}

/** True when every page of the group was read (or failed, or its reading was stopped) and no import that may add to it still runs. */
export function groupIsComplete(read: ReadHandle, batchId: string, groupKey: string): boolean {
  return (
    read.get(sql`SELECT 1 FROM page p WHERE p.batch_id = ${batchId} AND p.group_key = ${groupKey} AND ${awaited} LIMIT 1`) === null &&
    read.get(sql`SELECT 1 FROM page p JOIN import_entry e ON e.id = p.entry_id JOIN job j ON j.id = e.job_id
      WHERE p.batch_id = ${batchId} AND p.group_key = ${groupKey} AND j.state IN ('queued', 'running') LIMIT 1`) === null
  );
}

/** Pages of a batch that wait although nothing is going to read them: their reading was stopped. */
export function stoppedPages(read: ReadHandle, batchId: string): string[] {
  return read
    .all<{ id: string }>(
      sql`SELECT p.id FROM page p WHERE p.batch_id = ${batchId} AND p.state = 'waiting' AND NOT (${awaited}) ORDER BY p.sequence`,
    )
    .map((row) => row.id);
}

/** Pages of a batch whose reading has failed, in their order. */
export function failedPages(read: ReadHandle, batchId: string): string[] {
  return read
    .all<{ id: string }>(sql`SELECT id FROM page WHERE batch_id = ${batchId} AND state = 'failed' ORDER BY sequence`)
    .map(({ id }) => id);
}

export function failPage(write: WriteHandle, pageId: string, problem: Problem): void {
  write.run(sql`UPDATE page SET state = 'failed', problem = ${JSON.stringify(problem)} WHERE id = ${pageId}`);
}

export function setPageWaiting(write: WriteHandle, pageId: string): void {
  write.run(sql`UPDATE page SET state = 'waiting', problem = NULL WHERE id = ${pageId}`);
}

/** SHA-256 of the pages that a record's values stand on, by page. */
export function checksumsOfRecord(read: ReadHandle, recordId: string): ReadonlyMap<string, string> {
  const rows = read.all<{ id: string; sha256: string }>(
    sql`SELECT id, sha256 FROM page WHERE key IN (SELECT page_key FROM field_value WHERE record_key = ${recordKey(recordId)})`,
  );
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** Names of the files that a record's pages came in. */
export function fileNamesOfRecord(read: ReadHandle, recordId: string): string[] {
  return read
    .all<{ name: string }>(
      sql`SELECT p.file_name AS name FROM record_page rp JOIN page p ON p.key = rp.page_key WHERE rp.record_key = ${recordKey(recordId)} ORDER BY rp.ordinal`,
    )
    .map((row) => row.name);
}

function toPage(row: Row): StoredPage {
  return {
    id: row.id,
    batchId: row.batch_id,
    sequence: row.sequence,
    entryId: row.entry_id,
    groupKey: row.group_key,
    fileName: row.file_name,
    filePage: row.file_page,
    sha256: row.sha256,
    blobPage: row.blob_page,
    mediaType: row.media_type,
    width: row.width,
    height: row.height,
    dpi: row.dpi,
    state: row.state,
    turn: row.turn,
    recordType: row.record_type,
    face: row.face,
    recordIds: row.record_ids ? (JSON.parse(row.record_ids) as string[]) : [],
    findings: JSON.parse(row.findings) as Finding[],
    problem: row.problem ? (JSON.parse(row.problem) as Problem) : null,
  };
}
