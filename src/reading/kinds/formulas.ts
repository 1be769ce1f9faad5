import { landOrigins, landPurposes, landTerms } from '#domain/lists/land-purposes';
import { ethnicGroups, nationalities, relationsToHead, religions } from '#domain/lists/people';

/** Wordings that registers and certificates repeat, letter for letter. */
const formulas: ReadonlySet<string> = new Set(
  [
    ...landOrigins,
    ...landTerms,
    ...landPurposes.flatMap((purpose) => purpose.names),
    ...[ethnicGroups, religions, nationalities, relationsToHead].flat(2),
  ].map((text) => text.toLowerCase()),
);

export function isFormula(value: string): boolean {
  return value.length > 2 && formulas.has(value.toLowerCase());
}
