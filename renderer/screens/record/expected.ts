import { type Decision, decide } from '#domain/decision';
import type { FieldPath } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { Field } from '#domain/record-type';

/** A decision on its way to the core. */
export interface Choice {
  readonly recordId: string;
  readonly path: FieldPath;
  readonly field: Field;
  readonly decision: Exclude<Decision, 'undo'>;
  /** As typed; null unless `correct`. */
  readonly typed: string | null;
  /** The revision that the person saw. */
  readonly revision: number;
}

/**
 * What a value will look like once the core has the decision. The revision that the person saw stays until then: a refused decision must
 * not be followed by one on a state that nobody saw.
 */
export function expected(value: FieldValue, { field, decision, typed }: Choice, person: string, at: string): FieldValue {
  const answer = decide(value, field, { decision, typed, person, at });
  return 'problem' in answer ? value : { ...answer.next, revision: value.revision };
}
