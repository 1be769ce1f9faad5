import type { Lexicons } from '#domain/lexicon';
import { isSyllable } from '#domain/vietnamese/syllable';
import { wordsOf } from './words.ts';

/** Says neither for nor against a value. */
export const UNTOLD = 0.5;

/** Part of the words that Vietnamese, places or names know. */
export function shareOfKnownWords(value: string, { knowsPlace, knowsName }: Lexicons): number {
  const words = wordsOf(value);
  if (words.length === 0) return UNTOLD;
  return words.filter((word) => isSyllable(word) || knowsPlace(word) || knowsName(word)).length / words.length;
}
