import type { Lexicons } from '#domain/lexicon';
import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { withTone } from '#domain/vietnamese/tone';
import { wordsOnOneLine } from './families.ts';
import { isFormula } from './formulas.ts';
import { spaceBefore, withApostrophe, withDotBelow, withFamily, withKnownWords } from './name-corrections.ts';
import type { Candidate, ReadingKind } from './reading-kind.ts';
import { sizeAlone, withWordsJoined } from './words.ts';

/** Scores of names (`Lexicons.nameScore`, 0 to 1). */
const known = {
  /** Every word is a name's, and the first a family's. */
  surely: 0.99,
  /** Plausible words, some of them names': enough where the ink agrees with every diacritic. */
  withInk: 0.6,
} as const;

/** Confidence (0 to 100) that the least sure pass must have of a tone, by how well it can be told. */
const sure = {
  /** A tone with nothing else over its letter, which the ink did not tell. */
  alone: 60,
  /** A tone over a circumflex or a breve, told by the ink and not told. */
  overAnotherAndInked: 60,
  overAnother: 80,
  /** No tone was read over a capital's circumflex, and with one it would be another name. */
  absentOverCircumflex: 88,
} as const;

/** Names of people and of enterprises. A name is known by lists alone: no spelling tells one right name from another. */
export const nameReading: ReadingKind = {
  ...wordsOnOneLine,
  diacritics: { doubtCounts: () => true, mayHideDot },
  clean: (text, field) => withoutRowNumber(withCapitals(wordsOnOneLine.clean(text, field))),
  knowsWord: (word, lexicons) => lexicons.knowsName(word),
  likelihood: (value, { lexicons }) => lexicons.nameScore(value),
  corrections: [withWordsJoined, spaceBefore, withKnownWords, withApostrophe, withFamily, withDotBelow],
  proposals: (value, lexicons) => lexicons.nameProposals(value),
  isSpelled,
  isCertain: tonesAreCertain,
  // A family's name and one's own: of one word alone, the other was cut off.
  isWhole: (value, { lexicons }) => value.includes(' ') && !hasLostFamily(value, lexicons) && !endsInHalf(value, lexicons),
  holdsLabel: (text) => wordsOnOneLine.holdsLabel(text) || endsInListed(text),
  // A bracket or a bar at an end is ink of something else, or of a letter that was lost. Enterprises have signs within their names.
  isPossible: (candidate) => wordsOnOneLine.isPossible(candidate) && !/^[^\p{L}\d]|[^\p{L}\p{M}\d.’')]$|^[^(]*\)$/u.test(candidate.value),
};

/** Every word is a name's, or the ink agrees with every diacritic of a name of other syllables, or two networks clearly read it. */
function isSpelled({ value, located: { ink }, clear }: Candidate, lexicons: Lexicons): boolean {
  const score = lexicons.nameScore(value);
  if (score >= known.surely || (ink?.agrees === true && score >= known.withInk && isNoRest(value, lexicons))) return true;
  return clear && ink?.agrees !== false && value.split(' ').every((word) => isSyllable(word) || wordNature(word) === 'highland');
}

/** Syllables that are no known name, but not the rest of one that lost a diacritic (`Nhạt` of Nhật) or has another (`Thuấn`, Thuẩn). */
function isNoRest(name: string, lexicons: Lexicons): boolean {
  const count = (text: string) => text.normalize('NFD').match(/\p{M}/gu)?.length ?? 0;
  return name.split(' ').every(isSyllable) && lexicons.nameProposals(name).every((near) => count(near.proposed) < count(near.word));
}

/** Words of names alone, of which the first is no family's (`Ngọc Hiếu`): the family was cut off. */
function hasLostFamily(name: string, { knowsName, nameScore }: Lexicons): boolean {
  return name.split(' ').every(knowsName) && nameScore(name) < known.surely;
}

/** So short a last syllable, without a mark and no name, is the beginning of one (`Ngô Xu`, Xuân). */
function endsInHalf(name: string, { knowsName }: Lexicons): boolean {
  const last = name.slice(name.lastIndexOf(' ') + 1);
  return /^[a-z]{2}$/iu.test(last) && isSyllable(last) && !knowsName(last);
}

/** A wording of registers stands behind the name, told by its length or by its case: `Y WANG BYĂ Phật giáo`, `PHẠM VĂN AN Kinh`. */
function endsInListed(name: string): boolean {
  const words = name.split(' ');
  return words.some((_, at) => {
    const [own, tail] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    return at >= 2 && isFormula(tail) && (at < words.length - 1 || (own === own.toUpperCase() && tail !== tail.toUpperCase()));
  });
}

/** The dot below a small y hangs in its descender, where neither ink nor network tells it from the stroke (My, Mỵ). */
function mayHideDot(value: string): boolean {
  return /(?:^|\s)[bcdđghklmnpqrstvx]{1,3}y(?=\s|$)/iu.test(value.replace(/\p{Lu}{2,}/gu, ''));
}

/**
 * A name has a twin of another tone (`THUẦN`, `THUẨN`; `Ôn`, `Ổn`), and two pictures of one worn print fail in the same way: where the ink
 * does not positively say the tone that was read (over a circumflex or a breve it can hardly), every pass has to be sure of it.
 */
function tonesAreCertain({ value, located }: Candidate, { knowsName }: Lexicons): boolean {
  if (located.passes.length === 0) return true;
  const least = Math.min(...located.passes.map((pass) => pass.confidence));
  const inked = located.ink?.agrees === true;
  return value.split(' ').every((word, at) => {
    const letters = word.normalize('NFD');
    // Before a stop the rising tone is the only one above, and families are known.
    if ((at === 0 && value.includes(' ') && knowsName(word)) || /(?:c|ch|p|t)$/iu.test(word)) return true;
    const overAnother = /[\u0302\u0306]/u.test(letters);
    if (/[\u0300\u0301\u0303\u0309]/u.test(letters))
      return overAnother ? least >= (inked ? sure.overAnotherAndInked : sure.overAnother) : inked || least >= sure.alone;
    // A tone over a capital's circumflex is the smallest of all diacritics, and the first to be lost.
    if (inked || least >= sure.absentOverCircumflex || !/[ÂÊÔĂ]/u.test(word)) return true;
    return !tonesAbove.some((tone) => knowsName(withTone(word, tone)));
  });
}

const tonesAbove = ['huyền', 'sắc', 'hỏi', 'ngã'] as const;

/** `cao Thanh Ngọc`: where all other words begin with a capital, a letter that only size tells from its capital is the capital. */
function withCapitals(text: string): string {
  const words = text.split(' ');
  const small = words.filter((word) => sizeAlone.test(word));
  if (small.length === words.length || words.some((word) => /^\p{Ll}/u.test(word) && !small.includes(word))) return text;
  return words.map((word) => (small.includes(word) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word)).join(' ');
}

/** A name stands behind its row's number and ruling line, not on them. */
function withoutRowNumber(text: string): string {
  return text.replace(/^\d{1,2}[\s.|]+(?=\p{L})/u, '');
}
