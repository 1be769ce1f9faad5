import { JobKind } from '#domain/job';
import { type Problem, type ProblemCode, ProblemError } from '#domain/problem';
import { claimJob, findJob, requeueRunningJobs, type StoredJob } from '#store/job';
import type { Store } from '#store/open-store';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

/** Does one job; what it wrote must be whole when the process dies at any line. Throws ProblemError for what a person can be told. */
export type Run = (job: StoredJob, signal: AbortSignal) => Promise<void>;

export interface Scheduler {
  /** Looks for work; cheap, to be called whenever a job was queued. */
  readonly wake: () => void;
  readonly stop: (id: string) => void;
  /** Waits until nothing runs, here or elsewhere, and nothing can be started (reading that is paused and jobs that wait for room on the disk cannot). */
  readonly idle: () => Promise<void>;
  readonly pauseReading: (paused: boolean) => void;
  readonly readingPaused: () => boolean;
  /** True while the program ends: a job that is cut off now goes on at the next start. */
  readonly closing: () => boolean;
  /** Stops what runs; it waits again at the next start. */
  readonly close: () => Promise<void>;
}

/** How a run ended; `queued`: it waits again. */
export type EndState = 'done' | 'failed' | 'stopped' | 'queued';

/** Problems that may be over at the next try. */
const passing: ReadonlySet<ProblemCode> = new Set(['worker.stopped', 'file.crashedReader', 'file.tooSlow']);
const maxAttempts = 3;
/** A full disk stops all jobs; they go on by themselves once there is room. Milliseconds from one try to the next. */
const fullDiskPause = 5_000;

export function openScheduler(parts: {
  readonly store: Store;
  readonly events: Events;
  readonly log: Log;
  readonly runs: Readonly<Record<JobKind, Run>>;
  readonly limits: () => Readonly<Record<JobKind, number>>;
  readonly paused: boolean;
  /** Readings that other computers have in hand: as long as there are any, we are not idle. */
  readonly leased: () => number;
  /** Writes the end of a job down, in one transaction. */
  readonly end: (job: StoredJob, state: EndState, problem: Problem | null) => void;
  /** Told when jobs wait for room on the disk, and when they no longer do. */
  readonly room: (isThere: boolean) => void;
}): Scheduler {
  const { store, events, log, runs, limits, leased, end, room } = parts;
  const running = new Map<string, { kind: JobKind; again: boolean; abort: AbortController; over: Promise<void> }>();
  const stopped = new Set<string>();
  /** Jobs whose end could not be written for want of room. */
  const unwritten = new Map<string, () => void>();
  const waiters = new Set<() => void>();
  let closing = false;
  let { paused } = parts;
  let planned = false;
  let held: NodeJS.Timeout | null = null;

  store.write((write) => {
    requeueRunningJobs(write);
  });

  const count = (kind: JobKind) => [...running.values()].filter((job) => job.kind === kind).length;

  function look(): void {
    planned = false;
    if (closing) return;
    try {
      if (!held) startJobs();
    } catch (error) {
      log.error('jobs could not be started', error);
      hold(error);
    }
    if (running.size === 0 && !held) room(true);
    if (running.size === 0 && waiters.size > 0 && leased() === 0)
      for (const waiter of [...waiters]) {
        waiters.delete(waiter);
        waiter();
      }
  }

  function startJobs(): void {
    for (const [id, again] of [...unwritten]) {
      again();
      unwritten.delete(id);
    }
    for (const kind of JobKind.options) {
      if (kind === 'read' && paused) continue;
      while (!held && count(kind) < limits()[kind]) {
        const job = kind === 'read' ? nextReading() : store.write((write) => claimJob(write, kind));
        if (!job) break;
        start(job);
      }
    }
  }

  /** One that was cut off or took too long is read again after all others, and alone: nothing beside it may be the cause a second time. */
  function nextReading(): StoredJob | null {
    const readings = [...running.values()].filter(({ kind }) => kind === 'read');
    if (readings.some(({ again }) => again)) return null;
    const untried = store.write((write) => claimJob(write, 'read', { untried: true }));
    return untried ?? (readings.length === 0 ? store.write((write) => claimJob(write, 'read')) : null);
  }

  function hold(error: unknown): void {
    if (error instanceof ProblemError && error.code === 'disk.full') room(false);
    if (held || closing) return;
    held = setTimeout(() => {
      held = null;
      wake();
    }, fullDiskPause);
    held.unref();
  }

  function start(job: StoredJob): void {
    const abort = new AbortController();
    const over = finish(job, abort).finally(() => {
      running.delete(job.id);
      wake();
    });
    running.set(job.id, { kind: job.kind, again: job.attempts > 1, abort, over });
    tell(job);
  }

  async function finish(job: StoredJob, abort: AbortController): Promise<void> {
    let state: EndState = 'done';
    let problem: Problem | null = null;
    try {
      await runs[job.kind](job, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) state = stopped.has(job.id) ? 'stopped' : 'queued';
      else if (error instanceof ProblemError && error.code === 'disk.full') {
        // A scan does not go on by itself: somebody has to look which sheets lie in the feeder.
        state = job.kind === 'scan' ? 'failed' : 'queued';
        problem = { code: error.code, params: error.params };
        hold(error);
      } else if (error instanceof ProblemError && passing.has(error.code) && job.attempts < maxAttempts) state = 'queued';
      else {
        state = 'failed';
        const reference = job.id.slice(0, 8);
        problem = error instanceof ProblemError ? { code: error.code, params: error.params } : { code: 'unknown', params: { reference } };
        if (!(error instanceof ProblemError)) log.error('job failed', error, { reference, job: job.kind });
      }
    }
    stopped.delete(job.id);
    try {
      end(job, state, problem);
      if (state === 'done' && !held) room(true);
    } catch (error) {
      // A full disk: its end is written when there is room, at the latest at the next start, where it waits again.
      log.error('job could not be closed', error, { job: job.kind });
      unwritten.set(job.id, () => end(job, state, problem));
      hold(error);
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
        stopped.delete(id);
        const found = findJob(store.read, id);
        // A page that another computer has is stopped like one that waits.
        if (!found || !(found.state === 'queued' || (found.state === 'running' && found.leasedAt !== null))) return;
        end(found, 'stopped', null);
        tell(found);
      }
    },
    idle: () =>
      new Promise<void>((resolve) => {
        waiters.add(resolve);
        wake();
      }),
    pauseReading: (value) => {
      paused = value;
      wake();
    },
    readingPaused: () => paused,
    closing: () => closing,
    close: async () => {
      closing = true;
      if (held) clearTimeout(held);
      for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map(({ over }) => over));
      for (const waiter of waiters) waiter();
    },
  };
}
