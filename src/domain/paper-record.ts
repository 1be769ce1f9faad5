import { z } from 'zod';
import { Turn } from './box.ts';
import { Decision } from './decision.ts';
import { FieldValue } from './field-value.ts';
import { Finding } from './finding.ts';
import { ListWindow, sortBy } from './list.ts';

/** `unknown`: paper of a kind that no record type describes. `returned`: the province sent it back, with reasons. */
export const RecordState = z.enum(['unknown', 'open', 'verified', 'handedOver', 'returned']);
export type RecordState = z.infer<typeof RecordState>;

/** How people are told that a record stands: “verified” is what a person decided on, `byMachine` what only the machine accepted. */
export const RecordStanding = z.enum([...RecordState.options, 'byMachine']);
export type RecordStanding = z.infer<typeof RecordStanding>;

/** `byMachine`: nobody decided on any value of it. */
export function standingOf({ state, byMachine }: { readonly state: RecordState; readonly byMachine: boolean }): RecordStanding {
  return state === 'verified' && byMachine ? 'byMachine' : state;
}

/** A line in lists: never carries values of persons but the masked title. */
export const RecordRow = z.object({
  id: z.string(),
  batchId: z.string(),
  sequence: z.number().int(),
  recordType: z.string().nullable(),
  version: z.number().int().nullable(),
  state: RecordState,
  /** The field that people call the record by (owner, name, number), as it stands now. */
  title: z.string().nullable(),
  pages: z.number().int(),
  values: z.number().int(),
  open: z.number().int(),
  /** Nobody decided on any of its values: where nothing is open it rests on the machine alone. */
  byMachine: z.boolean(),
  worst: z.enum(['error', 'warning', 'info']).nullable(),
});
export type RecordRow = z.infer<typeof RecordRow>;

/** Which records of a batch, and in which order; as they are numbered when nothing is said. */
export const RecordListQuery = ListWindow.extend({
  standing: RecordStanding.optional(),
  /** Anywhere in the title, without marks and case. */
  text: z.string().trim().max(100).optional(),
  sort: sortBy(['sequence', 'type', 'title', 'pages', 'open', 'worst', 'state']).optional(),
});
export type RecordListQuery = z.infer<typeof RecordListQuery>;

export const RecordPage = z.object({
  pageId: z.string(),
  face: z.string().nullable(),
  entry: z.number().int(),
  fileName: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  turn: Turn,
});
export type RecordPage = z.infer<typeof RecordPage>;

/** What the clerk typed and has not confirmed yet. */
export const Draft = z.object({ path: z.string(), typed: z.string() });
export type Draft = z.infer<typeof Draft>;

/** One case, whole. Values come in the order of the form; rows of tables behind the fields. */
export const PaperRecord = z.object({
  id: z.string(),
  batchId: z.string(),
  batchCode: z.string(),
  sequence: z.number().int(),
  ofBatch: z.number().int(),
  recordType: z.string().nullable(),
  version: z.number().int().nullable(),
  state: RecordState,
  pages: z.array(RecordPage),
  values: z.array(FieldValue),
  findings: z.array(Finding),
  drafts: z.array(Draft),
  previousId: z.string().nullable(),
  nextId: z.string().nullable(),
  /** The next record of the batch that still has something for a person. */
  nextOpenId: z.string().nullable(),
  /** Why the destination did not take it the last time; null where it never refused it. `detail` names columns, never a value. */
  refusal: z.object({ code: z.string(), detail: z.string(), at: z.string() }).nullable(),
});
export type PaperRecord = z.infer<typeof PaperRecord>;

/** One human decision on one value; append-only. */
export const Verification = z.object({
  path: z.string(),
  decision: Decision,
  before: z.string().nullable(),
  after: z.string().nullable(),
  person: z.string(),
  at: z.string(),
});
export type Verification = z.infer<typeof Verification>;
