import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** These values together name one record (place, book and number of a register entry): a second record with them all is the same case. */
export const unique: Rule<Extract<Check, { rule: 'unique' }>> = (check, { value, path, context }) => {
  const values = check.fields.map((key) => ({ path: path(key), value: value(key) }));
  if (!context.taken?.values || values.some((one) => one.value === null)) return silent;
  const other = context.taken.values(values.map((one) => ({ path: one.path, value: one.value ?? '' })));
  if (other === null) return silent;
  const found = values.map((one) => one.value).join(' · ');
  return says(...values.map((one) => finding('record.duplicate', 'error', one.path, { found, other })));
};
