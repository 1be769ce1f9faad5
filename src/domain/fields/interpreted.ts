import { type Finding, finding } from '../finding.ts';
import type { Interpreted } from './field-kind.ts';

/** Ways to answer from `interpret`. */

export const nothing: Interpreted = { value: null, alternatives: [], findings: [] };

export function interpreted(value: string | null, findings: readonly Finding[] = [], alternatives: readonly string[] = []): Interpreted {
  return { value, findings, alternatives: [...new Set(alternatives)].filter((other) => other !== value && other !== '').slice(0, 3) };
}

/** Text stands there, but nothing of the kind: the value is empty and says why. Signs alone (-/-, dots) are how forms print nothing. */
export function notOfKind(raw: string, path: string, alternatives: readonly string[] = []): Interpreted {
  return !/[\p{L}\p{N}]/u.test(raw)
    ? nothing
    : interpreted(null, [finding('value.format', 'warning', path, { found: raw.trim().slice(0, 80) })], alternatives);
}

/** The value differs from the letters read; `reason` says which rule changed it. */
export function proposal(
  path: string,
  raw: string,
  value: string,
  reason: 'digits' | 'spelling' | 'separator' | 'letters',
  severity: 'warning' | 'info' = 'warning',
): Finding {
  return finding('value.proposal', severity, path, { found: raw.trim().slice(0, 80), expected: value, reason });
}
