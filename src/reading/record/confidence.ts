import type { Severity } from '#domain/finding';

/**
 * How sure a value is: the first row of this table that it fits, and the probability that a value of that row is exactly right. Rows are told
 * apart by what speaks for and against a value. Every row has a probability of its own, so that a stored confidence names its row.
 * Measured on papers with known truth: `npm run bench -- reading FOLDER` prints how many values stood in each row and how many of them were
 * right. The figures below are of 1,043 printed values of the plain corpus and of unseen records (2026-11). On layouts that no type describes
 * 270 of 270 `agreed` and 200 of 200 `agreedAndWitnessed` were right, since a value has to be whole (decision 067).
 */
export const confidence = {
  /** Nothing handwritten passes: 247 of 287 were right, but these hands are fonts; real ones are read far worse. */
  handwritten: 0.5,
  /** A finding says that it cannot be so. Too few to measure: a guess. */
  impossible: 0.3,
  /** A finding speaks against it: 8 of 9. */
  doubtful: 0.6,
  /** All passes agree, something else on the paper says the same, and nothing is odd about it: 464 of 464. */
  agreedAndWitnessed: 0.999,
  /** All passes agree, surely, and nothing is odd about it: 517 of 517. */
  agreed: 0.995,
  /** All passes agree, but a word is unknown, the ink sees other diacritics, or the engine is unsure: 35 of 36. */
  agreedButOdd: 0.9,
  /** Most passes agree, something else on the paper says the same, and nothing is odd about it: 2 of 2. */
  votedAndWitnessed: 0.93,
  /** Most passes agree: 11 of 12. */
  voted: 0.88,
  /** One pass of several said so, and something else on the paper says the same. Too few to measure. */
  aloneButWitnessed: 0.8,
  /** One pass of several said so, or the only one did of what is not one of few wordings: 3 of 3. */
  alone: 0.7,
} as const;

export type ConfidenceRow = keyof typeof confidence;

/** Values that are surer than this pass without a person. */
export const ACCEPTED_FROM = 0.99;

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

/** In the order in which they are asked; the last one is for what fits none. */
const applies: Readonly<Record<ConfidenceRow, (evidence: Evidence) => boolean>> = {
  handwritten: ({ handwritten }) => handwritten,
  impossible: ({ worst }) => worst === 'error',
  doubtful: ({ worst }) => worst === 'warning',
  agreedAndWitnessed: ({ passes, witnessed, sound }) => passes === 'all' && witnessed && sound,
  agreed: ({ passes, sound, engine }) => passes === 'all' && sound && engine >= ENGINE_SURE,
  agreedButOdd: ({ passes }) => passes === 'all',
  votedAndWitnessed: ({ passes, witnessed, sound }) => passes === 'most' && witnessed && sound,
  voted: ({ passes }) => passes === 'most',
  aloneButWitnessed: ({ witnessed }) => witnessed,
  alone: () => true,
};

export const confidenceRows = Object.keys(applies) as readonly ConfidenceRow[];

export function confidenceRowOf(evidence: Evidence): ConfidenceRow {
  return confidenceRows.find((row) => applies[row](evidence)) ?? 'alone';
}
