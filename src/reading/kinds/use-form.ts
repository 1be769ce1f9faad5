import { oneOfFew } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** How the land is used: riêng, chung or both. */
export const useFormReading: ReadingKind = oneOfFew;
