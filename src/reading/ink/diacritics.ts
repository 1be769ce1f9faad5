import type { Span } from '#reading/page/place';
import type { ReadWord } from '#reading/page/recognise';
import { type Sheet, strip } from './sheet.ts';

/**
 * The marks of letters as the ink has them, told by their shape and without the engine, which loses second marks on capitals in the same
 * way at every look. They never change what was read: they bear it out or speak against it.
 */

/** `one` is a single mark of no clear shape, `two` a mark over or beside a mark, `bar` a stroke through, `unclear` ink that may hang on the letter. */
type Shape = 'none' | 'dot' | 'breve' | 'roof' | 'wave' | 'rise' | 'fall' | 'hook' | 'one' | 'two' | 'bar' | 'unclear';

interface Inked {
  /** True: every mark is the one that was read. False: the ink has another. Null: too little could be told. */
  readonly agrees: boolean | null;
  /** Words that the ink speaks against. */
  readonly doubted: readonly string[];
  /** Points under letters (nặng). */
  readonly points: number;
}

/** Height of letters' bodies at which shapes are looked at, pixels. */
const BODY = 26;
/** Space above and below the bodies, parts of their height. */
const ABOVE = 1.2;
const BELOW = 0.6;

/** Looks at the words of a value; boxes of the spans in straightened sheet pixels. */
export function inkedMarks(sheet: Sheet, spans: readonly Span[]): Inked {
  let words = 0;
  let points = 0;
  let open = false;
  const doubted: string[] = [];
  for (const span of spans) {
    const { shapesIn, pointsIn } = inkOf(sheet, span);
    for (const word of span.words) {
      const letters = word.letters.map((letter) => letter.text.normalize('NFC'));
      const shapes = shapesIn(word, letters);
      points += pointsIn(word);
      const verdicts = letters.map((letter, i) => compare(letter, shapes[i] ?? 'unclear'));
      if (verdicts.includes(false)) doubted.push(word.text);
      if (verdicts.includes(null)) open = true;
      words++;
    }
  }
  return { agrees: doubted.length > 0 ? false : open || words === 0 ? null : true, doubted, points };
}

/** Whether the ink bears the letter out; null where it does not tell. */
function compare(letter: string, seen: Shape): boolean | null {
  const expected = shapeOf(letter);
  if (expected === null || expected === seen) return true;
  // The horn of ơ and ư may stand apart, as one piece more.
  if (
    /[ơư]/iu.test(
      letter
        .normalize('NFD')
        .replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
        .normalize('NFC'),
    )
  )
    return null;
  if (expected === 'none') {
    if (seen === 'bar') return /ƀ/iu.test(letter) ? true : null;
    // Pieces of a pattern over a consonant are none of its marks, but for the two that have one.
    if (!vowel.test(letter)) return !((/[cn]/iu.test(letter) || letter === 'G') && seen === 'breve');
    return seen === 'unclear' || seen === 'dot' || seen === 'one' ? null : false;
  }
  // A roof or a breve may hide the mark over it, a hook alone is none of two (SẢN, SẲN); and it is the highest of the single marks.
  if (expected === 'two' && seen === 'hook') return false;
  if (seen === 'unclear' || expected === 'two' || (expected === 'hook' && seen !== 'none' && seen !== 'one')) return null;
  if (seen === 'none' || seen === 'two' || seen === 'breve') return false;
  // A single mark of no clear shape tells nothing of a tone that rises or falls: a hook looks so, too (TÀI, TẢI).
  if (seen === 'one') return expected === 'rise' || expected === 'fall' ? null : true;
  if (expected === 'breve' || (expected === 'rise' && seen === 'fall') || (expected === 'fall' && seen === 'rise')) return false;
  return null;
}

const vowel = /[aeiouy]/iu;

interface Blob {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  area: number;
  readonly pixels: number[];
}

interface Ink {
  /** Over the letters of a word of this stretch. */
  readonly shapesIn: (word: ReadWord, letters: readonly string[]) => readonly Shape[];
  readonly pointsIn: (word: ReadWord) => number;
}

