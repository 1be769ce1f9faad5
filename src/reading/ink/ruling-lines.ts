import { backgroundAt, WHITE } from './background.ts';
import type { Sheet } from './sheet.ts';

/**
 * Ruling lines of tables, under heads and along folds, found even where a worn scan has broken them, and taken out of the picture so
 * that letters beside and above them are read alone.
 */

/** A straight stroke in straightened small pixels: along `at` from `from` to `to`. */
export interface RulingLine {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}
export interface RulingLines {
  readonly horizontal: readonly RulingLine[];
  readonly vertical: readonly RulingLine[];
}

/** What a run of ink must be to be a ruling line. */
interface Wanted {
  /** X-heights: letters in a row may look like a dotted or broken line, so those must be longer. */
  readonly length: { readonly vertical: number; readonly horizontal: number };
  /** Widest gap in x-heights, and in small pixels where letters are small. */
  readonly gap: number;
  readonly gapAtLeast: number;
  /** The part of its length that is ink, and of the rows beside it that may be. */
  readonly inked: number;
  readonly beside: number;
}
const whole: Wanted = { length: { vertical: 2.6, horizontal: 4.5 }, gap: 0.3, gapAtLeast: 3, inked: 0.75, beside: 0.3 };
const broken: Wanted = { length: { vertical: 9, horizontal: 16 }, gap: 0.5, gapAtLeast: 4, inked: 0.45, beside: 0.14 };

const finding = {
  /** Ruling lines are often printed paler than letters: the threshold as a part of the way from ink to paper. */
  threshold: 0.66,
  /** Where the rows beside a line are, x-heights, and small pixels at least. */
  besideAt: 0.28,
  besideAtLeast: 3,
  /** Runs are one line when they lie so near across (small pixels) and along (x-heights). */
  sameAcross: 3,
  sameAlong: 2,
} as const;

export function findRulingLines(sheet: Sheet, xHeight: number): RulingLines {
  const mask = straightMask(sheet);
  return { horizontal: linesIn(mask, 'horizontal', xHeight), vertical: linesIn(transposed(mask), 'vertical', xHeight) };
}

interface Mask {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

function straightMask(sheet: Sheet): Mask {
  const { width, height, even, dark } = sheet.small;
  const threshold = dark + (WHITE - dark) * finding.threshold;
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = Math.round(x * cos - y * sin);
      const sy = Math.round(x * sin + y * cos);
      if (sx >= 0 && sy >= 0 && sx < width && sy < height && (even[sy * width + sx] as number) < threshold) ink[y * width + x] = 1;
    }
  return { width, height, ink };
}

function transposed({ width, height, ink }: Mask): Mask {
  const out = new Uint8Array(ink.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[x * height + y] = ink[y * width + x] as number;
  return { width: height, height: width, ink: out };
}

/** Lines along the rows of the mask. */
function linesIn(mask: Mask, direction: 'horizontal' | 'vertical', xHeight: number): readonly RulingLine[] {
  return joined([...runsIn(mask, whole, direction, xHeight), ...runsIn(mask, broken, direction, xHeight)], xHeight);
}

/** Long runs along the rows, through gaps, that have paper above and below. */
function runsIn(
  { width, height, ink }: Mask,
  wanted: Wanted,
  direction: 'horizontal' | 'vertical',
  xHeight: number,
): readonly RulingLine[] {
  const out: RulingLine[] = [];
  const length = xHeight * wanted.length[direction];
  const gap = Math.max(wanted.gapAtLeast, xHeight * wanted.gap);
  const beside = Math.max(finding.besideAtLeast, Math.round(xHeight * finding.besideAt));
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    let from = -1;
    let last = -1;
    let count = 0;
    const end = () => {
      if (from >= 0 && last - from >= length && count >= (last - from) * wanted.inked && isFree(y, from, last))
        out.push({ at: y, from, to: last });
      from = -1;
      count = 0;
    };
    for (let x = 0; x < width; x++) {
      if (!(ink[row + x] || ink[row + x - width] || ink[row + x + width])) continue;
      if (from >= 0 && x - last > gap) end();
      if (from < 0) from = x;
      last = x;
      count++;
    }
    end();
  }
  function isFree(y: number, from: number, to: number): boolean {
    const inkAt = (shift: number) => {
      const row = (y + shift) * width;
      if (y + shift < 0 || y + shift >= height) return 0;
      let inked = 0;
      for (let x = from; x <= to; x++) inked += ink[row + x] as number;
      return inked;
    };
    const most = (to - from + 1) * wanted.beside;
    return inkAt(beside) < most && inkAt(-beside) < most;
  }
  return out;
}

