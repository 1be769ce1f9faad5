import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { dateSpan, yearsBetween } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/**
 * So many years of age on the day of an event (marriage: nam 20, nữ 18). Ages changed with the law, so a check may say from when to when it
 * holds. Partial dates are taken in the person's favour.
 */
export const ageAt: Rule<Extract<Check, { rule: 'ageAt' }>> = (check, { value, path }) => {
  const [birth, event] = [dateSpan(value(check.birth) ?? ''), dateSpan(value(check.at) ?? '')];
  if (!birth || !event) return silent;
  if ((check.from !== null && event.last < check.from) || (check.to !== null && event.first > check.to)) return silent;
  const years = yearsBetween(birth.first, event.last);
  if (years >= check.years) return silent;
  const params = { found: years, years: check.years };
  return says(finding('age.young', 'warning', path(check.birth), params), finding('age.young', 'warning', path(check.at), params));
};