function inkOf(sheet: Sheet, span: Span): Ink {
  const size = span.low - span.high;
  const zoom = BODY / size;
  const left = span.x0 - size * 0.3;
  const plane = span.coloured && sheet.inkAll ? sheet.inkAll : sheet.plane;
  const wide = span.x1 - span.x0 + size * 0.6;
  const raster = strip(sheet, plane, left, span.high - size * ABOVE, wide, size * (1 + ABOVE + BELOW), zoom, 0.8);
  const low = BODY * (1 + ABOVE);
  // Marks are as big over capitals as over small letters, but the bodies of a line of capitals are higher.
  const text = span.words.map((word) => word.text).join('');
  const unit = [...text].filter((c) => c !== c.toLowerCase()).length > text.length / 2 ? BODY * 0.72 : BODY;
  const blobs = blobsOf(raster.data, raster.width, raster.height);
  // Bodies reach near the base line; what ends well above it and stands over one is a mark.
  const bodies = blobs
    .filter((b) => b.y1 > low - BODY * 0.3 && b.y1 - b.y0 >= BODY * 0.55 && b.y0 < low - BODY * 0.6)
    .sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1);
  const marks = blobs.filter((b) => b.y1 < low - BODY * 0.55 && b.area >= 8 && b.y1 - b.y0 < BODY * 0.75 && b.x1 - b.x0 < BODY * 1.2);
  const groups: { body: Blob; marks: Blob[] }[] = [];
  for (const mark of marks.sort((a, b) => a.x0 + a.x1 - b.x0 - b.x1)) {
    const body = under(mark, bodies);
    if (!body) continue;
    const last = groups[groups.length - 1];
    const near = last?.body === body && mark.x0 - Math.max(...last.marks.map((m) => m.x1)) < BODY * 0.22;
    if (last && near) last.marks.push(mark);
    else groups.push({ body, marks: [mark] });
  }
  const shape = (list: readonly Blob[]): Shape =>
    list.length > 2 ? 'unclear' : list.length === 2 ? 'two' : single(list[0] as Blob, unit, raster.data, raster.width);
  const tops = bodies.map((b) => b.y0).sort((a, b) => a - b);

  // Points stand free under the base line, under a body; commas begin above it.
  const points = blobs.filter(
    (b) =>
      b.y0 > low &&
      b.y1 < low + BODY * 0.58 &&
      Math.max(b.x1 - b.x0, b.y1 - b.y0) < BODY * 0.4 &&
      b.area >= 9 &&
      b.area > (b.x1 - b.x0 + 1) * (b.y1 - b.y0 + 1) * 0.55 &&
      bodies.some((body) => body.x0 <= b.x1 && body.x1 >= b.x0),
  );
  const inside = (word: ReadWord, b: Blob) => {
    const x = (b.x0 + b.x1) / 2 / zoom + left;
    return x > word.x0 - size * 0.15 && x < word.x1 + size * 0.15;
  };
  const shapesIn = (word: ReadWord, letters: readonly string[]): readonly Shape[] => {
    const own = bodies.filter((b) => inside(word, b));
    const seen = groups.filter((g) => own.includes(g.body));
    const standing = letters.flatMap((l, i) => (/[\p{L}\d]/u.test(l) ? [i] : []));
    const out: Shape[] = letters.map(() => 'none');
    if (standing.length === own.length) {
      standing.forEach((at, i) => {
        const over = seen.filter((g) => g.body === own[i]);
        if (over.length > 1) out[at] = 'unclear';
        else if (over[0]) out[at] = shape(over[0].marks);
        else if (/b/iu.test(letters[at] as string) && barred(own[i] as Blob, raster.width)) out[at] = 'bar';
        else if (tall(own[i] as Blob, letters[at] as string, tops)) out[at] = 'unclear';
      });
      return out;
    }
    // Letters that touch or are broken: as many marks as were read belong to the letters in their order,
    const marked = standing.filter((at) => shapeOf(letters[at] as string) !== 'none');
    const byOrder = marked.length === seen.length;
    if (!byOrder) out.fill('unclear');
    seen.forEach((group, i) => {
      // others to the letter that the engine saw there.
      const at = byOrder ? marked[i] : nearest(word, letters, (group.body.x0 + group.body.x1) / 2 / zoom + left, size);
      if (at !== undefined) out[at] = !byOrder && out[at] !== 'unclear' ? 'unclear' : shape(group.marks);
    });
    const [first] = standing;
    if (first !== undefined && own[0] && /b/iu.test(letters[first] as string) && barred(own[0], raster.width)) out[first] = 'bar';
    return out;
  };
  return { shapesIn, pointsIn: (word) => points.filter((b) => inside(word, b)).length };
}

/** The body under the middle of a mark, or the nearest one; points and apostrophes beside letters have none. */
function under(mark: Blob, bodies: readonly Blob[]): Blob | null {
  const middle = (mark.x0 + mark.x1) / 2;
  let best: Blob | null = null;
  let far = BODY * 0.3;
  for (const body of bodies) {
    if (body.y0 < mark.y1 - BODY * 0.2) continue;
    const away = Math.max(0, body.x0 - middle, middle - body.x1);
    if (away < far || (away === 0 && best === null)) {
      best = body;
      far = away;
    }
  }
  return best;
}

/** The letter that may carry a mark next to this place; undefined where none is near. */
function nearest(word: ReadWord, letters: readonly string[], x: number, size: number): number | undefined {
  let best: number | undefined;
  let far = size * 0.45;
  word.letters.forEach((letter, i) => {
    const away = Math.abs((letter.x0 + letter.x1) / 2 - x);
    if (away >= far || !/[aeiouycnđ]/iu.test((letters[i] as string).normalize('NFD'))) return;
    far = away;
    best = i;
  });
  return best;
}

