import { finding } from '../finding.ts';
import { nameKey } from '../place.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The first member of a household book is its head, and the same person as on the cover. */
export const headIsFirstRow: Rule<Extract<Check, { rule: 'headIsFirstRow' }>> = (check, { value, path, column }) => {
  const [firstName] = column(check.table, check.name);
  const [firstRelation] = column(check.table, check.relation);
  const [head, name, relation] = [value(check.head), firstName ? value(firstName) : null, firstRelation ? value(firstRelation) : null];
  if (firstRelation && relation !== null && nameKey(relation) !== nameKey('Chủ hộ'))
    return says(finding('head.differs', 'warning', firstRelation, { found: relation, expected: 'Chủ hộ' }));
  if (head === null || name === null || !firstName) return silent;
  if (nameKey(head) === nameKey(name)) return agree(path(check.head), firstName);
  return says(
    finding('head.differs', 'warning', path(check.head), { found: head, other: name }),
    finding('head.differs', 'warning', firstName, { found: name, other: head }),
  );
};
