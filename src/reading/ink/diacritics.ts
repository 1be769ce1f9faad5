import { bearsOut, type Shape, shapeOfGlyph, shapeOfLetter } from './diacritic-shapes.ts';
import { type Glyph, glyphsIn } from './glyphs.ts';
import type { Sheet } from './sheet.ts';
import { cutOut } from './strips.ts';
import type { Span } from './text-lines.ts';

/**
 * The diacritics of words as the ink has them, told by their shape and without the engine, which loses second diacritics on capitals in the
 * same way at every pass. They never change what was read: they bear it out or speak against it.
 */

interface Inked {
  /** True: every diacritic is the one that was read. False: the ink has another. Null: too little could be told. */
  readonly agrees: boolean | null;
  /** Words that the ink speaks against. */
  readonly doubted: readonly string[];
  /** Dots below letters (nặng). */
  readonly dotsBelow: number;
}

/** A word as it was read, and where its letters are; straightened sheet pixels. */
interface ReadWord {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly letters: readonly { readonly text: string; readonly x0: number; readonly x1: number }[];
}

/** A span and what was read of it. */
interface SpanWithWords extends Span {
  readonly coloured: boolean;
  readonly words: readonly ReadWord[];
}

/** Pixels of the strip in which shapes are looked at: a hook of this x-height still has its bend. */
const X_HEIGHT = 26;

/** The strip around a span, and what becomes paper in it (see `cutOut`); in x-heights. */
const strip = { above: 1.2, below: 0.6, side: 0.3, pale: 0.8 } as const;

/** Diacritics are as big over capitals as over small letters, but the x-height of a line of capitals is their height: what small ones would have. */
const SMALL_BY_CAPITAL = 0.72;

/** Pixels of the strip, by `X_HEIGHT`, from the baseline upwards unless said otherwise. */
const base = {
  /** The glyph that carries a diacritic reaches down to here, is so high and begins over this. */
  foot: X_HEIGHT * 0.3,
  height: X_HEIGHT * 0.55,
  head: X_HEIGHT * 0.6,
} as const;

const diacritic = {
  /** Ends over this, has so many pixels, and is no higher and no wider. */
  foot: X_HEIGHT * 0.55,
  area: 8,
  height: X_HEIGHT * 0.75,
  width: X_HEIGHT * 1.2,
  /** Two over the same letter with no wider gap are one group. */
  groupGap: X_HEIGHT * 0.22,
  /** How far beside its letter it may stand, and how far it may reach down into it. */
  beside: X_HEIGHT * 0.3,
  into: X_HEIGHT * 0.2,
} as const;

/** Dots stand free under the baseline, under a letter; commas begin above it. */
const dotBelow = {
  /** From the baseline down. */
  reach: X_HEIGHT * 0.58,
  side: X_HEIGHT * 0.4,
  area: 9,
  /** The part of its box that is ink. */
  filled: 0.55,
} as const;

/** In x-heights of the span, on the sheet: what stands a little outside a word still is its own, and how far a letter may be from where the engine saw it. */
const WORD_EDGE = 0.15;
const LETTER_AWAY = 0.45;

/** A diacritic that touches its letter makes it higher than others: higher than this part of a line's letters or capitals, by so much. */
const tall = { letters: 0.15, capitals: 0.5, by: X_HEIGHT * 0.12 } as const;

/** The bar of Ƀ and ƀ: a short stroke that stands out to the left of the stem. */
const bar = {
  /** Not at the stem's ends, where serifs are: parts of its height. */
  from: 0.16,
  to: 0.8,
  /** How far it stands out, pixels of the strip. */
  length: X_HEIGHT * 0.09,
  /** Rows that it covers: so many, and no more than this part of the height. */
  rows: 2,
  thickest: 0.22,
} as const;

/** Looks at the words of a value. */
export function inkedDiacritics(sheet: Sheet, spans: readonly SpanWithWords[]): Inked {
  let words = 0;
  let dotsBelow = 0;
  let open = false;
  const doubted: string[] = [];
  for (const span of spans) {
    const ink = inkOf(sheet, span);
    for (const word of span.words) {
      const letters = word.letters.map((letter) => letter.text.normalize('NFC'));
      const shapes = ink.shapesOver(word, letters);
      dotsBelow += ink.dotsBelow(word);
      const verdicts = letters.map((letter, i) => bearsOut(letter, shapes[i] ?? 'unclear'));
      if (verdicts.includes(false)) doubted.push(word.text);
      if (verdicts.includes(null)) open = true;
      words++;
    }
  }
  return { agrees: doubted.length > 0 ? false : open || words === 0 ? null : true, doubted, dotsBelow };
}

