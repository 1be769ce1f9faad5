import { backgroundAt, WHITE } from './background.ts';
import type { Sheet } from './sheet.ts';
import type { TextLine } from './text-lines.ts';

/** Zeros of typewriter faces with a dot or a stroke inside, which the engine reads as 9, 8 or 6 unless it is taken out. */

/** An ellipse inside the zero that holds the dot and no wall; straightened sheet pixels. */
export interface DottedZero {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

const shape = {
  /** Height by the line's x-height, and width by height. */
  lowest: 0.75,
  highest: 1.9,
  narrowest: 0.4,
  widest: 0.85,
  /** The dot or stroke on the middle lines, as a part of the glyph's width and of its height: wider ones are another letter's own strokes. */
  dotAcross: 0.45,
  dotDown: 0.5,
  /** How far the middle of the dot may lie from the middle of the glyph, and where the walls must be at the latest; parts of the middle line. */
  offCentre: 0.12,
  walls: 0.22,
} as const;

/** How much of the way to the walls is surely no wall, at slanted glyphs too; and pixels at least. */
const INSIDE = 0.9;
const INSIDE_AT_LEAST = 2.5;

/** Ink, on the way from the darkest point to paper. */
const INK = 0.55;

const round = {
  /** Above and below the middle, parts of the height: there a zero is nearly as wide as in its middle, an eight is wider. */
  away: 0.2,
  narrowest: 0.75,
  /** Pixels, or part of the width: what scanning may add or take at a wall. */
  slack: 0.25,
  slackByWidth: 0.02,
  /** An ellipse is wider in the middle by 0.04 of its width at either side; more is a wall with a bar through it. */
  bulge: 0.06,
} as const;

/** Zeros with ink inside: both middle lines of the glyph cross ink three times, at both edges and in the middle. */
export function dottedZeros(sheet: Sheet, line: TextLine): readonly DottedZero[] {
  const { factor } = sheet.small;
  const xHeight = line.baseline - line.meanline;
  const out: DottedZero[] = [];
  for (const glyph of line.components) {
    const w = glyph.x1 - glyph.x0;
    const h = glyph.y1 - glyph.y0;
    if (h < xHeight * shape.lowest || h > xHeight * shape.highest || w < h * shape.narrowest || w > h * shape.widest) continue;
    const x = ((glyph.x0 + glyph.x1) / 2) * factor;
    const y = ((glyph.y0 + glyph.y1) / 2) * factor;
    const across = middleOf(profile(sheet, x, y, w * factor, true));
    const down = middleOf(profile(sheet, x, y, h * factor, false));
    if (across === null || down === null || across.part > shape.dotAcross || down.part > shape.dotDown) continue;
    if (!isRound(sheet, x, y, w * factor, h * factor)) continue;
    // All that stands inside is taken out: the ends of a stroke at its walls make a nine or a six of it.
    out.push({
      x: x + across.shift,
      y: y + down.shift,
      rx: Math.max(INSIDE_AT_LEAST, across.half * INSIDE),
      ry: Math.max(INSIDE_AT_LEAST, down.half * INSIDE),
    });
  }
  return out;
}

/**
 * An eight is narrower in the middle than a fifth of its height above and below; a zero is not. Slanted glyphs are met by the mean of
 * both. Nor has a zero a side that is open there (5, 6, 9, s), or a bar through its wall (Đ).
 */
function isRound(sheet: Sheet, x: number, y: number, w: number, h: number): boolean {
  const [middle, above, below] = [0, -round.away, round.away].map((part) => walls(profile(sheet, x, y + h * part, w, true)));
  if (!middle || !above || !below) return false;
  if (Math.min(above[1] - above[0], below[1] - below[0]) < (middle[1] - middle[0]) * round.narrowest) return false;
  const slack = Math.max(round.slack, w * round.slackByWidth);
  const left = (above[0] + below[0]) / 2 - middle[0];
  const right = middle[1] - (above[1] + below[1]) / 2;
  return Math.min(left, right) >= -slack && Math.max(left, right) <= w * round.bulge + slack * 2;
}

/** Where ink begins and ends, between pixels. */
function walls(values: readonly number[]): readonly [number, number] | null {
  const threshold = inkThreshold(values);
  const from = values.findIndex((v) => v < threshold);
  const to = values.findLastIndex((v) => v < threshold);
  if (from < 0) return null;
  const before = values[from - 1] ?? WHITE;
  const behind = values[to + 1] ?? WHITE;
  return [
    from - (threshold - (values[from] as number)) / Math.max(1, before - (values[from] as number)),
    to + (threshold - (values[to] as number)) / Math.max(1, behind - (values[to] as number)),
  ];
}

function inkThreshold(values: readonly number[]): number {
  const darkest = Math.min(...values);
  return darkest + (WHITE - darkest) * INK;
}

/** Brightness over paper along a middle line of a glyph of this extent, a little beyond its edges. */
function profile(sheet: Sheet, x: number, y: number, extent: number, across: boolean): readonly number[] {
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const { background, factor } = sheet.small;
  const paper = backgroundAt(background, (x * cos - y * sin) / factor, (x * sin + y * cos) / factor);
  const out: number[] = [];
  const half = Math.round(extent / 2 + 1);
  for (let i = -half; i <= half; i++) {
    const px = across ? x + i : x;
    const py = across ? y : y + i;
    const sx = Math.round(px * cos - py * sin);
    const sy = Math.round(px * sin + py * cos);
    const inside = sx >= 0 && sy >= 0 && sx < sheet.width && sy < sheet.height;
    out.push(inside ? ((sheet.plane[sy * sheet.width + sx] as number) * WHITE) / paper : WHITE);
  }
  return out;
}

/**
 * Ink, paper, ink, paper, ink with the middle one in the middle: its part of the extent, half the way from wall to wall, and how far the
 * middle between the walls lies behind that of the extent; else null.
 */
function middleOf(values: readonly number[]): { readonly part: number; readonly half: number; readonly shift: number } | null {
  const threshold = inkThreshold(values);
  const runs: { readonly from: number; to: number }[] = [];
  values.forEach((v, i) => {
    if (v >= threshold) return;
    const last = runs[runs.length - 1];
    if (last && last.to === i - 1) last.to = i;
    else runs.push({ from: i, to: i });
  });
  const [first, middle, last, ...more] = runs;
  if (!first || !middle || !last || more.length > 0) return null;
  const n = values.length;
  const centre = (middle.from + middle.to) / 2;
  if (Math.abs(centre - (n - 1) / 2) > n * shape.offCentre || first.from > n * shape.walls || last.to < n * (1 - shape.walls)) return null;
  return {
    part: (middle.to - middle.from + 1) / n,
    half: (last.from - first.to - 1) / 2,
    shift: (first.to + last.from) / 2 - (n - 1) / 2,
  };
}
