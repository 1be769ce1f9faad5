import { canonicalText, comparableText } from '../vietnamese/normal.ts';
import { closest, type Lexicon, lexicon } from '../vietnamese/similar.ts';
import { toneKey } from '../vietnamese/tone.ts';

/** Recognising wordings of a closed list under recognition errors. */
export interface Phrases {
  readonly list: readonly string[];
  readonly index: Lexicon;
  readonly byKey: ReadonlyMap<string, string>;
}

export function phrases(list: readonly string[]): Phrases {
  const lower = list.map((phrase) => canonicalText(phrase));
  return {
    list: lower,
    index: lexicon(lower.map((phrase) => phrase.toLowerCase())),
    byKey: new Map(lower.map((phrase) => [key(phrase), phrase])),
  };
}

export interface PhraseMatch {
  readonly phrase: string;
  /** 0: the paper's own spelling, case and tone placement aside. */
  readonly distance: number;
  /** A second phrase nearly as near, or null. */
  readonly rival: string | null;
}

/** The phrase that the text most likely is; `slack` is the distance allowed per letter (0.15: one wrong letter in seven, or a wrong tone in each). */
export function matchPhrase(text: string, known: Phrases, slack = 0.15): PhraseMatch | null {
  const own = key(text);
  if (own === '') return null;
  const same = known.byKey.get(own);
  if (same !== undefined) return { phrase: same, distance: 0, rival: null };
  const limit = Math.min(4, Math.max(own.length <= 2 ? 0.3 : 0.7, own.length * slack));
  const found = closest(own, known.index, limit, 6);
  const keys = new Map<string, number>();
  for (const { word, distance } of found) if (!keys.has(key(word))) keys.set(key(word), distance);
  const [first, second] = [...keys];
  if (!first) return null;
  return {
    phrase: known.byKey.get(first[0]) ?? first[0],
    distance: first[1],
    rival: second && second[1] - first[1] < 0.25 ? (known.byKey.get(second[0]) ?? null) : null,
  };
}

function key(text: string): string {
  return toneKey(comparableText(text).toLowerCase())
    .replace(/\s*-\s*/g, '-')
    .replace(/[.,;:]+$/, '');
}
