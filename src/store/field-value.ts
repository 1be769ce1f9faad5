import type { Box } from '#domain/box';
import type { Decision } from '#domain/decision';
import type { FieldValue, ValueState } from '#domain/field-value';
import type { Finding } from '#domain/finding';
import type { Draft, Verification } from '#domain/paper-record';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

interface Row {
  path: string;
  value: string | null;
  raw: string | null;
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

export function listValues(read: ReadHandle, recordId: string): FieldValue[] {
  return read.all<Row>(sql`SELECT * FROM field_value WHERE record_id = ${recordId}`).map(toValue);
}

export function findValue(read: ReadHandle, recordId: string, path: string): FieldValue | null {
  const row = read.get<Row>(sql`SELECT * FROM field_value WHERE record_id = ${recordId} AND path = ${path}`);
  return row ? toValue(row) : null;
}

export function putValue(write: WriteHandle, recordId: string, value: FieldValue): void {
  write.run(sql`INSERT INTO field_value (record_id, path, value, raw, confidence, state, page_id, box, findings, alternatives, handwritten, decided_by, decided_at, revision)
    VALUES (${recordId}, ${value.path}, ${value.value}, ${value.raw}, ${value.confidence}, ${value.state}, ${value.pageId},
      ${value.box ? JSON.stringify(value.box) : null}, ${JSON.stringify(value.findings)}, ${JSON.stringify(value.alternatives)},
      ${value.handwritten ? 1 : 0}, ${value.decidedBy}, ${value.decidedAt}, ${value.revision})
    ON CONFLICT (record_id, path) DO UPDATE SET value = excluded.value, raw = excluded.raw, confidence = excluded.confidence, state = excluded.state,
      page_id = excluded.page_id, box = excluded.box, findings = excluded.findings, alternatives = excluded.alternatives,
      handwritten = excluded.handwritten, decided_by = excluded.decided_by, decided_at = excluded.decided_at, revision = excluded.revision`);
}

export function deleteValue(write: WriteHandle, recordId: string, path: string): void {
  write.run(sql`DELETE FROM field_value WHERE record_id = ${recordId} AND path = ${path}`);
  write.run(sql`DELETE FROM draft WHERE record_id = ${recordId} AND path = ${path}`);
}

/** Writes one decision down; answers its number. */
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
): void {
  write.run(sql`INSERT INTO verification (record_id, path, decision, before_value, before_state, after_value, after_state, undoes, person_id, at)
    VALUES (${decision.recordId}, ${decision.path}, ${decision.decision}, ${decision.before.value}, ${decision.before.state},
      ${decision.after.value}, ${decision.after.state}, ${decision.undoes}, ${decision.personId}, ${decision.at})`);
}

/** The latest decision of a record that is neither an undo nor undone. */
export function latestDecision(
  read: ReadHandle,
  recordId: string,
): { id: number; path: string; beforeValue: string | null; beforeState: ValueState; decidedAt: string } | null {
  return read.get(sql`SELECT id, path, before_value AS beforeValue, before_state AS beforeState, at AS decidedAt FROM verification v
    WHERE record_id = ${recordId} AND decision <> 'undo' AND NOT EXISTS (SELECT 1 FROM verification u WHERE u.undoes = v.id)
      AND id > (SELECT undo_floor FROM paper_record WHERE id = ${recordId})
    ORDER BY id DESC LIMIT 1`);
}

export function listVerifications(read: ReadHandle, recordId: string, path: string): Verification[] {
  return read.all(sql`SELECT v.path, v.decision, v.before_value AS before, v.after_value AS after, p.name AS person, v.at
    FROM verification v JOIN person p ON p.id = v.person_id WHERE v.record_id = ${recordId} AND v.path = ${path} ORDER BY v.id DESC`);
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
    sql`UPDATE paper_record SET undo_floor = COALESCE((SELECT MAX(id) FROM verification WHERE record_id = ${recordId}), 0) WHERE id = ${recordId}`,
  );
}

/** Who made the value what it was before a decision: the person of the decision before that one on the same path. */
export function decisionBefore(
  read: ReadHandle,
  recordId: string,
  path: string,
  id: number,
): { readonly personId: string; readonly at: string } | null {
  return read.get(sql`SELECT person_id AS personId, at FROM verification v WHERE record_id = ${recordId} AND path = ${path} AND id < ${id} AND decision <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM verification u WHERE u.undoes = v.id AND u.id < ${id}) ORDER BY id DESC LIMIT 1`);
}

export function putDraft(write: WriteHandle, recordId: string, path: string, typed: string | null, at: string): void {
  if (typed === null) write.run(sql`DELETE FROM draft WHERE record_id = ${recordId} AND path = ${path}`);
  else {
    write.run(sql`INSERT INTO draft (record_id, path, typed, at) VALUES (${recordId}, ${path}, ${typed}, ${at})
      ON CONFLICT (record_id, path) DO UPDATE SET typed = excluded.typed, at = excluded.at`);
  }
}

export function listDrafts(read: ReadHandle, recordId: string): Draft[] {
  return read.all(sql`SELECT path, typed FROM draft WHERE record_id = ${recordId}`);
}

function toValue(row: Row): FieldValue {
  return {
    path: row.path,
    value: row.value,
    raw: row.raw,
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
