import { type DecisionMade, decide } from '#domain/decision';
import type { FieldValue } from '#domain/field-value';
import type { PaperRecord } from '#domain/paper-record';
import type { Field } from '#domain/record-type';

/** A decision on its way to the core: what was decided, on which value, as the person saw it. */
export interface Choice {
  readonly recordId: string;
  readonly field: Field;
  readonly value: FieldValue;
  readonly made: DecisionMade;
}

/**
 * What a value will look like once the core has the decision. The revision that the person saw stays until then: a refused decision must
 * not be followed by one on a state that nobody saw.
 */
export function expected(value: FieldValue, { field, made }: Choice): FieldValue {
  const answer = decide(value, field, made);
  return 'problem' in answer ? value : { ...answer.next, revision: value.revision };
}

/** A record as the core last told it, with the decisions that it has not answered yet. */
export function expectedRecord(record: PaperRecord, choices: readonly Choice[]): PaperRecord {
  if (choices.length === 0) return record;
  const byPath = Map.groupBy(choices, ({ value }) => value.path);
  return {
    ...record,
    values: record.values.map((value) => (byPath.get(value.path) ?? []).reduce(expected, value)),
    drafts: record.drafts.filter(({ path }) => !byPath.has(path)),
  };
}
