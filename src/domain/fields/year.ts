import { finding } from '../finding.ts';
import { earliestYear, yearsEnding } from '../vietnamese/calendar.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { readNumberWords } from '../vietnamese/number-words.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** A year of four digits, alone or at the end of a date. */
export const yearKind: FieldKind = {
  id: 'year',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    const plain = [...text.matchAll(/(?<!\d)(1[89]\d{2}|20\d{2}|21\d{2})(?!\d)/g)].map((match) => match[1] ?? '');
    const [first, ...rest] = plain;
    if (first !== undefined) return interpreted(first, yearKind.validate(first, field, path), rest);
    for (const token of text.split(/[\s,;:/.-]+/)) {
      const digits = asDigits(token).text;
      if (token.length === 4 && /\d/.test(token) && /^(?:1[89]|20)\d{2}$/.test(digits))
        return interpreted(digits, [proposal(path, token, digits, 'digits'), ...yearKind.validate(digits, field, path)]);
    }
    // Other figures of four: what stands there, with what is wrong with it.
    const other = /(?<!\d)\d{4}(?!\d)/.exec(text)?.[0];
    if (other !== undefined) return interpreted(other, yearKind.validate(other, field, path), centuryTwins(other));
    const words = readNumberWords(text.replace(/^năm\s+/iu, ''));
    if (words && words.cost < 2 && /^(?:1[89]|20)\d{2}$/.test(words.value))
      return interpreted(words.value, words.cost > 0 ? [proposal(path, text, words.value, 'spelling')] : []);
    return notOfKind(raw, path);
  },
  normalise: (typed) => /^(?:năm )?(\d{4})$/iu.exec(canonicalText(typed))?.[1] ?? null,
  meanings: (typed, today) => {
    const figures = /^(?:năm )?(\d{2})$/iu.exec(canonicalText(typed))?.[1];
    return figures === undefined ? [] : yearsEnding(figures, today).map(String);
  },
  validate: (value, _field, path) => {
    if (!/^\d{4}$/.test(value)) return [finding('value.format', 'error', path, { found: value })];
    return Number(value) < earliestYear ? [finding('date.early', 'error', path, { found: Number(value) })] : [];
  },
  format: (value) => value,
  toJson: (value) => (/^[1-9]\d{3}$/.test(value) ? Number(value) : value),
  column: 'integer',
  editor: 'digits',
  holdsDigits: () => true,
  checkedAgainst: 'calendar',
};

/** 7982 → 1982, 2982 → …: a first figure that cannot be a century's. */
function centuryTwins(digits: string): readonly string[] {
  return /^[^12]9/.test(digits) ? [`1${digits.slice(1)}`] : /^[^12]0/.test(digits) ? [`2${digits.slice(1)}`] : [];
}
