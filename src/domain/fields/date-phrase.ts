import { isoDate, isoMonth } from '../vietnamese/calendar.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { fold } from '../vietnamese/fold.ts';
import { distance } from '../vietnamese/similar.ts';

/** Dates in figures as papers print them: 20/02/2010, 20.2.2010, ngày 20 tháng 02 năm 2010 — found inside longer text, noise and all. */

export interface FoundDate {
  /** ISO text, or null where the figures are no calendar date (31/02). */
  readonly iso: string | null;
  readonly at: number;
  readonly end: number;
  readonly printed: string;
  /** Figures were letters on the paper, or separators were lost. */
  readonly mended: boolean;
}

const d = '[0-9OoQDUIl|!ZzSsBGqg]';
const words = new RegExp(
  `(?<![\\p{L}\\d])(${d}{1,2})\\s*([^\\d\\s,;]{2,7}?)\\s*(${d}{1,2})\\s*([^\\d\\s,;]{2,5}?)\\s*(${d}{4})(?![\\p{L}\\d])`,
  'gu',
);
const figures = new RegExp(`(?<![\\p{L}\\d])(${d}{1,2})\\s?[/.,\\-–:|]\\s?(${d}{1,2})\\s?[/.,\\-–:|]\\s?(${d}{4})(?![\\p{L}\\d])`, 'gu');
const iso = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
/** A stroke read as 1: 20/0212010, 2010212010. */
const strokes = /(?<!\d)(\d{2})[/.1lI|](\d{2})[/.1lI|]((?:1[89]|20)\d{2})(?!\d)/g;
const run = /(?<!\d)(\d{2})(\d{2})((?:1[89]|20)\d{2})(?!\d)/g;
const monthWords = new RegExp(`([^\\d\\s,;]{3,7})\\s*(${d}{1,2})\\s*([^\\d\\s,;]{2,5})\\s*(\\d{4})(?![\\p{L}\\d])`, 'gu');
const monthFigures = /(?<![\p{L}\d/.-])(\d{1,2})\s?[/.-]\s?(\d{4})(?![\p{L}\d])/gu;
const year = /(?<!\d)((?:1[89]|20|21)\d{2})(?!\d)/g;

/** All dates of a text in the order they stand; whole dates hide their own parts. */
export function findDates(text: string): readonly FoundDate[] {
  const found: FoundDate[] = [];
  const free = (at: number, end: number) => found.every((date) => end <= date.at || at >= date.end);
  const take = (match: RegExpMatchArray, day: string | null, month: string | null, yyyy: string, mended = false) => {
    const [at, end] = [match.index ?? 0, (match.index ?? 0) + match[0].length];
    if (!free(at, end)) return;
    const plain = [day, month, yyyy].map((part) => (part === null ? null : asDigits(part).text));
    const [dd, mm, y = ''] = [plain[0] ?? null, plain[1] ?? null, plain[2] ?? ''];
    if (![dd, mm, y].every((part) => part === null || /^\d+$/.test(part))) return;
    const value = mm === null ? y : dd === null ? isoMonth(Number(y), Number(mm)) : isoDate(Number(y), Number(mm), Number(dd));
    found.push({ iso: value, at, end, printed: match[0], mended: mended || [day, month, yyyy].join() !== plain.join() });
  };
  for (const match of text.matchAll(words))
    if (wordLike(match[2], 'thang', 2) && wordLike(match[4], 'nam', 1)) take(match, match[1] ?? '', match[3] ?? '', match[5] ?? '');
  for (const match of text.matchAll(iso)) take(match, match[3] ?? '', match[2] ?? '', match[1] ?? '');
  for (const match of text.matchAll(figures))
    if (/\d/.test(match[1] ?? '') || /\d/.test(match[2] ?? ''))
      take(match, match[1] ?? '', match[2] ?? '', match[3] ?? '', /[,:|]/.test(match[0]));
  for (const match of text.matchAll(strokes))
    if (isoDate(Number(match[3]), Number(match[2]), Number(match[1]))) take(match, match[1] ?? '', match[2] ?? '', match[3] ?? '', true);
  for (const match of text.matchAll(run)) take(match, match[1] ?? '', match[2] ?? '', match[3] ?? '', true);
  for (const match of text.matchAll(monthWords))
    if (wordLike(match[1], 'thang', 1) && wordLike(match[3], 'nam', 1)) take(match, null, match[2] ?? '', match[4] ?? '');
  for (const match of text.matchAll(monthFigures)) take(match, null, match[1] ?? '', match[2] ?? '');
  for (const match of text.matchAll(year)) take(match, null, null, match[1] ?? '');
  return found.sort((one, other) => one.at - other.at);
}

function wordLike(word: string | undefined, wanted: string, limit: number): boolean {
  return word !== undefined && distance(fold(word), wanted, limit) <= limit;
}

const phrase = new RegExp(
  `(?<![\\p{L}\\d])(?:([^\\d\\s,;]{2,6})\\s+)?(${d}{1,2})\\s*([^\\d\\s,;]{3,7}?)\\s*(${d}{1,2})\\s*([^\\d\\s,;]{2,5}?)\\s*(${d}{4})(?![\\p{L}\\d])`,
  'gu',
);

/** `đén ngay 08 thảng 05 nam 2047` → `đến ngày 08 tháng 05 năm 2047`: the fixed words carry no news, so only their spelling is mended. */
export function mendDatePhrase(text: string): string {
  return text
    .replace(phrase, (whole, before: string | undefined, day: string, tháng: string, month: string, năm: string, yyyy: string) => {
      if (!wordLike(tháng, 'thang', 2) || !wordLike(năm, 'nam', 1)) return whole;
      const [dd, mm, y] = [day, month, yyyy].map((part) => asDigits(part).text);
      const lead =
        before === undefined ? '' : wordLike(before, 'ngay', 1) ? `${before.charAt(0) === 'N' ? 'Ngày' : 'ngày'} ` : `${before} `;
      return `${lead}${dd} tháng ${mm} năm ${y}`;
    })
    .replace(/^([^\d\s]{2,5})(?= (?:ngày|\d{1,2}[/.-]\d))/u, (word) =>
      distance(fold(word), 'den', 0.6) <= 0.6 ? (word.charAt(0) === word.charAt(0).toLowerCase() ? 'đến' : 'Đến') : word,
    )
    .replace(
      /^([ĐđDd]ến) (?:ng[^\s\d]{1,3}) (?=\d{1,2}[/.-]\d)/u,
      (_, word: string) => `${word.replace(/^D/, 'Đ').replace(/^d/, 'đ')} ngày `,
    );
}
