import type { Job, JobKind, JobState } from '#domain/job';
import type { Problem } from '#domain/problem';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

export interface StoredJob extends Job {
  readonly subject: string;
  readonly payload: unknown;
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
  created_at: string;
  finished_at: string | null;
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
    readonly at: string;
  },
): string {
  const waiting = write.get<{ id: string }>(
    sql`SELECT id FROM job WHERE kind = ${job.kind} AND subject = ${job.subject} AND state = 'queued'`,
  );
  if (waiting) return waiting.id;
  write.run(sql`INSERT INTO job (id, kind, batch_id, subject, payload, state, created_at)
    VALUES (${job.id}, ${job.kind}, ${job.batchId}, ${job.subject}, ${JSON.stringify(job.payload)}, 'queued', ${job.at})`);
  return job.id;
}

export function findJob(read: ReadHandle, id: string): StoredJob | null {
  const row = read.get<Row>(sql`SELECT * FROM job WHERE id = ${id}`);
  return row ? toJob(row) : null;
}

/** Takes the oldest waiting job of a kind and marks it as running. */
export function claimJob(write: WriteHandle, kind: JobKind): StoredJob | null {
  const row = write.get<Row>(sql`SELECT * FROM job WHERE kind = ${kind} AND state = 'queued' ORDER BY created_at, rowid LIMIT 1`);
  if (!row) return null;
  write.run(sql`UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = ${row.id}`);
  return toJob({ ...row, state: 'running', attempts: row.attempts + 1 });
}

/** What a killed process left running waits again. */
export function requeueRunningJobs(write: WriteHandle): void {
  write.run(sql`DELETE FROM job WHERE state = 'running' AND EXISTS (SELECT 1 FROM job q WHERE q.kind = job.kind AND q.subject = job.subject AND q.state = 'queued')
    AND kind IN ('read', 'assemble')`);
  write.run(sql`UPDATE job SET state = 'queued' WHERE state = 'running'`);
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
  write.run(sql`UPDATE job SET state = ${state}, problem = ${problem ? JSON.stringify(problem) : null},
    finished_at = ${state === 'queued' ? null : at} WHERE id = ${id} AND state IN ('queued', 'running')`);
}

/** Jobs that people follow: not the single page readings and assemblies. */
export function listJobs(read: ReadHandle, since: string): StoredJob[] {
  return read
    .all<Row>(sql`SELECT * FROM job WHERE kind IN ('import', 'scan', 'handover')
    AND (state IN ('queued', 'running') OR finished_at >= ${since}) ORDER BY created_at DESC, rowid DESC LIMIT 200`)
    .map(toJob);
}

/** Pages that wait to be read; a file that still waits to be opened counts as one, so that a total does not creep along with the work. */
export function countWaitingPages(read: ReadHandle): number {
  return (
    read.get<{ n: number }>(sql`SELECT (SELECT COUNT(*) FROM page WHERE state = 'waiting')
      + (SELECT COUNT(*) FROM import_entry WHERE state = 'waiting') AS n`)?.n ?? 0
  );
}

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
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
