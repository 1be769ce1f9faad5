import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { isFormula } from './formulas.ts';
import { UNTOLD } from './likelihood.ts';
import type { Candidate, ReadingKind } from './reading-kind.ts';
import { plainWords, wordsWithoutFigures } from './words.ts';

/** Five families of kinds that are read alike. A kind spreads its family and says what it does otherwise. */

/** Words, over several lines. */
export const runningWords: ReadingKind = {
  secondNetwork: () => 'vie-careful',
  figuresAmongWords: false,
  agreesByValue: false,
  isClosed: isFormula,
  diacritics: {
    // Diacritics over capitals are small; other words are known by their spelling.
    doubtCounts: (word, candidate, lexicons) =>
      word.length > 1 && word === word.toUpperCase() && !readClearly(word, candidate, lexicons.knowsPlace),
    mayHideDot: () => false,
  },
  goesOn: (text) => danglingWord.test(text),
  outline: null,
  holdsLabel: (text) => colonBehindWord.test(text),
  clean: plainWords,
  mend: (text) => text,
  votesByWord: true,
  knowsWord: (word, lexicons) => lexicons.knowsPlace(word) || isSyllable(word),
  likelihood: () => UNTOLD,
  hasLost: () => false,
  spacedAsPrinted: (value) => value,
  corrections: [],
  proposals: () => [],
  isSpelled: ({ value, located, clear }, { knowsPlace, knowsName }) => {
    const words = wordsWithoutFigures(value);
    // A word of capitals with two diacritics on one letter, which no list has, passes where the ink agrees (SẢN, SẲN).
    const unsure = (word: string) =>
      word === word.toUpperCase() && /\p{M}\p{M}/u.test(word.normalize('NFD')) && !knowsPlace(word) && !knowsName(word);
    if (!clear && located.ink && located.ink.agrees !== true && words.some(unsure)) return false;
    return words.every(
      (word) => isSyllable(word) || knowsPlace(word) || abbreviation.test(word) || (clear && wordNature(word) === 'highland'),
    );
  },
  isCertain: () => true,
  isPossible: ({ value }) => wordsArePossible(value),
  isWhole: () => true,
};

/** Words on one line. Where the field has a pattern, they are letters and figures whose form it says. */
export const wordsOnOneLine: ReadingKind = {
  ...runningWords,
  clean: (text, field) => (field.pattern === null ? plainWords(text) : text),
  isPossible: ({ value, field }) => field.pattern !== null || wordsArePossible(value),
};

/**
 * Letters before figures. The English network takes nothing for a letter with diacritics and knows figures better. It has no Đ: a number
 * that begins with one is left to the Vietnamese network.
 */
export const letteredNumber: ReadingKind = {
  ...wordsOnOneLine,
  secondNetwork: (raw) => (/^\P{L}*\p{L}?[ĐđÐ]/u.test(raw) ? 'vie-careful' : 'eng'),
};

/** Figures alone. */
export const figures: ReadingKind = {
  ...runningWords,
  secondNetwork: () => 'eng',
  agreesByValue: true,
  diacritics: null,
  goesOn: () => false,
  holdsLabel: () => false,
  clean: (text) => text,
  isSpelled: () => true,
  isPossible: () => true,
};

/** One of the wordings that the form allows. */
export const oneOfFew: ReadingKind = {
  ...figures,
  secondNetwork: () => 'vie-careful',
  agreesByValue: false,
  isClosed: () => true,
};

/** No text ends with a word that joins. */
const danglingWord = /(?:^|\s)(?:và|hoặc|của|theo|tại|là|cho|từ|đến|bằng|như)$/iu;

/** A label and its colon. */
const colonBehindWord = /\p{L}\s?:/u;

const LAST_MONTH = 12;
const LAST_DAY = 31;

const abbreviation = /^[A-ZĐ]{1,5}$/u;

/** Two networks clearly read what is spelled as Vietnamese or as a place: the ink need not say so too. */
export function readClearly(word: string, { clear }: Candidate, knowsPlace: (word: string) => boolean): boolean {
  return clear && wordsWithoutFigures(word).every((part) => isSyllable(part) || knowsPlace(part));
}

/** No single letter or figure is a text, no month is the thirteenth, no day the 32nd. */
function wordsArePossible(value: string): boolean {
  if (value.length < 2) return false;
  for (const [, word, number] of value.matchAll(/(ngày|tháng)\s*(\d+)/giu))
    if (Number(number) < 1 || Number(number) > (word?.toLowerCase() === 'tháng' ? LAST_MONTH : LAST_DAY)) return false;
  return true;
}
