import { asDigits } from '../vietnamese/confusions.ts';

/** Numbers in figures: Vietnamese print has dots between thousands and a decimal comma. */

export interface Figures {
  /** Exact decimal text, no leading or trailing zeros: `16314.1`. */
  readonly value: string;
  /** Letters were taken for digits. */
  readonly digitsMended: boolean;
  /** Separators stand as they should not; the value is the likeliest meaning. */
  readonly separatorsMended: boolean;
  /** Other meanings of the separators. */
  readonly others: readonly string[];
}

const likeDigit = '[0-9OoQDUIl|!ZzSsBGqg]';
const number = new RegExp(
  `(?<![\\p{L}\\d])(?=${likeDigit}*\\d)${likeDigit}+(?:\\s?[.,]\\s?${likeDigit}+|\\s${likeDigit}{3}(?!${likeDigit}))*`,
  'gu',
);

/** All numbers of a text, in order, each with where it stands. `decimals`: how many decimals the kind usually has at most. */
export function findFigures(text: string, decimals: number): readonly (Figures & { readonly at: number; readonly end: number })[] {
  return [...text.matchAll(number)].flatMap((match) => {
    const read = readFigures(match[0], decimals);
    return read ? [{ ...read, at: match.index, end: match.index + match[0].length }] : [];
  });
}

export function readFigures(printed: string, decimals: number): Figures | null {
  const { text, changed } = asDigits(printed.trim());
  const plain = text.replace(/\s+([.,])\s*|([.,])\s+/g, '$1$2').replace(/(?<=\d)\s(?=\d{3}(?:\D|$))/g, '.');
  if (!/^\d+(?:[.,]\d+)*$/.test(plain)) return null;
  const digitsMended = changed.length > 0;
  const proper = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(plain);
  const fraction = proper?.[2] ?? '';
  if (proper && (fraction.length <= decimals || (/^0+$/.test(fraction) && fraction.length !== 3)))
    return answer(proper[1] ?? '', fraction, digitsMended, false, []);
  // Wrong or confused separators: the last group decides. Three digits are thousands, one or two are decimals.
  const groups = plain.split(/[.,]/);
  const last = groups.at(-1) ?? '';
  const head = groups.slice(0, -1);
  const joined = head.join('');
  const wellGrouped = head.slice(1).every((group) => group.length === 3) && (head.length < 2 || (head[0] ?? '').length <= 3);
  if (last.length === 3 && wellGrouped) {
    const others = decimals > 0 && head.length === 1 && plain.includes(',') ? [exact(joined, last)] : [];
    // Only one reading for commas between all thousands of a whole number.
    return answer(joined + last, '', digitsMended, decimals > 0 || head.length < 2, others);
  }
  if (decimals > 0 && last.length <= decimals) return answer(joined, last, digitsMended, true, [exact(joined + last, '')]);
  return answer(groups.join(''), '', digitsMended, true, decimals > 0 ? [exact(joined, last)] : []);
}

function answer(whole: string, fraction: string, digitsMended: boolean, separatorsMended: boolean, others: readonly string[]): Figures {
  const value = exact(whole, fraction);
  return { value, digitsMended, separatorsMended, others: others.filter((other) => other !== value) };
}

function exact(whole: string, fraction: string): string {
  const left = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
  const right = fraction.replace(/\D/g, '').replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}

/**
 * What a person types: 1250,5 · 1.250,5 · 1250.5 · 1 250,5. Null when it is no number. `9,016` is nine thousand and sixteen for kinds with at most
 * two decimals (as the English form shows it), nine and a bit for others.
 */
export function typedNumber(typed: string, decimals: number): string | null {
  // Spaces between thousands and around separators; two numbers beside each other are none.
  const plain = typed
    .trim()
    .replace(/\s*([.,])\s*/g, '$1')
    .replace(/(?<=\d)\s(?=\d{3}(?!\d))/g, '');
  const english = decimals <= 2 && /^\d{1,3}(?:,\d{3})+$/.test(plain);
  const match =
    (english ? null : /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(plain)) ?? /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain);
  if (!match || (match[1] ?? '').replace(/\D/g, '').length > 15 || (match[2] ?? '').replace(/0+$/, '').length > decimals) return null;
  return exact(match[1] ?? '', match[2] ?? '');
}

/** 1.250,5 in Vietnamese, 1,250.5 in English. */
export function formatNumber(value: string, language: 'vi' | 'en'): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return value;
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const whole = (match[1] ?? '').replace(/\B(?=(?:\d{3})+$)/g, group);
  return match[2] === undefined ? whole : `${whole}${point}${match[2]}`;
}

export function isNumber(value: string): boolean {
  return /^\d{1,15}(?:\.\d{1,6})?$/.test(value);
}
