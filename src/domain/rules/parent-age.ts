import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { dateSpan, yearsBetween } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/** A parent is at least so many years older than the child; partial dates are taken in the parent's favour. */
export const parentAge: Rule<Extract<Check, { rule: 'parentAge' }>> = (check, { value, path }) => {
  const [child, parent] = [dateSpan(value(check.child) ?? ''), dateSpan(value(check.parent) ?? '')];
  if (!child || !parent) return silent;
  const years = yearsBetween(parent.first, child.last);
  if (years >= check.years) return silent;
  const params = { found: years, years: check.years };
  return says(finding('parent.age', 'warning', path(check.child), params), finding('parent.age', 'warning', path(check.parent), params));
};
