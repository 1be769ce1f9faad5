import type { Severity } from '#domain/finding';

/**
 * How sure a value is: the first row of a table that it fits, and how often values of that row were right. Rows are told apart by what speaks
 * for and against a value. The probabilities are measured on papers with known truth: `npm run bench -- reading FOLDER` prints how many
 * values stood in each row and how many of them were right.
 */
export interface ConfidenceRow {
  readonly name: string;
  /** Probability that the value is exactly right; every row has its own, so that a stored confidence names its row. */
  readonly probability: number;
  readonly applies: (evidence: Evidence) => boolean;
}

/** What speaks for and against a value. */
export interface Evidence {
  /** Of the findings that it has. */
  readonly worst: Severity | null;
  readonly handwritten: boolean;
  /** How many passes mean this value: all of them (or the one that was enough), two or more of them, or one of several. */
  readonly passes: 'all' | 'most' | 'one';
  /** Another value, or a code on the paper, says the same. That the calendar has the day is no witness. */
  readonly witnessed: boolean;
  /** Spelled, possible and, where no witness speaks, certain (`ReadingKind`), and the ink does not speak against its diacritics. */
  readonly sound: boolean;
  /** The engine's confidence (0–100) of the surest pass. */
  readonly engine: number;
}

/** Two passes agree, but the engine is less sure than this (0–100) of both: on worn print both may have failed in the same way. */
const ENGINE_SURE = 80;

/** The first row that applies counts. Measured on 2,081 values of three sets (the corpora and unseen records, 2026-11). */
export const confidenceRows: readonly ConfidenceRow[] = [
  { name: 'handwritten', probability: 0.5, applies: ({ handwritten }) => handwritten },
  { name: 'impossible', probability: 0.3, applies: ({ worst }) => worst === 'error' },
  { name: 'doubtful', probability: 0.6, applies: ({ worst }) => worst === 'warning' },
  { name: 'agreedAndWitnessed', probability: 0.999, applies: ({ passes, witnessed, sound }) => passes === 'all' && witnessed && sound },
  { name: 'agreed', probability: 0.995, applies: ({ passes, sound, engine }) => passes === 'all' && sound && engine >= ENGINE_SURE },
  { name: 'agreedButUnsound', probability: 0.9, applies: ({ passes }) => passes === 'all' },
  { name: 'outvotedAndWitnessed', probability: 0.93, applies: ({ passes, witnessed, sound }) => passes === 'most' && witnessed && sound },
  { name: 'outvoted', probability: 0.88, applies: ({ passes }) => passes === 'most' },
  { name: 'alone', probability: 0.7, applies: ({ witnessed }) => !witnessed },
  { name: 'aloneButWitnessed', probability: 0.8, applies: () => true },
];

/** Values that are surer than this pass without a person. */
export const ACCEPTED_FROM = 0.99;

export function confidenceRowOf(evidence: Evidence): ConfidenceRow {
  const row = confidenceRows.find(({ applies }) => applies(evidence));
  if (!row) throw new Error('the last row applies to everything');
  return row;
}
