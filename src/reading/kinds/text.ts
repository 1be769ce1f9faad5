import { runningWords } from './families.ts';
import { beginsFormula, colonBeforeWords, partWithoutUnit } from './formulas.ts';
import { shareOfKnownWords, UNTOLD } from './likelihood.ts';
import type { ReadingKind } from './reading-kind.ts';
import { plainWords, registerWord, sizeAlone, wordsOf } from './words.ts';

/** Free text. */
export const textReading: ReadingKind = {
  ...runningWords,
  figuresAmongWords: true,
  goesOn: (text) => runningWords.goesOn(text) || partWithoutUnit(text) || beginsFormula(text.split(/;\s*/u).at(-1) ?? text),
  holdsLabel: colonBeforeWords,
  clean: (text) => withCapital(plainWords(text)),
  mend: withoutNumber,
  likelihood: (value, { lexicons }) => {
    if (wordsOf(value).length === 0) return UNTOLD;
    return hasFarYear(value) ? -1 : shareOfKnownWords(value, lexicons);
  },
};

/** `việt Nam`: a word of registers begins as registers write it. */
function withCapital(text: string): string {
  return (sizeAlone.test(text) && registerWord(text)) || text;
}

/** `Chủhộ 6.`: behind one of the words that registers repeat stands the number of what the form asks next. */
function withoutNumber(text: string): string {
  const [, words = '', number] = /^(\D{4,30}?)\s*(\d{1,2}\s?[.)]?)$/u.exec(text) ?? [];
  const listed = number === undefined ? undefined : registerWord(words);
  // A single word may well be counted (Con 2).
  return listed === undefined || !listed.includes(' ') ? text : words.includes(' ') ? words : listed;
}

/** No term of use reaches that far: a nine was read for a zero. */
const LAST_YEAR = 2150;

function hasFarYear(value: string): boolean {
  return [...value.matchAll(/(?:năm|\/)\s*(\d{4})\b/giu)].some(([, year]) => Number(year) > LAST_YEAR);
}
