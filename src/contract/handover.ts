import { z } from 'zod';
import { Handover, HandoverPreview } from '#domain/handover';
import { JobStarted } from './import.ts';
import { query, task } from './operation.ts';

export const handover = {
  /** The dry run of every batch that has something to hand over or to hold back. */
  preview: query.output(z.array(HandoverPreview)),
  start: task.input(z.object({ batchId: z.string() })).output(JobStarted.extend({ handoverId: z.string() })),
  list: query.output(z.array(Handover)),
  get: query.input(z.object({ id: z.string() })).output(Handover),
  /** Connects to the destination of the settings and tells what is there. */
  checkDestination: query.output(z.object({ server: z.string(), schemaVersion: z.number().nullable() })),
};
