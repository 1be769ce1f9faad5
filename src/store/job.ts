import type { Job, JobKind, JobState } from '#domain/job';
import type { Problem } from '#domain/problem';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { underWay } from './handover.ts';
import { sql } from './sql.ts';

export interface StoredJob extends Omit<Job, 'startedBy'> {
  /** As in the row (`callerKey`). */
  readonly startedBy: string | null;
  readonly subject: string;
  readonly payload: unknown;
  /** Since when another computer has this reading, or when it was given the one that is done; null when it is this one's. */
  readonly leasedAt: string | null;
}

interface Row {
  id: string;
  kind: JobKind;
  batch_id: string | null;
  subject: string;
  payload: string;
  state: JobState;
  attempts: number;
  done: number;
  total: number;
  problem: string | null;
  started_by: string | null;
  created_at: string;
  finished_at: string | null;
  leased_at: string | null;
}

/** Queues a job; one that waits with the same kind and subject stands for both, and its id is answered. */
export function insertJob(
  write: WriteHandle,
  job: {
    readonly id: string;
    readonly kind: JobKind;
    readonly batchId: string | null;
    readonly subject: string;
    readonly payload: unknown;
    readonly startedBy: string;
    readonly at: string;
  },
): string {
  const waiting = write.get<{ id: string }>(
    sql`SELECT id FROM job WHERE kind = ${job.kind} AND subject = ${job.subject} AND state = 'queued'`,
  );
  if (waiting) return waiting.id;
  write.run(sql`INSERT INTO job (id, kind, batch_id, subject, payload, state, started_by, created_at)
    VALUES (${job.id}, ${job.kind}, ${job.batchId}, ${job.subject}, ${JSON.stringify(job.payload)}, 'queued', ${job.startedBy}, ${job.at})`);
  return job.id;
}

export function findJob(read: ReadHandle, id: string): StoredJob | null {
  const row = read.get<Row>(sql`SELECT * FROM job WHERE id = ${id}`);
  return row ? toJob(row) : null;
}

/** Of a job that puts a group of pages together: a record of the group is under way, and what is under way stays as it is. */
const groupUnderWay = sql`EXISTS (SELECT 1 FROM paper_record r WHERE r.batch_id = job.batch_id
  AND r.group_key = job.payload ->> 'groupKey' AND ${underWay})`;

/** Takes the oldest waiting job of a kind that may begin and marks it as running; `untried`: of those that were never begun. */
export function claimJob(write: WriteHandle, kind: JobKind, { untried = false }: { readonly untried?: boolean } = {}): StoredJob | null {
  const row = write.get<Row>(sql`SELECT * FROM job WHERE kind = ${kind} AND state = 'queued' ${untried ? sql`AND attempts = 0` : sql``}
    ${kind === 'assemble' ? sql`AND NOT ${groupUnderWay}` : sql``} ORDER BY created_at, rowid LIMIT 1`);
  if (!row) return null;
  write.run(sql`UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = ${row.id}`);
  return toJob({ ...row, state: 'running', attempts: row.attempts + 1 });
}

/** What a killed process left running waits again; what other computers have is theirs still. */
export function requeueRunningJobs(write: WriteHandle): void {
  write.run(sql`DELETE FROM job WHERE state = 'running' AND leased_at IS NULL AND EXISTS (SELECT 1 FROM job q WHERE q.kind = job.kind AND q.subject = job.subject AND q.state = 'queued')
    AND kind IN ('read', 'assemble')`);
  write.run(sql`UPDATE job SET state = 'queued' WHERE state = 'running' AND leased_at IS NULL`);
}

/** Marks readings as given to other computers: the oldest that nobody has tried yet, after the first `keep`, which stay here. */
export function leaseReads(
  write: WriteHandle,
  { keep, most, at }: { readonly keep: number; readonly most: number; readonly at: string },
): StoredJob[] {
  const rows = write.all<Row>(sql`SELECT * FROM (SELECT * FROM job WHERE kind = 'read' AND state = 'queued'
    ORDER BY created_at, rowid LIMIT -1 OFFSET ${keep}) WHERE attempts = 0 LIMIT ${most}`);
  for (const { id } of rows) write.run(sql`UPDATE job SET state = 'running', attempts = 1, leased_at = ${at} WHERE id = ${id}`);
  return rows.map((row) => toJob({ ...row, state: 'running', attempts: 1, leased_at: at }));
}

export function leasedReads(read: ReadHandle): StoredJob[] {
  return read.all<Row>(sql`SELECT * FROM job WHERE kind = 'read' AND state = 'running' AND leased_at IS NOT NULL`).map(toJob);
}

/** Leased readings wait here again. `untouched`: nobody has tried them, so that they may be leased anew. */
export function endLeases(write: WriteHandle, ids: readonly string[], untouched: boolean): void {
  for (const id of ids) {
    // One that was queued meanwhile for the same page does this one's work too.
    write.run(sql`DELETE FROM job WHERE id = ${id} AND leased_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM job q WHERE q.kind = 'read' AND q.subject = job.subject AND q.state = 'queued')`);
    write.run(sql`UPDATE job SET state = 'queued', leased_at = NULL, attempts = attempts - ${untouched ? 1 : 0}
      WHERE id = ${id} AND state = 'running' AND leased_at IS NOT NULL`);
  }
}

