import { finding } from '../finding.ts';
import { ethnicGroups, nationalities, relationsToHead, religions } from '../lists/people.ts';
import type { Field } from '../record-type.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { matchPhrase, type Phrases, phrases } from './phrases.ts';
import { isNone } from './text.ts';

/**
 * One of the field's choices, by any of its printed forms; the value is the choice's. A field without choices takes the wordings that the
 * country's registers know (peoples, religions, nationalities, relations) as printed. What is on no list stays as read, with a finding.
 */
export const choiceKind: FieldKind = {
  id: 'choice',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    if (isNone(text)) return nothing;
    const known = forField(field);
    const match = matchPhrase(text, known, 0.2);
    if (!match) return interpreted(text, [finding('choice.unknown', 'warning', path, { found: text })]);
    const value = match.distance === 0 && field.choices.length === 0 ? text : valueFor(field, match.phrase);
    const findings =
      match.distance > 0
        ? [proposal(path, text, value, 'spelling', match.distance <= 0.3 && match.rival === null ? 'info' : 'warning')]
        : [];
    return interpreted(value, findings, match.rival === null ? [] : [valueFor(field, match.rival)]);
  },
  normalise: (typed, field) => {
    const text = canonicalText(typed);
    if (text === '') return null;
    const known = forField(field);
    const match = matchPhrase(text, known, 0.3) ?? byStart(text, field);
    if (field.choices.length === 0)
      return match !== null && match.distance < 0.25 && text.length > 2 ? (match.distance === 0 ? text : match.phrase) : text;
    return match === null ? null : valueFor(field, match.phrase);
  },
  validate: (value, field, path) => {
    const ok =
      field.choices.length > 0 ? field.choices.some((choice) => choice.value === value) : matchPhrase(value, everything, 0)?.distance === 0;
    return ok ? [] : [finding('choice.unknown', field.choices.length > 0 ? 'warning' : 'info', path, { found: value })];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'choice',
  holdsDigits: ({ choices }) =>
    choices.length === 0 || choices.some(({ value, printed }) => [value, ...printed].some((text) => /\d/.test(text))),
};

const everything = phrases([ethnicGroups, religions, nationalities, relationsToHead].flat(2));
const perField = new WeakMap<Field, Phrases>();

function forField(field: Field): Phrases {
  if (field.choices.length === 0) return everything;
  const known = perField.get(field) ?? phrases(field.choices.flatMap((choice) => [choice.value, ...choice.printed]));
  perField.set(field, known);
  return known;
}

function valueFor(field: Field, phrase: string): string {
  if (field.choices.length === 0) return phrase;
  const same = (text: string) => canonicalText(text).toLowerCase() === phrase.toLowerCase();
  return field.choices.find((choice) => same(choice.value) || choice.printed.some(same))?.value ?? phrase;
}

/** Typing the beginning of the only choice that begins so. */
function byStart(text: string, field: Field): { readonly phrase: string; readonly distance: number } | null {
  const lower = text.toLowerCase();
  const found = field.choices.filter((choice) => choice.value.toLowerCase().startsWith(lower));
  const [only] = found;
  return only && found.length === 1 ? { phrase: canonicalText(only.value), distance: 0 } : null;
}
