import { runningWords } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';
import { smallL } from './words.ts';

/** An area in words. */
export const areaInWordsReading: ReadingKind = {
  ...runningWords,
  // Land law's forms say the unit at its end.
  goesOn: (text) => !/(?:vuông|m\s?[²2])\)?$/iu.test(text),
  clean: (text, field) => smallL(runningWords.clean(text, field)),
};
