import { type Problem, problem } from '#domain/problem';
import { findHandover, setHandoverState } from '#store/handover';
import { endWaitingEntries } from '#store/import-entry';
import { finishJob, type StoredJob } from '#store/job';
import { failPage, findPage, groupsOfJob, pagesOfGroup } from '#store/page';
import type { Change } from './context.ts';
import { queueAssemblyWhenComplete } from './import.ts';
import type { EndState } from './scheduler.ts';

/** Ends a job, and with it what it leaves unfinished: nothing may wait for a job that is over. */
export function endJob(change: Change, job: StoredJob, state: EndState, found: Problem | null): void {
  finishJob(change.write, job.id, state, found, change.at);
  if (state === 'queued') return;
  if (job.kind === 'import' || job.kind === 'scan') endIntake(change, job, state, found);
  else if (state !== 'done') endUnfinished(change, job, state, found);
  if (job.batchId && state !== 'done') change.tell({ type: 'batch.changed', id: job.batchId });
}

/** Files that were not looked at are set aside (stopped) or failed; pages that are read already become records. */
function endIntake({ write, at }: Change, job: StoredJob, state: EndState, found: Problem | null): void {
  if (state !== 'done') endWaitingEntries(write, job.id, state === 'stopped' ? 'dismissed' : 'failed', found);
  // A job that is done has queued them itself.
  if (state !== 'done' || job.kind === 'scan')
    for (const { batchId, groupKey } of groupsOfJob(write, job.id)) queueAssemblyWhenComplete(write, batchId, groupKey, at);
}

function endUnfinished({ write, at, tell }: Change, job: StoredJob, state: EndState, found: Problem | null): void {
  const { code, params } = problem('worker.stopped', {});
  const why = found ?? { code, params };
  if (job.kind === 'read') {
    const page = findPage(write, job.subject);
    if (page?.state !== 'waiting') return;
    // One that was stopped is still to be read some day; its records do not wait for it.
    if (state !== 'stopped') failPage(write, page.id, why);
    queueAssemblyWhenComplete(write, page.batchId, page.groupKey, at);
  } else if (job.kind === 'assemble') {
    const { batchId, groupKey } = job.payload as { batchId: string; groupKey: string };
    for (const page of pagesOfGroup(write, batchId, groupKey))
      if (page.state === 'read' && page.recordIds.length === 0) failPage(write, page.id, why);
  } else {
    const handover = findHandover(write, job.subject);
    if (handover?.state !== 'waiting' && handover?.state !== 'sending') return;
    setHandoverState(write, handover.id, state === 'stopped' ? 'stopped' : 'failed', { problem: found, at });
    tell({ type: 'handover.changed', id: handover.id });
  }
}
