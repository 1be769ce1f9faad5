import { runningWords } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';
import { smallL } from './words.ts';

/** An area in words. */
export const areaInWordsReading: ReadingKind = { ...runningWords, clean: (text, field) => smallL(runningWords.clean(text, field)) };
