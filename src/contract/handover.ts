import { z } from 'zod';
import { Handover, HandoverPreview, HoldReason } from '#domain/handover';
import { ListWindow, listOf } from '#domain/list';
import { RecordRow } from '#domain/paper-record';
import { JobStarted } from './import.ts';
import { effect, query, task } from './operation.ts';

export const handover = {
  /** The dry run of every batch that has something to hand over or to hold back. */
  preview: query.output(z.array(HandoverPreview)),
  /** The records of a batch that stay for one reason. */
  held: query.input(ListWindow.extend({ batchId: z.string(), reason: HoldReason })).output(listOf(RecordRow)),
  start: task.input(z.object({ batchId: z.string() })).output(JobStarted.extend({ handoverId: z.string() })),
  /** What is on its way first, then the latest. */
  list: query.input(ListWindow.prefault({})).output(listOf(Handover)),
  get: query.input(z.object({ id: z.string() })).output(Handover),
  /** Connects to the destination of the settings and tells what is there. */
  checkDestination: effect.output(z.object({ server: z.string(), schemaVersion: z.number().nullable() })),
};
