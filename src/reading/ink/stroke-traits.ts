import { WHITE } from './background.ts';
import type { Sheet } from './sheet.ts';
import { cutOut } from './strips.ts';
import type { Span } from './text-lines.ts';

/**
 * What the strokes of a written or printed word are like, whatever they say: how thick and how even they are, where they stand and which way their
 * edges run. Lengths in x-heights of the page's print.
 */
export interface StrokeTraits {
  /** Of the strokes, across or down, whichever is less; and how much thicker they are across than down (a logarithm). */
  readonly thickness: number;
  readonly evenness: number;
  /** Brightness within strokes: 0 black, 1 paper. */
  readonly darkness: number;
  /** Where glyphs end below the baseline: in the middle, and how much they differ. */
  readonly foot: number;
  readonly scatter: number;
  readonly height: number;
  readonly heightScatter: number;
  /** Width of the widest glyph by its height: letters that hang together. */
  readonly joined: number;
  /** Dots of a leader below it, by x-height of its length. */
  readonly dots: number;
  /** The part of the glyphs' boxes that is ink. */
  readonly fill: number;
  /** The part of upright and of flat edges that is straight to the pixel. */
  readonly straight: number;
  readonly flat: number;
  /** How much of its edges runs in which direction. */
  readonly edges: readonly number[];
  readonly glyphs: number;
}

/** Directions of edges that are told apart, over half a turn. */
export const DIRECTIONS = 12;

/** A word's picture: its x-height in pixels, and what is seen above and below the line (x-heights). */
const picture = { xHeight: 16, above: 1.4, below: 0.9, side: 0.12 } as const;

const limits = {
  /** In x-heights. A glyph is so high at least, its middle so far over the baseline at most, and it begins over it by so much. */
  glyph: 0.6,
  highest: 1.6,
  begins: 0.3,
  /** A dot of a leader: its height and width at most, and where it lies from. */
  dotHeight: 0.3,
  dotWidth: 0.4,
  dotFrom: 0.2,
  /** Longer runs of ink are no stroke's thickness. */
  run: 0.6,
  /** Edges that are straight over so much, upright and flat ones. */
  upright: 0.5,
  flat: 0.25,
  /** Feet further off the baseline count as if they were no further. */
  foot: 0.4,
  /** Sum of differences from which a pixel lies on an edge. */
  edge: 120,
} as const;

interface Glyph {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  area: number;
}

interface Strokes {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Of each pixel whether it belongs to a glyph, and whether to any ink. */
  readonly inGlyph: Uint8Array;
  readonly ink: Uint8Array;
  readonly glyphs: readonly Glyph[];
  readonly dots: number;
}

/** Lengths by `xHeight`, that of the page's print in sheet pixels. Null where nothing is as high as a letter. */
export function strokeTraits(sheet: Sheet, span: Span, xHeight: number): StrokeTraits | null {
  const strokes = strokesOf(sheet, span, xHeight);
  const { glyphs, dots } = strokes;
  if (glyphs.length === 0) return null;
  const unit = picture.xHeight;
  const base = unit * (picture.above + 1);
  const across = meanRun(strokes, acrossLines(strokes));
  const down = meanRun(strokes, downLines(strokes));
  const feet = glyphs.map(({ y1 }) => (y1 + 1 - base) / unit);
  const heights = glyphs.map(({ y0, y1 }) => (y1 - y0 + 1) / unit);
  const boxes = glyphs.reduce((sum, g) => sum + (g.x1 - g.x0 + 1) * (g.y1 - g.y0 + 1), 0);
  return {
    thickness: Math.min(across, down) / unit,
    evenness: across > 0 && down > 0 ? Math.log(across / down) : 0,
    ...edgesOf(strokes),
    foot: median(feet),
    scatter: deviation(feet.map((foot) => Math.max(-limits.foot, Math.min(limits.foot, foot)))),
    height: median(heights),
    heightScatter: deviation(heights),
    joined: Math.max(...glyphs.map((g) => (g.x1 - g.x0 + 1) / (g.y1 - g.y0 + 1))),
    dots: dots / Math.max(1, (span.x1 - span.x0) / xHeight),
    fill: glyphs.reduce((sum, { area }) => sum + area, 0) / boxes,
    straight: straightPart(strokes, downLines(strokes), unit * limits.upright),
    flat: straightPart(strokes, acrossLines(strokes), unit * limits.flat),
    glyphs: glyphs.length,
  };
}

function strokesOf(sheet: Sheet, span: Span, xHeight: number): Strokes {
  const unit = picture.xHeight;
  const side = xHeight * picture.side;
  const { width, height, data } = cutOut(
    sheet,
    sheet.plane,
    span.x0 - side,
    span.baseline - xHeight * (picture.above + 1),
    span.x1 - span.x0 + 2 * side,
    xHeight * (picture.above + 1 + picture.below),
    unit / xHeight,
    1,
  );
  const base = unit * (picture.above + 1);
  const { label, found } = componentsOf(data, width, height);
  const isGlyph = found.map(
    ({ y0, y1 }) =>
      y1 - y0 + 1 >= unit * limits.glyph &&
      y0 > 1 &&
      y1 < height - 2 &&
      (y0 + y1) / 2 > base - unit * limits.highest &&
      y0 < base - unit * limits.begins,
  );
  const dots = found.filter(
    ({ x0, x1, y0, y1 }, i) =>
      !isGlyph[i] && y1 - y0 < unit * limits.dotHeight && x1 - x0 < unit * limits.dotWidth && (y0 + y1) / 2 > base - unit * limits.dotFrom,
  ).length;
  return {
    width,
    height,
    data,
    inGlyph: Uint8Array.from(label, (id) => (id >= 0 && isGlyph[id] ? 1 : 0)),
    ink: Uint8Array.from(label, (id) => (id >= 0 ? 1 : 0)),
    glyphs: found.filter((_, i) => isGlyph[i]),
    dots,
  };
}

