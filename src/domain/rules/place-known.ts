import { type Finding, finding } from '../finding.ts';
import { type AddressPart, findPlaces } from '../place-address.ts';
import type { Scope, Verdict } from './rule.ts';

/**
 * Every address is looked up in the country's units of all times. An unknown or oddly spelled unit is a warning with a proposal; units that
 * are known but not together are told, no more. Letter-for-letter known units that belong together bear the address out.
 */
export function placeKnown(path: string, scope: Scope): Verdict {
  const address = scope.value(path);
  if (address === null) return { findings: [], agreed: [] };
  const found = findPlaces(scope.context.places, address);
  const parts = [found.commune, found.district, found.province].filter((part): part is AddressPart => part !== null);
  const findings: Finding[] = parts
    .filter((part) => !part.exact)
    .map((part) =>
      finding('place.unknown', 'warning', path, { found: part.name, ...(part.proposal === null ? {} : { expected: part.proposal }) }),
    );
  const exact = parts.length > 0 && parts.every((part) => part.exact);
  if (exact && found.commune && !found.consistent)
    findings.push(
      finding('place.apart', 'info', path, {
        found: [found.commune, found.district, found.province]
          .map((part) => part?.name)
          .filter(Boolean)
          .join(', '),
      }),
    );
  return { findings, agreed: exact && found.commune ? [path] : [] };
}
