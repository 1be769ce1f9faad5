import type { ReadingKind } from './reading-kind.ts';
import { textReading } from './text.ts';

/** Terms of land use are read as running words; the list of terms says which of them are one. */
export const useTermReading: ReadingKind = textReading;
