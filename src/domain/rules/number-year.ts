import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The year behind the stroke of a register number is the year of registration. */
export const numberYear: Rule<Extract<Check, { rule: 'numberYear' }>> = (check, { value, path }) => {
  const inNumber = /\/(\d{4})(?:\D|$)/.exec(value(check.number) ?? '')?.[1];
  const inDate = /^\d{4}/.exec(value(check.date) ?? '')?.[0];
  if (inNumber === undefined || inDate === undefined) return silent;
  if (inNumber === inDate) return agree(path(check.number), path(check.date));
  const params = { found: inNumber, expected: inDate };
  return says(finding('number.year', 'error', path(check.number), params), finding('number.year', 'error', path(check.date), params));
};
