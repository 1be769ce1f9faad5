import { oneOfFew } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Nam, Nữ. */
export const sexReading: ReadingKind = oneOfFew;
