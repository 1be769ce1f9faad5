import { runningWords } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** A date in words. */
export const dateInWordsReading: ReadingKind = {
  ...runningWords,
  // Tháng năm is the fifth month: the year is a second `năm`, and has a number.
  goesOn: (text) => !/tháng,?\s+\S+.*\snăm\s+\S+/iu.test(text) || /(?:^|\s)(?:linh|lẻ)$/iu.test(text),
};
