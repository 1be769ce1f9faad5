import { nationalities, relationsToHead, religions } from '#domain/lists/people';
import { isSyllable, wordNature } from '#domain/vietnamese/syllable';

/** Words of a text, and what recognition does to words. */

export function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,;.()/-]+/u).filter((word) => /\p{L}/u.test(word));
}

/** Units of area belong to their figures. */
export function wordsWithoutFigures(text: string): readonly string[] {
  return text.split(/[\s,;.()/:-]+/u).filter((word) => /\p{L}/u.test(word) && !/[\d²]/u.test(word));
}

/** Among letters, a one is an l, and full stops behind words are specks (abbreviations are short). */
export function plainWords(text: string): string {
  // No capital stands behind a small letter, and the l of typewriter faces looks like L.
  const ends = text.replace(/(?<=\p{Ll})[1L](?![\d])/gu, 'l').replace(/(?<=\p{L}{3})\.(?=\s)/gu, '');
  return ends === ends.toUpperCase() ? ends.replace(/(?<=\p{L}{2})\.(?=\s)/gu, '') : ends;
}

/** Within words no letter is a capital: `bảy mươi Lăm`. */
export function smallL(text: string): string {
  return text.replace(/(?<=\s)L(?=\p{Ll})/gu, 'l');
}

/** These letters are told from their capitals by size alone, which a value by itself hardly shows. */
export const sizeAlone = /^[cosuvwxzôơưóòỏõọốồổỗộớờởỡợúùủũụứừửữự](?=\p{Ll})/u;

/** `KR ông Búk`, `Kđ ăm`: no word is without a vowel, and none begins small behind a capital. Abbreviations (TP, TX) have no K or M first. */
export function withWordsJoined(text: string): string {
  return text.replace(/(?<=^|\s)([KMĐ][bcdđghjklmnprstBCDĐGHJKLMNPRST]{1,2})\s(\p{Ll}+)/gu, (both, head: string, rest: string) =>
    abbreviations.has(head) || isSyllable(head + rest) || wordNature(head + rest) !== 'highland' ? both : head + rest,
  );
}

const abbreviations: ReadonlySet<string> = new Set(['KP', 'KDC', 'KCN', 'KTT', 'KT', 'MT', 'MST', 'ĐT', 'ĐC', 'ĐS', 'ĐH', 'ĐP']);

/** The register word that has these letters, whatever its spaces and its case; undefined where there is none. */
export function registerWord(text: string): string | undefined {
  return registerWords.get(tight(text));
}

const registerWords: ReadonlyMap<string, string> = new Map(
  [relationsToHead, nationalities, religions].flat(2).map((words) => [tight(words), words] as const),
);

function tight(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, '');
}

/** Letters with a dot below (nặng). */
export function dotsBelowIn(text: string): number {
  return (text.normalize('NFD').match(/\u0323/g) ?? []).length;
}