/** Runs on neighbouring rows, and the parts of a broken or slightly slanted line, become one. */
function joined(runs: readonly RulingLine[], xHeight: number): readonly RulingLine[] {
  const groups: { at: number[]; from: number; to: number }[] = [];
  const along = xHeight * finding.sameAlong;
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    const found = groups.find(
      (g) =>
        Math.abs((g.at[g.at.length - 1] as number) - run.at) <= finding.sameAcross && run.from <= g.to + along && run.to >= g.from - along,
    );
    if (found) {
      found.at.push(run.at);
      found.from = Math.min(found.from, run.from);
      found.to = Math.max(found.to, run.to);
    } else groups.push({ at: [run.at], from: run.from, to: run.to });
  }
  return groups.map((g) => ({ at: g.at.reduce((a, b) => a + b, 0) / g.at.length, from: g.from, to: g.to }));
}

const erasing = {
  /** Half the thickness of the widest line that is taken out, x-heights. */
  reach: 0.32,
  /** Small pixels beyond a line's ends; and from one crossing to the next, so that no pixel row is left out at any skew. */
  beyond: 2,
  step: 0.7,
  /** The threshold as a part of the way from ink to paper: a line's pale edges go with it. */
  threshold: 0.74,
  /** By the line's usual thickness: where it is thicker, and by a pixel, a letter or a dot stands on it. */
  thicker: 1.4,
} as const;

/** Ink across a line at one of its points, in sheet pixels from that point. */
interface Crossing {
  readonly px: number;
  readonly py: number;
  readonly from: number;
  readonly to: number;
  readonly paper: number;
}

/** The plane without the lines: painted over where no letter crosses. */
export function withoutRulingLines(sheet: Sheet, lines: RulingLines, xHeight: number): Uint8Array {
  const plane = Uint8Array.from(sheet.plane);
  const reach = Math.ceil(xHeight * erasing.reach * sheet.small.factor);
  for (const line of lines.horizontal) erase(plane, sheet, line, false, reach);
  for (const line of lines.vertical) erase(plane, sheet, line, true, reach);
  return plane;
}

function erase(plane: Uint8Array, sheet: Sheet, line: RulingLine, vertical: boolean, reach: number): void {
  const crossings = crossingsOf(plane, sheet, line, vertical, reach);
  const widths = crossings.map((crossing) => crossing.to - crossing.from + 1).sort((a, b) => a - b);
  const most = Math.min(reach, (widths[widths.length >> 1] ?? 0) * erasing.thicker + 1);
  for (const { px, py, from, to, paper } of crossings) {
    if (to - from + 1 > most) continue;
    for (let d = from - 1; d <= to + 1; d++) {
      const [qx, qy] = vertical ? [px + d, py] : [px, py + d];
      if (qx >= 0 && qy >= 0 && qx < sheet.width && qy < sheet.height) plane[qy * sheet.width + qx] = paper;
    }
  }
}

function crossingsOf(plane: Uint8Array, sheet: Sheet, line: RulingLine, vertical: boolean, reach: number): readonly Crossing[] {
  const { factor, dark, background } = sheet.small;
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const out: Crossing[] = [];
  for (let along = line.from - erasing.beyond; along <= line.to + erasing.beyond; along += erasing.step / factor) {
    const x = vertical ? line.at : along;
    const y = vertical ? along : line.at;
    const px = Math.round((x * cos - y * sin) * factor);
    const py = Math.round((x * sin + y * cos) * factor);
    if (px < 0 || py < 0 || px >= sheet.width || py >= sheet.height) continue;
    const paper = backgroundAt(background, px / factor, py / factor);
    const threshold = (paper * (dark + (WHITE - dark) * erasing.threshold)) / WHITE;
    const inked = (d: number) => {
      const [qx, qy] = vertical ? [px + d, py] : [px, py + d];
      return qx >= 0 && qy >= 0 && qx < sheet.width && qy < sheet.height && (plane[qy * sheet.width + qx] as number) < threshold;
    };
    // The line may lie a little off its mean place.
    let from = 0;
    for (let d = 1; !inked(from) && d <= reach; d++) from = inked(d) ? d : inked(-d) ? -d : 0;
    if (!inked(from)) continue;
    let to = from;
    while (inked(from - 1) && to - from <= reach * 2) from--;
    while (inked(to + 1) && to - from <= reach * 2) to++;
    out.push({ px, py, from, to, paper });
  }
  return out;
}
