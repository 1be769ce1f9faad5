import { runningWords } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** A date in words. */
export const dateInWordsReading: ReadingKind = runningWords;
