import { letteredNumber } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Any other number or code, mostly with a pattern. */
export const codeReading: ReadingKind = letteredNumber;
