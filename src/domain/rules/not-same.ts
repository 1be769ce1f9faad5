import { fieldKinds } from '../fields/field-kinds.ts';
import { finding } from '../finding.ts';
import { type Check, fieldAt } from '../record-type.ts';
import { foldTight } from '../vietnamese/fold.ts';
import { type Rule, says, silent } from './rule.ts';

/** Two values that cannot be the same: a certificate's serial and its register number, husband's and wife's personal numbers. */
export const notSame: Rule<Extract<Check, { rule: 'notSame' }>> = (check, { value, path, type }) => {
  const [one, other] = [value(check.one), value(check.other)];
  if (one === null || other === null) return silent;
  const same = foldTight(one) === foldTight(other);
  const field = fieldAt(type, path(check.one));
  const ownerOf = field ? fieldKinds[field.kind].ownerOf : undefined;
  if (!ownerOf) return same ? says(finding('registry.isSerial', 'warning', path(check.one), { found: one })) : silent;
  if (same)
    return says(
      finding('person.twice', 'warning', path(check.one), { found: one }),
      finding('person.twice', 'warning', path(check.other), { found: other }),
    );
  const [sex, otherSex] = [ownerOf(one)?.sex ?? null, ownerOf(other)?.sex ?? null];
  // Two owners need not be a couple: told, not held against the values.
  return sex !== null && sex === otherSex ? says(finding('spouse.sex', 'info', path(check.other), { found: sex })) : silent;
};
