import { z } from 'zod';
import { ListWindow, sortBy } from './list.ts';

/** What was taken in together: from a box, a book or a folder (lô). */
export const BatchSource = z.enum(['box', 'book', 'folder', 'scanner', 'sample']);
export type BatchSource = z.infer<typeof BatchSource>;

/** Counted from its parts, never stored. */
export const BatchState = z.enum(['empty', 'reading', 'verifying', 'ready', 'handedOver']);
export type BatchState = z.infer<typeof BatchState>;

export const BatchCounts = z.object({
  pages: z.number().int(),
  /** Going to be read. */
  pagesWaiting: z.number().int(),
  /** Not read, because somebody stopped it. */
  pagesStopped: z.number().int(),
  pagesFailed: z.number().int(),
  /** Pictures so bad that the paper should be scanned again. */
  pagesToRescan: z.number().int(),
  /** Import entries that need a person: failures and copies of known pages. */
  entriesOpen: z.number().int(),
  records: z.number().int(),
  recordsOpen: z.number().int(),
  /** Nothing is open in them. */
  recordsVerified: z.number().int(),
  /** Of the verified ones those that only the machine accepted: nobody decided on any of their values. */
  recordsByMachine: z.number().int(),
  recordsHandedOver: z.number().int(),
  recordsReturned: z.number().int(),
  recordsUnknown: z.number().int(),
  values: z.number().int(),
  valuesOpen: z.number().int(),
  valuesAccepted: z.number().int(),
  valuesDecided: z.number().int(),
});
export type BatchCounts = z.infer<typeof BatchCounts>;

export const Batch = z.object({
  id: z.string(),
  /** Short human name, unique in the workstation: `L-0007`. */
  code: z.string(),
  title: z.string(),
  source: BatchSource,
  placeCode: z.string().nullable(),
  placeName: z.string().nullable(),
  owner: z.string(),
  deadline: z.string().nullable(),
  createdAt: z.string(),
  counts: BatchCounts,
  state: BatchState,
});
export type Batch = z.infer<typeof Batch>;

/** Pages that were not read: each kind waits for something else, and none of them counts as read. */
export const PagesUnread = z.object({ waiting: z.number().int(), stopped: z.number().int(), failed: z.number().int() });
export type PagesUnread = z.infer<typeof PagesUnread>;

/** Verified records of which a person decided on something. */
export function verifiedByPeople({ recordsVerified, recordsByMachine }: Pick<BatchCounts, 'recordsVerified' | 'recordsByMachine'>): number {
  return recordsVerified - recordsByMachine;
}

export function pagesRead({ pages, pagesWaiting, pagesStopped, pagesFailed }: BatchCounts): number {
  return pages - pagesWaiting - pagesStopped - pagesFailed;
}

export function batchState(counts: BatchCounts): BatchState {
  if (counts.pages === 0) return 'empty';
  if (counts.pagesWaiting > 0) return 'reading';
  if (counts.recordsOpen + counts.recordsUnknown + counts.recordsReturned > 0) return 'verifying';
  if (counts.recordsVerified > 0) return 'ready';
  return counts.recordsHandedOver > 0 ? 'handedOver' : 'verifying';
}

/** Which batches, and in which order; the newest first when nothing is said. */
export const BatchListQuery = ListWindow.extend({
  states: z.array(BatchState).optional(),
  owners: z.array(z.string()).optional(),
  /** Anywhere in code, title, place or owner, without marks and case. */
  text: z.string().trim().max(100).optional(),
  sort: sortBy(['code', 'title', 'source', 'place', 'owner', 'deadline', 'state', 'progress', 'open', 'returned', 'entries']).optional(),
});
export type BatchListQuery = z.infer<typeof BatchListQuery>;
