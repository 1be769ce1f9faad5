import type { FieldPath } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { FieldKind } from '#domain/fields/field-kind';
import { fieldKinds } from '#domain/fields/field-kinds';
import { type Finding, isStanding } from '#domain/finding';
import type { Field } from '#domain/record-type';
import { dateToCome } from '#domain/rules/date-known';

/** A canonical value as it stands on Vietnamese paper, whatever language the interface speaks: it is compared with the paper. */
export function paperText(field: Field, value: string | null): string {
  return value === null ? '' : fieldKinds[field.kind].format(value, 'vi');
}

/** What was typed as a canonical value; null when it is not of the field's kind. */
export function canonicalOf(field: Field, typed: string): string | null {
  const value = fieldKinds[field.kind].normalise(typed, field);
  return value === '' ? null : value;
}

/** What a text that is not of the field's kind may stand for; mostly nothing. */
export function meaningsOf(field: Field, typed: string, today: string): readonly string[] {
  return fieldKinds[field.kind].meanings?.(typed, today) ?? [];
}

/** Errors of a canonical value that it says of itself, before the core has compared it with the others. */
export function errorsOf(field: Field, path: FieldPath, value: string, today: string): readonly Finding[] {
  const { validate, checkedAgainst } = fieldKinds[field.kind];
  const own = validate(value, field, path);
  return [...own, ...(checkedAgainst === 'calendar' ? dateToCome(value, path, today) : [])].filter(isStanding);
}

/** Numbers and dates: one figure more or less is another value, and looks as right as the right one. */
export function isFigures(field: Field, value: string): boolean {
  const { editor } = fieldKinds[field.kind];
  return editor === 'digits' || editor === 'date' || (editor === 'line' && /\d/.test(value));
}

/** The readings to choose from, the present one first, at most three; none when there is no choice. */
export function readingsOf(field: Field, value: FieldValue): readonly string[] {
  const own = value.value === null ? [] : [value.value];
  const all = [
    ...new Set([...own, ...value.alternatives, ...(field.choices.length <= 3 ? field.choices.map((choice) => choice.value) : [])]),
  ];
  return all.length <= own.length ? [] : all.slice(0, 3);
}

/** Other ways in which the place was read, to show which letters are doubtful. What was recognised counts where it reads as the value does. */
export function otherReadings(field: Field, value: FieldValue): readonly string[] {
  const { editor } = fieldKinds[field.kind];
  const raw = value.raw !== null && (editor === 'line' || editor === 'lines') ? [value.raw] : [];
  return [...value.alternatives.map((other) => paperText(field, other)), ...raw];
}

/** Plain digits are text in such fields: their readings are chosen with Alt. */
export function holdsDigits(field: Field): boolean {
  return fieldKinds[field.kind].holdsDigits(field);
}

/** How the field's kind is typed; its hints go by this. */
export function editorOf(field: Field): FieldKind['editor'] {
  return fieldKinds[field.kind].editor;
}

/** Values that may be long wrap; all others stay on one line. */
export function wraps(field: Field): boolean {
  return fieldKinds[field.kind].editor === 'lines';
}
