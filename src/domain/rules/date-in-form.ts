import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/** The date lies in the period in which paper of this form was issued. The date is trusted over the layout: a warning. */
export const dateInForm: Rule<Extract<Check, { rule: 'dateInForm' }>> = (check, { value, path, type }) => {
  const span = dateSpan(value(check.date) ?? '');
  if (!span) return silent;
  const { from, to } = type.inUse;
  if ((from === null || span.last >= from) && (to === null || span.first <= to)) return silent;
  return says(finding('date.outsideForm', 'warning', path(check.date), { found: value(check.date) ?? '', from: from ?? '', to: to ?? '' }));
};
