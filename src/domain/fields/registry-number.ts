import { finding } from '../finding.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';
import { matches } from './text.ts';

/** Numbers in a register: `CH 54461`, `H 15003`, `CS 94311/2019`, and the numbers of civil-status entries `245/2010`. */
export const registryNumberKind: FieldKind = {
  id: 'registry-number',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw).replace(/^(?:số(?: vào sổ)?|vào sổ)[^:]{0,30}:\s*/iu, '');
    const entry = /(?<![\p{L}\d])([\dOoIl|]+)\s*\/\s*([\dOoIl|]{4})(?!\d)/u.exec(text);
    const joined = text.replace(/(?<=\d)\s(?=\d)/g, '');
    const lettered = strict.exec(joined) ?? loose.exec(text);
    if (entry && !/^\p{Lu}/u.test(text)) {
      const value = [entry[1], entry[2]].map((part) => asDigits(part ?? '').text).join('/');
      return answer(value, entry[0].replace(/\s/g, ''), value, field, path);
    }
    if (lettered && /\p{L}/u.test(lettered[1] ?? '')) {
      const [letters, number] = [lettersOf(lettered[1] ?? ''), numberOf(lettered[2] ?? '')];
      const value = `${letters} ${number}`;
      return answer(value, `${lettered[1]} ${(lettered[2] ?? '').replace(/\s/g, '')}`, value, field, path);
    }
    const plain = /(?<!\d)\d{1,8}(?:\/[\p{L}\d-]+)?(?!\d)/u.exec(text)?.[0];
    return plain === undefined ? notOfKind(raw, path) : interpreted(plain, registryNumberKind.validate(plain, field, path));
  },
  normalise: (typed) => {
    const text = canonicalText(typed)
      .toUpperCase()
      .replace(/\s*\/\s*/g, '/');
    const match = /^(\p{Lu}{1,4})[\s.]*(\d{1,8}(?:\/[\p{L}\d-]+)?)$/u.exec(text);
    if (match) return `${match[1]} ${match[2]}`;
    return /^\d{1,8}(?:\/[\p{L}\d-]+)?$/u.test(text) ? text : null;
  },
  validate: (value, field, path) => {
    if (/^[A-ZĐ]{2} \d{8}$/.test(value)) return [finding('registry.isSerial', 'warning', path, { found: value })];
    const ok = field.pattern === null ? /^(?:[A-ZĐ]{1,4} )?\d{1,8}(?:\/[\p{L}\d-]+)?$/u.test(value) : matches(field.pattern, value);
    return ok ? [] : [finding('registry.form', 'warning', path, { found: value })];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'line',
  holdsDigits: () => true,
  isOfOnePaper: true,
};

const suffix = '(?:\\s?\\/\\s?[\\p{L}\\d-]+)?';
const strict = new RegExp(`(?<![\\p{L}\\d])(\\p{Lu}{1,4})[\\s.]*(\\d{1,8}${suffix})(?![\\p{L}\\d])`, 'u');
/** Letters that were read as digits, or digits as letters. */
const loose = new RegExp(
  `(?<![\\p{L}\\d])([\\p{Lu}đ][\\p{Lu}\\d|]{0,3}|[58][\\p{Lu}])[\\s.]+([\\dOoDQUIl|ZSBGq]{1,8}${suffix})(?![\\p{L}\\d])`,
  'u',
);

function answer(value: string, printed: string, shown: string, field: Parameters<FieldKind['interpret']>[1], path: string) {
  const findings = printed === value ? [] : [proposal(path, printed, shown, 'digits')];
  return interpreted(value, [...findings, ...registryNumberKind.validate(value, field, path)]);
}

const signs: Readonly<Record<string, string>> = { 0: 'O', 5: 'S', 1: 'I', '|': 'I', 8: 'B' };

function lettersOf(text: string): string {
  return [...text.toUpperCase()].map((sign) => signs[sign] ?? (sign === 'Đ' ? sign : sign.normalize('NFD').charAt(0))).join('');
}

function numberOf(text: string): string {
  const [number = '', ...suffix] = text.replace(/\s/g, '').split('/');
  return [asDigits(number).text, ...suffix].join('/');
}
