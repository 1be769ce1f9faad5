import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/** One date may not lie after another. Partial dates speak only where no day of theirs would do. */
export const dateOrder: Rule<Extract<Check, { rule: 'dateOrder' }>> = (check, { value, path }) => {
  const [earlier, later] = [dateSpan(value(check.earlier) ?? ''), dateSpan(value(check.later) ?? '')];
  if (!earlier || !later || earlier.first <= later.last) return silent;
  const params = { found: value(check.earlier) ?? '', other: value(check.later) ?? '' };
  return says(finding('date.order', 'warning', path(check.earlier), params), finding('date.order', 'warning', path(check.later), params));
};
