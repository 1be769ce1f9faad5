import { type Handover, type HandoverReceipt, type HandoverState, isOver } from '#domain/handover';
import type { List, ListWindow } from '#domain/list';
import type { Problem } from '#domain/problem';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { recordKey } from './key.ts';
import { namedCaller } from './person.ts';
import { type Sql, sql } from './sql.ts';

interface Row {
  id: string;
  batch_id: string;
  code: string;
  destination: string;
  state: HandoverState;
  receipt: string | null;
  problem: string | null;
  started_by: string | null;
  started_at: string;
  finished_at: string | null;
  records: number;
}

const selected = sql`SELECT h.*, b.code, (SELECT COUNT(*) FROM handover_record WHERE handover_id = h.id) AS records
  FROM handover h JOIN batch b ON b.id = h.batch_id`;

/** States of a hand-over that has not ended, as they are stored. */
const notOver = sql`('preparing', 'waiting', 'sending')`;

/** A hand-over without any record yet. */
export function insertHandover(
  write: WriteHandle,
  handover: {
    readonly id: string;
    readonly batchId: string;
    readonly destination: string;
    readonly startedBy: string;
    readonly at: string;
  },
): void {
  write.run(
    sql`INSERT INTO handover (id, batch_id, destination, state, started_by, started_at)
      VALUES (${handover.id}, ${handover.batchId}, ${handover.destination}, 'preparing', ${handover.startedBy}, ${handover.at})`,
  );
}

/** Fixes records as part of a hand-over, with the digest of what travels (64 small hex digits), so that a repetition sends the same. */
export function fixRecords(
  write: WriteHandle,
  id: string,
  records: readonly { readonly key: number; readonly digest: string | null }[],
): void {
  for (const { key, digest } of records)
    write.run(sql`INSERT INTO handover_record (handover_id, record_key, digest)
      VALUES (${id}, ${key}, ${digest === null ? null : Buffer.from(digest, 'hex')}) ON CONFLICT DO NOTHING`);
}

/** Hand-overs that were being prepared: what a kill or a full disk left of them. */
export function preparingHandovers(read: ReadHandle): { readonly id: string; readonly batchId: string }[] {
  return read.all(sql`SELECT id, batch_id AS batchId FROM handover WHERE state = 'preparing'`);
}

/** One that was being prepared never was: nobody was told that it began. */
export function forgetPreparing(write: WriteHandle, id: string): void {
  write.run(sql`DELETE FROM handover_record WHERE handover_id = (SELECT id FROM handover WHERE id = ${id} AND state = 'preparing')`);
  write.run(sql`DELETE FROM handover WHERE id = ${id} AND state = 'preparing'`);
}

export function findHandover(read: ReadHandle, id: string): Handover | null {
  const row = read.get<Row>(sql`${selected} WHERE h.id = ${id}`);
  return row ? toHandover(read, row) : null;
}

/** What is on its way first, then the latest. */
export function listHandovers(read: ReadHandle, { offset, limit }: ListWindow): List<Handover> {
  const order = sql`ORDER BY h.state IN ${notOver} DESC, h.started_at DESC, h.rowid DESC`;
  // Records are counted for the rows of the window alone.
  const rows = read.all<Row>(
    sql`${selected} WHERE h.rowid IN (SELECT h.rowid FROM handover h ${order} LIMIT ${limit} OFFSET ${offset}) ${order}`,
  );
  return {
    rows: rows.map((row) => toHandover(read, row)),
    total: read.get<{ n: number }>(sql`SELECT COUNT(*) AS n FROM handover`)?.n ?? 0,
  };
}

/** A hand-over of the batch that has not ended; there is at most one. */
export function activeHandover(read: ReadHandle, batchId: string): Handover | null {
  const row = read.get<Row>(sql`${selected} WHERE h.batch_id = ${batchId} AND h.state IN ${notOver} LIMIT 1`);
  return row ? toHandover(read, row) : null;
}

/** A record `r` that belongs to a hand-over that has not ended, or may belong to one that is being prepared: it must not change under way. */
export const underWay: Sql = sql`(EXISTS (SELECT 1 FROM handover_record hr JOIN handover h ON h.id = hr.handover_id
    WHERE hr.record_key = r.key AND h.state IN ${notOver})
  OR (r.state = 'verified' AND EXISTS (SELECT 1 FROM handover h WHERE h.batch_id = r.batch_id AND h.state = 'preparing')))`;

export function isUnderWay(read: ReadHandle, recordId: string): boolean {
  return read.get(sql`SELECT 1 FROM paper_record r WHERE r.id = ${recordId} AND ${underWay}`) !== null;
}

/** What the destination said of a record when it refused it last. */
export function latestRefusal(
  read: ReadHandle,
  recordId: string,
): { readonly code: string; readonly detail: string; readonly at: string } | null {
  const row = read.get<{ receipt: string | null }>(sql`SELECT h.receipt FROM handover_record hr JOIN handover h ON h.id = hr.handover_id
    WHERE hr.record_key = ${recordKey(recordId)} AND hr.outcome = 'refused' ORDER BY h.started_at DESC LIMIT 1`);
  const receipt = row?.receipt ? (JSON.parse(row.receipt) as HandoverReceipt) : null;
  const found = receipt?.refused.find((refusal) => refusal.recordId === recordId);
  return receipt && found ? { code: found.code, detail: found.detail, at: receipt.receivedAt } : null;
}

/** What the destination said of a record that it refused and that nobody has answered: the record is returned. */
export function openRefusal(read: ReadHandle, recordId: string): ReturnType<typeof latestRefusal> {
  return isReturned(read, recordId) ? latestRefusal(read, recordId) : null;
}

