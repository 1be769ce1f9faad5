import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** Century and year of birth in a personal number against a date or year of birth. */
export const idBirthYear: Rule<Extract<Check, { rule: 'idBirthYear' }>> = (check, { value, path }) => {
  const person = personOf(value(check.id) ?? '');
  const year = /^\d{4}/.exec(value(check.birth) ?? '')?.[0];
  if (!person || year === undefined) return silent;
  if (person.birthYear === Number(year)) return agree(path(check.id), path(check.birth));
  const params = { expected: person.birthYear, found: Number(year) };
  return says(finding('id.birthYear', 'warning', path(check.id), params), finding('id.birthYear', 'warning', path(check.birth), params));
};
