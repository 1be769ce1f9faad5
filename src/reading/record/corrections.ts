import { type Finding, finding } from '#domain/finding';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';
import type { Lists } from '#reading/context';
import { readingKinds } from '#reading/kinds/reading-kinds';

/**
 * What recognition loses in the same way in every pass: put right from what the field's kind is made of. Every correction is a visible
 * proposal with its reason; none of them is ever accepted without a person. `sure`: all passes agreed, and the networks are sure of each letter.
 */
export function corrected(
  value: string,
  located: Located,
  sure: boolean,
  field: Field,
  path: string,
  lists: Lists,
): { readonly value: string; readonly findings: readonly Finding[] } {
  const { corrections, spacedAsPrinted } = readingKinds[field.kind];
  const findings: Finding[] = [];
  let now = spacedAsPrinted(value, located.raw, lists);
  for (const correct of corrections) {
    const next = correct(now, { located, sure }, lists);
    if (next !== now) findings.push(finding('value.proposal', 'warning', path, { raw: now, value: next, reason: 'letters' }));
    now = next;
  }
  return { value: now, findings };
}
