/** Calendar dates as ISO text, as precise as the paper: `1987-03-05`, `1987-03`, `1987`. A day or a month is never invented. */

export type Precision = 'day' | 'month' | 'year';

/** Registers go back to 1887; nothing on these papers is older than 1850. */
export const earliestYear = 1850;

/** ISO text of a real calendar date, or null. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export function isoMonth(year: number, month: number): string | null {
  return Number.isInteger(year) && year >= 1 && year <= 9999 && month >= 1 && month <= 12 ? `${pad(year, 4)}-${pad(month, 2)}` : null;
}

/** The years that two figures may stand for, the latest first: none to come, none older than these papers. */
export function yearsEnding(figures: string, today: string): readonly number[] {
  return [20, 19, 18]
    .map((century) => century * 100 + Number(figures))
    .filter((year) => year >= earliestYear && String(year) <= today.slice(0, 4));
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export interface DateParts {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
  readonly precision: Precision;
}

/** Parts of a canonical date that exists in the calendar, or null. */
export function dateParts(iso: string): DateParts | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (month !== null && (month < 1 || month > 12)) return null;
  if (month !== null && day !== null && (day < 1 || day > daysIn(year, month))) return null;
  return { year, month, day, precision: day !== null ? 'day' : month !== null ? 'month' : 'year' };
}

/** First and last day that a date may mean; both the same for a whole date. Null for no date. */
export function dateSpan(iso: string): { readonly first: string; readonly last: string } | null {
  const parts = dateParts(iso);
  if (!parts) return null;
  const { year, month, day } = parts;
  const first = `${pad(year, 4)}-${pad(month ?? 1, 2)}-${pad(day ?? 1, 2)}`;
  const last = `${pad(year, 4)}-${pad(month ?? 12, 2)}-${pad(day ?? daysIn(year, month ?? 12), 2)}`;
  return { first, last };
}

/** Full years from one ISO day to another; negative where the second lies before the first. */
export function yearsBetween(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(4) < from.slice(4) ? 1 : 0);
}

/** ISO day so many months later, at most the month's last day. */
export function addMonths(iso: string, months: number): string {
  const at = Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(iso.slice(8, 10)), daysIn(year, month)), 2)}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
