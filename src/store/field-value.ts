import type { Box } from '#domain/box';
import type { Decision } from '#domain/decision';
import type { FieldValue, ValueState } from '#domain/field-value';
import type { Finding } from '#domain/finding';
import type { Draft, Verification } from '#domain/paper-record';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { pageKey, personKey, recordKey } from './key.ts';
import { type Sql, sql } from './sql.ts';

interface Row {
  path: string;
  value: string | null;
  raw: string | null;
  raw_is_value: number;
  confidence: number | null;
  state: ValueState;
  page_id: string | null;
  box: string | null;
  findings: string;
  alternatives: string;
  handwritten: number;
  decided_by: string | null;
  decided_at: string | null;
  revision: number;
}

const selected = sql`SELECT v.path, v.value, v.raw, v.raw_is_value, v.confidence, v.state, v.box, v.findings, v.alternatives, v.handwritten,
    v.decided_at, v.revision, p.id AS page_id, d.id AS decided_by
  FROM field_value v LEFT JOIN page p ON p.key = v.page_key LEFT JOIN person d ON d.key = v.decider_key`;

export function listValues(read: ReadHandle, recordId: string): FieldValue[] {
  return read.all<Row>(sql`${selected} WHERE v.record_key = ${recordKey(recordId)}`).map(toValue);
}

export function findValue(read: ReadHandle, recordId: string, path: string): FieldValue | null {
  const row = read.get<Row>(sql`${selected} WHERE v.record_key = ${recordKey(recordId)} AND v.path = ${path}`);
  return row ? toValue(row) : null;
}

export function putValue(write: WriteHandle, recordId: string, value: FieldValue): void {
  const rawIsValue = value.raw === value.value;
  write.run(sql`INSERT INTO field_value (record_key, path, value, raw, raw_is_value, confidence, state, page_key, box, findings, alternatives, handwritten, decider_key, decided_at, revision)
    VALUES (${recordKey(recordId)}, ${value.path}, ${value.value}, ${rawIsValue ? null : value.raw}, ${rawIsValue ? 1 : 0}, ${value.confidence},
      ${value.state}, ${known(value.pageId, pageKey)}, ${value.box ? JSON.stringify(value.box) : null}, ${JSON.stringify(value.findings)},
      ${JSON.stringify(value.alternatives)}, ${value.handwritten ? 1 : 0}, ${known(value.decidedBy, personKey)}, ${value.decidedAt}, ${value.revision})
    ON CONFLICT (record_key, path) DO UPDATE SET value = excluded.value, raw = excluded.raw, raw_is_value = excluded.raw_is_value,
      confidence = excluded.confidence, state = excluded.state, page_key = excluded.page_key, box = excluded.box, findings = excluded.findings,
      alternatives = excluded.alternatives, handwritten = excluded.handwritten, decider_key = excluded.decider_key,
      decided_at = excluded.decided_at, revision = excluded.revision`);
}

/** Nothing has the number 0: a foreign key refuses an id that nothing has, where NULL would let it go unseen. */
function known(id: string | null, keyOf: (id: string) => Sql): Sql {
  return id === null ? sql`NULL` : sql`COALESCE(${keyOf(id)}, 0)`;
}

export function deleteValue(write: WriteHandle, recordId: string, path: string): void {
  write.run(sql`DELETE FROM field_value WHERE record_key = ${recordKey(recordId)} AND path = ${path}`);
  write.run(sql`DELETE FROM draft WHERE record_key = ${recordKey(recordId)} AND path = ${path}`);
}

/** Writes one decision down; answers its id. */
export function insertVerification(
  write: WriteHandle,
  decision: {
    readonly recordId: string;
    readonly path: string;
    readonly decision: Decision;
    readonly before: FieldValue;
    readonly after: FieldValue;
    readonly undoes: number | null;
    readonly personId: string;
    readonly at: string;
  },
): number {
  const row = write.get<{
    id: number;
  }>(sql`INSERT INTO verification (record_key, path, decision, before_value, before_state, after_value, undoes, person_key, at)
    VALUES (${recordKey(decision.recordId)}, ${decision.path}, ${decision.decision}, ${decision.before.value}, ${decision.before.state},
      ${decision.after.value}, ${decision.undoes}, ${personKey(decision.personId)}, ${decision.at}) RETURNING id`);
  return row?.id ?? 0;
}

