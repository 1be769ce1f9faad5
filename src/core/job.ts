import type { Job } from '#domain/job';
import { problem } from '#domain/problem';
import type { ReadHandle } from '#store/handle';
import { countWaitingPages, findJob, listJobs, type StoredJob } from '#store/job';
import { audit } from './batch.ts';
import type { CoreContext } from './context.ts';
import type { HandlersOf } from './operation.ts';

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
  reading: (core) => progress(core),
  pauseReading: (change, { paused }) => {
    change.core.scheduler.pauseReading(paused);
    change.tell({ type: 'reading.progress', ...progress(change.core) });
    return progress(change.core);
  },
};

function progress(core: CoreContext) {
  return { paused: core.scheduler.readingPaused(), ...core.readingProgress.now(countWaitingPages(core.store.read)) };
}

function mustFindJob(read: ReadHandle, id: string): Job {
  const found = findJob(read, id);
  if (!found) throw problem('job.notFound', { id });
  return plain(found);
}

/** What callers see: not the payload, which may name files. */
function plain({ subject: _subject, payload: _payload, ...shown }: StoredJob): Job {
  return shown;
}
