import { finding } from '../finding.ts';
import { nameKey } from '../place.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** A household has one head: at most one row of the table says so. */
export const oneHead: Rule<Extract<Check, { rule: 'oneHead' }>> = (check, { value, column }) => {
  const heads = column(check.table, check.relation).filter((path) => nameKey(value(path) ?? '') === nameKey('Chủ hộ'));
  return heads.length > 1 ? says(...heads.map((path) => finding('head.notOne', 'warning', path, { found: heads.length }))) : silent;
};
