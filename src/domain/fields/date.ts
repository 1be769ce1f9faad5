import { finding } from '../finding.ts';
import { dateParts, earliestYear, isoDate, isoMonth, yearsEnding } from '../vietnamese/calendar.ts';
import { readDateWords } from '../vietnamese/date-words.ts';
import { fold } from '../vietnamese/fold.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { findDates } from './date-phrase.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Dates: ISO text as precise as the paper. A date that the calendar does not have is empty and says so. */
export const dateKind: FieldKind = {
  id: 'date',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    const found = findDates(text);
    const precise = [...found].sort((one, other) => (other.iso?.length ?? 10) - (one.iso?.length ?? 10) || one.at - other.at);
    const [first, ...rest] = precise;
    const others = rest.filter((date) => date.iso?.length === 10).map((date) => date.iso ?? '');
    if (!first) {
      const words = readDateWords(text);
      if (!words || words.cost > 3) return notOfKind(text, path);
      const findings = words.cost > 0 ? [proposal(path, text, words.value, 'spelling')] : [];
      return interpreted(words.value, [...findings, ...dateKind.validate(words.value, field, path)], words.others);
    }
    if (first.iso === null)
      return interpreted(
        null,
        [finding('date.calendar', 'error', path, { found: first.printed })],
        [...nearDates(first.printed), ...others],
      );
    const findings = first.mended ? [proposal(path, first.printed, first.iso, 'digits')] : [];
    return interpreted(first.iso, [...findings, ...dateKind.validate(first.iso, field, path)], others);
  },
  normalise: (typed) => typedDate(canonicalText(typed)),
  meanings: (typed, today) => centuriesOf(canonicalText(typed), today),
  validate: (value, _field, path) => {
    const parts = dateParts(value);
    if (!parts) return [finding('date.calendar', 'error', path, { found: value })];
    return parts.year < earliestYear ? [finding('date.early', 'error', path, { found: parts.year })] : [];
  },
  format: (value, language) => {
    const parts = dateParts(value);
    if (!parts) return value;
    void language;
    return value.split('-').reverse().join('/');
  },
  toJson: (value) => value,
  // Papers often have a year alone, which a database date cannot hold.
  column: 'text',
  editor: 'date',
  holdsDigits: () => true,
  checkedAgainst: 'calendar',
};

/** Quick typing: 5/3/1987, 05031987, 5.3.1987, 05 03 1987, 3/1987, 1987, and words. Two-digit years are refused: see `meanings`. */
function typedDate(typed: string): string | null {
  const plain = joined(typed);
  const whole = /^(\d{1,2})[/.,\s-](\d{1,2})[/.,\s-](\d{4})$/.exec(plain) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(plain);
  if (whole) return isoDate(Number(whole[3]), Number(whole[2]), Number(whole[1]));
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(plain);
  if (iso) return iso[3] === undefined ? isoMonth(Number(iso[1]), Number(iso[2])) : isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const month = /^(\d{1,2})[/.,-](\d{4})$/.exec(plain);
  if (month) return isoMonth(Number(month[2]), Number(month[1]));
  if (/^\d{4}$/.test(plain)) return Number(plain) > 0 ? plain : null;
  if (/^[\d\s]+$/.test(plain)) return null;
  const [only, ...others] = findDates(typed);
  if (only) {
    const around = fold(`${typed.slice(0, only.at)} ${typed.slice(only.end)}`);
    return others.length === 0 && !only.mended && /^(?:sinh|ngay|thang|nam|mong|mung|\s)*$/.test(around) ? only.iso : null;
  }
  const words = readDateWords(typed);
  return words && words.cost < 2 ? words.value : null;
}

/** Two figures for a year: on these papers they may be of any century. */
function centuriesOf(typed: string, today: string): readonly string[] {
  const plain = joined(typed);
  const whole =
    /^(\d{1,2})[/.,\s-](\d{1,2})[/.,\s-](\d{2})$/.exec(plain) ??
    /^(\d{2})(\d{2})(\d{2})$/.exec(plain) ??
    /^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{2})$/.exec(fold(typed));
  if (whole) return yearsEnding(whole[3] ?? '', today).flatMap((year) => isoDate(year, Number(whole[2]), Number(whole[1])) ?? []);
  const month = /^(\d{1,2})[/.-](\d{2})$/.exec(plain) ?? /^thang (\d{1,2}) nam (\d{2})$/.exec(fold(typed));
  if (month) return yearsEnding(month[2] ?? '', today).flatMap((year) => isoMonth(year, Number(month[1])) ?? []);
  const year = /^(?:nam )?(\d{2})$/.exec(fold(typed));
  return year ? yearsEnding(year[1] ?? '', today).map(String) : [];
}

/** Without spaces around what separates. */
function joined(typed: string): string {
  return typed
    .trim()
    .replace(/\s*([/.,-])\s*/g, '$1')
    .replace(/\s+/g, ' ');
}

/** Real dates one misread figure away from an impossible one; only where there are at most three. */
function nearDates(printed: string): readonly string[] {
  const numbers = printed.match(/\d+/g) ?? [];
  if (numbers.length !== 3) return [];
  const twins: Readonly<Record<string, string>> = { 0: '689', 1: '7', 3: '8', 5: '6', 6: '0', 7: '1', 8: '03', 9: '0', 2: '7', 4: '1' };
  const found: string[] = [];
  numbers.forEach((number, part) => {
    [...number].forEach((digit, at) => {
      for (const twin of twins[digit] ?? '') {
        const changed = numbers.map((other, index) => (index === part ? other.slice(0, at) + twin + other.slice(at + 1) : other));
        const iso = isoDate(Number(changed[2]), Number(changed[1]), Number(changed[0]));
        if (iso && Number(changed[2]) >= earliestYear && Number(changed[2]) < 2200) found.push(iso);
      }
    });
  });
  return found.length <= 3 ? found : [];
}
