import { z } from 'zod';
import { Job } from '#domain/job';
import { command, query } from './operation.ts';

const Id = z.object({ id: z.string() });
/** Reading over all batches: pages done since the queue was last empty. */
export const ReadingProgress = z.object({
  paused: z.boolean(),
  waiting: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
});

export const job = {
  /** Jobs that run or wait, and those that ended in the last hour; single page readings are summed up in `reading`. */
  list: query.output(z.array(Job)),
  get: query.input(Id).output(Job),
  stop: command.input(Id).output(Job),
  reading: query.output(ReadingProgress),
  pauseReading: command.input(z.object({ paused: z.boolean() })).output(ReadingProgress),
};
