/** Longer than most: every question that lists, walks or counts records is one statement here, so that its columns are mapped once. */

import type { Turn } from '#domain/box';
import type { Finding, FindingCode } from '#domain/finding';
import { type HoldReason, nothingReady, type ReadyCount } from '#domain/handover';
import type { List, ListWindow } from '#domain/list';
import type { RecordListQuery, RecordPage, RecordRow, RecordStanding, RecordState } from '#domain/paper-record';
import { fold } from '#domain/vietnamese/fold';
import { countRecords } from './counter.ts';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { pageKey, recordKey } from './key.ts';
import { onDamagedPage } from './original.ts';
import { forgetReadings } from './reading.ts';
import { forgetIndexed } from './record-search.ts';
import { inOrder, type Sql, sql } from './sql.ts';

/** A record type as records name it; both null while the paper is of no known kind. */
export interface TypeVersion {
  readonly recordType: string | null;
  readonly version: number | null;
}

export interface StoredRecord {
  readonly id: string;
  readonly batchId: string;
  readonly sequence: number;
  readonly groupKey: string;
  readonly recordType: string | null;
  readonly version: number | null;
  readonly state: RecordState;
  readonly title: string | null;
  readonly findings: readonly Finding[];
}

interface Row {
  id: string;
  batch_id: string;
  sequence: number;
  group_key: string;
  record_type: string | null;
  version: number | null;
  state: RecordState;
  title: string | null;
  findings: string;
}
type ListRow = Omit<Row, 'group_key' | 'findings'> & {
  pages: number;
  all_values: number;
  open: number;
  by_machine: 0 | 1;
  errors: number;
  warnings: number;
  infos: number;
};

/** Of a counter `c`: nobody decided on any of the record's values. */
const byMachine = sql`c.all_values > 0 AND c.accepted = c.all_values`;
const listedWith = (more: Sql) => sql`SELECT ${more} r.id, r.batch_id, r.sequence, r.record_type, r.version, r.state, r.title,
    c.pages, c.all_values, c.open, ${byMachine} AS by_machine, c.errors, c.warnings, c.infos
  FROM paper_record r JOIN record_counter c ON c.record_key = r.key`;
const listed = listedWith(sql``);

/** `types`: record types in the order of their names, for lists sorted by type. */
export function listRecords(
  read: ReadHandle,
  batchId: string,
  { standing, text, sort, offset, limit }: RecordListQuery,
  types: readonly string[],
): List<RecordRow> {
  const folded = fold(text ?? '');
  const chosen = sql`r.batch_id = ${batchId} AND ${standing === undefined ? sql`TRUE` : standsAs(standing)}
    AND ${folded === '' ? sql`TRUE` : sql`instr(fold(r.title), ${folded}) > 0`}`;
  return windowOf(read, chosen, sort ? sql`${inOrder(sortKeyOf(sort.by, types), sort.descending)}, r.sequence` : sql`r.sequence`, {
    offset,
    limit,
  });
}

function standsAs(standing: RecordStanding): Sql {
  const alone = sql`EXISTS (SELECT 1 FROM record_counter c WHERE c.record_key = r.key AND ${byMachine})`;
  if (standing === 'byMachine') return sql`r.state = 'verified' AND ${alone}`;
  return standing === 'verified' ? sql`r.state = 'verified' AND NOT ${alone}` : sql`r.state = ${standing}`;
}

/** Records of a batch that stay out of a hand-over for one reason; `unknownTypes` are those that this program does not know. */
export function listHeld(
  read: ReadHandle,
  batchId: string,
  held: { readonly reason: HoldReason; readonly unknownTypes: readonly TypeVersion[] },
  window: ListWindow,
): List<RecordRow> {
  const unknown = ofTypes(held.unknownTypes);
  const chosen: Readonly<Record<HoldReason, Sql>> = {
    handedOver: sql`r.state = 'handedOver'`,
    unknown: sql`r.state <> 'handedOver' AND (r.state = 'unknown' OR ${unknown})`,
    returned: sql`r.state = 'returned' AND NOT ${unknown}`,
    open: sql`r.state = 'open' AND NOT ${unknown}`,
    error: sql`r.state = 'verified' AND ${withError} AND NOT ${unknown}`,
    damaged: sql`r.state = 'verified' AND NOT ${withError} AND NOT ${unknown} AND ${onDamagedPage}`,
    noPlace: sql`r.state = 'verified' AND NOT ${withError} AND NOT ${unknown} AND NOT ${onDamagedPage}`,
  };
  return windowOf(read, sql`r.batch_id = ${batchId} AND ${chosen[held.reason]}`, sql`r.sequence`, window);
}

