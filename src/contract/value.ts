import { z } from 'zod';
import { event } from '#domain/audit';
import { FieldValue } from '#domain/field-value';
import { Finding, Overruling } from '#domain/finding';
import { RecordState, Verification } from '#domain/paper-record';
import { command, query } from './operation.ts';
import { look, work } from './policy.ts';

/** What changed with a decision: the values touched (checks may speak anew of others) and where the record stands. */
export const Decided = z.object({
  values: z.array(FieldValue),
  findings: z.array(Finding),
  state: RecordState,
  open: z.number().int(),
});

export const value = {
  /**
   * One person's decision on one value. `correct` carries what was typed, as typed; it is normalised by the field's kind or
   * refused (`value.notOfKind`). An error is not confirmed without `overrules` (`value.hasError`). `revision` is the one the person saw: `value.stale` when it is not the present one.
   */
  decide: command({
    may: work(),
    input: z.object({
      recordId: z.string(),
      path: z.string(),
      revision: z.number().int().nonnegative(),
      decision: z.enum(['confirm', 'correct', 'unreadable', 'blank']),
      typed: z.string().max(2000).nullable(),
      /** Why the value stands although a check calls it an error. */
      overrules: Overruling.nullable().default(null),
    }),
    output: Decided,
    audit: ({ recordId, path, decision, overrules }, _output, { state }) => [
      event('value.decided', recordId, { path, decision, state: String(state), ...(overrules === null ? {} : { overrules }) }),
    ],
  }),
  /**
   * Takes back the latest decision of the record that is not yet taken back; answers its path too. `of`: the value on which the person
   * means it to be, at the revision they saw; `value.stale` when it is another. Asked once more after a lost answer it then changes nothing.
   */
  undo: command({
    may: work(),
    input: z.object({
      recordId: z.string(),
      of: z.object({ path: z.string(), revision: z.number().int().nonnegative() }).nullable().default(null),
    }),
    output: Decided.extend({ path: z.string() }),
    audit: ({ recordId }, { path }) => [event('value.undone', recordId, { path })],
  }),
  history: query({ may: look(), input: z.object({ recordId: z.string(), path: z.string() }), output: z.array(Verification) }),
  /** What is being typed, kept against a crash; null takes it away. */
  draft: command({
    may: work(),
    input: z.object({ recordId: z.string(), path: z.string(), typed: z.string().max(2000).nullable() }),
    output: z.null(),
    audit: null,
  }),
};
