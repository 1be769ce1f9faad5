import { type Finding, finding } from '../finding.ts';
import { nameKey } from '../place.ts';
import type { Check } from '../record-type.ts';
import type { Rule } from './rule.ts';

const head = nameKey('Chủ hộ');

/**
 * A household has one head: at most one row of the table says so, and whoever is called so (a row, or the person whom the paper is about) has
 * the head's name; nobody of that name is called otherwise.
 */
export const oneHead: Rule<Extract<Check, { rule: 'oneHead' }>> = (check, { value, path, column }) => {
  const findings: Finding[] = [];
  const agreed: string[] = [];
  const isHead = (at: string) => nameKey(value(at) ?? '') === head;
  const relations = column(check.table, check.relation);
  const heads = relations.filter(isHead);
  if (heads.length > 1) for (const at of heads) findings.push(finding('head.notOne', 'warning', at, { found: heads.length }));
  const people = relations.map((relation, row) => ({ relation, name: column(check.table, check.name)[row] ?? '' }));
  if (check.selfName && check.selfRelation) people.push({ relation: path(check.selfRelation), name: path(check.selfName) });
  const name = value(check.head);
  for (const person of people) {
    const [own, relation] = [value(person.name), value(person.relation)];
    if (name === null || own === null || relation === null) continue;
    const same = nameKey(own) === nameKey(name);
    if (same && isHead(person.relation)) agreed.push(path(check.head), person.name, person.relation);
    else if (same) findings.push(finding('head.differs', 'warning', person.relation, { found: relation, expected: 'Chủ hộ' }));
    else if (isHead(person.relation))
      findings.push(
        finding('head.differs', 'warning', path(check.head), { found: name, other: own }),
        finding('head.differs', 'warning', person.name, { found: own, other: name }),
      );
  }
  return { findings, agreed: findings.length > 0 ? [] : agreed };
};
