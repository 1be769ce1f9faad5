import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** The linear code of a certificate holds the year of its file at a known place: told where it is not the year of issue. */
export const codeYear: Rule<Extract<Check, { rule: 'codeYear' }>> = (check, { value, path, context }) => {
  const year = /^\d{2}(\d{2})/.exec(value(check.date) ?? '')?.[1];
  const years = context.qr
    .filter((text) => /^\d+$/.test(text) && text.length === check.digits)
    .map((text) => text.slice(check.at, check.at + 2));
  if (year === undefined || years.length === 0 || years.includes(year)) return silent;
  return says(finding('code.year', 'info', path(check.date), { found: year, expected: years[0] ?? '' }));
};
