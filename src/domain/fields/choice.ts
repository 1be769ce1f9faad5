import { finding } from '../finding.ts';
import { valueLists } from '../lists/value-lists.ts';
import type { Field } from '../record-type.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { matchPhrase, type Phrases, phrases } from './phrases.ts';
import { casedLike, isNone } from './text.ts';

/**
 * One of the field's choices, by any of its printed forms; the value is the choice's. A field without choices takes the wordings of its list
 * (of all lists, where it names none) as printed. What is on no list stays as read, with a finding and the entries that it may be a part of.
 */
export const choiceKind: FieldKind = {
  id: 'choice',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    if (isNone(text)) return nothing;
    const known = forField(field);
    const match = matchPhrase(text, known, 0.2);
    if (!match) return interpreted(text, [finding('choice.unknown', 'warning', path, { found: text })], nearest(text, known, field));
    const value = match.distance === 0 && field.choices.length === 0 ? text : valueFor(field, match.phrase, text);
    const findings =
      match.distance > 0
        ? [proposal(path, text, value, 'spelling', match.distance <= 0.3 && match.rival === null ? 'info' : 'warning')]
        : [];
    return interpreted(value, findings, match.rival === null ? [] : [valueFor(field, match.rival, text)]);
  },
  normalise: (typed, field) => {
    const text = canonicalText(typed);
    if (text === '') return null;
    const known = forField(field);
    const match = matchPhrase(text, known, 0.3) ?? byStart(text, field);
    if (field.choices.length === 0)
      return match !== null && match.distance < 0.25 && text.length > 2 ? (match.distance === 0 ? text : match.phrase) : text;
    return match === null ? null : valueFor(field, match.phrase, text);
  },
  validate: (value, field, path) => {
    const ok =
      field.choices.length > 0
        ? field.choices.some((choice) => choice.value === value)
        : matchPhrase(value, forField(field), 0)?.distance === 0;
    return ok ? [] : [finding('choice.unknown', field.choices.length > 0 ? 'warning' : 'info', path, { found: value })];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'choice',
  holdsDigits: ({ choices }) =>
    choices.length === 0 || choices.some(({ value, printed }) => [value, ...printed].some((text) => /\d/.test(text))),
};

const everything = phrases(Object.values(valueLists).flat(2));
const perList = new Map(Object.entries(valueLists).map(([id, list]) => [id, phrases(list.flat())]));
const perField = new WeakMap<Field, Phrases>();

function forField(field: Field): Phrases {
  if (field.choices.length === 0) return (field.list !== null && perList.get(field.list)) || everything;
  const known = perField.get(field) ?? phrases(field.choices.flatMap((choice) => [choice.value, ...choice.printed]));
  perField.set(field, known);
  return known;
}

/** The list's wording as the paper writes it (`vợ`, `PHẬT GIÁO`); a choice as the type has it. */
function valueFor(field: Field, phrase: string, text: string): string {
  if (field.choices.length === 0) return casedLike(text, phrase);
  const same = (one: string) => canonicalText(one).toLowerCase() === phrase.toLowerCase();
  return field.choices.find((choice) => same(choice.value) || choice.printed.some(same))?.value ?? phrase;
}

/** At most so many are offered. */
const MOST_OFFERED = 3;

/** Entries of which the text has a part, or which are a part of it: `Việt`, `Việt Nam ĐINH HỮU QUYẾT`, `háu`. */
function nearest(text: string, known: Phrases, field: Field): readonly string[] {
  const words = (one: string) => ` ${one.toLowerCase()} `;
  const holds = known.list.filter((one) => words(text).includes(words(one)));
  const within = known.list.filter((one) => one.length > text.length && text.length > 1 && one.toLowerCase().includes(text.toLowerCase()));
  // The longest of what the text holds, the shortest of what holds the text.
  const found = [...holds.sort((a, b) => b.length - a.length), ...within.sort((a, b) => a.length - b.length)];
  return [...new Set(found.map((phrase) => valueFor(field, phrase, text)))].slice(0, MOST_OFFERED);
}

/** Typing the beginning of the only choice that begins so. */
function byStart(text: string, field: Field): { readonly phrase: string; readonly distance: number } | null {
  const lower = text.toLowerCase();
  const found = field.choices.filter((choice) => choice.value.toLowerCase().startsWith(lower));
  const [only] = found;
  return only && found.length === 1 ? { phrase: canonicalText(only.value), distance: 0 } : null;
}
