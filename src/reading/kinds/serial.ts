import { letteredNumber } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Serial numbers of certificates: `BN 392893`. */
export const serialReading: ReadingKind = letteredNumber;
