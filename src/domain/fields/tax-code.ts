import { finding } from '../finding.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Tax codes (TT 105/2020/TT-BTC Art. 5): ten digits with a check digit, a branch behind a hyphen; since 07/2025 a person's 12 digits. */
export const taxCodeKind: FieldKind = {
  id: 'tax-code',
  interpret: (raw, field, path) => {
    const text = canonicalText(raw).replace(/\s*[-–—]\s*(?=\d{3}(?!\d))/g, '-');
    const found = [...text.matchAll(/(?<![\p{L}\d])[0-9OoDQUIl|!ZzSsBGqg](?:[ .]?[0-9OoDQUIl|!ZzSsBGqg])*(?:-\d{3})?(?![\p{L}\d])/gu)]
      .map((match) => ({ printed: match[0], code: asDigits(match[0].replace(/[ .]/g, '')).text }))
      .filter(({ printed, code }) => /^\d+(?:-\d{3})?$/.test(code) && printed.replace(/\D/g, '').length >= 6)
      .sort((one, other) => worth(other.code) - worth(one.code));
    const [first, ...rest] = found;
    if (!first) return notOfKind(raw, path);
    const value = /^\d{13}$/.test(first.code) ? `${first.code.slice(0, 10)}-${first.code.slice(10)}` : first.code;
    const findings = /^[\d\s.\-–—]+$/.test(first.printed) ? [] : [proposal(path, first.printed, value, 'digits')];
    return interpreted(
      value,
      [...findings, ...taxCodeKind.validate(value, field, path)],
      [...twins(value), ...rest.map(({ code }) => code).filter(isTaxCode)],
    );
  },
  normalise: (typed) => {
    const plain = typed.replace(/[\s.]/g, '').replace(/[–—]/g, '-');
    const code = /^\d{13}$/.test(plain) ? `${plain.slice(0, 10)}-${plain.slice(10)}` : plain;
    return /^(?:\d{10}(?:-\d{3})?|\d{12})$/.test(code) ? code : null;
  },
  validate: (value, _field, path) => {
    if (/^\d{12}$/.test(value)) return [finding('id.label', 'info', path, { found: 12 })];
    if (!/^\d{10}(?:-\d{3})?$/.test(value)) return [finding('value.format', 'error', path, { found: value })];
    return isTaxCode(value) ? [] : [finding('tax.check', 'error', path, { found: value })];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'digits',
  holdsDigits: () => true,
};

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** True for ten digits with the right check digit, with or without a branch number 001 to 999. */
export function isTaxCode(code: string): boolean {
  const match = /^(\d{10})(?:-(\d{3}))?$/.exec(code);
  if (!match) return false;
  const digits = [...(match[1] ?? '')].map(Number);
  if (digits.slice(2, 9).every((digit) => digit === 0) || match[2] === '000') return false;
  const sum = weights.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  return 10 - (sum % 11) === digits[9];
}

function worth(code: string): number {
  if (isTaxCode(code)) return 3;
  return /^\d{10}(?:-?\d{3})?$/.test(code) ? 2 : /^\d{12}$/.test(code) ? 1 : 0;
}

/** For a code that fails its check: codes one usual misreading away that pass, if there are few. */
function twins(code: string): readonly string[] {
  if (!/^\d{10}/.test(code) || isTaxCode(code)) return [];
  const alike: Readonly<Record<string, string>> = {
    0: '68',
    1: '74',
    2: '7',
    3: '85',
    4: '19',
    5: '63',
    6: '058',
    7: '12',
    8: '036',
    9: '48',
  };
  const found = [...code.slice(0, 10)]
    .flatMap((digit, at) => [...(alike[digit] ?? '')].map((twin) => code.slice(0, at) + twin + code.slice(at + 1)))
    .filter(isTaxCode);
  return found.length <= 3 ? found : [];
}
