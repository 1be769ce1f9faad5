import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** A number of so few figures needs this confidence (0 to 100) of every pass. */
const short = { figures: 3, confidence: 75 } as const;

/** Numbers of parcels and of map sheets. */
export const plotNumberReading: ReadingKind = {
  ...figures,
  hasLost: lostOneOfTwo,
  // In a number of few figures nothing tells that one is missing (972 read as 72): every pass has to be sure of it.
  isCertain: ({ value, located }) => value.length > short.figures || located.passes.every((pass) => pass.confidence >= short.confidence),
};

/** The other number has one figure once where this one has it twice (129, 1129): that is how the engine loses figures. */
function lostOneOfTwo(other: string, value: string): boolean {
  if (value.length !== other.length + 1) return false;
  return [...value].some((c, at) => /\d/.test(c) && c === value[at + 1] && value.slice(0, at) + value.slice(at + 1) === other);
}
