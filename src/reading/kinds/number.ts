import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Any other number. */
export const numberReading: ReadingKind = figures;
