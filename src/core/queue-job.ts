import { randomUUID } from 'node:crypto';
import { callerKey } from '#domain/caller';
import type { JobKind } from '#domain/job';
import { insertJob } from '#store/job';
import type { Change } from './context.ts';

/**
 * Queues a durable job with the change, and wakes the scheduler once it is on the disk. One that waits for the same subject stands for both:
 * its id is answered. Without a subject the job is about itself.
 */
export function queueJob(
  { core, write, at, by, afterCommit }: Change,
  job: {
    readonly kind: JobKind;
    readonly batchId: string;
    readonly subject?: string;
    readonly payload: unknown;
    readonly id?: string;
  },
): string {
  const id = job.id ?? randomUUID();
  afterCommit(() => core.scheduler.wake());
  return insertJob(write, {
    id,
    kind: job.kind,
    batchId: job.batchId,
    subject: job.subject ?? id,
    payload: job.payload,
    startedBy: callerKey(by),
    at,
  });
}
