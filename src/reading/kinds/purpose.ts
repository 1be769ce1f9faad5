import { wordsOnOneLine } from './families.ts';
import { colonBeforeWords, partWithoutUnit } from './formulas.ts';
import { shareOfKnownWords } from './likelihood.ts';
import type { ReadingKind } from './reading-kind.ts';
import { smallL } from './words.ts';

/** Land-use purposes. */
export const purposeReading: ReadingKind = {
  ...wordsOnOneLine,
  goesOn: partWithoutUnit,
  holdsLabel: colonBeforeWords,
  clean: (text, field) => smallL(wordsOnOneLine.clean(text, field)),
  likelihood: (value, { lexicons }) => shareOfKnownWords(value, lexicons),
};
