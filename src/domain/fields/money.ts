import { finding } from '../finding.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { readNumberWords } from '../vietnamese/number-words.ts';
import type { FieldKind } from './field-kind.ts';
import { findFigures, formatNumber, typedNumber } from './figures.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Whole đồng: `86.000.000.000 đồng`, `13,5 tỷ đồng`. The same amount in words, in brackets behind it, must agree. */
export const moneyKind: FieldKind = {
  id: 'money',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    const scaled = scaledAmount(text);
    const [first, ...rest] = findFigures(text, 0);
    const value = scaled ?? first?.value ?? null;
    if (value === null) {
      const words = readNumberWords(text);
      return words && words.cost < 2 && isWhole(words.value)
        ? interpreted(words.value, words.cost > 0 ? [proposal(path, text, words.value, 'spelling')] : [])
        : notOfKind(raw, path);
    }
    const inWords = /\(([^)]{8,})\)?/u.exec(text)?.[1];
    const words = inWords === undefined ? null : readNumberWords(inWords.replace(/^\s*bằng chữ\s*:?/iu, ''));
    const differ = words !== null && words.cost < 2 && words.value !== value;
    const findings = [
      ...(scaled === null && first?.digitsMended ? [proposal(path, text, value, 'digits')] : []),
      ...(scaled === null && first?.separatorsMended ? [proposal(path, text, value, 'separator')] : []),
      ...(differ ? [finding('value.disagree', 'warning', path, { found: value, other: words.value })] : []),
    ];
    return interpreted(
      value,
      [...findings, ...moneyKind.validate(value, field, path)],
      [...(differ ? [words.value] : []), ...rest.map((other) => other.value)],
    );
  },
  normalise: (typed) => {
    const text = canonicalText(typed).replace(/\s*(?:đồng|đ|vnđ|vnd)\.?$/iu, '');
    return /\p{L}$/u.test(text) ? scaledAmount(text, true) : typedNumber(text, 0);
  },
  validate: (value, _field, path) => (isWhole(value) ? [] : [finding('value.format', 'error', path, { found: value })]),
  format: formatNumber,
  toJson: (value) => (isWhole(value) ? Number(value) : value),
  column: 'bigint',
  editor: 'digits',
  holdsDigits: () => true,
};

function isWhole(value: string): boolean {
  return /^\d{1,15}$/.test(value);
}

/** `13,5 tỷ` and the like; null without a scale word right behind the figures. `whole`: and nothing behind that. */
function scaledAmount(text: string, whole = false): string | null {
  const match = /^(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{1,6}))?\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?!\p{L})/iu.exec(text);
  if (!match || (whole && match[0].length < text.length)) return null;
  const zeros = { nghìn: 3, ngàn: 3, triệu: 6, tỷ: 9, tỉ: 9 }[(match[3] ?? '').toLowerCase()] ?? 0;
  const fraction = match[2] ?? '';
  if (fraction.length > zeros) return null;
  const value = ((match[1] ?? '').replace(/\./g, '') + fraction.padEnd(zeros, '0')).replace(/^0+(?=\d)/, '');
  return isWhole(value) ? value : null;
}
