import { type ProblemCode, ProblemError, type Problem } from '#domain/problem';
import type { JobKind } from '#domain/job';
import { type StoredJob, claimJob, finishJob, findJob, requeueRunningJobs } from '#store/job';
import type { Clock } from '#ports';
import type { Store } from '#store/open-store';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

/** Does one job; what it wrote must be whole when the process dies at any line. Throws ProblemError for what a person can be told. */
export type Run = (job: StoredJob, signal: AbortSignal) => Promise<void>;

export interface Scheduler {
  /** Looks for work; cheap, to be called whenever a job was queued. */
  readonly wake: () => void;
  readonly stop: (id: string) => void;
  /** Waits until nothing runs and nothing is queued (reading that is paused counts as nothing). */
  readonly idle: () => Promise<void>;
  readonly pauseReading: (paused: boolean) => void;
  readonly readingPaused: () => boolean;
  /** True while the program ends: a job that is cut off now goes on at the next start. */
  readonly closing: () => boolean;
  /** Stops what runs; it waits again at the next start. */
  readonly close: () => Promise<void>;
}

/** Problems that may be over at the next try. */
const passing: ReadonlySet<ProblemCode> = new Set(['worker.stopped']);
const maxAttempts = 3;

export function openScheduler(parts: {
  readonly store: Store; readonly events: Events; readonly clock: Clock; readonly log: Log;
  readonly runs: Readonly<Record<JobKind, Run>>; readonly limits: () => Readonly<Record<JobKind, number>>;
}): Scheduler {
  const { store, events, clock, log, runs, limits } = parts;
  const running = new Map<string, { kind: JobKind; abort: AbortController; over: Promise<void> }>();
  const stopped = new Set<string>();
  const waiters = new Set<() => void>();
  const kinds: readonly JobKind[] = ['scan', 'assemble', 'import', 'read', 'handover'];
  let closing = false;
  let paused = false;
  let planned = false;

  store.write((write) => { requeueRunningJobs(write); });

  const count = (kind: JobKind) => [...running.values()].filter((job) => job.kind === kind).length;

  function look(): void {
    planned = false;
    if (closing) return;
    for (const kind of kinds) {
      if (kind === 'read' && paused) continue;
      while (count(kind) < limits()[kind]) {
        const job = store.write((write) => claimJob(write, kind));
        if (!job) break;
        start(job);
      }
    }
    if (running.size === 0) for (const waiter of [...waiters]) { waiters.delete(waiter); waiter(); }
  }

  function start(job: StoredJob): void {
    const abort = new AbortController();
    const over = finish(job, abort).finally(() => {
      running.delete(job.id);
      wake();
    });
    running.set(job.id, { kind: job.kind, abort, over });
    tell(job);
  }

  async function finish(job: StoredJob, abort: AbortController): Promise<void> {
    let state: 'done' | 'failed' | 'stopped' | 'queued' = 'done';
    let problem: Problem | null = null;
    try {
      await runs[job.kind](job, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) state = stopped.has(job.id) ? 'stopped' : 'queued';
      else if (error instanceof ProblemError && passing.has(error.code) && job.attempts < maxAttempts) state = 'queued';
      else {
        state = 'failed';
        const reference = job.id.slice(0, 8);
        problem = error instanceof ProblemError ? { code: error.code, params: error.params } : { code: 'unknown', params: { reference } };
        if (!(error instanceof ProblemError)) log.error('job failed', error, { reference, job: job.kind });
      }
    }
    stopped.delete(job.id);
    try {
      store.write((write) => finishJob(write, job.id, state, problem, clock.now().toISOString()));
    } catch (error) {
      // A full disk: the job stays as running and waits again at the next start.
      log.error('job could not be closed', error, { job: job.kind });
    }
    tell(job);
  }

  const tell = (job: StoredJob) => {
    if (job.kind !== 'read' && job.kind !== 'assemble') events.tell({ type: 'job.changed', id: job.id, batchId: job.batchId });
  };

  function wake(): void {
    if (planned || closing) return;
    planned = true;
    setImmediate(look);
  }

  return {
    wake,
    stop: (id) => {
      stopped.add(id);
      const job = running.get(id);
      if (job) job.abort.abort();
      else {
        store.write((write) => finishJob(write, id, 'stopped', null, clock.now().toISOString()));
        stopped.delete(id);
        const found = findJob(store.read, id);
        if (found) tell(found);
      }
    },
    idle: () => new Promise<void>((resolve) => { waiters.add(resolve); wake(); }),
    pauseReading: (value) => { paused = value; wake(); },
    readingPaused: () => paused,
    closing: () => closing,
    close: async () => {
      closing = true;
      for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map(({ over }) => over));
      for (const waiter of waiters) waiter();
    },
  };
}
