import { finding } from '../finding.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { type Scope, says, silent, type Verdict } from './rule.ts';

/** No date of birth, issue or registration lies after today. */
export function dateKnown(path: string, scope: Scope): Verdict {
  const span = dateSpan(scope.value(path) ?? '');
  return span && span.first > scope.context.today
    ? says(finding('date.future', 'error', path, { found: scope.value(path) ?? '' }))
    : silent;
}
