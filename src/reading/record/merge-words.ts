import { wordsOf } from '#reading/kinds/words';
import { withoutSpecks } from './meaning.ts';

/** What speaks for a word beside the passes that read it, in votes of passes. */
const weights = {
  /** Its kind knows it: more than one pass that read another word. */
  known: 1.1,
  /** Every pass that read the same letters with other diacritics. */
  alike: 0.4,
  /** The ink speaks against its diacritics, and another pass read others. */
  doubted: 1.5,
} as const;

/**
 * Votes word by word among the passes that have the usual number of words; null where fewer than two have. `doubted` are words whose
 * diacritics the ink speaks against.
 */
export function mergeWords(texts: readonly string[], doubted: readonly string[], isKnown: (word: string) => boolean): string | null {
  const split = texts.map((text) => withoutSpecks(text).split(/\s+/u));
  const usual = split.map((words) => words.length).sort((a, b) => a - b)[split.length >> 1] ?? 0;
  const usable = split.filter((words) => words.length === usual);
  if (usable.length < 2) return null;
  return Array.from({ length: usual }, (_, at) => {
    const read = usable.map((words) => words[at] as string);
    const weight = (word: string) => {
      const alike = read.filter((other) => other !== word && bareLetters(other) === bareLetters(word)).length;
      return (
        read.filter((other) => other === word).length +
        (wordsOf(word).every(isKnown) ? weights.known : 0) +
        alike * weights.alike -
        (doubted.includes(word) && alike > 0 ? weights.doubted : 0)
      );
    };
    return read.reduce((best, word) => (weight(word) > weight(best) ? word : best));
  }).join(' ');
}

function bareLetters(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}
