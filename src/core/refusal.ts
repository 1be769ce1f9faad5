import type { FieldPath } from '#domain/field-path';
import type { RecordType } from '#domain/record-type';
import { answersRefusal } from '#domain/refusal';
import { openRefusal, setRefusalAnswered } from '#store/handover';
import type { StoredRecord } from '#store/paper-record';
import type { Change } from './context.ts';
import { findType } from './knowledge.ts';
import { settleRecord } from './record-values.ts';

/** A step that is no decision, and is not undone: rows were moved, or somebody said that the record is right as it is. */
export const saidSo = 0;

/**
 * Takes a refusal of the destination as answered where a change of these values answers it; the record leaves *returned* when it is settled.
 * `by`: the verification that answers, with which it is taken back.
 */
export function answerRefusal(
  change: Change,
  recordId: string,
  type: RecordType,
  changed: { readonly paths: readonly FieldPath[]; readonly by: number },
): void {
  const refusal = openRefusal(change.write, recordId);
  if (refusal && changed.paths.some((path) => answersRefusal(type, refusal.detail, path)))
    setRefusalAnswered(change.write, recordId, changed.by);
}

/** A returned record that is right as it is: whoever says so stands for it, and it goes with the next hand-over. */
export function sendAgainAsItIs(change: Change, found: StoredRecord): void {
  setRefusalAnswered(change.write, found.id, saidSo);
  settleRecord(change, found, findType(change.core.knowledge, found.recordType, found.version));
}
