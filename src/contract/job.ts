import { z } from 'zod';
import { Job, ReadingProgress } from '#domain/job';
import { command, query } from './operation.ts';

const Id = z.object({ id: z.string() });
export const job = {
  /** Jobs that run or wait, and those that ended in the last hour; single page readings are summed up in `reading`. */
  list: query.output(z.array(Job)),
  get: query.input(Id).output(Job),
  stop: command.input(Id).output(Job),
  reading: query.output(ReadingProgress),
  pauseReading: command.input(z.object({ paused: z.boolean() })).output(ReadingProgress),
};