/** Records of a batch that nothing else holds back but the original of one of their pages. */
export function countOnDamagedPages(read: ReadHandle, batchId: string, unknownTypes: readonly TypeVersion[]): ReadyCount {
  return (
    read.get<ReadyCount>(sql`SELECT COUNT(*) AS records, COALESCE(SUM(${byMachine}), 0) AS byMachine, COALESCE(SUM(c.overruled), 0) AS overruled
      FROM paper_record r JOIN record_counter c ON c.record_key = r.key
      WHERE r.batch_id = ${batchId} AND r.state = 'verified' AND NOT ${withError} AND NOT ${ofTypes(unknownTypes)} AND ${onDamagedPage}`) ??
    nothingReady
  );
}

/** Of the records of a batch that have nothing open those behind a number, and whether nothing holds them back where the batch has a place. */
export function verifiedRecords(
  read: ReadHandle,
  batchId: string,
  unknownTypes: readonly TypeVersion[],
  { behind, most }: { readonly behind: number; readonly most: number },
): (TypeVersion & { readonly key: number; readonly id: string; readonly sequence: number; readonly ready: 0 | 1 })[] {
  return read.all(sql`SELECT r.key, r.id, r.sequence, r.record_type AS recordType, r.version,
      NOT ${withError} AND NOT ${ofTypes(unknownTypes)} AND NOT ${onDamagedPage} AS ready
    FROM paper_record r WHERE r.batch_id = ${batchId} AND r.state = 'verified' AND r.sequence > ${behind} ORDER BY r.sequence LIMIT ${most}`);
}

function ofTypes(types: readonly TypeVersion[]): Sql {
  return sql`(r.record_type IS NULL OR EXISTS (SELECT 1 FROM json_each(${JSON.stringify(types)}) t
    WHERE t.value ->> 'recordType' = r.record_type AND t.value ->> 'version' = r.version))`;
}

/** The record types of a batch's records. */
export function typesOfBatch(read: ReadHandle, batchId: string): TypeVersion[] {
  return read.all(sql`SELECT DISTINCT record_type AS recordType, version FROM standing_counter
    WHERE batch_id = ${batchId} AND record_type <> '' AND records > 0`);
}

const withError = sql`instr(r.findings, '"severity":"error"') > 0`;

function windowOf(read: ReadHandle, chosen: Sql, order: Sql, { offset, limit }: ListWindow): List<RecordRow> {
  const rows = read.all<ListRow>(sql`${listed} WHERE ${chosen} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`).map(toRow);
  return { rows, total: read.get<{ n: number }>(sql`SELECT COUNT(*) AS n FROM paper_record r WHERE ${chosen}`)?.n ?? 0 };
}

function sortKeyOf(by: NonNullable<RecordListQuery['sort']>['by'], types: readonly string[]): Sql {
  switch (by) {
    case 'sequence':
      return sql`r.sequence`;
    case 'type':
      return sql`(SELECT key FROM json_each(${JSON.stringify(types)}) WHERE value = r.record_type)`;
    case 'title':
      return sql`sort_key(r.title)`;
    case 'pages':
      return sql`c.pages`;
    case 'open':
      return sql`c.open`;
    case 'worst':
      return sql`CASE WHEN c.errors THEN 0 WHEN c.warnings THEN 1 WHEN c.infos THEN 2 END`;
    case 'state':
      // In the order in which they want a person.
      return sql`CASE r.state WHEN 'returned' THEN 0 WHEN 'open' THEN 1 WHEN 'unknown' THEN 2 WHEN 'verified' THEN iif(${byMachine}, 3, 4) ELSE 5 END`;
  }
}

/** These records, in this order. */
export function recordRows(read: ReadHandle, ids: readonly string[]): (RecordRow & { readonly batchCode: string })[] {
  return read
    .all<ListRow & { batch_code: string }>(sql`${listedWith(sql`b.code AS batch_code,`)} JOIN batch b ON b.id = r.batch_id
    JOIN json_each(${JSON.stringify(ids)}) w ON w.value = r.id ORDER BY w.key`)
    .map((row) => ({ ...toRow(row), batchCode: row.batch_code }));
}

