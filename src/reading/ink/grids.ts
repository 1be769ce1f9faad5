import type { Component, InkRuns } from './components.ts';
import type { RulingLine, RulingLines } from './ruling-lines.ts';
import type { Sheet } from './sheet.ts';

/** Ruled tables: from one component that holds all its ruling lines, or from ruling lines that were found one by one. */

/** A ruled table: where its ruling lines lie, straightened small pixels, from the left and from the top. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Small pixels: what is no thicker than the first and lies within the second of a grid's line is left of that line. */
const leftover = { thickness: 4, distance: 3 } as const;

/** What is left of a broken ruling line. */
export function isOnGrid(c: Component, grids: readonly Grid[]): boolean {
  return grids.some((g) => {
    const [left, right, top, bottom] = [
      g.xs[0] as number,
      g.xs[g.xs.length - 1] as number,
      g.ys[0] as number,
      g.ys[g.ys.length - 1] as number,
    ];
    const around = leftover.thickness;
    if (c.x1 < left - around || c.x0 > right + around || c.y1 < top - around || c.y0 > bottom + around) return false;
    const near = (lines: readonly number[], at: number) => lines.some((line) => Math.abs(at - line) <= leftover.distance);
    const horizontal = c.y1 - c.y0 <= leftover.thickness && near(g.ys, (c.y0 + c.y1) / 2);
    const vertical = c.x1 - c.x0 <= leftover.thickness && near(g.xs, (c.x0 + c.x1) / 2);
    return horizontal || vertical;
  });
}

const inOne = {
  /** A row or column of the component is a ruling line where so much of the component's width or height is inked; its slopes have half of that. */
  inked: 0.55,
  slopes: 0.5,
  /** Small pixels: what is thicker is a filled cell. */
  thickest: 14,
  /** Lines each way: a frame around one cell is no table. */
  fewest: 3,
} as const;

/** The table that one component forms, by its rows and columns that are inked over most of their length; null where it is none. */
export function gridOf(label: number, runs: InkRuns, sheet: Sheet): Grid | null {
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const size = sheet.small.width + sheet.small.height;
  const byX = new Float32Array(size * 2);
  const byY = new Float32Array(size * 2);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < runs.y.length; i++) {
    if (runs.label[i] !== label) continue;
    const row = runs.y[i] as number;
    for (let x = runs.a[i] as number; x <= (runs.b[i] as number); x++) {
      const sx = x * cos + row * sin;
      const sy = -x * sin + row * cos;
      byX[(sx + size / 2) | 0] = (byX[(sx + size / 2) | 0] as number) + 1;
      byY[(sy + size / 2) | 0] = (byY[(sy + size / 2) | 0] as number) + 1;
      if (sx < left) left = sx;
      if (sx > right) right = sx;
      if (sy < top) top = sy;
      if (sy > bottom) bottom = sy;
    }
  }
  const peaks = (bins: Float32Array, need: number) => {
    const out: number[] = [];
    for (let i = 1; i < bins.length - 1; i++) {
      let sum = 0;
      let weighted = 0;
      if ((bins[i] as number) + (bins[i + 1] as number) < need) continue;
      const from = i;
      while (i < bins.length - 1 && (bins[i] as number) + (bins[i + 1] as number) >= need * inOne.slopes) {
        sum += bins[i] as number;
        weighted += (bins[i] as number) * i;
        i++;
      }
      if (i - from < inOne.thickest) out.push(weighted / sum - size / 2 + 0.5);
    }
    return out;
  };
  const ys = peaks(byY, (right - left) * inOne.inked);
  const xs = peaks(byX, (bottom - top) * inOne.inked);
  return xs.length >= inOne.fewest && ys.length >= inOne.fewest ? { xs, ys } : null;
}

/** Of tables from single ruling lines. Distances in x-heights. */
const joined = {
  /** So near lines meet. */
  near: 1.2,
  /** Lines across nearer than this are one that broke or slants; upright ones nearer than an x-height are. */
  oneLine: 0.8,
  /** A broken line counts where its parts cover half of the table's width, a little less for its ends. */
  covered: 0.45,
  fewestVertical: 3,
  fewestHorizontal: 2,
} as const;

/** Tables: lines across that at least three upright ones join; streaks of a copier run past them and do not count. */
export function gridsOf({ horizontal, vertical }: RulingLines, xHeight: number): readonly Grid[] {
  const near = xHeight * joined.near;
  const meets = (v: RulingLine, h: RulingLine) => v.at > h.from - near && v.at < h.to + near && h.at > v.from - near && h.at < v.to + near;
  const within = vertical.filter((v) => {
    const own = horizontal.filter((h) => meets(v, h)).map((h) => h.at);
    return own.length >= 2 && Math.min(...own) - v.from < near && v.to - Math.max(...own) < near;
  });
  const left = new Set(within);
  const out: Grid[] = [];
  for (const seed of within) {
    if (!left.has(seed)) continue;
    const columns = new Set<RulingLine>([seed]);
    const rows = new Set<RulingLine>();
    for (let grown = true; grown; ) {
      grown = false;
      for (const h of horizontal) if (!rows.has(h) && [...columns].some((v) => meets(v, h))) rows.add(h);
      for (const v of left)
        if (!columns.has(v) && [...rows].some((h) => meets(v, h))) {
          columns.add(v);
          grown = true;
        }
    }
    for (const v of columns) left.delete(v);
    const [start, end] = [Math.min(...[...rows].map((h) => h.from)), Math.max(...[...rows].map((h) => h.to))];
    const xs = merged([...[...columns].map((v) => v.at), start, end], xHeight);
    const oneLine = xHeight * joined.oneLine;
    const covered = (y: number) =>
      [...rows].filter((h) => Math.abs(h.at - y) < oneLine).reduce((sum, h) => sum + h.to - h.from, 0) > (end - start) * joined.covered;
    const ys = merged(
      [...rows].map((h) => h.at),
      oneLine,
    ).filter(covered);
    if (xs.length >= joined.fewestVertical && ys.length >= joined.fewestHorizontal) out.push({ xs, ys });
  }
  return out;
}

/** Sorted, those nearer than `apart` as one in their mean. */
function merged(values: readonly number[], apart: number): readonly number[] {
  const out: number[][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = out[out.length - 1];
    if (last && value - (last[last.length - 1] as number) < apart) last.push(value);
    else out.push([value]);
  }
  return out.map((group) => group.reduce((a, b) => a + b, 0) / group.length);
}
