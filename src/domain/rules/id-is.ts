import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** The form itself says the sex of the number's owner (cha, chồng: Nam; mẹ, vợ: Nữ). One digit of twelve: it bears nothing out. */
export const idIs: Rule<Extract<Check, { rule: 'idIs' }>> = (check, { value, path }) => {
  const person = personOf(value(check.id) ?? '');
  if (!person || person.sex === check.is) return silent;
  return says(finding('id.sex', 'warning', path(check.id), { expected: person.sex, found: check.is }));
};