/** A mark that touches its letter makes the body taller than others of its kind. */
function tall(body: Blob, letter: string, tops: readonly number[]): boolean {
  const usual = tops[Math.floor(tops.length * (letter === letter.toLowerCase() ? 0.15 : 0.5))] ?? body.y0;
  return body.y0 < usual - BODY * 0.12;
}

/** A short stroke that stands out to the left of the stem, away from its ends, where serifs are (Ƀ, ƀ). */
function barred(body: Blob, width: number): boolean {
  const height = body.y1 - body.y0 + 1;
  const left = new Float64Array(height).fill(Number.POSITIVE_INFINITY);
  for (const at of body.pixels) {
    const y = Math.floor(at / width) - body.y0;
    left[y] = Math.min(left[y] as number, at % width);
  }
  const away = Math.round(height * 0.16);
  let rows = 0;
  for (let y = away; y < height - away; y++) {
    const stem = ((left[y - away] as number) + (left[y + away] as number)) / 2;
    if (stem - (left[y] as number) >= BODY * 0.09 && y > height * 0.16 && y < height * 0.8) rows++;
  }
  return rows >= 2 && rows <= height * 0.22;
}

/** Dark connected pieces, eight neighbours. */
function blobsOf(data: Uint8Array, width: number, height: number): Blob[] {
  const seen = new Uint8Array(data.length);
  const out: Blob[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] as number) >= DARK) continue;
    const blob: Blob = { x0: width, y0: height, x1: 0, y1: 0, area: 0, pixels: [] };
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const at = stack.pop() as number;
      const x = at % width;
      const y = (at - x) / width;
      blob.area++;
      blob.pixels.push(at);
      if (x < blob.x0) blob.x0 = x;
      if (x > blob.x1) blob.x1 = x;
      if (y < blob.y0) blob.y0 = y;
      if (y > blob.y1) blob.y1 = y;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          const ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (seen[next] || (data[next] as number) >= DARK) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    out.push(blob);
  }
  return out;
}

const DARK = 155;

/** Shape of one piece, from where its ink lies from left to right. */
function single(mark: Blob, unit: number, data: Uint8Array, width: number): Shape {
  const w = mark.x1 - mark.x0 + 1;
  const h = mark.y1 - mark.y0 + 1;
  const filled = mark.area / (w * h);
  if (w < unit * 0.34 && h < unit * 0.34 && w < h * 1.7 && h < w * 1.9 && filled > 0.6) return 'dot';
  if (h > unit * 0.48) return 'two';
  // Middle of the ink of every column, weighed by its darkness; 0 is the top of the mark, 1 its bottom.
  const sums = new Float64Array(w);
  const weights = new Float64Array(w);
  for (const at of mark.pixels) {
    const x = (at % width) - mark.x0;
    const y = Math.floor(at / width) - mark.y0;
    const dark = 255 - (data[at] as number);
    sums[x] = (sums[x] as number) + dark * y;
    weights[x] = (weights[x] as number) + dark;
  }
  const part = (from: number, to: number) => {
    let sum = 0;
    let weight = 0;
    for (let x = Math.floor(from * w); x < Math.max(Math.floor(from * w) + 1, Math.ceil(to * w)) && x < w; x++) {
      sum += sums[x] as number;
      weight += weights[x] as number;
    }
    return weight === 0 ? 0.5 : sum / weight / Math.max(1, h - 1);
  };
  const [a, b, m, c, d] = [part(0, 0.2), part(0.2, 0.4), part(0.4, 0.6), part(0.6, 0.8), part(0.8, 1)];
  const sag = (b + m + c) / 3 - (a + d) / 2;
  const fallen = (d + c - a - b) / 2;
  if (w >= h * 1.25 && w >= unit * 0.28) {
    if (sag > 0.18 && Math.abs(fallen) < 0.28 && m > a && m > d) return 'breve';
    if (sag < -0.18 && Math.abs(fallen) < 0.28 && m < a && m < d) return 'roof';
  }
  if (fallen < -0.32) return 'rise';
  if (fallen > 0.32) return 'fall';
  if (w >= h * 1.5 && c - b > 0.12) return 'wave';
  if (w < h * 1.25) return 'hook';
  return 'one';
}

const shapeByMark: Readonly<Record<string, Shape>> = {
  '\u0306': 'breve',
  '\u0302': 'roof',
  '\u0303': 'wave',
  '\u0301': 'rise',
  '\u0300': 'fall',
  '\u0309': 'hook',
  '\u030C': 'breve',
  '\u0308': 'two',
};

/** What a printed letter carries above; null for signs and figures. */
function shapeOf(char: string): Shape | null {
  if (!/\p{L}/u.test(char)) return null;
  const above = [...char.normalize('NFD')].flatMap((mark) => shapeByMark[mark] ?? []);
  if (above.length > 1) return 'two';
  return above[0] ?? (/^[ijị]$/u.test(char) ? 'dot' : 'none');
}
