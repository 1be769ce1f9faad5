import { z } from 'zod';
import { Problem } from './problem.ts';

/** Durable units of machine work; they survive a crash. `read` reads one page, `assemble` makes a group's records. */
export const JobKind = z.enum(['import', 'scan', 'read', 'assemble', 'handover']);
export type JobKind = z.infer<typeof JobKind>;
export const JobState = z.enum(['queued', 'running', 'done', 'failed', 'stopped']);
export type JobState = z.infer<typeof JobState>;

export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  batchId: z.string().nullable(),
  state: JobState,
  attempts: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  problem: Problem.nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;