export function findRecord(read: ReadHandle, id: string): StoredRecord | null {
  const row = read.get<Row>(sql`SELECT * FROM paper_record WHERE id = ${id}`);
  return row ? toRecord(row) : null;
}

export function recordsOfGroup(read: ReadHandle, batchId: string, groupKey: string): StoredRecord[] {
  return read
    .all<Row>(sql`SELECT * FROM paper_record WHERE batch_id = ${batchId} AND group_key = ${groupKey} ORDER BY sequence`)
    .map(toRecord);
}

export function setRecordGroup(write: WriteHandle, id: string, groupKey: string): void {
  write.run(sql`UPDATE paper_record SET group_key = ${groupKey} WHERE id = ${id}`);
}

/** Records of a batch of which this is said. */
export function recordsWithFinding(read: ReadHandle, batchId: string, code: FindingCode): StoredRecord[] {
  return read
    .all<Row>(sql`SELECT * FROM paper_record WHERE batch_id = ${batchId} AND instr(findings, ${`"code":"${code}"`}) > 0 ORDER BY sequence`)
    .map(toRecord);
}

/** So many records without a face are looked at, the latest ones. */
const MOST_LACKING = 1000;

/** Records of the same batch and type that lack a face and may still be changed; `faces`: with a page of one of these alone. */
export function recordsLacking(read: ReadHandle, record: StoredRecord, only: { readonly faces?: readonly string[] } = {}): StoredRecord[] {
  const chosen = only.faces
    ? sql`EXISTS (SELECT 1 FROM record_page rp WHERE rp.record_key = r.key AND rp.face IN (SELECT value FROM json_each(${JSON.stringify(only.faces)})))`
    : sql`TRUE`;
  return read
    .all<Row>(sql`SELECT r.* FROM paper_record r WHERE r.batch_id = ${record.batchId} AND r.record_type = ${record.recordType} AND r.version = ${record.version}
      AND r.state <> 'handedOver' AND instr(r.findings, '"code":"face.missing"') > 0 AND ${chosen} ORDER BY r.sequence DESC LIMIT ${MOST_LACKING}`)
    .map(toRecord);
}

/** Records of the same batch and type in which this field has this value. */
export function recordsWithValue(read: ReadHandle, { batchId, recordType }: StoredRecord, path: string, value: string): StoredRecord[] {
  return read
    .all<Row>(sql`SELECT r.* FROM paper_record r JOIN field_value v ON v.record_key = r.key AND v.path = ${path}
      WHERE r.batch_id = ${batchId} AND r.record_type = ${recordType} AND r.state <> 'handedOver' AND v.value = ${value} ORDER BY r.sequence`)
    .map(toRecord);
}

export function recordsOfBatch(read: ReadHandle, batchId: string): StoredRecord[] {
  return read.all<Row>(sql`SELECT * FROM paper_record WHERE batch_id = ${batchId} ORDER BY sequence`).map(toRecord);
}

/**
 * Records are numbered as their paper lies, whichever of several readers was ready first: a new one comes behind the last whose first
 * page is not behind `pageIds`, and pushes the others on. Without pages it comes last.
 */
export function insertRecord(
  write: WriteHandle,
  record: {
    readonly id: string;
    readonly batchId: string;
    readonly groupKey: string;
    readonly recordType: string | null;
    readonly version: number | null;
    readonly state: RecordState;
    readonly pageIds: readonly string[];
    readonly at: string;
  },
): void {
  const sequence = numberBehind(write, record.batchId, firstPage(write, record.pageIds)) + 1;
  pushOn(write, record.batchId, sequence);
  write.run(sql`INSERT INTO paper_record (id, key, batch_id, sequence, group_key, record_type, version, state, created_at)
    VALUES (${record.id}, (SELECT COALESCE(MAX(key), 0) + 1 FROM paper_record), ${record.batchId}, ${sequence}, ${record.groupKey},
      ${record.recordType}, ${record.version}, ${record.state}, ${record.at})`);
}

function firstPage(read: ReadHandle, pageIds: readonly string[]): number | null {
  return (
    read.get<{ first: number | null }>(
      sql`SELECT MIN(sequence) AS first FROM page WHERE id IN (SELECT value FROM json_each(${JSON.stringify(pageIds)}))`,
    )?.first ?? null
  );
}

