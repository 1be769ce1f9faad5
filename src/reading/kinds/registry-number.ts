import { letteredNumber } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Numbers in a register: `CH 54461`, `245/2010`. */
export const registryNumberReading: ReadingKind = letteredNumber;
