import { describe, expect, test } from 'vitest';
import { ACCEPTED_FROM, confidence, confidenceRowOf, confidenceRows, type Evidence } from '#reading/record/confidence';

const best: Evidence = { worst: null, handwritten: false, passes: 'all', witnessed: true, sound: true, engine: 95 };
const row = (evidence: Partial<Evidence>) => confidenceRowOf({ ...best, ...evidence });

describe('the table of confidence', () => {
  test('every row has a probability of its own, so that a stored confidence names its row', () => {
    expect(new Set(Object.values(confidence)).size).toBe(confidenceRows.length);
    expect([...confidenceRows].sort()).toEqual(Object.keys(confidence).sort());
  });

  test('only what all passes say and nothing speaks against is accepted', () => {
    expect(confidenceRows.filter((name) => confidence[name] >= ACCEPTED_FROM)).toEqual(['agreedAndWitnessed', 'agreed']);
  });

  test.each<[string, Partial<Evidence>]>([
    ['handwritten', { handwritten: true }],
    ['handwritten', { handwritten: true, worst: 'error' }],
    ['impossible', { worst: 'error' }],
    ['doubtful', { worst: 'warning' }],
    ['agreedAndWitnessed', {}],
    ['agreedAndWitnessed', { worst: 'info', engine: 10 }],
    ['agreed', { witnessed: false }],
    ['agreed', { witnessed: false, engine: 80 }],
    ['agreedButOdd', { witnessed: false, engine: 79 }],
    ['agreedButOdd', { sound: false }],
    ['votedAndWitnessed', { passes: 'most' }],
    ['voted', { passes: 'most', witnessed: false }],
    ['voted', { passes: 'most', sound: false }],
    ['aloneButWitnessed', { passes: 'one' }],
    ['alone', { passes: 'one', witnessed: false, sound: false }],
  ])('%s: %o', (name, evidence) => {
    expect(row(evidence)).toBe(name);
  });
});
