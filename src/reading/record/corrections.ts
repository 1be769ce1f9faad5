import { type Finding, finding } from '#domain/finding';
import type { Lexicons } from '#domain/lexicon';
import type { Places } from '#domain/place';
import { findPlaces } from '#domain/place-address';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';
import { straightApostrophes } from '#domain/vietnamese/normal';
import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { splitTone } from '#domain/vietnamese/tone';
import { numbered, separated } from './address-letters.ts';

/**
 * What the engine loses in the same way at every look: put right from what names and places are made of.
 * Every correction is a visible proposal with its reason; none of them is ever accepted without a person.
 */

/** What interpretation may ask: which words names and places are made of. */
export interface Knowledge {
  readonly lexicons: Lexicons;
  readonly places: Places;
}

interface Written {
  readonly value: string;
  readonly findings: readonly Finding[];
}

/** `sure`: all looks agreed, and the engine is sure of each letter. */
export function corrected(value: string, place: Located, sure: boolean, field: Field, path: string, context: Knowledge): Written {
  const steps: readonly ((text: string) => string)[] = [
    (text) => (field.kind === 'name' || field.kind === 'address' ? joined(text) : text),
    (text) => (field.kind === 'name' ? apart(text) : text),
    (text) => (field.kind === 'name' ? syllables(text, context) : text),
    (text) => (field.kind === 'name' ? withApostrophe(text, context) : text),
    (text) => (field.kind === 'name' && !(sure && place.ink?.agrees) ? withFamily(text, context) : text),
    (text) => pointed(text, place, field),
    (text) => (field.kind === 'address' ? numbered(text, place) : text),
    (text) => (field.kind === 'address' ? separated(text, context.places) : text),
    (text) => (field.kind === 'address' ? withPlaces(text, sure, context) : text),
  ];
  const findings: Finding[] = [];
  let now = field.kind === 'address' ? spacedAsPrinted(value, place.raw, context) : value;
  for (const step of steps) {
    const next = step(now);
    if (next !== now) findings.push(finding('value.proposal', 'warning', path, { raw: now, value: next, reason: 'letters' }));
    now = next;
  }
  return { value: now, findings };
}

/** `KR ông Búk`, `Kđ ăm`: no word is without a vowel, and none begins small behind a capital. Abbreviations (TP, TX) have no K or M first. */
function joined(text: string): string {
  return text.replace(/(?<=^|\s)([KMĐ][bcdđghjklmnprstBCDĐGHJKLMNPRST]{1,2})\s(\p{Ll}+)/gu, (both, head: string, rest: string) =>
    abbreviated.has(head) || isSyllable(head + rest) || wordNature(head + rest) !== 'highland' ? both : head + rest,
  );
}

const abbreviated: ReadonlySet<string> = new Set(['KP', 'KDC', 'KCN', 'KTT', 'KT', 'MT', 'MST', 'ĐT', 'ĐC', 'ĐS', 'ĐH', 'ĐP']);

