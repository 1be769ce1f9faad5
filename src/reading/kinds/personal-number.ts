import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Personal numbers: nine or twelve digits. */
export const personalNumberReading: ReadingKind = figures;
