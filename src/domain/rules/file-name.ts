import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { foldTight } from '../vietnamese/fold.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/**
 * Offices name a certificate's scans by its serial (`BN 392893-GCN.pdf`, `…-GT.pdf`): a person has written the number once before. Other
 * names say nothing.
 */
export const fileName: Rule<Extract<Check, { rule: 'fileName' }>> = (check, { value, path, context }) => {
  const serial = value(check.serial);
  if (serial === null) return silent;
  const named = [...new Set((context.fileNames ?? []).flatMap((name) => serialIn(name) ?? []))];
  if (named.length === 0) return silent;
  const key = (text: string) => foldTight(text.replace(/^đ|(?<=^.)đ/giu, 'Q'));
  if (named.some((one) => key(one) === key(serial))) return agree(path(check.serial));
  return says(finding('serial.fileName', 'warning', path(check.serial), { found: serial, expected: named.join(', ') }));
};

/** `lô 3/BN 392893-GCN-p1.jpg` → `BN 392893`. */
function serialIn(name: string): string | null {
  const stem = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const match = /^([A-ZĐ]{1,2})[ _]?(\d{6}|\d{8})[ _-]+(?:GCN|GT)(?![\p{L}\d])/iu.exec(stem);
  return match ? `${(match[1] ?? '').toUpperCase()} ${match[2] ?? ''}` : null;
}
