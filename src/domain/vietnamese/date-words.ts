import { isoDate } from './calendar.ts';
import { fold } from './fold.ts';
import { best, numberToWords } from './number-words.ts';
import { distance } from './similar.ts';
import { tokens } from './word-lattice.ts';

/** Dates in words: `Ngày hai mươi tháng hai năm hai nghìn không trăm mười` ↔ `2010-02-20`. */

export interface DateWordsReading {
  /** ISO date, as precise as the words are: `2010-02-20`, `2010-02` or `2010`. */
  readonly value: string;
  /** As in number words: 0 means every word right. */
  readonly cost: number;
  readonly words: string;
  /** The paper's own words with their spelling mended, in small letters. */
  readonly spelled: string;
  readonly others: readonly string[];
}

const named = new Map([
  ['giêng', 1],
  ['tư', 4],
  ['chạp', 12],
]);

/** A date in words, letter for letter right, or null. */
export function parseDateWords(text: string): string | null {
  const reading = readDateWords(text);
  return reading && reading.cost === 0 ? reading.value : null;
}

/** The same under recognition errors. The word `năm` is both "year" and "five": every split is tried, the cheapest that is a real date wins. */
export function readDateWords(text: string): DateWordsReading | null {
  const list = tokens(text);
  if (list.length < 2 || list.length > 40) return null;
  const months = list.flatMap((token, at) => marker(token, 'tháng').map((cost) => ({ at, cost })));
  const years = list.flatMap((token, at) => marker(token, 'năm').map((cost) => ({ at, cost })));
  const found = new Map<string, { readonly cost: number; readonly spelled: string }>();
  const note = (value: string | null, cost: number, spelled: string) => {
    if (value !== null && cost < (found.get(value)?.cost ?? Number.POSITIVE_INFINITY)) found.set(value, { cost, spelled });
  };
  for (const year of years) {
    const yearReading = years4(list.slice(year.at + 1));
    if (!yearReading) continue;
    const before = months.filter((month) => month.at < year.at - 1);
    if (before.length === 0 && year.at <= 1) note(yearReading.value, yearReading.cost + year.cost + year.at, `năm ${yearReading.spelled}`);
    for (const month of before) {
      const monthReading = small(list.slice(month.at + 1, year.at), 12);
      if (!monthReading) continue;
      const cost = yearReading.cost + year.cost + month.cost + monthReading.cost;
      const mm = String(monthReading.value).padStart(2, '0');
      const ending = `tháng ${monthReading.spelled} năm ${yearReading.spelled}`;
      const days = dayWords(list.slice(0, month.at));
      if (days.list.length === 0) note(`${yearReading.value}-${mm}`, cost + days.cost, ending);
      const day = small(days.list, 31);
      if (day)
        note(
          isoDate(Number(yearReading.value), monthReading.value, day.value),
          cost + day.cost + days.cost,
          `ngày ${days.early}${day.spelled} ${ending}`,
        );
    }
  }
  const [first, ...rest] = [...found].sort((one, other) => one[1].cost - other[1].cost);
  if (!first) return null;
  const [value, { cost, spelled }] = first;
  return {
    value,
    cost: Math.round(cost * 1000) / 1000,
    words: dateToWords(value) ?? '',
    spelled,
    others: rest
      .filter(([, other]) => other.cost - cost < 0.7)
      .map(([other]) => other)
      .slice(0, 3),
  };
}

/** Cost of taking the token for this marker word, in a list of one, or an empty list. */
function marker(token: string, word: string): readonly number[] {
  if (token === word) return [0];
  const far = distance(fold(token), fold(word), 1);
  return far <= 1 ? [far === 0 ? 0.2 : 0.3 + far] : [];
}

/** The words of the day number, without `ngày` and `mồng`/`mùng`. */
function dayWords(list: readonly string[]): { readonly list: readonly string[]; readonly early: string; readonly cost: number } {
  const at = list.findIndex((token) => marker(token, 'ngày').length > 0);
  const rest = list.slice(at + 1);
  const first = rest[0] ?? '';
  const early =
    first === 'mùng' || first === 'mồng'
      ? first
      : marker(first, 'mồng').some((cost) => cost < 0.4)
        ? 'mồng'
        : marker(first, 'mùng').some((cost) => cost < 0.4)
          ? 'mùng'
          : null;
  const cost = at < 0 ? 0.1 : (marker(list[at] ?? '', 'ngày')[0] ?? 0) + at * 0.5;
  return {
    list: early ? rest.slice(1) : rest,
    early: early ? `${early} ` : '',
    cost: (rest.length === 0 && at < 0 ? 0 : cost) + (early && early !== first ? 0.2 : 0),
  };
}

interface Part<V> {
  readonly value: V;
  readonly cost: number;
  readonly spelled: string;
}

function small(list: readonly string[], most: number): Part<number> | null {
  if (list.length === 0 || list.length > 5) return null;
  const name = list.join(' ');
  const special = named.get(name);
  if (special !== undefined && special <= most) return { value: special, cost: 0, spelled: name };
  const figures = /^\d{1,2}$/.exec(list.join(''));
  const reading = figures ? null : best(list);
  const value = figures ? Number(figures[0]) : reading ? Number(reading.value) : Number.NaN;
  return Number.isInteger(value) && value >= 1 && value <= most
    ? { value, cost: reading?.cost ?? 0, spelled: figures?.[0] ?? reading?.spelled ?? '' }
    : null;
}

const yearShape = /^(?:1[89]|20|21)\d{2}$/;

/** A year in words, in figures, or digit by digit (`một chín chín hai`). */
function years4(list: readonly string[]): Part<string> | null {
  const [first = ''] = list;
  if (yearShape.test(first)) return { value: first, cost: (list.length - 1) * 0.5, spelled: first };
  const reading = best(list);
  if (reading && yearShape.test(reading.value)) return { value: reading.value, cost: reading.cost, spelled: reading.spelled };
  if (list.length !== 4) return null;
  const single = list.map((token) => best([token]));
  const value = single.map((digit) => digit?.value ?? '?').join('');
  if (!yearShape.test(value)) return null;
  return {
    value,
    cost: single.reduce((sum, digit) => sum + (digit?.cost ?? 0), 0),
    spelled: single.map((digit) => digit?.spelled ?? '').join(' '),
  };
}

/** ISO date (whole or partial) → words as birth certificates write them, capital first; null for what is no date. */
export function dateToWords(iso: string): string | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!match) return null;
  const year = `năm ${numberToWords(Number(match[1]))}`;
  if (!match[2]) return `N${year.slice(1)}`;
  const month = `tháng ${Number(match[2]) === 4 ? 'tư' : numberToWords(Number(match[2]))} ${year}`;
  if (!match[3]) return `T${month.slice(1)}`;
  return `Ngày ${numberToWords(Number(match[3]))} ${month}`;
}
