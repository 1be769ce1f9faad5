import { findDates } from '../fields/date-phrase.ts';
import { purposesOf } from '../fields/purpose.ts';
import { type Finding, finding } from '../finding.ts';
import { usualTerm } from '../lists/land-purposes.ts';
import type { Check } from '../record-type.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { fold } from '../vietnamese/fold.ts';
import { type Rule, says, silent } from './rule.ts';

/** A term of use is "Lâu dài" or ends on a day after the issue; what is unusual for the purpose is told, no more. */
export const termOfUse: Rule<Extract<Check, { rule: 'termOfUse' }>> = (check, { value, path }) => {
  const term = value(check.term);
  if (term === null) return silent;
  const [long, ends] = [/\blau dai\b/.test(fold(term)), findDates(term).flatMap(({ iso }) => iso ?? [])];
  const findings: Finding[] = [];
  const at = path(check.term);
  const issued = dateSpan(value(check.issued) ?? '');
  const past = issued ? ends.find((end) => (dateSpan(end)?.last ?? '9') <= issued.first) : undefined;
  if (past !== undefined) findings.push(finding('term.past', 'warning', at, { found: past, other: value(check.issued) ?? '' }));
  if (!long && ends.length === 0 && !/\d/.test(term)) findings.push(finding('term.unknown', 'info', at, { found: term.slice(0, 80) }));
  const [only, second] = purposesOf(value(check.purpose) ?? '');
  const usual = only?.purpose && !second ? usualTerm(only.purpose) : null;
  if ((usual === 'long' && !long && ends.length > 0) || (usual === 'dated' && long && ends.length === 0))
    findings.push(finding('term.purpose', 'info', at, { found: term.slice(0, 80), purpose: only?.words ?? '' }));
  return says(...findings);
};
