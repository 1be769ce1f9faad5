import { oneOfFew } from './families.ts';
import { isFormula } from './formulas.ts';
import { shareOfKnownWords, UNTOLD } from './likelihood.ts';
import type { ReadingKind } from './reading-kind.ts';
import { textReading } from './text.ts';
import { wordsOf } from './words.ts';

/** One of the field's choices, or of the wordings that registers know. */
export const choiceReading: ReadingKind = {
  ...oneOfFew,
  // What is on no list has a finding; a word of two letters is soon another one (Bà, Ba).
  isClosed: (value) => value.length > 2,
  goesOn: textReading.goesOn,
  holdsLabel: textReading.holdsLabel,
  clean: textReading.clean,
  mend: textReading.mend,
  likelihood: (value, { lexicons }) =>
    isFormula(value) ? 1 : wordsOf(value).length === 0 ? UNTOLD : shareOfKnownWords(value, lexicons) / 2,
};
