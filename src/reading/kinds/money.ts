import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Whole đồng. */
export const moneyReading: ReadingKind = figures;
