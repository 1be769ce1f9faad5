import { z } from 'zod';
import { unitWords } from './lists/administration.ts';
import { nationalities, relationsToHead, religions } from './lists/people.ts';
import { fold } from './vietnamese/fold.ts';
import { comparableText } from './vietnamese/normal.ts';
import { closest, type Lexicon, lexicon } from './vietnamese/similar.ts';
import { isSyllable, wordNature } from './vietnamese/syllable.ts';
import { splitTone } from './vietnamese/tone.ts';

/** Words that names and places are made of: priors for reading. What the paper says wins; a correction is a visible proposal. */

export const NamesData = z.object({ families: z.array(z.string()), given: z.array(z.string()), highland: z.array(z.string()) });
export const PlaceWordsData = z.object({ words: z.array(z.string()) });

export interface WordProposal {
  readonly word: string;
  readonly proposed: string;
  readonly distance: number;
}

export interface Lexicons {
  /** True when a word of a person's name is known, case and tone placement aside. */
  readonly knowsName: (word: string) => boolean;
  /** The same for a word of an address. */
  readonly knowsPlace: (word: string) => boolean;
  /**
   * Probability-like weight (0 to 1) that the text is a name as names are: 1 when every word is known and the first is a family name, a highland name's word or Y / H'.
   */
  readonly nameScore: (name: string) => number;
  /** For a first word that is no family's name: the most usual family whose name differs in marks alone; null without one. */
  readonly familyLike: (word: string) => string | null;
  /** For words that are not known: the known word they most likely are, and how far it is. Words without a near one are left out. */
  readonly nameProposals: (name: string) => readonly WordProposal[];
  readonly placeProposals: (address: string) => readonly WordProposal[];
}

export function openLexicons(names: z.infer<typeof NamesData>, placeWords: z.infer<typeof PlaceWordsData>): Lexicons {
  const firsts = new Set([...names.families, ...names.highland].map(key));
  const led = prepared(names.families);
  const people = prepared([...names.families, ...names.given, ...names.highland]);
  const places = prepared([
    ...placeWords.words,
    ...names.given,
    ...unitWords.flatMap((unit) => unit.word.split(' ')),
    ...[religions, nationalities, relationsToHead].flat(2).flatMap((text) => text.split(' ')),
  ]);
  const score = (name: string) => {
    const words = split(name);
    const [first = ''] = words;
    if (words.length === 0) return 0;
    const known = words.filter((word) => people.keys.has(key(word))).length / words.length;
    const plausible = words.filter((word) => wordNature(word) !== 'unlikely').length / words.length;
    const opened = firsts.has(key(first)) || /^(?:y|h'.*|h|k'.*|ka|a)$/i.test(comparableText(first));
    return Math.round((known * 0.6 + plausible * 0.2 + (opened ? 0.2 : 0)) * 100) / 100;
  };
  return {
    knowsName: (word) => people.keys.has(key(word)),
    knowsPlace: (word) => places.keys.has(key(word)),
    nameScore: score,
    familyLike: (word) => {
      const twin = firsts.has(key(word)) ? undefined : names.families.find((family) => fold(family) === fold(word));
      return twin === undefined ? null : casedLike(word, twin);
    },
    // The first word is a family name before it is anything else (Nguyển is Nguyễn, not Nguyên).
    nameProposals: (name) =>
      split(name).flatMap((word, at) => {
        const family = at === 0 && !people.keys.has(key(word)) ? propose(word, led) : [];
        return family.length > 0 ? family : propose(word, people);
      }),
    placeProposals: (address) => split(address).flatMap((word) => propose(word, places)),
  };
}

interface Prepared {
  readonly keys: ReadonlySet<string>;
  readonly index: Lexicon;
}

function prepared(words: readonly string[]): Prepared {
  return { keys: new Set(words.map(key)), index: lexicon(words.map((word) => comparableText(word).toLowerCase())) };
}

/** Order of letters and tone apart, so that hòa and hoà are one; `H'Bia` is looked up by what follows the apostrophe. */
function key(word: string): string {
  const { base, tone } = splitTone(
    comparableText(word)
      .toLowerCase()
      .replace(/^(?:h'|k'|y-)(?=\p{L})/u, ''),
  );
  return tone === 'ngang' ? base : `${base}|${tone}`;
}

function split(text: string): readonly string[] {
  return comparableText(text)
    .split(/[\s,;.()/-]+/)
    .filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
}

function propose(word: string, known: Prepared): readonly WordProposal[] {
  if (known.keys.has(key(word))) return [];
  const head = /^(?:[Hh]'|[Kk]')(?=\p{L})/u.exec(word)?.[0] ?? '';
  const rest = word.slice(head.length).toLowerCase();
  // A legal syllable may be a name that no list has: only its nearest twin is offered.
  const limit = isSyllable(rest) ? 0.3 : Math.min(1.1, 0.35 + rest.length * 0.12);
  const [best] = closest(rest, known.index, limit, 2);
  if (!best) return [];
  return [{ word, proposed: head + casedLike(word.slice(head.length), best.word), distance: best.distance }];
}

function casedLike(printed: string, word: string): string {
  if (printed.length > 1 && printed === printed.toUpperCase()) return word.toUpperCase();
  return printed.charAt(0) === printed.charAt(0).toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
}
