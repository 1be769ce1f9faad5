import { type Finding, finding } from '#domain/finding';
import type { ReadValue } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import type { Draft } from './interpret.ts';
import type { ReadContext } from './read-record.ts';

/**
 * What may pass without a person. The engine's confidence alone is no ground: a value needs looks that agree, no finding against it,
 * and better a witness (another value or a code on the paper that says the same).
 */
export function judge(type: RecordType, drafts: readonly Draft[], page: { readonly codes: readonly string[]; readonly pageFindings: readonly Finding[] }, context: ReadContext): { readonly values: readonly ReadValue[]; readonly findings: readonly Finding[] } {
  void type;
  void context;
  const bad = page.pageFindings.some((f) => f.severity === 'error');
  const values = drafts.map((draft): ReadValue => {
    const { field, path, place } = draft;
    const findings = [...draft.findings];
    if (field.handwritten && place) findings.push(finding('value.handwritten', 'info', path));
    const against = findings.some((f) => f.severity !== 'info');
    const confidence = draft.value === null ? null : confidenceOf(draft, against);
    const accepted = draft.value !== null && !field.handwritten && !against && !bad && draft.agree >= 2 && draft.differ === 0;
    if (draft.value !== null && !field.handwritten && draft.differ > 0) findings.push(finding('value.disagree', 'info', path, { looks: draft.agree + draft.differ }));
    return {
      path, value: draft.value, raw: draft.raw, confidence, accepted, handwritten: field.handwritten, page: draft.page,
      box: place?.box ?? null, findings, alternatives: [...draft.alternatives],
    };
  });
  return { values, findings: [] };
}

function confidenceOf(draft: Draft, against: boolean): number {
  if (draft.field.handwritten) return 0.5;
  if (against) return 0.6;
  if (draft.agree >= 2 && draft.differ === 0) return 0.99;
  return draft.agree >= 2 ? 0.9 : 0.7;
}