/** The number of the last record whose first page is at `page` or before it; of the last of all without a page. */
function numberBehind(read: ReadHandle, batchId: string, page: number | null): number {
  const found =
    page === null
      ? read.get<{ last: number | null }>(sql`SELECT MAX(sequence) AS last FROM paper_record WHERE batch_id = ${batchId}`)
      : read.get<{ last: number | null }>(sql`SELECT MAX(number) AS last FROM (
          SELECT r.sequence AS number, MIN(p.sequence) AS first FROM paper_record r
          LEFT JOIN record_page rp ON rp.record_key = r.key LEFT JOIN page p ON p.key = rp.page_key
          WHERE r.batch_id = ${batchId} GROUP BY r.key) WHERE first <= ${page}`);
  return found?.last ?? 0;
}

/** Makes room at a number, in two steps: SQLite looks for doubled numbers row by row. */
function pushOn(write: WriteHandle, batchId: string, from: number): void {
  if (!write.get(sql`SELECT 1 FROM paper_record WHERE batch_id = ${batchId} AND sequence = ${from}`)) return;
  write.run(sql`UPDATE paper_record SET sequence = -sequence - 1 WHERE batch_id = ${batchId} AND sequence >= ${from}`);
  write.run(sql`UPDATE paper_record SET sequence = -sequence WHERE batch_id = ${batchId} AND sequence < 0`);
}

export function setRecordPages(
  write: WriteHandle,
  id: string,
  pages: readonly { readonly pageId: string; readonly face: string | null; readonly entry: number }[],
): void {
  write.run(sql`DELETE FROM record_page WHERE record_key = ${recordKey(id)}`);
  pages.forEach((page, ordinal) => {
    write.run(
      sql`INSERT INTO record_page (record_key, ordinal, page_key, face, entry)
        VALUES (${recordKey(id)}, ${ordinal}, ${pageKey(page.pageId)}, ${page.face}, ${page.entry})`,
    );
  });
}

export function setRecordType(write: WriteHandle, id: string, recordType: string | null, version: number | null): void {
  write.run(sql`UPDATE paper_record SET record_type = ${recordType}, version = ${version} WHERE id = ${id}`);
}

/** Where the record stands after its values changed. `verified_at` is the first time it had nothing open. */
export function setRecordStanding(
  write: WriteHandle,
  id: string,
  standing: {
    readonly state: RecordState;
    readonly title: string | null;
    readonly findings: readonly Finding[];
    readonly at: string;
  },
): void {
  write.run(sql`UPDATE paper_record SET state = ${standing.state}, title = ${standing.title}, findings = ${JSON.stringify(standing.findings)},
    verified_at = CASE WHEN ${standing.state} IN ('verified', 'handedOver') THEN COALESCE(verified_at, ${standing.at}) ELSE NULL END WHERE id = ${id}`);
}

/** What is to be said of a record beside what its values say. */
export function setRecordFindings(write: WriteHandle, id: string, findings: readonly Finding[]): void {
  write.run(sql`UPDATE paper_record SET findings = ${JSON.stringify(findings)} WHERE id = ${id}`);
}

export function setRecordHandedOver(write: WriteHandle, id: string, at: string): void {
  write.run(sql`UPDATE paper_record SET state = 'handedOver', accepted_at = ${at} WHERE id = ${id}`);
}

/** Why stands in the receipt of the hand-over. */
export function setRecordReturned(write: WriteHandle, id: string): void {
  write.run(sql`UPDATE paper_record SET state = 'returned' WHERE id = ${id}`);
}

/** Records of a batch that the destination sent back. */
export function returnedRecords(read: ReadHandle, batchId: string): string[] {
  return read
    .all<{ id: string }>(sql`SELECT id FROM paper_record WHERE batch_id = ${batchId} AND state = 'returned' ORDER BY sequence`)
    .map(({ id }) => id);
}

/** True when a person has decided on a value of the record, or a hand-over has named it. */
export function isDecidedOrSent(read: ReadHandle, id: string): boolean {
  return (
    read.get(
      sql`SELECT 1 FROM verification WHERE record_key = ${recordKey(id)} UNION ALL
        SELECT 1 FROM handover_record WHERE record_key = ${recordKey(id)} LIMIT 1`,
    ) !== null
  );
}

