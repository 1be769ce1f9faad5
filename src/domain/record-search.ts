import { foldTight } from './vietnamese/fold.ts';
import { canonicalText, straightApostrophes } from './vietnamese/normal.ts';
import { toneKey } from './vietnamese/tone.ts';

/**
 * How records are found by what their values say. The index holds for each record a set of tokens, each a letter that says what it is
 * and a word; a search is a row of steps, the best first, each of which asks for tokens and then looks at the values themselves.
 */

/** What people look a record up by is written on one line: names and numbers. Addresses and other long texts come after them. */
export interface SoughtValue {
  readonly value: string;
  readonly long: boolean;
}

export interface SearchStep {
  /** An expression over tokens, in FTS5's language. It may let through records of which no value fits. */
  readonly expression: string;
  /** Whether this very value is meant. */
  readonly fits: (value: string) => boolean;
}

/** `b` and `d` only where a word has marks to lose, so that `a` and `b` together are all short words without marks. */
const asWritten = { short: 'a', long: 'c' } as const;
const withoutMarks = { short: 'b', long: 'd' } as const;
/** Numbers from their end: the last figures of an identity number. */
const backwards = 'e';
/** Two words in a row, without marks. Three letters, so that the index of beginnings (three letters) has one entry for all of them. */
const inARow = 'ppp';
const between = '·';
/** Shorter numbers are not looked for by their end. */
const shortestNumber = 5;
/** An identity number written in groups is one word too; longer texts with figures in them are not. */
const longestNumber = 24;

/** The tokens by which a record is found. */
export function searchTokens(values: readonly SoughtValue[]): readonly string[] {
  const tokens = new Set<string>();
  for (const { value, long } of values) {
    const size = long ? 'long' : 'short';
    for (const words of readings(value)) {
      words.forEach(({ written, folded }, at) => {
        tokens.add(asWritten[size] + written);
        if (written !== folded) tokens.add(withoutMarks[size] + folded);
        if (isNumber(folded) && folded.length >= shortestNumber) tokens.add(backwards + reversed(folded));
        const before = words[at - 1];
        if (before) tokens.add(pair(before.folded, folded));
      });
      const tight = joined(words);
      if (!long && words.length > 1 && isNumber(tight) && tight.length <= longestNumber) tokens.add(asWritten.short + tight);
    }
  }
  return [...tokens];
}

/** The words without marks among tokens, numbers left out: what a part of a word is looked for in. */
export function searchWords(tokens: readonly string[]): readonly string[] {
  const words = tokens.filter((token) => /^[abcd]/.test(token) && !isNumber(token)).map((token) => foldTight(token.slice(1)));
  return [...new Set(words)].filter((word) => word !== '');
}

/**
 * The steps of a search, none where nothing is asked for. As typed comes before without marks, where marks were typed; else names and
 * numbers come before long texts. Whole words come before beginnings. `wordsWith` answers known words that have a part in them.
 */
export function searchSteps(text: string, wordsWith: (part: string) => readonly string[]): readonly SearchStep[] {
  const [words = []] = readings(text);
  const last = words.at(-1);
  if (!last) return [];
  const hasMarks = words.some(({ written, folded }) => written !== folded);
  const step = (form: 'written' | 'folded', size: 'short' | 'long'): SearchStep[] =>
    [false, true].map((begins) => ({
      expression: phrase(words, form, size, begins),
      fits: (value) => readings(value).some((found) => contains(found, words, form, begins)),
    }));
  const written = { short: step('written', 'short'), long: step('written', 'long') };
  const folded = { short: step('folded', 'short'), long: step('folded', 'long') };
  const numbers = numberSteps(words);
  return hasMarks
    ? [...written.short, ...written.long, ...folded.short, ...folded.long, ...numbers, ...partSteps(words, wordsWith)]
    : [...written.short, ...numbers, ...folded.short, ...written.long, ...folded.long, ...partSteps(words, wordsWith)];
}

interface Word {
  readonly written: string;
  readonly folded: string;
}

/** The words of a text; where an apostrophe joins two (`H'Bia`), the text is also read with the two apart. */
function readings(text: string): readonly (readonly Word[])[] {
  const plain = straightApostrophes(canonicalText(text)).toLowerCase();
  const joined = wordsOf(plain.replaceAll("'", ''));
  return plain.includes("'") && joined.length > 0 ? [joined, wordsOf(plain.replaceAll("'", ' '))] : [joined];
}

function wordsOf(text: string): readonly Word[] {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap((word) => {
    const known = knownWords.get(word) ?? { written: toneKey(word), folded: foldTight(word) };
    if (knownWords.size < 5000) knownWords.set(word, known);
    return known.folded === '' ? [] : [known];
  });
}
/** Most words of a register are a few hundred names and places: each is worked out once. */
const knownWords = new Map<string, Word>();

function phrase(words: readonly Word[], form: 'written' | 'folded', size: 'short' | 'long', begins: boolean): string {
  const end = words.length - 1;
  const terms = words.map((word, at) => {
    const ends = begins && at === end;
    const plain = term(asWritten[size] + word[form], ends);
    return form === 'written' ? plain : `(${plain} OR ${term(withoutMarks[size] + word.folded, ends)})`;
  });
  const pairs = words.slice(1).map((word, at) => term(pair(words[at]?.folded ?? '', word.folded), begins && at + 1 === end));
  return [...terms, ...pairs].join(' AND ');
}

/** The end of a number, and a number whose groups are written otherwise. */
function numberSteps(words: readonly Word[]): readonly SearchStep[] {
  const tight = joined(words);
  if (!isNumber(tight) || tight.length < 3) return [];
  const fits = (value: string) => foldTight(value).includes(tight);
  const end = { expression: term(backwards + reversed(tight), true), fits };
  return words.length > 1 ? [{ expression: term(asWritten.short + tight, true), fits }, end] : [end];
}

function partSteps(words: readonly Word[], wordsWith: (part: string) => readonly string[]): readonly SearchStep[] {
  const [word] = words;
  if (!word || words.length > 1 || isNumber(word.folded)) return [];
  const letters = [asWritten.short, withoutMarks.short, asWritten.long, withoutMarks.long];
  const terms = wordsWith(word.folded).flatMap((known) => letters.map((letter) => term(letter + known, false)));
  if (terms.length === 0) return [];
  return [{ expression: terms.join(' OR '), fits: (value) => foldTight(value).includes(word.folded) }];
}

/** Whether the words stand in a row among those of a value; `begins`: the last of them may be a beginning. */
function contains(found: readonly Word[], words: readonly Word[], form: 'written' | 'folded', begins: boolean): boolean {
  const end = words.length - 1;
  return found.some((_, start) =>
    words.every((word, at) => {
      const other = found[start + at]?.[form];
      return other !== undefined && (begins && at === end ? other.startsWith(word[form]) : other === word[form]);
    }),
  );
}

/** Quoted: what was typed is never read as FTS5's language. */
function term(token: string, begins: boolean): string {
  return `"${token}"${begins ? '*' : ''}`;
}

function pair(one: string, other: string): string {
  return inARow + one + between + other;
}

function joined(words: readonly Word[]): string {
  return words.map(({ folded }) => folded).join('');
}

function isNumber(word: string): boolean {
  return /\d/.test(word);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
