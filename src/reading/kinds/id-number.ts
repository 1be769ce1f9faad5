import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Numbers of identity papers: figures, with a letter or two before them on passports. */
export const idNumberReading: ReadingKind = figures;