/** Names that begin with Y or H' are of the highlands. */
function ofTheHighlands(name: string): boolean {
  return /(?:^|\s)(?:Y\s|[HK]['’ʼ])|^Điểu\s/iu.test(name);
}

function casedLike(printed: string, word: string): string {
  if (printed.length > 1 && printed === printed.toUpperCase()) return word.toUpperCase();
  if (word !== word.toUpperCase()) return word;
  return word.toLowerCase().replace(/(^|['’ʼ-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** `NAYH’Nhĭ`: a woman's name begins with H'; Điểu goes before K'. */
function apart(value: string): string {
  return value
    .replace(/(?<=\p{L}{3})(?=H['’ʼ]\p{L})/gu, ' ')
    .replace(/^(Đ[iI])[êếềÊẾỀ](?=[uU]\s+K['’ʼ])/u, (_, start: string) => (start === 'ĐI' ? 'ĐIỂ' : 'Điể'));
}

/** What no spelling allows, or no list of names has, and a name that differs in its marks alone (`Tiẹp`: Tiệp; `Nhạt`: Nhật). */
function syllables(value: string, { lexicons }: Knowledge): string {
  if (ofTheHighlands(value)) return value;
  const near = new Map(lexicons.nameProposals(value).map((p) => [p.word, p]));
  return value
    .split(' ')
    .map((word) => {
      const twin = near.get(word);
      const marks = twin !== undefined && twin.distance <= 0.5 && bare(word) === bare(twin.proposed);
      return marks && (wordNature(word) === 'unlikely' || lostMark(word, twin.proposed)) ? twin.proposed : word;
    })
    .join(' ');
}

/** The same tone over a letter that lost its own mark: the usual loss on worn paper. */
function lostMark(word: string, twin: string): boolean {
  const marks = (text: string) => text.normalize('NFD').match(/\p{M}/gu)?.length ?? 0;
  const { base, tone } = splitTone(word.toLowerCase());
  const other = splitTone(twin.toLowerCase());
  return tone !== 'ngang' && tone === other.tone && base !== other.base && marks(twin) > marks(word);
}

/** `HJuin Hđơk`, `Điểu KRĭ`: a second capital, or a consonant that no H stands before, follows a sign that was lost. */
function withApostrophe(value: string, { lexicons }: Knowledge): string {
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
}

/** The first word of a name is its family's: `Nguyên Lụa` is Nguyễn, for no family is called Nguyên. */
function withFamily(value: string, { lexicons }: Knowledge): string {
  const [first = '', ...rest] = value.split(' ');
  if (rest.length === 0 || ofTheHighlands(value)) return value;
  const family = lexicons.familyLike(first);
  return family === null ? value : [family, ...rest].join(' ');
}

/** One point more in the ink than in the text, and one small word that ends in a plain y: the engine loses just this point (Mỵ). */
function pointed(value: string, place: Located, field: Field): string {
  const words = value.split(' ');
  const at = words.flatMap((word, i) => (/^[bcdđghklmnpqrstvx]{1,3}y$/iu.test(word) ? [i] : []));
  if (field.kind !== 'name' || at.length !== 1 || place.pointsBelow !== pointsIn(place.raw) + 1) return value;
  const plain = words[at[0] as number] as string;
  return words.map((word) => (word === plain ? `${word.slice(0, -1)}${word.endsWith('Y') ? 'Ỵ' : 'ỵ'}` : word)).join(' ');
}

/** Letters with a point below. */
export function pointsIn(text: string): number {
  return (text.normalize('NFD').match(/\u0323/g) ?? []).length;
}

/**
 * Units that the country does not know, but a near one in that place: what was misread. Where every look says the same and the engine is
 * sure, the paper may spell it so (Đăk Lăk): then it stays, and the check tells.
 */
function withPlaces(value: string, sure: boolean, { places }: Knowledge): string {
  const found = findPlaces(places, value);
  const odd = [found.commune, found.district, found.province].filter((part) => part !== null && !part.exact);
  if (odd.length === 0 || found.proposed === null) return value;
  if (odd.some((part) => part === null || part.proposal === null || part.distance > NEAR)) return value;
  const spelled = odd.every((part) => part !== null && variant(part.name) === variant(part.proposal ?? ''));
  return sure && spelled ? value : replaced(value, odd);
}

/** Recognition puts spaces around apostrophes, and few units have one of their own (`Đạ K’ Nàng`): theirs stay where the paper shows them. */
function spacedAsPrinted(value: string, raw: string, { places }: Knowledge): string {
  if (!/['’ʼ]\s/u.test(raw)) return value;
  const found = findPlaces(places, value);
  return [found.commune, found.district, found.province].reduce((text, part) => {
    const name = part?.exact ? (part.unit?.name ?? '') : '';
    if (!part || !/['’ʼ]\s/u.test(name) || !straightApostrophes(raw).includes(straightApostrophes(name))) return text;
    return text.replace(part.name, name);
  }, value);
}

/** In units of `distance`: two wrong marks, or a lost letter. */
const NEAR = 1.1;

/** Spellings that offices used beside one another: Đăk and Đắk, Kroong and Krông, with and without a sign. */
function variant(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0301\u0300\u0306]/gu, '')
    .replace(/['’ʼ\s-]/g, '')
    .toLowerCase();
}

function replaced(value: string, parts: readonly ({ readonly name: string; readonly proposal: string | null } | null)[]): string {
  return parts.reduce((text, part) => {
    const at = part ? text.lastIndexOf(part.name) : -1;
    return part?.proposal && at >= 0 ? text.slice(0, at) + part.proposal + text.slice(at + part.name.length) : text;
  }, value);
}

function bare(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đ]/g, 'd')
    .replace(/ƀ/g, 'b')
    .replace(/[^a-z]/g, '');
}
