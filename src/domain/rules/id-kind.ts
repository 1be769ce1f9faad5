import { kindsOf } from '../fields/id-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The number of an identity paper has the form of the kind that is printed before it: a passport's is never a CMND. */
export const idKind: Rule<Extract<Check, { rule: 'idKind' }>> = (check, { value, path }) => {
  const [number, kind] = [value(check.id), value(check.kind)];
  if (number === null || kind === null || kind === 'Khác') return silent;
  const kinds = kindsOf(number);
  if (kinds.includes(kind)) return kinds.length === 1 ? agree(path(check.kind)) : silent;
  return says(finding('id.kind', 'warning', path(check.id), { expected: kinds.join(', '), found: kind }));
};