/** How many readings this computer has in hand, and how many others have. */
export function countRunningReads(read: ReadHandle): { readonly running: number; readonly leased: number } {
  return (
    read.get<{ running: number; leased: number }>(sql`SELECT COALESCE(SUM(leased_at IS NULL), 0) AS running,
      COALESCE(SUM(leased_at IS NOT NULL), 0) AS leased FROM job WHERE kind = 'read' AND state = 'running'`) ?? { running: 0, leased: 0 }
  );
}

/** The same, and how many wait. */
export function countReads(read: ReadHandle): { readonly queued: number; readonly running: number; readonly leased: number } {
  const queued = read.get<{ n: number }>(sql`SELECT COUNT(*) AS n FROM job WHERE kind = 'read' AND state = 'queued'`)?.n ?? 0;
  return { queued, ...countRunningReads(read) };
}

/** Stops the readings of a batch that wait, here or elsewhere; those that this computer has in hand go to their end. Answers the pages. */
export function stopReads(write: WriteHandle, batchId: string, at: string): string[] {
  const rows = write.all<{ id: string; subject: string }>(sql`SELECT id, subject FROM job
    WHERE kind = 'read' AND batch_id = ${batchId} AND (state = 'queued' OR (state = 'running' AND leased_at IS NOT NULL))`);
  for (const { id } of rows) write.run(sql`UPDATE job SET state = 'stopped', leased_at = NULL, finished_at = ${at} WHERE id = ${id}`);
  return rows.map((row) => row.subject);
}

export function setJobProgress(write: WriteHandle, id: string, done: number, total: number): void {
  write.run(sql`UPDATE job SET done = ${done}, total = ${total} WHERE id = ${id}`);
}

export function finishJob(
  write: WriteHandle,
  id: string,
  wanted: 'done' | 'failed' | 'stopped' | 'queued',
  problem: Problem | null,
  at: string,
): void {
  // One that was queued meanwhile for the same subject does this one's work too.
  const replaced =
    wanted === 'queued' &&
    write.get(sql`SELECT 1 FROM job q JOIN job j ON j.kind = q.kind AND j.subject = q.subject
    WHERE j.id = ${id} AND q.id <> j.id AND q.state = 'queued'`) !== null;
  const state = replaced ? 'stopped' : wanted;
  // Only what runs can be done: one that was opened again meanwhile waits for its turn.
  write.run(sql`UPDATE job SET state = ${state}, leased_at = CASE WHEN ${state} = 'done' THEN leased_at END, problem = ${problem ? JSON.stringify(problem) : null},
    finished_at = ${state === 'queued' ? null : at} WHERE id = ${id} AND (state = 'running' OR (state = 'queued' AND ${state} <> 'done'))`);
}

/** A job that is over waits again as if it were new; nothing happens to one that is not. */
export function reopenJob(write: WriteHandle, id: string): void {
  write.run(sql`UPDATE job SET state = 'queued', attempts = 0, problem = NULL, finished_at = NULL
    WHERE id = ${id} AND state NOT IN ('queued', 'running')`);
}

/** Jobs that people follow: not the single page readings and assemblies. */
export function listJobs(read: ReadHandle, since: string): StoredJob[] {
  const followed = sql`kind IN ('import', 'scan', 'handover')`;
  return read
    .all<Row>(sql`SELECT * FROM job WHERE rowid IN (SELECT rowid FROM job WHERE ${followed} AND state = 'queued'
        UNION ALL SELECT rowid FROM job WHERE ${followed} AND state = 'running'
        UNION ALL SELECT rowid FROM job WHERE ${followed} AND finished_at >= ${since})
      ORDER BY created_at DESC, rowid DESC LIMIT 200`)
    .map(toJob);
}

/** Of a page `p`: it waits, and a job is going to read it. */
export const awaited = sql`p.state = 'waiting' AND EXISTS (SELECT 1 FROM job r WHERE r.kind = 'read' AND r.subject = p.id
  AND r.state IN ('queued', 'running'))`;

/** Single readings that are over are not kept for ever: the page's steps say what they did. */
export function forgetFinishedReads(write: WriteHandle, before: string): void {
  write.run(sql`DELETE FROM job WHERE kind IN ('read', 'assemble') AND state = 'done' AND finished_at < ${before}`);
}

function toJob(row: Row): StoredJob {
  return {
    id: row.id,
    kind: row.kind,
    batchId: row.batch_id,
    subject: row.subject,
    payload: JSON.parse(row.payload),
    state: row.state,
    attempts: row.attempts,
    done: row.done,
    total: row.total,
    problem: row.problem ? (JSON.parse(row.problem) as Problem) : null,
    startedBy: row.started_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    leasedAt: row.leased_at,
  };
}
