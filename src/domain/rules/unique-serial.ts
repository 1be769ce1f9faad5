import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** One live certificate for every serial number. */
export const uniqueSerial: Rule<Extract<Check, { rule: 'uniqueSerial' }>> = (check, { value, path, context }) => {
  const serial = value(check.serial);
  const other = serial === null ? null : (context.taken?.serial(serial) ?? null);
  return other === null ? silent : says(finding('record.duplicateSerial', 'error', path(check.serial), { found: serial ?? '', other }));
};
