import { z } from 'zod';
import { Handover, HandoverPreview, HoldReason, ReadyCount } from '#domain/handover';
import { ListWindow, listOf } from '#domain/list';
import { RecordRow } from '#domain/paper-record';
import { JobStarted } from './import.ts';
import { effect, query } from './operation.ts';
import { lead, look } from './policy.ts';

export const handover = {
  /** The dry run of every batch that has something to hand over or to hold back. */
  preview: query({ may: look(), output: z.array(HandoverPreview) }),
  /** The records of a batch that stay for one reason. */
  held: query({ may: look(), input: ListWindow.extend({ batchId: z.string(), reason: HoldReason }), output: listOf(RecordRow) }),
  /**
   * Fixes what is ready, then sends it by a job. `shown`: what the person was told that goes; `handover.notAsShown` where it is not that any
   * more. The trail has it in the transaction that ends the fixing: an event of its own could be lost to a kill.
   */
  start: effect({
    may: lead(),
    input: z.object({ batchId: z.string(), shown: ReadyCount.optional() }),
    output: JobStarted.extend({ handoverId: z.string() }),
    audit: null,
  }),
  /** What is on its way first, then the latest. */
  list: query({ may: look(), input: ListWindow.prefault({}), output: listOf(Handover) }),
  get: query({ may: look(), input: z.object({ id: z.string() }), output: Handover }),
  /** Connects to the destination of the settings and tells what is there. */
  checkDestination: effect({ may: lead(), output: z.object({ server: z.string(), schemaVersion: z.number().nullable() }), audit: null }),
};
