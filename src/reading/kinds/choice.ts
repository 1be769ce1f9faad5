import { oneOfFew } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** One of the field's choices, or of the wordings that registers know. */
export const choiceReading: ReadingKind = oneOfFew;
