import { confusionCost, merges } from './confusions.ts';
import { fold, foldTight } from './fold.ts';

/** Likeness of words under the errors that recognition makes. */

/**
 * Weighted edit distance: 0 for equal texts; a wrong tone costs 0.2, a wrong mark 0.3, a look-alike 0.5, a missing, added or other letter 1
 * (a space or an apostrophe 0.4), the merges rn/m, cl/d 0.5. Stops early above `limit` and then answers Infinity.
 */
export function distance(one: string, other: string, limit = Number.POSITIVE_INFINITY): number {
  if (one === other) return 0;
  const a = [...one];
  const b = [...other];
  if (Math.abs(a.length - b.length) * 0.4 > limit) return Number.POSITIVE_INFINITY;
  // Cells further from the diagonal than the limit can pay for stay infinite.
  const band = Math.floor(limit / 0.4) + 1;
  let before2: number[] = [];
  let before: number[] = [];
  let row: number[] = [0];
  let leastBefore = 0;
  for (let j = 1; j <= Math.min(b.length, band); j++) row[j] = at(row, j - 1) + gap(b[j - 1]);
  for (let i = 1; i <= a.length; i++) {
    before2 = before;
    before = row;
    row = [i <= band ? at(before, 0) + gap(a[i - 1]) : Number.POSITIVE_INFINITY];
    let least = at(row, 0);
    for (let j = Math.max(1, i - band); j <= Math.min(b.length, i + band); j++) {
      const x = a[i - 1] ?? '';
      const y = b[j - 1] ?? '';
      let cost = Math.min(at(before, j - 1) + confusionCost(x, y), at(before, j) + gap(x), at(row, j - 1) + gap(y));
      if (i >= 2 && merged((a[i - 2] ?? '') + x, y)) cost = Math.min(cost, at(before2, j - 1) + 0.5);
      if (j >= 2 && merged((b[j - 2] ?? '') + y, x)) cost = Math.min(cost, at(before, j - 2) + 0.5);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // A merge may still reach past one row: look at two before giving up.
    if (least > limit && leastBefore > limit) return Number.POSITIVE_INFINITY;
    leastBefore = least;
  }
  const total = at(row, b.length);
  return total > limit ? Number.POSITIVE_INFINITY : Math.round(total * 1000) / 1000;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

function gap(letter: string | undefined): number {
  return letter === ' ' || letter === "'" || letter === '’' || letter === '-' || letter === '.' ? 0.4 : 1;
}

const mergeKeys = new Set(merges.map(([two, single]) => `${two}>${single}`));
function merged(two: string, single: string): boolean {
  return mergeKeys.has(`${two.toLowerCase()}>${single.toLowerCase()}`);
}

/** Words arranged for `closest`: by folded key, by its length, by its letter pairs. Built once; whole-country lists take some 20 ms. */
export interface Lexicon {
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly byLength: ReadonlyMap<number, readonly Key[]>;
}
interface Key {
  readonly key: string;
  readonly letters: number;
}

export function lexicon(words: Iterable<string>): Lexicon {
  const byKey = new Map<string, string[]>();
  for (const word of words) {
    const key = foldTight(word);
    if (key === '') continue;
    const same = byKey.get(key);
    if (!same) byKey.set(key, [word]);
    else if (!same.includes(word)) same.push(word);
  }
  const byLength = new Map<number, Key[]>();
  for (const key of byKey.keys()) {
    const group = byLength.get(key.length) ?? [];
    group.push({ key, letters: letterSet(key) });
    byLength.set(key.length, group);
  }
  return { byKey, byLength };
}

export interface Close {
  readonly word: string;
  readonly distance: number;
}

/**
 * Words of the lexicon within `limit` of `word` (see `distance`), nearest first, at most `count`. Equal folded keys always come first to be
 * measured; other keys only when their letters can be within the limit at all.
 */
export function closest(word: string, words: Lexicon, limit: number, count = 3): readonly Close[] {
  const key = foldTight(word);
  if (key === '') return [];
  const found: Close[] = [];
  const add = (candidates: readonly string[]) => {
    for (const candidate of candidates) {
      const far = distance(word, candidate, limit);
      if (far <= limit) found.push({ word: candidate, distance: far });
    }
  };
  const same = words.byKey.get(key) ?? [];
  add(same);
  const reach = Math.floor(limit / 0.5);
  // Another key costs at least one look-alike (0.5): pointless when a twin is nearer.
  if (limit >= 0.5 && !found.some((close) => close.distance < 0.5)) {
    const letters = letterSet(key);
    for (let length = key.length - reach; length <= key.length + reach; length++) {
      for (const candidate of words.byLength.get(length) ?? []) {
        if (candidate.key === key) continue;
        if (bits(candidate.letters ^ letters) > reach * 2 + 1) continue;
        add(words.byKey.get(candidate.key) ?? []);
      }
    }
  }
  return found.sort((one, other) => one.distance - other.distance || (one.word < other.word ? -1 : 1)).slice(0, count);
}

function letterSet(key: string): number {
  let set = 0;
  for (const char of fold(key)) set |= 1 << (char.charCodeAt(0) % 31);
  return set;
}

function bits(value: number): number {
  let rest = value;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count++;
  }
  return count;
}