/** Ink that hangs together, eight neighbours; none lies in the outermost pixels. */
function componentsOf(data: Uint8Array, width: number, height: number): { readonly label: Int32Array; readonly found: readonly Glyph[] } {
  const label = new Int32Array(width * height).fill(-1);
  const found: Glyph[] = [];
  const waiting: number[] = [];
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const start = y * width + x;
      if (label[start] !== -1 || (data[start] as number) >= WHITE / 2) continue;
      const id = found.length;
      const glyph: Glyph = { x0: width, x1: 0, y0: height, y1: 0, area: 0 };
      label[start] = id;
      waiting.push(start);
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        const py = (at / width) | 0;
        const px = at - py * width;
        glyph.area++;
        if (px < glyph.x0) glyph.x0 = px;
        if (px > glyph.x1) glyph.x1 = px;
        if (py < glyph.y0) glyph.y0 = py;
        if (py > glyph.y1) glyph.y1 = py;
        for (const step of around) {
          const near = at + step;
          if (label[near] !== -1 || (data[near] as number) >= WHITE / 2) continue;
          const ny = (near / width) | 0;
          const nx = near - ny * width;
          if (nx === 0 || ny === 0 || nx === width - 1 || ny === height - 1) continue;
          label[near] = id;
          waiting.push(near);
        }
      }
      found.push(glyph);
    }
  return { label, found };
}

/** Rows or columns of the picture: how many, how long, from one to the next and from one pixel of it to the next. */
interface Lines {
  readonly count: number;
  readonly length: number;
  readonly across: number;
  readonly along: number;
}
const acrossLines = ({ width, height }: Strokes): Lines => ({ count: height, length: width, across: width, along: 1 });
const downLines = ({ width, height }: Strokes): Lines => ({ count: width, length: height, across: 1, along: width });

/** Mean length of the runs of ink along these lines that may be a stroke's thickness. */
function meanRun({ inGlyph }: Strokes, { count, length, across, along }: Lines): number {
  let sum = 0;
  let runs = 0;
  const most = picture.xHeight * limits.run;
  for (let line = 0; line < count; line++) {
    let run = 0;
    for (let i = 0, at = line * across; i < length; i++, at += along) {
      if (inGlyph[at]) run++;
      else if (run > 0) {
        if (run < most) {
          sum += run;
          runs++;
        }
        run = 0;
      }
    }
  }
  return runs > 0 ? sum / runs : 0;
}

/** The part of the edges towards the line before that goes on straight for `least` pixels. */
function straightPart({ inGlyph }: Strokes, { count, length, across, along }: Lines, least: number): number {
  let long = 0;
  let all = 0;
  for (let line = 1; line < count - 1; line++) {
    let run = 0;
    for (let i = 0, at = line * across; i < length; i++, at += along) {
      if (inGlyph[at] && !inGlyph[at - across]) run++;
      else if (run > 0) {
        all += run;
        if (run >= least) long += run;
        run = 0;
      }
    }
  }
  return all > 0 ? long / all : 0;
}

/** Directions of the edges of glyphs, by how steep they are; and how dark it is within strokes. */
function edgesOf({ width, height, data, inGlyph, ink }: Strokes): Pick<StrokeTraits, 'edges' | 'darkness'> {
  const edges = new Float64Array(DIRECTIONS);
  let sum = 0;
  let dark = 0;
  let within = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const p = y * width + x;
      const up = p - width;
      const down = p + width;
      if (!(inGlyph[p] || inGlyph[p - 1] || inGlyph[p + 1] || inGlyph[up] || inGlyph[down])) continue;
      if (ink[p] && ink[p - 1] && ink[p + 1] && ink[up] && ink[down]) {
        dark += data[p] as number;
        within++;
      }
      const corners = (data[down + 1] as number) - (data[up - 1] as number);
      const others = (data[up + 1] as number) - (data[down - 1] as number);
      const gx = corners + others + 2 * ((data[p + 1] as number) - (data[p - 1] as number));
      const gy = corners - others + 2 * ((data[down] as number) - (data[up] as number));
      const steep = Math.sqrt(gx * gx + gy * gy);
      if (steep < limits.edge) continue;
      const direction = Math.atan2(gy, gx) / Math.PI;
      const bin = Math.round((direction < 0 ? direction + 1 : direction) * DIRECTIONS) % DIRECTIONS;
      edges[bin] = (edges[bin] as number) + steep;
      sum += steep;
    }
  return { edges: [...edges].map((one) => (sum > 0 ? one / sum : 0)), darkness: within > 0 ? dark / within / WHITE : 0.5 };
}

export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
}

function deviation(list: readonly number[]): number {
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return Math.sqrt(list.reduce((sum, v) => sum + (v - mean) ** 2, 0) / list.length);
}
