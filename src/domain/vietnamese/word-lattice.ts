import { fold } from './fold.ts';
import { canonicalText } from './normal.ts';
import { distance } from './similar.ts';
import { toneKey } from './tone.ts';

/**
 * Fuzzy reading of texts with a small closed vocabulary (numbers and dates in words): every printed token may be a word with wrong marks,
 * a word with a wrong letter, two words run together or half a word.
 */

/** One way to read tokens `from`…`to` (exclusive) as vocabulary words. `cost` 0 means letter for letter. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
  readonly cost: number;
}

export interface Vocabulary {
  readonly words: readonly string[];
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly exact: ReadonlySet<string>;
  /** Readings of tokens seen before; the same few words come again and again. */
  readonly seen: Map<string, readonly Reading[]>;
}
interface Reading {
  readonly words: readonly string[];
  readonly cost: number;
}

export function vocabulary(words: readonly string[]): Vocabulary {
  const byKey = new Map<string, string[]>();
  for (const word of words) byKey.set(fold(word), [...(byKey.get(fold(word)) ?? []), word]);
  return { words, byKey, exact: new Set(words.map(toneKey)), seen: new Map() };
}

export function tokens(text: string): readonly string[] {
  return canonicalText(text)
    .toLowerCase()
    .split(/[\s\-–—,.;:()/"“”]+/u)
    .filter((token) => token !== '');
}

/** All edges out of each token; at most a handful each. */
export function lattice(list: readonly string[], vocabulary: Vocabulary): readonly (readonly Edge[])[] {
  return list.map((token, from) => {
    const edges: Edge[] = readings(token, vocabulary).map(({ words, cost }) => ({ from, to: from + 1, words, cost }));
    const next = list[from + 1];
    if (next !== undefined && !(isWord(token, vocabulary) && isWord(next, vocabulary))) {
      const joined = token + next;
      const known = vocabulary.byKey.get(fold(joined)) ?? [];
      edges.push(...known.map((word) => ({ from, to: from + 2, words: [word], cost: 0.4 + distance(joined, word) })));
    }
    return edges;
  });
}

function isWord(token: string, vocabulary: Vocabulary): boolean {
  return vocabulary.exact.has(toneKey(token));
}

function readings(token: string, vocabulary: Vocabulary): readonly Reading[] {
  const known = vocabulary.seen.get(token);
  if (known) return known;
  const found = workOut(token, vocabulary);
  if (vocabulary.seen.size < 5000) vocabulary.seen.set(token, found);
  return found;
}

function workOut(token: string, vocabulary: Vocabulary): readonly Reading[] {
  const key = toneKey(token);
  const folded = fold(token);
  const found = new Map<string, Reading>();
  const add = (words: readonly string[], cost: number) => {
    const name = words.join(' ');
    if (cost < (found.get(name)?.cost ?? Number.POSITIVE_INFINITY)) found.set(name, { words, cost });
  };
  for (const word of vocabulary.byKey.get(folded) ?? [])
    add([word], toneKey(word) === key ? 0 : Math.max(0.1, distance(key, toneKey(word))));
  // The longest words have five letters; run together, ten.
  if (found.size === 0 && folded.length <= 12) {
    const limit = folded.length <= 2 ? 0.7 : folded.length <= 4 ? 1 : 1.7;
    for (const word of vocabulary.words) {
      const far = distance(folded, fold(word), limit);
      if (far <= limit) add([word], 0.3 + far);
    }
    for (let cut = 2; cut <= folded.length - 2; cut++) {
      const [left = [], right = []] = [vocabulary.byKey.get(folded.slice(0, cut)), vocabulary.byKey.get(folded.slice(cut))];
      for (const one of left) for (const other of right) add([one, other], 0.5);
    }
  }
  return [...found.values()].sort((one, other) => one.cost - other.cost).slice(0, 6);
}
