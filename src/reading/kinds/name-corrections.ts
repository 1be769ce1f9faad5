import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { splitTone } from '#domain/vietnamese/tone';
import type { Correction } from './reading-kind.ts';
import { dotsBelowIn } from './words.ts';

/** What recognition loses in names, put right from what names are made of. */

/** `NAYH’Nhĭ`: a woman's name begins with H'; Điểu goes before K'. */
export const spaceBefore: Correction = (value) =>
  value
    .replace(/(?<=\p{L}{3})(?=H['’ʼ]\p{L})/gu, ' ')
    .replace(/^(Đ[iI])[êếềÊẾỀ](?=[uU]\s+K['’ʼ])/u, (_, start: string) => (start === 'ĐI' ? 'ĐIỂ' : 'Điể'));

/** What no spelling allows, or no list of names has, and a name that differs in its diacritics alone (`Tiẹp`: Tiệp; `Nhạt`: Nhật). */
export const withKnownWords: Correction = (value, _, { lexicons }) => {
  if (isOfTheHighlands(value)) return value;
  const near = new Map(lexicons.nameProposals(value).map((proposal) => [proposal.word, proposal]));
  return value
    .split(' ')
    .map((word) => {
      const twin = near.get(word);
      const sameLetters = twin !== undefined && twin.distance <= 0.5 && bare(word) === bare(twin.proposed);
      return sameLetters && (wordNature(word) === 'unlikely' || lostDiacritic(word, twin.proposed)) ? twin.proposed : word;
    })
    .join(' ');
};

/** The same tone over a letter that lost its own diacritic: the usual loss on worn paper. */
function lostDiacritic(word: string, twin: string): boolean {
  const count = (text: string) => text.normalize('NFD').match(/\p{M}/gu)?.length ?? 0;
  const { base, tone } = splitTone(word.toLowerCase());
  const other = splitTone(twin.toLowerCase());
  return tone !== 'ngang' && tone === other.tone && base !== other.base && count(twin) > count(word);
}

/** `HJuin Hđơk`, `Điểu KRĭ`: a second capital, or a consonant that no H stands before, follows an apostrophe that was lost. */
export const withApostrophe: Correction = (value, _, { lexicons }) => {
  const small = value !== value.toUpperCase();
  const words = value.split(' ');
  return words
    .map((word, at) => {
      if (/['’ʼ]/u.test(word) || lexicons.knowsName(word)) return word;
      const sign = /^([HK])[-)\]|!](\p{L}{2,})$/u.exec(word);
      if (sign) return `${sign[1]}'${sign[2]}`;
      const twice = small ? /^([HK])(\p{Lu}\p{L}+)$/u.exec(word) : null;
      if (twice) return `${twice[1]}'${casedLike('Aa', twice[2] as string)}`;
      const rest = words.slice(1);
      const people = rest.length > 0 && rest.every((w) => lexicons.knowsName(w)) && !rest.every(isSyllable);
      const first = at === 0 && people ? /^H([bcdđghjklmnpqrstvBCDĐGHJKLMNPQRSTV]\p{L}+)$/u.exec(word) : null;
      return first ? `H'${casedLike(word, first[1] as string)}` : word;
    })
    .join(' ');
};

/**
 * The first word of a name is its family's: `Nguyên Lụa` is Nguyễn, for no family is called Nguyên. What all passes surely read and the ink
 * agrees with stays.
 */
export const withFamily: Correction = (value, { located, sure }, { lexicons }) => {
  const [first = '', ...rest] = value.split(' ');
  if ((sure && located.ink?.agrees) || rest.length === 0 || isOfTheHighlands(value)) return value;
  const family = lexicons.familyLike(first);
  return family === null ? value : [family, ...rest].join(' ');
};

/** One dot below more in the ink than in the text, and one small word that ends in a plain y: recognition loses just this dot (Mỵ). */
export const withDotBelow: Correction = (value, { located }) => {
  const words = value.split(' ');
  const at = words.flatMap((word, i) => (/^[bcdđghklmnpqrstvx]{1,3}y$/iu.test(word) ? [i] : []));
  if (at.length !== 1 || located.dotsBelow !== dotsBelowIn(located.raw) + 1) return value;
  const plain = words[at[0] as number] as string;
  return words.map((word) => (word === plain ? `${word.slice(0, -1)}${word.endsWith('Y') ? 'Ỵ' : 'ỵ'}` : word)).join(' ');
};

/** Names that begin with Y or H' are of the highlands. */
function isOfTheHighlands(name: string): boolean {
  return /(?:^|\s)(?:Y\s|[HK]['’ʼ])|^Điểu\s/iu.test(name);
}

function casedLike(printed: string, word: string): string {
  if (printed.length > 1 && printed === printed.toUpperCase()) return word.toUpperCase();
  if (word !== word.toUpperCase()) return word;
  return word.toLowerCase().replace(/(^|['’ʼ-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Letters without diacritics, and nothing else. */
function bare(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đ]/g, 'd')
    .replace(/ƀ/g, 'b')
    .replace(/[^a-z]/g, '');
}
