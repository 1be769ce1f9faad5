import type { Job } from '#domain/job';
import { problem } from '#domain/problem';
import type { ReadHandle } from '#store/handle';
import { findJob, listJobs, type StoredJob } from '#store/job';
import { namedCaller } from '#store/person';
import { remember } from '#store/settings';
import { personOf } from './context.ts';
import type { HandlersOf } from './operation.ts';
import { readingProgress, tellReadingProgress } from './reading-progress.ts';

const hour = 3_600_000;

export const job: HandlersOf<'job'> = {
  list: ({ core, read }) => listJobs(read, new Date(core.clock.now().getTime() - hour).toISOString()).map((one) => plain(read, one)),
  get: ({ read }, { id }) => mustFindJob(read, id),
  stop: (change, { id }) => {
    const found = mustFindJob(change.write, id);
    // Stopping a job that waits is a transaction of its own.
    change.afterCommit(() => change.core.scheduler.stop(id));
    return found;
  },
  reading: ({ core, read }) => readingProgress(core, read),
  pauseReading: (change, { paused }) => {
    const { core, write, afterCommit } = change;
    // Written down: a pause outlives the program, until somebody ends it.
    remember(write, 'reading.paused', paused ? personOf(change) : null);
    afterCommit(() => {
      core.scheduler.pauseReading(paused);
      core.pace.rest();
      tellReadingProgress(core);
    });
    // What was read until now is no measure of what comes.
    return { ...readingProgress(core, write), pagesPerMinute: null, secondsLeft: null };
  },
};

function mustFindJob(read: ReadHandle, id: string): Job {
  const found = findJob(read, id);
  if (!found) throw problem('job.notFound', { id });
  return plain(read, found);
}

/** What callers see: not the payload, which may name files. */
function plain(read: ReadHandle, { subject: _subject, payload: _payload, leasedAt: _leasedAt, startedBy, ...shown }: StoredJob): Job {
  return { ...shown, startedBy: startedBy === null ? null : namedCaller(read, startedBy) };
}
