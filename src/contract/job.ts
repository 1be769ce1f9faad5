import { z } from 'zod';
import { event } from '#domain/audit';
import { Job, ReadingProgress } from '#domain/job';
import { command, query } from './operation.ts';
import { look, work } from './policy.ts';

const Id = z.object({ id: z.string() });
export const job = {
  /** Jobs that run or wait, and those that ended in the last hour; single page readings are summed up in `reading`. */
  list: query({ may: look(), output: z.array(Job) }),
  get: query({ may: look(), input: Id, output: Job }),
  stop: command({ may: work(), input: Id, output: Job, audit: ({ id }) => [event('job.stopped', id)] }),
  reading: query({ may: look(), output: ReadingProgress }),
  pauseReading: command({
    may: work(),
    input: z.object({ paused: z.boolean() }),
    output: ReadingProgress,
    audit: ({ paused }) => [event(paused ? 'reading.paused' : 'reading.resumed', 'reading')],
  }),
};