interface Ink {
  /** Over the letters of a word of this span. */
  readonly shapesOver: (word: ReadWord, letters: readonly string[]) => readonly Shape[];
  readonly dotsBelow: (word: ReadWord) => number;
}

/** Diacritics over one letter. */
interface Group {
  readonly base: Glyph;
  readonly diacritics: readonly Glyph[];
}

function inkOf(sheet: Sheet, span: SpanWithWords): Ink {
  const xHeight = span.baseline - span.meanline;
  const zoom = X_HEIGHT / xHeight;
  const left = span.x0 - xHeight * strip.side;
  const plane = span.coloured && sheet.inkAll ? sheet.inkAll : sheet.plane;
  const width = span.x1 - span.x0 + xHeight * strip.side * 2;
  const height = xHeight * (1 + strip.above + strip.below);
  const raster = cutOut(sheet, plane, left, span.meanline - xHeight * strip.above, width, height, zoom, strip.pale);
  const baseline = X_HEIGHT * (1 + strip.above);
  const glyphs = glyphsIn(raster);
  const bases = basesOf(glyphs, baseline);
  const groups = groupsOf(glyphs, bases, baseline);
  const dots = glyphs.filter((glyph) => isDotBelow(glyph, bases, baseline));
  const tops = bases.map((b) => b.y0).sort((a, b) => a - b);
  const smallXHeight = isCapitals(span.words) ? X_HEIGHT * SMALL_BY_CAPITAL : X_HEIGHT;

  const onSheet = (glyph: Glyph) => (glyph.x0 + glyph.x1) / 2 / zoom + left;
  const inside = (word: ReadWord, glyph: Glyph) => {
    const x = onSheet(glyph);
    return x > word.x0 - xHeight * WORD_EDGE && x < word.x1 + xHeight * WORD_EDGE;
  };
  const shapeOf = ({ diacritics: [only, ...others] }: Group): Shape =>
    only === undefined || others.length > 1 ? 'unclear' : others.length === 1 ? 'double' : shapeOfGlyph(only, smallXHeight, raster);
  const isBarred = (letter: string | undefined, glyph: Glyph | undefined) =>
    letter !== undefined && glyph !== undefined && /b/iu.test(letter) && hasBar(glyph, raster.width);

  const shapesOver = (word: ReadWord, letters: readonly string[]): readonly Shape[] => {
    const own = bases.filter((glyph) => inside(word, glyph));
    const seen = groups.filter((group) => own.includes(group.base));
    const standing = letters.flatMap((letter, i) => (/[\p{L}\d]/u.test(letter) ? [i] : []));
    const out: Shape[] = letters.map(() => 'none');
    if (standing.length === own.length) {
      standing.forEach((at, i) => {
        const glyph = own[i] as Glyph;
        const [over, another] = seen.filter((group) => group.base === glyph);
        if (another) out[at] = 'unclear';
        else if (over) out[at] = shapeOf(over);
        else if (isBarred(letters[at], glyph)) out[at] = 'bar';
        else if (isTall(glyph, letters[at] as string, tops)) out[at] = 'unclear';
      });
      return out;
    }
    // Letters that touch or are broken: as many diacritics as were read belong to the letters in their order,
    const marked = standing.filter((at) => shapeOfLetter(letters[at] as string) !== 'none');
    const byOrder = marked.length === seen.length;
    if (!byOrder) out.fill('unclear');
    seen.forEach((group, i) => {
      // others to the letter that the engine saw there.
      const at = byOrder ? marked[i] : nearestLetter(word, letters, onSheet(group.base), xHeight * LETTER_AWAY);
      if (at !== undefined) out[at] = !byOrder && out[at] !== 'unclear' ? 'unclear' : shapeOf(group);
    });
    const [first] = standing;
    if (first !== undefined && isBarred(letters[first], own[0])) out[first] = 'bar';
    return out;
  };
  return { shapesOver, dotsBelow: (word) => dots.filter((glyph) => inside(word, glyph)).length };
}

