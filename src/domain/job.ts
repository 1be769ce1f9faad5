import { z } from 'zod';
import { NamedCaller } from './caller.ts';
import { Problem } from './problem.ts';

/**
 * Durable units of machine work; they survive a crash. `read` reads one page, `assemble` makes a group's records. In the order in which they
 * are started when several wait: people stand at the scanner, and records are wanted before more pages.
 */
export const JobKind = z.enum(['scan', 'assemble', 'import', 'read', 'handover']);
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
  /** Null: from before it was written down. */
  startedBy: NamedCaller.nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

/** How reading together with other computers stands: `readers` is how many pages they can read at once. */
export const SharedReadingState = z.object({
  connected: z.boolean(),
  readers: z.number().int(),
  problem: Problem.nullable(),
});
export type SharedReadingState = z.infer<typeof SharedReadingState>;

/** Reading over all batches: pages done since the queue was last empty. */
export const ReadingProgress = z.object({
  paused: z.boolean(),
  /** Who paused it. */
  pausedBy: z.string().nullable(),
  /** Pages that are going to be read, those in hand among them. */
  waiting: z.number().int(),
  /** Over all batches: their reading was stopped, or has failed. */
  stopped: z.number().int(),
  failed: z.number().int(),
  /** In hand on this computer. */
  reading: z.number().int(),
  /** Given to other computers. */
  elsewhere: z.number().int(),
  done: z.number().int(),
  total: z.number().int(),
  /** From the last pages; null until there are enough of them. */
  pagesPerMinute: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Null where sharing is off. */
  shared: SharedReadingState.nullable(),
});
export type ReadingProgress = z.infer<typeof ReadingProgress>;
