import type { Raster } from '#ports';
import { WHITE } from './background.ts';
import type { Glyph } from './glyphs.ts';

/** What a letter carries above itself, by its code and by its ink, and whether the one bears out the other. */

/**
 * `acute` rises and `grave` falls to the right. `single` is one diacritic of no clear shape, `double` one over or beside another, `bar` a
 * stroke through the stem, `unclear` ink that may hang on the letter.
 */
export type Shape =
  | 'none'
  | 'dot'
  | 'breve'
  | 'circumflex'
  | 'tilde'
  | 'acute'
  | 'grave'
  | 'hook'
  | 'single'
  | 'double'
  | 'bar'
  | 'unclear';

const shapeByDiacritic: Readonly<Record<string, Shape>> = {
  '\u0306': 'breve',
  '\u0302': 'circumflex',
  '\u0303': 'tilde',
  '\u0301': 'acute',
  '\u0300': 'grave',
  '\u0309': 'hook',
  '\u030C': 'breve',
  '\u0308': 'double',
};

/** What a printed letter carries above; null for what is no letter. */
export function shapeOfLetter(char: string): Shape | null {
  if (!/\p{L}/u.test(char)) return null;
  const above = [...char.normalize('NFD')].flatMap((code) => shapeByDiacritic[code] ?? []);
  if (above.length > 1) return 'double';
  return above[0] ?? (/^[ijị]$/u.test(char) ? 'dot' : 'none');
}

const vowel = /[aeiouy]/iu;

/** Whether the ink bears the letter out; null where it does not tell. */
export function bearsOut(letter: string, seen: Shape): boolean | null {
  const expected = shapeOfLetter(letter);
  if (expected === null || expected === seen) return true;
  // The horn of ơ and ư may stand apart, as one component more.
  if (/[ơư]/iu.test(withoutTone(letter))) return null;
  if (expected === 'none') {
    if (seen === 'bar') return /ƀ/iu.test(letter) ? true : null;
    // Bits of a pattern over a consonant are no diacritics, but over the two that may have one.
    if (!vowel.test(letter)) return !((/[cn]/iu.test(letter) || letter === 'G') && seen === 'breve');
    return seen === 'unclear' || seen === 'dot' || seen === 'single' ? null : false;
  }
  // A circumflex or a breve may hide the tone over it, a hook alone is none of two (SẢN, SẲN); and it is the highest of the single ones.
  if (expected === 'double' && seen === 'hook') return false;
  if (seen === 'unclear' || expected === 'double' || (expected === 'hook' && seen !== 'none' && seen !== 'single')) return null;
  if (seen === 'none' || seen === 'double' || seen === 'breve') return false;
  // A diacritic of no clear shape tells nothing of a tone that rises or falls: a hook looks so, too (TÀI, TẢI).
  if (seen === 'single') return expected === 'acute' || expected === 'grave' ? null : true;
  if (expected === 'breve' || (expected === 'acute' && seen === 'grave') || (expected === 'grave' && seen === 'acute')) return false;
  return null;
}

function withoutTone(letter: string): string {
  return letter
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
    .normalize('NFC');
}

/** Sizes by the x-height of small letters; the rest by the diacritic's own box, up to down from 0 to 1. */
const limits = {
  /** A dot: its greatest sides, how far from square, and how full of ink. */
  dotSide: 0.34,
  dotWide: 1.7,
  dotTall: 1.9,
  dotFilled: 0.6,
  /** Higher ones are two that touch. */
  doubleHeight: 0.48,
  /** A breve or a circumflex: wider than high and at least so wide, bent down or up so much, and no more slanted than this. */
  bowWide: 1.25,
  bowWidth: 0.28,
  bend: 0.18,
  bowSlant: 0.28,
  /** Right end over or under the left one: a tone that rises or falls. */
  slant: 0.32,
  /** A tilde: how wide by its height, and how far its right middle lies under its left middle. */
  tildeWide: 1.5,
  tildeFall: 0.12,
  /** A hook is no wider by its height. */
  hookWide: 1.25,
} as const;

/** Fifths of a diacritic's width; three of them are its middle. */
const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
const MIDDLE = 3;

/** Shape of one diacritic, from where its ink lies from left to right; `xHeight` of small letters in pixels of the strip. */
export function shapeOfGlyph(glyph: Glyph, xHeight: number, strip: Raster): Shape {
  const w = glyph.x1 - glyph.x0 + 1;
  const h = glyph.y1 - glyph.y0 + 1;
  const side = xHeight * limits.dotSide;
  if (w < side && h < side && w < h * limits.dotWide && h < w * limits.dotTall && glyph.area / (w * h) > limits.dotFilled) return 'dot';
  if (h > xHeight * limits.doubleHeight) return 'double';
  const [a, b, m, c, d] = heights(glyph, strip) as [number, number, number, number, number];
  const sag = (b + m + c) / MIDDLE - (a + d) / 2;
  const fall = (d + c - a - b) / 2;
  if (w >= h * limits.bowWide && w >= xHeight * limits.bowWidth) {
    if (sag > limits.bend && Math.abs(fall) < limits.bowSlant && m > a && m > d) return 'breve';
    if (sag < -limits.bend && Math.abs(fall) < limits.bowSlant && m < a && m < d) return 'circumflex';
  }
  if (fall < -limits.slant) return 'acute';
  if (fall > limits.slant) return 'grave';
  if (w >= h * limits.tildeWide && c - b > limits.tildeFall) return 'tilde';
  if (w < h * limits.hookWide) return 'hook';
  return 'single';
}

/** Middle of the ink of every fifth, weighed by its darkness; 0 is the top of the glyph, 1 its bottom. */
function heights(glyph: Glyph, { data, width }: Raster): readonly number[] {
  const w = glyph.x1 - glyph.x0 + 1;
  const h = glyph.y1 - glyph.y0 + 1;
  const sums = new Float64Array(w);
  const weights = new Float64Array(w);
  for (const at of glyph.pixels) {
    const x = (at % width) - glyph.x0;
    const y = Math.floor(at / width) - glyph.y0;
    const dark = WHITE - (data[at] as number);
    sums[x] = (sums[x] as number) + dark * y;
    weights[x] = (weights[x] as number) + dark;
  }
  return fifths.slice(1).map((to, i) => {
    const first = Math.floor((fifths[i] as number) * w);
    const end = Math.min(w, Math.max(first + 1, Math.ceil(to * w)));
    let sum = 0;
    let weight = 0;
    for (let x = first; x < end; x++) {
      sum += sums[x] as number;
      weight += weights[x] as number;
    }
    return weight === 0 ? 0.5 : sum / weight / Math.max(1, h - 1);
  });
}