/** Most letters are capitals. */
function isCapitals(words: readonly ReadWord[]): boolean {
  const text = words.map((word) => word.text).join('');
  return [...text].filter((c) => c !== c.toLowerCase()).length > text.length / 2;
}

/** Glyphs that stand on the baseline, from the left. */
function basesOf(glyphs: readonly Glyph[], baseline: number): readonly Glyph[] {
  return glyphs
    .filter((b) => b.y1 > baseline - base.foot && b.y1 - b.y0 >= base.height && b.y0 < baseline - base.head)
    .sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1);
}

/** What ends well above the baseline and stands over a base, from the left. */
function groupsOf(glyphs: readonly Glyph[], bases: readonly Glyph[], baseline: number): readonly Group[] {
  const above = glyphs
    .filter(
      (g) =>
        g.y1 < baseline - diacritic.foot && g.area >= diacritic.area && g.y1 - g.y0 < diacritic.height && g.x1 - g.x0 < diacritic.width,
    )
    .sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1);
  const groups: { readonly base: Glyph; readonly diacritics: Glyph[] }[] = [];
  for (const glyph of above) {
    const carrier = baseOf(glyph, bases);
    if (!carrier) continue;
    const last = groups[groups.length - 1];
    const joins = last?.base === carrier && glyph.x0 - Math.max(...last.diacritics.map((g) => g.x1)) < diacritic.groupGap;
    if (last && joins) last.diacritics.push(glyph);
    else groups.push({ base: carrier, diacritics: [glyph] });
  }
  return groups;
}

/** The base under the middle of a diacritic, or the nearest one; dots and apostrophes beside letters have none. */
function baseOf(glyph: Glyph, bases: readonly Glyph[]): Glyph | null {
  const middle = (glyph.x0 + glyph.x1) / 2;
  let best: Glyph | null = null;
  let least = diacritic.beside;
  for (const candidate of bases) {
    if (candidate.y0 < glyph.y1 - diacritic.into) continue;
    const away = Math.max(0, candidate.x0 - middle, middle - candidate.x1);
    if (away < least || (away === 0 && best === null)) {
      best = candidate;
      least = away;
    }
  }
  return best;
}

function isDotBelow(glyph: Glyph, bases: readonly Glyph[], baseline: number): boolean {
  const [w, h] = [glyph.x1 - glyph.x0, glyph.y1 - glyph.y0];
  return (
    glyph.y0 > baseline &&
    glyph.y1 < baseline + dotBelow.reach &&
    Math.max(w, h) < dotBelow.side &&
    glyph.area >= dotBelow.area &&
    glyph.area > (w + 1) * (h + 1) * dotBelow.filled &&
    bases.some((b) => b.x0 <= glyph.x1 && b.x1 >= glyph.x0)
  );
}

/** The letter that may carry a diacritic next to this place of the sheet; undefined where none is near. */
function nearestLetter(word: ReadWord, letters: readonly string[], x: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  word.letters.forEach((letter, i) => {
    const away = Math.abs((letter.x0 + letter.x1) / 2 - x);
    if (away >= least || !/[aeiouycnđ]/iu.test((letters[i] as string).normalize('NFD'))) return;
    least = away;
    best = i;
  });
  return best;
}

/** Higher than others of its kind; `tops` of all letters of the span, from the highest. */
function isTall(glyph: Glyph, letter: string, tops: readonly number[]): boolean {
  const usual = tops[Math.floor(tops.length * (letter === letter.toLowerCase() ? tall.letters : tall.capitals))] ?? glyph.y0;
  return glyph.y0 < usual - tall.by;
}

function hasBar(glyph: Glyph, width: number): boolean {
  const height = glyph.y1 - glyph.y0 + 1;
  const left = new Float64Array(height).fill(Number.POSITIVE_INFINITY);
  for (const at of glyph.pixels) {
    const y = Math.floor(at / width) - glyph.y0;
    left[y] = Math.min(left[y] as number, at % width);
  }
  const away = Math.round(height * bar.from);
  let rows = 0;
  for (let y = away; y < height - away; y++) {
    const stem = ((left[y - away] as number) + (left[y + away] as number)) / 2;
    if (stem - (left[y] as number) >= bar.length && y > height * bar.from && y < height * bar.to) rows++;
  }
  return rows >= bar.rows && rows <= height * bar.thickest;
}
