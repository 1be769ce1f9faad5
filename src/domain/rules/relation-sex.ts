import { finding } from '../finding.ts';
import { sexOfRelation } from '../lists/people.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** A wife is a woman, a son-in-law a man: the relation's word against the sex. Words that say neither (Con, Cháu, Em) are silent. */
export const relationSex: Rule<Extract<Check, { rule: 'relationSex' }>> = (check, { value, path }) => {
  const said = sexOfRelation(value(check.relation) ?? '');
  const sex = value(check.sex);
  if (said === null || (sex !== 'Nam' && sex !== 'Nữ')) return silent;
  // The relation may be another word of the same sex: only the sex is borne out.
  if (said === sex) return agree(path(check.sex));
  const params = { expected: said, found: sex };
  return says(
    finding('relation.sex', 'warning', path(check.relation), params),
    finding('relation.sex', 'warning', path(check.sex), params),
  );
};
