import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Tax codes: digits, and a hyphen before a branch. */
export const taxCodeReading: ReadingKind = figures;
