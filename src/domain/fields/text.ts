import { finding } from '../finding.ts';
import { landOrigins, landTerms } from '../lists/land-purposes.ts';
import { nationalities, occupations, relationsToHead, religions } from '../lists/people.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { foreignLetters } from '../vietnamese/syllable.ts';
import { toneKey } from '../vietnamese/tone.ts';
import { mendDatePhrase } from './date-phrase.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { matchPhrase, phrases } from './phrases.ts';

const formulas = phrases([...landOrigins, ...landTerms]);
/** Short words of registers: only a wrong diacritic is mended (Chú hộ → Chủ hộ), since another letter may be another word. */
const shortWords = phrases(
  [...religions.flat(), ...nationalities.flat(), ...relationsToHead.flat(), ...occupations].filter((word) => word.length > 2),
);

/**
 * Free text as printed. Wordings that certificates repeat (origins, terms, "đến ngày … tháng … năm …") are mended where only diacritics or a letter
 * differ, and say so.
 */
export const textKind: FieldKind = {
  id: 'text',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    if (isNone(text)) return nothing;
    const mended = mendFormula(text);
    const findings = mended === text ? [] : [proposal(path, text, mended, 'spelling', 'info')];
    return interpreted(mended, [...findings, ...textKind.validate(mended, field, path)], [text]);
  },
  normalise: (typed) => {
    const text = canonicalText(typed);
    return text === '' ? null : text;
  },
  validate: (value, field, path) => [
    ...(field.pattern !== null && !matches(field.pattern, value) ? [finding('value.format', 'warning', path, { found: value })] : []),
    ...foreign(value, path),
  ],
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'lines',
  holdsDigits: () => true,
};

/** Signs that forms print for "nothing here": -/-, //, …, dotted lines. */
export function isNone(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

export function foreign(value: string, path: string) {
  const letters = foreignLetters(value);
  return letters.length > 0 ? [finding('letters.foreign', 'warning', path, { letters: letters.join(' ') })] : [];
}

/** A pattern is data: a broken one matches everything rather than stopping a reading. */
export function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function mendFormula(text: string): string {
  const match = matchPhrase(text, formulas, 0.08);
  if (match && match.rival === null && match.distance > 0) return casedLike(text, match.phrase);
  const short = text.length <= 30 ? matchPhrase(text, shortWords, 0.02) : null;
  if (short && short.rival === null && short.distance > 0 && short.distance <= 0.35 + text.split(' ').length * 0.1)
    return casedLike(text, short.phrase);
  return mendDatePhrase(text);
}

/** The phrase with the first letter's case, or all capitals, of the paper, and with the paper's place of a tone (thủy, thuỷ). */
export function casedLike(text: string, phrase: string): string {
  const cased = withCase(text, phrase).split(' ');
  const own = text.split(' ');
  return cased.map((word, at) => (cased.length === own.length && toneKey(own[at] ?? '') === toneKey(word) ? own[at] : word)).join(' ');
}

function withCase(text: string, phrase: string): string {
  const letters = text.replace(/[^\p{L}]/gu, '');
  if (letters.length > 3 && letters === letters.toUpperCase()) return phrase.toUpperCase();
  const [first = ''] = text;
  return first === first.toLowerCase() && first !== first.toUpperCase() ? phrase.slice(0, 1).toLowerCase() + phrase.slice(1) : phrase;
}
