import { z } from 'zod';
import type { FieldValue, ValueState } from './field-value.ts';
import { fieldKinds } from './fields/field-kinds.ts';
import { type Finding, isOfReading, isStanding, type Overruling } from './finding.ts';
import type { Problem } from './problem.ts';
import type { Field } from './record-type.ts';

/**
 * The state machine of a value. The core answers with it, and the desk shows it before the core has answered:
 *
 *             confirm            correct                                   unreadable   blank   undo
 * read        confirmed, blank¹  corrected, keyed², confirmed³             unreadable   blank   –
 * accepted    the same           the same                                  unreadable   blank   –
 * confirmed   confirmed, blank¹  corrected, keyed², confirmed³             unreadable   blank   what it was
 * corrected   corrected          corrected, keyed²                         unreadable   blank   what it was
 * keyed       keyed              corrected, keyed²                         unreadable   blank   what it was
 * unreadable  unreadable         corrected, keyed²                         unreadable   blank   what it was
 * blank       blank              corrected, keyed²                         unreadable   blank   what it was
 *
 * ¹ where no value is. ² where nothing was read, or it is written by hand. ³ where the same was typed as was read.
 */
export const Decision = z.enum(['confirm', 'correct', 'unreadable', 'blank', 'undo']);
export type Decision = z.infer<typeof Decision>;

/** Open: a person still has to look at it. */
export function isOpen(state: ValueState): boolean {
  return state === 'read';
}

/** Open, or decided with an error that nobody has answered. */
export function needsPerson({ state, findings }: FieldValue): boolean {
  return isOpen(state) || findings.some(isStanding);
}

/** Nobody has decided on it: the machine may still replace it by another reading. */
export function isByMachine(state: ValueState): boolean {
  return state === 'read' || state === 'accepted';
}

export function isByPerson(state: ValueState): boolean {
  return !isByMachine(state);
}

export interface DecisionMade {
  readonly decision: Exclude<Decision, 'undo'>;
  /** As typed; null unless `correct`. */
  readonly typed: string | null;
  /** Why the value stands although a check calls it an error; left out: no error was seen. */
  readonly overrules?: Overruling | null;
  readonly person: string;
  /** ISO moment. */
  readonly at: string;
}

export type Decided = { readonly next: FieldValue } | { readonly problem: Problem };

/**
 * What a decision makes of a value; `value.notOfKind` when what was typed is not of the field's kind, `value.hasError` when an error that nobody
 * has answered is confirmed. Its findings are those of the
 * value alone and, where it stays as it was, those of the checks; the checks speak anew of a new value when the core has it.
 */
export function decide(value: FieldValue, field: Field, made: DecisionMade): Decided {
  const decided = standing(value, field, made);
  if (decided === null) return { problem: { code: 'value.notOfKind', params: { path: value.path, typed: made.typed ?? '' } } };
  const { overrules = null } = made;
  if (made.decision === 'confirm' && overrules === null && value.findings.some(isStanding))
    return { problem: { code: 'value.hasError', params: { path: value.path } } };
  const findings =
    decided.value === value.value ? value.findings.filter((one) => !isOfReading(one)) : findingsOf(value.path, decided.value, field);
  return {
    next: {
      ...value,
      ...decided,
      findings: findings.map((one) => (overrules !== null && isStanding(one) ? { ...one, overruled: overrules } : one)),
      decidedBy: made.person,
      decidedAt: made.at,
      revision: value.revision + 1,
    },
  };
}

/** What a value was before a decision that is taken back. `findings`: what reading had said of it, where no person had decided before. */
export type Before = Pick<FieldValue, 'value' | 'state' | 'decidedBy' | 'decidedAt' | 'findings'>;

export function takeBack(value: FieldValue, field: Field | null, before: Before): FieldValue {
  const findings = isByMachine(before.state) ? before.findings : field ? findingsOf(value.path, before.value, field) : [];
  return { ...value, ...before, findings: [...findings], revision: value.revision + 1 };
}

function standing(before: FieldValue, field: Field, { decision, typed }: DecisionMade): Pick<FieldValue, 'value' | 'state'> | null {
  if (decision === 'unreadable' || decision === 'blank') return { value: null, state: decision };
  if (decision === 'confirm') {
    if (before.value !== null) return { value: before.value, state: confirmedAs(before.state) };
    // Nothing there and confirmed means that the paper has nothing there.
    return { value: null, state: before.state === 'unreadable' ? 'unreadable' : 'blank' };
  }
  const value = fieldKinds[field.kind].normalise(typed ?? '', field);
  if (value === null || value === '') return null;
  if (value === before.value && before.raw !== null) return { value, state: confirmedAs(before.state) };
  return { value, state: before.raw === null || field.handwritten ? 'keyed' : 'corrected' };
}

/** A value that a person gave does not become a reading by being said again. */
function confirmedAs(state: ValueState): ValueState {
  return state === 'corrected' || state === 'keyed' ? state : 'confirmed';
}

/** What a value says of itself. */
function findingsOf(path: string, value: string | null, field: Field): readonly Finding[] {
  return value === null ? [] : fieldKinds[field.kind].validate(value, field, path);
}
