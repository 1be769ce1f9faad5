import { purposesOf } from '../fields/purpose.ts';
import { finding } from '../finding.ts';
import { purposesNamed } from '../lists/land-purposes.ts';
import type { Check } from '../record-type.ts';
import { addMonths, dateSpan } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/**
 * The purpose is in the list of land uses that held on the day of issue. Certificates follow a new circular slowly: `months` is the time
 * after a list's last day in which its words are still ordinary. Words of no list are the kind's to say.
 */
export const purposeInTime: Rule<Extract<Check, { rule: 'purposeInTime' }>> = (check, { value, path }) => {
  const span = dateSpan(value(check.date) ?? '');
  if (!span) return silent;
  const late = purposesOf(value(check.purpose) ?? '').filter(({ words, purpose }) => {
    const meant = purposesNamed(purpose ? (purpose.names[0] ?? words) : words);
    return (
      meant.length > 0 &&
      !meant.some(({ from, to }) => (from === null || span.last >= from) && (to === null || span.first <= addMonths(to, check.months)))
    );
  });
  const [first] = late;
  if (!first) return silent;
  return says(
    finding('purpose.outOfTime', 'warning', path(check.purpose), {
      found: late.map(({ words }) => words).join('; '),
      from: first.purpose?.from ?? '',
      to: first.purpose?.to ?? '',
    }),
  );
};
