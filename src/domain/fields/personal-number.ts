import { finding } from '../finding.ts';
import { numberProvinces } from '../lists/number-provinces.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText } from '../vietnamese/normal.ts';
import type { FieldKind, Owner } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Personal numbers: 12 digits (căn cước, from 2016) or 9 (chứng minh nhân dân). Neither has a check digit; what there is to check, the rules do. */
export const personalNumberKind: FieldKind = {
  id: 'personal-number',
  interpret: (raw, field, path) => {
    const text = canonicalText(raw);
    const runs = digitRuns(text);
    const [first, ...rest] = [...runs].sort(
      (one, other) => worth(other.digits) - worth(one.digits) || Number(one.mended) - Number(other.mended),
    );
    if (!first || first.digits.length < 7)
      return notOfKind(
        raw,
        path,
        runs.map((run) => run.digits).filter((digits) => digits.length > 3),
      );
    const findings = first.mended ? [proposal(path, first.printed, first.digits, 'digits')] : [];
    return interpreted(
      first.digits,
      [
        ...findings,
        ...labelFinding(text, field.printed.labels, first.digits, path),
        ...personalNumberKind.validate(first.digits, field, path),
      ],
      rest.map((run) => run.digits).filter((digits) => worth(digits) > 1),
    );
  },
  normalise: (typed) => {
    const digits = typed.replace(/[\s.-]/g, '');
    return /^(?:\d{9}|\d{12})$/.test(digits) ? digits : null;
  },
  validate: (value, _field, path) => {
    if (!/^\d+$/.test(value) || (value.length !== 9 && value.length !== 12))
      return [finding('id.length', 'error', path, { found: value.length })];
    if (value.length === 9)
      return /^(\d)\1{8}$/.test(value) ? [finding('id.serialRepeated', 'warning', path, { found: value.slice(0, 1) })] : [];
    return [
      ...(numberProvinces[value.slice(0, 3)] === undefined ? [finding('id.province', 'warning', path, { found: value.slice(0, 3) })] : []),
      // Digits 0–3 of the fourth place: born 1900 to 2099. Higher ones are centuries to come.
      ...(Number(value[3]) > 3 ? [finding('id.birthYear', 'error', path, { found: value.slice(3, 6) })] : []),
      ...(/^(\d)\1{5}$/.test(value.slice(6)) ? [finding('id.serialRepeated', 'info', path, { found: value.slice(6) })] : []),
    ];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'digits',
  holdsDigits: () => true,
  ownerOf: (value) => personOf(value),
};

interface Run {
  readonly digits: string;
  readonly printed: string;
  readonly mended: boolean;
}

const likeDigit = '[0-9OoDQUIl|!iZzSsBGqg\\]\\[]';
const runShape = new RegExp(`(?<![\\p{L}\\d])${likeDigit}(?:[ .]?${likeDigit})*(?![\\p{L}\\d])`, 'gu');

/** Runs of digits, single spaces inside them allowed. Letters count only where at least two of three signs are digits. */
function digitRuns(text: string): readonly Run[] {
  return [...text.matchAll(runShape)].flatMap((match) => {
    const printed = match[0];
    const solid = printed.replace(/[ .]/g, '');
    const real = solid.replace(/\D/g, '').length;
    if (real === 0 || real * 3 < solid.length * 2) return [];
    const digits = asDigits(solid).text;
    if (!/^\d+$/.test(digits)) return [];
    const whole = { digits, printed, mended: digits !== solid };
    // Two numbers with one space between them: each for itself too.
    const parts = printed.split(' ').filter((part) => /^\d{9}$|^\d{12}$/.test(part));
    return parts.length > 0 && parts[0] !== printed
      ? [...parts.map((part) => ({ digits: part, printed: part, mended: false })), whole]
      : [whole];
  });
}

function worth(digits: string): number {
  if (digits.length === 12) return numberProvinces[digits.slice(0, 3)] === undefined ? 3 : 4;
  if (digits.length === 9) return 3;
  return digits.length >= 8 && digits.length <= 13 ? 1 : 0;
}

/** The label says one kind of number, the length another: the length wins. A form that prints one label alone says it too. */
function labelFinding(text: string, labels: readonly string[], digits: string, path: string) {
  const isRecent = (words: string) => /CCCD|căn cước|định danh/iu.test(words);
  const old = /CMND|chứng minh/iu.test(text) && digits.length === 12;
  const recent = digits.length === 9 && (isRecent(text) || (labels.length > 0 && labels.every(isRecent)));
  return old || recent ? [finding('id.label', 'warning', path, { found: digits.length })] : [];
}

/** What a 12-digit number says of its owner; null for other numbers. Digits 1–3 are where the birth was registered, never the residence. */
export function personOf(number: string): Owner | null {
  if (!/^\d{12}$/.test(number)) return null;
  const century = Number(number[3]);
  return {
    sex: century % 2 === 0 ? 'Nam' : 'Nữ',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(number.slice(4, 6)),
    province: numberProvinces[number.slice(0, 3)] ?? null,
  };
}
