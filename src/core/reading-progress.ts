import type { ReadingProgress } from '#domain/job';
import { countUnreadPages } from '#store/counter';
import type { ReadHandle } from '#store/handle';
import { countRunningReads } from '#store/job';
import { personName } from '#store/person';
import { readRemembered } from '#store/settings';
import type { CoreContext, CoreView } from './context.ts';

/** Where reading stands over all batches; `read` sees what the caller's transaction changed. */
export function readingProgress(core: CoreView, read: ReadHandle): ReadingProgress {
  const { waiting, stopped, failed } = countUnreadPages(read);
  const { running, leased } = countRunningReads(read);
  const { done, pagesPerMinute } = core.pace.count(waiting);
  const pausedBy = readRemembered(read, 'reading.paused');
  return {
    paused: pausedBy !== null,
    pausedBy: pausedBy === null ? null : (personName(read, pausedBy) ?? pausedBy),
    waiting,
    stopped,
    failed,
    reading: running,
    elsewhere: leased,
    done,
    total: done + waiting,
    pagesPerMinute: pagesPerMinute === null ? null : Math.round(pagesPerMinute * 10) / 10,
    secondsLeft: pagesPerMinute === null || pausedBy !== null ? null : Math.round((waiting / pagesPerMinute) * 60),
    shared: core.sharedReading(),
  };
}

/** Tells everybody where reading stands, as the last transaction left it. */
export function tellReadingProgress(core: CoreContext): void {
  const progress = readingProgress(core, core.store.read);
  core.events.tell({ type: 'reading.progress', ...progress });
  if (progress.waiting === 0) core.pace.begin();
}
