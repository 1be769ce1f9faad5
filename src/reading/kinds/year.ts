import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** A year. */
export const yearReading: ReadingKind = figures;
