import { finding } from '../finding.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';
import { matches } from './text.ts';

/** Serial numbers of certificates (số phát hành): `BN 392893`, `AA 15816232`, `A 123456`; letters may include Đ, leading zeros count. */
export const serialKind: FieldKind = {
  id: 'serial',
  interpret: (raw, field, path) => {
    const text = canonicalText(raw);
    const read = [...text.matchAll(shape)].flatMap((match) => {
      const value = compose(match[1] ?? '', match[2] ?? '');
      return value === null
        ? []
        : [{ value, printed: match[0], exact: isExact(match[0], value), fits: field.pattern === null || matches(field.pattern, value) }];
    });
    const [first, ...rest] = read.sort((one, other) => Number(other.fits) - Number(one.fits) || Number(other.exact) - Number(one.exact));
    if (!first) return notOfKind(raw, path);
    const findings = first.exact ? [] : [proposal(path, first.printed, first.value, 'letters')];
    return interpreted(
      first.value,
      [...findings, ...serialKind.validate(first.value, field, path)],
      rest.map((other) => other.value),
    );
  },
  normalise: (typed) => {
    const match = /^([a-zđA-ZĐ]{1,2})\s*(\d{6}|\d{8})$/u.exec(canonicalText(typed).replace(/[.-]/g, ''));
    return match ? `${(match[1] ?? '').toUpperCase()} ${match[2]}` : null;
  },
  validate: (value, field, path) => {
    const own = field.pattern === null ? /^[A-ZĐ]{1,2} (?:\d{6}|\d{8})$/.test(value) : matches(field.pattern, value);
    return own ? [] : [finding('serial.form', 'error', path, { found: value })];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'line',
  holdsDigits: () => true,
  isOfOnePaper: true,
};

const shape = /(?<![\p{L}\d])([\p{Lu}\dđ|!§]{1,2})\s{0,3}[.-]?\s?([\dOoDQUIl|!ZzSsBGqg]{8}|[\dOoDQUIl|!ZzSsBGqg]{6})(?![\p{L}\d])/gu;
const lettersForDigits: Readonly<Record<string, string>> = {
  0: 'O',
  1: 'I',
  5: 'S',
  8: 'B',
  2: 'Z',
  6: 'G',
  4: 'A',
  '|': 'I',
  '!': 'I',
  '§': 'S',
};

function compose(letters: string, figures: string): string | null {
  const plain = [...letters.toUpperCase()].map((sign) => lettersForDigits[sign] ?? base(sign)).join('');
  const digits = asDigits(figures).text;
  if (!/^[A-ZĐ]{1,2}$/.test(plain) || !/^\d+$/.test(digits) || !/[\p{L}|!§]/u.test(letters)) return null;
  if (figures.replace(/\D/g, '').length * 2 < figures.length) return null;
  return `${plain} ${digits}`;
}

/** Letter without diacritics (Ể → E): serials have none but Đ. */
function base(letter: string): string {
  return letter === 'Đ' ? letter : letter.normalize('NFD').charAt(0);
}

/** The same signs, spaces aside. */
function isExact(printed: string, value: string): boolean {
  return printed.replace(/[\s.-]/g, '') === value.replace(' ', '');
}
