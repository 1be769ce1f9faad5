import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says } from './rule.ts';

/** Two rows of a table are two people: their numbers differ. */
export const distinctRows: Rule<Extract<Check, { rule: 'distinctRows' }>> = (check, { value, column }) => {
  const paths = column(check.table, check.column);
  const twice = paths.filter((path) => value(path) !== null && paths.some((other) => other !== path && value(other) === value(path)));
  return says(...twice.map((path) => finding('person.twice', 'warning', path, { found: value(path) ?? '' })));
};
