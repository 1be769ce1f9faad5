import type { JobKind } from '#domain/job';
import { type Problem, problem } from '#domain/problem';
import { findHandover, setHandoverState } from '#store/handover';
import { endWaitingEntries, missComing } from '#store/import-entry';
import { finishJob, type StoredJob } from '#store/job';
import { failPage, findPage, groupsOfJob, pagesOfGroup } from '#store/page';
import { queueAssemblyWhenComplete } from './assemble.ts';
import type { Change } from './context.ts';
import type { EndState } from './scheduler.ts';

/** How a job is over; one that waits again (`queued`) is not. */
interface End {
  readonly state: Exclude<EndState, 'queued'>;
  readonly problem: Problem | null;
}

/** Ends a job, and with it what it leaves unfinished: nothing may wait for a job that is over. */
export function endJob(change: Change, job: StoredJob, state: EndState, found: Problem | null): void {
  finishJob(change.write, job.id, state, found, change.at);
  if (state === 'queued') return;
  settle[job.kind](change, job, { state, problem: found });
  if (job.batchId && state !== 'done') change.tell({ type: 'batch.changed', id: job.batchId });
}

/** What the end of each kind of job settles, so that nothing waits for it. */
const settle: Readonly<Record<JobKind, (change: Change, job: StoredJob, end: End) => void>> = {
  import: (change, job, { state, problem }) => {
    // A job that is done has queued its records itself.
    if (state !== 'done') endIntake(change, job, { state, problem });
  },
  scan: endIntake,
  read: (change, job, { state, problem: found }) => {
    const page = findPage(change.write, job.subject);
    if (state === 'done' || page?.state !== 'waiting') return;
    // One that was stopped is still to be read some day; its records do not wait for it.
    if (state !== 'stopped') failPage(change.write, page.id, found ?? cutOff());
    queueAssemblyWhenComplete(change, page.batchId, page.groupKey);
  },
  assemble: ({ write }, job, { state, problem: found }) => {
    if (state === 'done') return;
    const { batchId, groupKey } = job.payload as { batchId: string; groupKey: string };
    for (const page of pagesOfGroup(write, batchId, groupKey))
      if (page.state === 'read' && page.recordIds.length === 0) failPage(write, page.id, found ?? cutOff());
  },
  handover: ({ write, at, tell }, job, { state, problem: found }) => {
    const handover = findHandover(write, job.subject);
    if (state === 'done' || (handover?.state !== 'waiting' && handover?.state !== 'sending')) return;
    setHandoverState(write, handover.id, state, { problem: found, at });
    tell({ type: 'handover.changed', id: handover.id });
  },
};

/** Files that were not looked at are set aside (stopped) or failed; pages that are read already become records. */
function endIntake(change: Change, job: StoredJob, { state, problem: found }: End): void {
  if (state !== 'done') {
    const end = state === 'stopped' ? 'dismissed' : 'failed';
    missComing(change.write, job.id, end);
    endWaitingEntries(change.write, job.id, end, found);
  }
  for (const { batchId, groupKey } of groupsOfJob(change.write, job.id)) queueAssemblyWhenComplete(change, batchId, groupKey);
}

function cutOff(): Problem {
  const { code, params } = problem('worker.stopped', {});
  return { code, params };
}
