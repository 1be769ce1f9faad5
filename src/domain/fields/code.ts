import { finding } from '../finding.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, notOfKind, proposal } from './interpreted.ts';
import { isNone, matches } from './text.ts';

/** Any other number or code whose form the field's pattern says (`^\d{9}$`, `^\d+/\d{4}$`); without a pattern, letters and digits as printed. */
export const codeKind: FieldKind = {
  id: 'code',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    if (isNone(text)) return nothing;
    const fits = (value: string) => field.pattern !== null && matches(field.pattern, value);
    const words = text.split(/[\s,;:]+/);
    const candidates = [text, text.replace(/\s*([/.-])\s*/g, '$1'), text.replace(/\s+/g, ''), ...words, ...digitGroups(words)].filter(
      (value) => value !== '',
    );
    if (field.pattern === null) {
      const value = candidates[1] ?? text;
      return interpreted(value);
    }
    const exact = candidates.find(fits);
    if (exact !== undefined) return interpreted(exact, [], candidates.filter(fits));
    const upper = candidates.map((value) => value.toUpperCase()).find(fits);
    if (upper !== undefined) return interpreted(upper);
    const digits = candidates.filter((value) => /\d/.test(value)).map((value) => asDigits(value).text);
    const mended = digits.find(fits);
    if (mended !== undefined) return interpreted(mended, [proposal(path, text, mended, 'digits')]);
    return /\d/.test(text)
      ? interpreted(candidates[1] ?? text, [finding('value.format', 'warning', path, { found: text.slice(0, 80) })])
      : notOfKind(raw, path);
  },
  normalise: (typed, field) => {
    const text = canonicalText(typed);
    if (text === '') return null;
    if (field.pattern === null) return text;
    return (
      [text, text.replace(/\s+/g, ''), text.toUpperCase(), text.toUpperCase().replace(/\s+/g, '')].find((value) =>
        matches(field.pattern ?? '', value),
      ) ?? null
    );
  },
  validate: (value, field, path) =>
    field.pattern === null || matches(field.pattern, value) ? [] : [finding('value.format', 'warning', path, { found: value })],
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'line',
  holdsDigits: () => true,
};

/** Neighbouring words joined, for numbers that were read in pieces. */
function digitGroups(words: readonly string[]): readonly string[] {
  return words.flatMap((_, from) => [2, 3, 4].map((count) => words.slice(from, from + count).join('')));
}