export function isReturned(read: ReadHandle, recordId: string): boolean {
  return read.get(sql`SELECT 1 FROM handover_record WHERE record_key = ${recordKey(recordId)} AND ${unanswered} LIMIT 1`) !== null;
}

const unanswered = sql`outcome = 'refused' AND answered_by IS NULL`;

/** `by`: a verification, or 0 for what cannot be undone. */
export function setRefusalAnswered(write: WriteHandle, recordId: string, by: number): void {
  write.run(sql`UPDATE handover_record SET answered_by = ${by} WHERE record_key = ${recordKey(recordId)} AND ${unanswered}`);
}

/** A verification that answered a refusal was taken back. Answers whether it had answered one. */
export function takeBackAnswer(write: WriteHandle, recordId: string, verification: number): boolean {
  return (
    write.run(
      sql`UPDATE handover_record SET answered_by = NULL WHERE record_key = ${recordKey(recordId)} AND answered_by = ${verification}`,
    ) > 0
  );
}

export interface HandoverRecord {
  readonly key: number;
  readonly id: string;
  readonly recordType: string | null;
  readonly version: number | null;
  /** Of what travels, as it was fixed: 64 small hex digits. Null: settled, or from before digests were kept. */
  readonly digest: string | null;
  /** Null until the receipt was settled for it. */
  readonly outcome: 'accepted' | 'refused' | null;
}

const handoverRecord = sql`SELECT r.key, r.id, r.record_type AS recordType, r.version, lower(hex(hr.digest)) AS digest, hr.outcome
  FROM handover_record hr JOIN paper_record r ON r.key = hr.record_key`;

/** Part by part, in the order in which the records were made: those behind a key. */
export function handoverRecords(
  read: ReadHandle,
  id: string,
  { behind, most }: { readonly behind: number; readonly most: number },
): HandoverRecord[] {
  return read
    .all<HandoverRecord>(
      sql`${handoverRecord} WHERE hr.handover_id = ${id} AND hr.record_key > ${behind} ORDER BY hr.record_key LIMIT ${most}`,
    )
    .map(withDigest);
}

export function findHandoverRecord(read: ReadHandle, id: string, recordId: string): HandoverRecord | null {
  const row = read.get<HandoverRecord>(sql`${handoverRecord} WHERE hr.handover_id = ${id} AND hr.record_key = ${recordKey(recordId)}`);
  return row && withDigest(row);
}

/** `hex` of nothing is an empty text. */
function withDigest(row: HandoverRecord): HandoverRecord {
  return { ...row, digest: row.digest === '' ? null : row.digest };
}

/** The receipt is here and is being settled, record by record; people see it when that is done. */
export function keepReceipt(write: WriteHandle, id: string, receipt: HandoverReceipt): void {
  write.run(sql`UPDATE handover SET receipt = ${JSON.stringify(receipt)} WHERE id = ${id}`);
}

/** The receipt that came, settled or not. */
export function keptReceipt(read: ReadHandle, id: string): HandoverReceipt | null {
  const row = read.get<{ receipt: string | null }>(sql`SELECT receipt FROM handover WHERE id = ${id}`);
  return row?.receipt ? (JSON.parse(row.receipt) as HandoverReceipt) : null;
}

export function setHandoverState(
  write: WriteHandle,
  id: string,
  state: HandoverState,
  { problem = null, at }: { readonly problem?: Problem | null; readonly at: string },
): void {
  write.run(sql`UPDATE handover SET state = ${state === 'unsettled' ? 'sending' : state}, problem = ${problem ? JSON.stringify(problem) : null},
    finished_at = ${isOver(state) ? at : null} WHERE id = ${id}`);
}

/** Whether any hand-over, or one of the batch, has not ended: what it was sent with must not change under it. Answers its batch's code. */
export function batchUnderWay(read: ReadHandle, batchId: string | null): string | null {
  const row = read.get<{ code: string }>(sql`SELECT b.code FROM handover h JOIN batch b ON b.id = h.batch_id
    WHERE h.state IN ${notOver} AND ${batchId === null ? sql`TRUE` : sql`h.batch_id = ${batchId}`} LIMIT 1`);
  return row?.code ?? null;
}

/** Those of which nobody knows whether they arrived, and that no job is about to ask for. */
export function unsettledHandovers(read: ReadHandle): { readonly id: string; readonly batchId: string }[] {
  return read.all(sql`SELECT h.id, h.batch_id AS batchId FROM handover h WHERE h.state = 'sending' AND h.problem IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'handover' AND j.subject = h.id AND j.state IN ('queued', 'running'))`);
}

/** Settled: the digest has done its work. */
export function setHandoverOutcome(write: WriteHandle, id: string, recordKey: number, outcome: 'accepted' | 'refused'): void {
  write.run(sql`UPDATE handover_record SET outcome = ${outcome}, digest = NULL WHERE handover_id = ${id} AND record_key = ${recordKey}`);
}

function toHandover(read: ReadHandle, row: Row): Handover {
  return {
    id: row.id,
    batchId: row.batch_id,
    batchCode: row.code,
    // Not known to have arrived: on its way, with a problem.
    state: row.state === 'sending' && row.problem !== null ? 'unsettled' : row.state,
    destination: row.destination,
    records: row.records,
    startedBy: row.started_by === null ? null : namedCaller(read, row.started_by),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    receipt: row.receipt && row.state === 'done' ? (JSON.parse(row.receipt) as HandoverReceipt) : null,
    problem: row.problem ? (JSON.parse(row.problem) as Problem) : null,
  };
}
