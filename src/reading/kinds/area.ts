import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Square metres with their decimals. */
export const areaReading: ReadingKind = {
  ...figures,
  mend: commaLost,
  // Its parts are not words: joined from several passes they would be a number that no pass has read.
  votesByWord: false,
  // A pass that lost what stands behind the comma says less than one that has it.
  likelihood: (value) => (value.includes('.') ? 1 : WITHOUT_DECIMALS),
};

/** Most areas on certificates have decimals; whole ones are no rarity. */
const WITHOUT_DECIMALS = 0.4;

/** Thousands are grouped by three: what is left over behind the last group stood behind a comma (`45.4717`). */
function commaLost(text: string): string {
  return text.replace(/\b(\d{1,3}(?:\.\d{3})*\.\d{3})(\d{1,2})(?!\d)/u, '$1,$2');
}
