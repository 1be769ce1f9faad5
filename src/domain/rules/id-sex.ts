import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The fourth digit of a personal number is even for men, odd for women. Either value may be the wrong one: both are marked. */
export const idSex: Rule<Extract<Check, { rule: 'idSex' }>> = (check, { value, path }) => {
  const person = personOf(value(check.id) ?? '');
  const sex = value(check.sex);
  if (!person || (sex !== 'Nam' && sex !== 'Nữ')) return silent;
  if (person.sex === sex) return agree(path(check.id), path(check.sex));
  const params = { expected: person.sex, found: sex };
  return says(finding('id.sex', 'warning', path(check.id), params), finding('id.sex', 'warning', path(check.sex), params));
};
