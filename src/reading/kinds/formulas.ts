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

/** Words with which one of these wordings begins and none ends: `… như giao đất có thu tiền`. */
export function beginsFormula(value: string): boolean {
  const text = value.toLowerCase();
  return text.length > 2 && !formulas.has(text) && [...formulas].some((one) => one.startsWith(`${text} `));
}

/** `Đất ở: 274`: a part's area without its unit. */
export function partWithoutUnit(text: string): boolean {
  return /\p{L}\s?:\s*[\d.,]+$/u.test(text);
}

function isOfLand(words: string): boolean {
  return /^(?:[-+•]\s*)?đất\s/iu.test(words) || isFormula(words);
}

/** A label and its colon within the text. Parts of land stand before one too: `Đất ở: Lâu dài`, `giao đất có thu tiền: 274 m²`. */
export function colonBeforeWords(text: string): boolean {
  return [...text.matchAll(/([^;:]*\p{L})\s?:(?!\s*\d)/gu)].some(([, before = '']) => !isOfLand(before.trim()));
}
