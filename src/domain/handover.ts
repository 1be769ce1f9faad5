import { z } from 'zod';
import { PagesUnread } from './batch.ts';
import { NamedCaller } from './caller.ts';
import { Problem } from './problem.ts';

/** `preparing`: its records are being fixed. `unsettled`: it was sent and nobody knows whether it arrived; its records stay closed until the destination has been asked. */
export const HandoverState = z.enum(['preparing', 'waiting', 'sending', 'unsettled', 'done', 'failed', 'stopped']);
export type HandoverState = z.infer<typeof HandoverState>;

export function isOver(state: HandoverState): boolean {
  return state === 'done' || state === 'failed' || state === 'stopped';
}

export const HandoverReceipt = z.object({
  id: z.string(),
  destination: z.string(),
  receivedAt: z.string(),
  sent: z.number().int(),
  accepted: z.number().int(),
  already: z.number().int(),
  refused: z.array(z.object({ recordId: z.string(), code: z.string(), detail: z.string() })),
  digest: z.string(),
});
export type HandoverReceipt = z.infer<typeof HandoverReceipt>;

/** One attempt to bring a batch's accepted records to the destination. */
export const Handover = z.object({
  id: z.string(),
  batchId: z.string(),
  batchCode: z.string(),
  state: HandoverState,
  destination: z.string(),
  records: z.number().int(),
  /** Null: from before it was written down. */
  startedBy: NamedCaller.nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  receipt: HandoverReceipt.nullable(),
  problem: Problem.nullable(),
});
export type Handover = z.infer<typeof Handover>;

/** A hand-over that has begun, and the job that brings it. */
export interface StartedHandover {
  readonly jobId: string;
  readonly handoverId: string;
}

/** Why a record does not go with a hand-over now. */
export const HoldReason = z.enum(['open', 'unknown', 'returned', 'handedOver', 'error', 'noPlace', 'damaged']);
export type HoldReason = z.infer<typeof HoldReason>;

/** What a hand-over would take along, and who stands for it. */
export const ReadyCount = z.object({
  records: z.number().int(),
  /** Of these, records that only the machine accepted: nobody decided on any of their values. */
  byMachine: z.number().int(),
  /** Values in them that a person kept although a check calls them an error (`Overruling`). */
  overruled: z.number().int(),
});
export type ReadyCount = z.infer<typeof ReadyCount>;

export const nothingReady: ReadyCount = { records: 0, byMachine: 0, overruled: 0 };

export function addReady(one: ReadyCount, other: ReadyCount): ReadyCount {
  return {
    records: one.records + other.records,
    byMachine: one.byMachine + other.byMachine,
    overruled: one.overruled + other.overruled,
  };
}

/** The dry run: what would go, what would not and why. */
export const HandoverPreview = z.object({
  batchId: z.string(),
  batchCode: z.string(),
  title: z.string(),
  ready: ReadyCount,
  /** Of the batch: what lies on them is in no record yet. */
  pagesUnread: PagesUnread,
  /** How many stay for each reason there is; which ones, tells `handover.held`. */
  held: z.array(z.object({ reason: HoldReason, records: z.number().int() })),
});
export type HandoverPreview = z.infer<typeof HandoverPreview>;