/** Removes a record of which `isDecidedOrSent` says no (its group was read again). */
export function deleteRecord(write: WriteHandle, id: string): void {
  forgetIndexed(write, id);
  forgetReadings(write, id);
  for (const table of [sql`record_page`, sql`field_value`, sql`draft`])
    write.run(sql`DELETE FROM ${table} WHERE record_key = ${recordKey(id)}`);
  write.run(sql`DELETE FROM paper_record WHERE id = ${id}`);
}

export function recordPages(read: ReadHandle, id: string): RecordPage[] {
  return read
    .all<{ page_id: string; face: string | null; entry: number; file_name: string; width: number; height: number; turn: Turn }>(
      sql`SELECT p.id AS page_id, rp.face, rp.entry, p.file_name, p.width, p.height, p.turn FROM record_page rp JOIN page p ON p.key = rp.page_key
      WHERE rp.record_key = ${recordKey(id)} ORDER BY rp.ordinal`,
    )
    .map((row) => ({
      pageId: row.page_id,
      face: row.face,
      entry: row.entry,
      fileName: row.file_name,
      width: row.width,
      height: row.height,
      turn: row.turn,
    }));
}

/** The records before and behind in the batch, the next one that waits for a person (wrapping round), and how many there are. */
export function neighbours(
  read: ReadHandle,
  record: StoredRecord,
): { previousId: string | null; nextId: string | null; nextOpenId: string | null; ofBatch: number } {
  const id = (row: { id: string } | null) => row?.id ?? null;
  const { batchId, sequence } = record;
  return {
    previousId: id(
      read.get(sql`SELECT id FROM paper_record WHERE batch_id = ${batchId} AND sequence < ${sequence} ORDER BY sequence DESC LIMIT 1`),
    ),
    nextId: id(read.get(sql`SELECT id FROM paper_record WHERE batch_id = ${batchId} AND sequence > ${sequence} ORDER BY sequence LIMIT 1`)),
    nextOpenId: firstOpen(read, batchId, sequence, null) ?? firstOpen(read, batchId, null, sequence),
    ofBatch: countRecords(read, batchId),
  };
}

/** The first record of a batch that waits for a person, behind one number or before another. */
function firstOpen(read: ReadHandle, batchId: string, behind: number | null, before: number | null): string | null {
  const first = (
    state: RecordState,
  ) => sql`SELECT * FROM (SELECT id, sequence FROM paper_record WHERE batch_id = ${batchId} AND state = ${state}
    AND sequence > ${behind ?? 0} AND sequence < ${before ?? Number.MAX_SAFE_INTEGER} ORDER BY sequence LIMIT 1)`;
  const row = read.get<{ id: string }>(sql`${first('open')} UNION ALL ${first('returned')} ORDER BY sequence LIMIT 1`);
  return row?.id ?? null;
}

/** What to verify next: returned records first, then the nearest deadline, then the order of the batches. */
export function nextOpenRecord(read: ReadHandle, batchId: string | null): { recordId: string; batchId: string } | null {
  for (const state of ['returned', 'open'] as const) {
    const batch = read.get<{ id: string }>(sql`SELECT b.id FROM standing_counter s JOIN batch b ON b.id = s.batch_id
      WHERE s.state = ${state} AND s.records > 0 AND ${batchId === null ? sql`TRUE` : sql`s.batch_id = ${batchId}`}
      ORDER BY b.deadline IS NULL, b.deadline, b.number LIMIT 1`);
    if (batch)
      return read.get(sql`SELECT id AS recordId, batch_id AS batchId FROM paper_record
        WHERE batch_id = ${batch.id} AND state = ${state} ORDER BY sequence LIMIT 1`);
  }
  return null;
}

function toRow(row: ListRow): RecordRow {
  return {
    id: row.id,
    batchId: row.batch_id,
    sequence: row.sequence,
    recordType: row.record_type,
    version: row.version,
    state: row.state,
    title: row.title,
    pages: row.pages,
    values: row.all_values,
    open: row.open,
    byMachine: row.by_machine === 1,
    worst: row.errors ? 'error' : row.warnings ? 'warning' : row.infos ? 'info' : null,
  };
}

function toRecord(row: Row): StoredRecord {
  return {
    id: row.id,
    batchId: row.batch_id,
    sequence: row.sequence,
    groupKey: row.group_key,
    recordType: row.record_type,
    version: row.version,
    state: row.state,
    title: row.title,
    findings: JSON.parse(row.findings) as Finding[],
  };
}
