import { type Finding, finding } from '../finding.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { type Scope, says, type Verdict } from './rule.ts';

/** No date of birth, issue or registration lies after today. */
export function dateKnown(path: string, scope: Scope): Verdict {
  return says(...dateToCome(scope.value(path) ?? '', path, scope.context.today));
}

export function dateToCome(value: string, path: string, today: string): readonly Finding[] {
  const span = dateSpan(value);
  return span && span.first > today ? [finding('date.future', 'error', path, { found: value })] : [];
}
