import { z } from 'zod';
import { ListWindow, sortBy } from './list.ts';
import { Problem, type ProblemCode } from './problem.ts';

/**
 * One file (or scanned sheet) that somebody gave us. `copy`: identical to pages that are known already, offered and not
 * imported twice. `locked`: a PDF that waits for its password. `dismissed`: a person has seen it and let it go.
 */
export const ImportEntryState = z.enum(['waiting', 'taken', 'copy', 'locked', 'failed', 'dismissed']);
export type ImportEntryState = z.infer<typeof ImportEntryState>;

export const ImportEntry = z.object({
  id: z.string(),
  batchId: z.string(),
  jobId: z.string(),
  name: z.string(),
  /** The folder inside of what was given, with `/` between its parts; empty for a single file. */
  folder: z.string(),
  state: ImportEntryState,
  pages: z.number().int(),
  /** Where the same pages already are. */
  copyOf: z.object({ batchId: z.string(), batchCode: z.string(), pageId: z.string() }).nullable(),
  problem: Problem.nullable(),
  /** False: it came without a place on this computer, was refused for good and was not kept; only the file itself can be given again. */
  canRetry: z.boolean(),
  at: z.string(),
});
export type ImportEntry = z.infer<typeof ImportEntry>;

/** A file that a window is about to send: its name, and its folder as in `ImportEntry`. */
export const AnnouncedFile = z.object({ name: z.string().min(1).max(400), folder: z.string().max(1000) });
export type AnnouncedFile = z.infer<typeof AnnouncedFile>;

/** Files in one announcement: a longer drop is announced in several. */
export const mostAnnounced = 10_000;

/**
 * Refusals that say more about this computer than about the file, and what nobody has decided on: what came without a place is kept for
 * another try.
 */
const perhapsLater: ReadonlySet<ProblemCode> = new Set([
  'unknown',
  'file.attached',
  'file.crashedReader',
  'file.tooSlow',
  'file.tooMuchMemory',
]);

export function isRefusedForGood(code: ProblemCode): boolean {
  return !perhapsLater.has(code);
}

/** Which entries of a batch, and in which order; the ones that need a person first when nothing is said. */
export const EntryListQuery = ListWindow.extend({
  states: z.array(ImportEntryState).optional(),
  sort: sortBy(['name', 'result', 'pages', 'at']).optional(),
});
export type EntryListQuery = z.infer<typeof EntryListQuery>;