/** The latest decision of a record that is neither an undo nor undone. */
export function latestDecision(
  read: ReadHandle,
  recordId: string,
): { id: number; path: string; beforeValue: string | null; beforeState: ValueState; decidedAt: string } | null {
  return read.get(sql`SELECT id, path, before_value AS beforeValue, before_state AS beforeState, at AS decidedAt FROM verification v
    WHERE record_key = ${recordKey(recordId)} AND decision <> 'undo' AND NOT EXISTS (SELECT 1 FROM verification u WHERE u.undoes = v.id)
      AND id > (SELECT undo_floor FROM paper_record WHERE id = ${recordId})
    ORDER BY id DESC LIMIT 1`);
}

export function listVerifications(read: ReadHandle, recordId: string, path: string): Verification[] {
  return read.all(sql`SELECT v.path, v.decision, v.before_value AS before, v.after_value AS after, p.name AS person, v.at
    FROM verification v JOIN person p ON p.key = v.person_key WHERE v.record_key = ${recordKey(recordId)} AND v.path = ${path} ORDER BY v.id DESC`);
}

/** Decisions since a moment (ISO), undone ones not counted. */
export function countDecisions(read: ReadHandle, since: string): number {
  return (
    read.get<{ n: number }>(sql`SELECT COUNT(*) AS n FROM verification v WHERE at >= ${since} AND decision <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM verification u WHERE u.undoes = v.id)`)?.n ?? 0
  );
}

/** Paths of rows have moved: earlier decisions stay written down but cannot be taken back by path. */
export function raiseUndoFloor(write: WriteHandle, recordId: string): void {
  write.run(
    sql`UPDATE paper_record SET undo_floor = COALESCE((SELECT MAX(id) FROM verification WHERE record_key = ${recordKey(recordId)}), 0) WHERE id = ${recordId}`,
  );
}

/** Who made the value what it was before a decision: the person of the decision before that one on the same path. */
export function decisionBefore(
  read: ReadHandle,
  recordId: string,
  path: string,
  id: number,
): { readonly personId: string; readonly at: string } | null {
  return read.get(sql`SELECT p.id AS personId, v.at FROM verification v JOIN person p ON p.key = v.person_key
    WHERE v.record_key = ${recordKey(recordId)} AND v.path = ${path} AND v.id < ${id} AND v.decision <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM verification u WHERE u.undoes = v.id AND u.id < ${id}) ORDER BY v.id DESC LIMIT 1`);
}

export function putDraft(write: WriteHandle, recordId: string, path: string, typed: string | null): void {
  if (typed === null) write.run(sql`DELETE FROM draft WHERE record_key = ${recordKey(recordId)} AND path = ${path}`);
  else {
    write.run(sql`INSERT INTO draft (record_key, path, typed) VALUES (${recordKey(recordId)}, ${path}, ${typed})
      ON CONFLICT (record_key, path) DO UPDATE SET typed = excluded.typed`);
  }
}

export function listDrafts(read: ReadHandle, recordId: string): Draft[] {
  return read.all(sql`SELECT path, typed FROM draft WHERE record_key = ${recordKey(recordId)}`);
}

function toValue(row: Row): FieldValue {
  return {
    path: row.path,
    value: row.value,
    raw: row.raw_is_value === 1 ? row.value : row.raw,
    confidence: row.confidence,
    state: row.state,
    pageId: row.page_id,
    box: row.box ? (JSON.parse(row.box) as Box) : null,
    findings: JSON.parse(row.findings) as Finding[],
    alternatives: JSON.parse(row.alternatives) as string[],
    handwritten: row.handwritten === 1,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    revision: row.revision,
  };
}
