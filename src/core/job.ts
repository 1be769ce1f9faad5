import type { Job } from '#domain/job';
import { problem } from '#domain/problem';
import type { ReadHandle } from '#store/handle';
import { findJob, listJobs, type StoredJob } from '#store/job';
import { remember } from '#store/settings';
import { audit } from './audit.ts';
import type { HandlersOf } from './operation.ts';
import { readingProgress } from './reading-progress.ts';

const hour = 3_600_000;

export const job: HandlersOf<'job'> = {
  list: (core) => listJobs(core.store.read, new Date(core.clock.now().getTime() - hour).toISOString()).map(plain),
  get: (core, { id }) => mustFindJob(core.store.read, id),
  stop: (change, { id }) => {
    const found = mustFindJob(change.write, id);
    audit(change, 'job.stopped', id);
    // After the transaction: stopping a job that waits is a transaction of its own.
    setImmediate(() => {
      try {
        change.core.scheduler.stop(id);
      } catch (error) {
        change.core.log.error('job could not be stopped', error);
      }
    });
    return found;
  },
  reading: (core) => readingProgress(core, core.store.read),
  pauseReading: (change, { paused }) => {
    const { core, write, tell } = change;
    // Written down: a pause outlives the program, until somebody ends it.
    remember(write, 'reading.paused', paused ? change.person : null);
    core.scheduler.pauseReading(paused);
    core.pagesDone.rest();
    audit(change, paused ? 'reading.paused' : 'reading.resumed', 'reading');
    const progress = readingProgress(core, write);
    tell({ type: 'reading.progress', ...progress });
    return progress;
  },
};

function mustFindJob(read: ReadHandle, id: string): Job {
  const found = findJob(read, id);
  if (!found) throw problem('job.notFound', { id });
  return plain(found);
}

/** What callers see: not the payload, which may name files. */
function plain({ subject: _subject, payload: _payload, lentAt: _lentAt, ...shown }: StoredJob): Job {
  return shown;
}
