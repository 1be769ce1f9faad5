import { Preferences } from '#domain/preference';
import { command, query } from './operation.ts';
import { own } from './policy.ts';

/** Each person's own: who calls is who it is about, nobody reaches another's. */
export const preference = {
  get: query({ may: own(), output: Preferences }),
  /** No trace: nothing of the office changes, and how large somebody needs letters to be is not for a trail that is kept for ever. */
  save: command({ may: own(), input: Preferences, output: Preferences, audit: null }),
};
