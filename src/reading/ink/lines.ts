import type { Sheet } from './sheet.ts';

/** A connected piece of ink; coordinates in straightened small pixels (rotation about the origin by the skew). */
export interface Piece {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly area: number;
}

/** A stretch of text on one base line, straightened pixels. `top`/`bottom` hold marks and tails; `high`/`low` the letters' bodies. */
export interface Stretch {
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  readonly high: number;
  readonly low: number;
}

/** A stretch as the ink shows it, in small pixels. */
export interface TextLine extends Stretch {
  readonly pieces: readonly Piece[];
}

/** A ruled table: positions of its rules, straightened small pixels. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface Layout {
  readonly lines: readonly TextLine[];
  readonly grids: readonly Grid[];
  /** Printed rules (dotted or solid) under handwriting. */
  readonly rules: readonly { readonly x0: number; readonly x1: number; readonly y: number }[];
  /** Usual height of letters' bodies. */
  readonly letter: number;
}

export function findLines(sheet: Sheet): Layout {
  const { pieces, grids: plain, rules, letter } = sort(components(sheet, sheet.small.limit), sheet);
  const grids = plain.length > 0 || !mayBeRuled(pieces, rules, letter) ? plain : paleGrids(sheet);
  return { lines: group(plain.length > 0 ? pieces : pieces.filter((p) => !onRule(p, grids)), letter), grids, rules, letter };
}

/** Bits of broken rules: several thin upright strokes, and long flat ones. */
function mayBeRuled(pieces: readonly Piece[], rules: Layout['rules'], letter: number): boolean {
  const thin = Math.max(3, letter * 0.2);
  const upright = pieces.filter((p) => p.x1 - p.x0 <= thin && p.y1 - p.y0 >= letter * 1.6).length;
  const flat = rules.length + pieces.filter((p) => p.y1 - p.y0 <= thin && p.x1 - p.x0 >= letter * 2).length;
  return upright >= 3 || flat >= 5 || upright + flat >= 6;
}

/** Tables are often ruled in grey: on paper without a pattern a paler limit still tells rule from paper. */
function paleGrids(sheet: Sheet): readonly Grid[] {
  const { even, dark } = sheet.small;
  const limit = Math.round(dark + (255 - dark) * 0.78);
  let ink = 0;
  for (let i = 0; i < even.length; i += 7) if ((even[i] as number) < limit) ink += 7;
  return ink > even.length * 0.12 ? [] : sort(components(sheet, limit), sheet).grids;
}

/** What is left of a broken rule. */
function onRule(p: Piece, grids: readonly Grid[]): boolean {
  return grids.some((g) => {
    const [left, right, top, bottom] = [
      g.xs[0] as number,
      g.xs[g.xs.length - 1] as number,
      g.ys[0] as number,
      g.ys[g.ys.length - 1] as number,
    ];
    if (p.x1 < left - 4 || p.x0 > right + 4 || p.y1 < top - 4 || p.y0 > bottom + 4) return false;
    const flat = p.y1 - p.y0 <= 4 && g.ys.some((y) => Math.abs((p.y0 + p.y1) / 2 - y) <= 3);
    const upright = p.x1 - p.x0 <= 4 && g.xs.some((x) => Math.abs((p.x0 + p.x1) / 2 - x) <= 3);
    return flat || upright;
  });
}

interface Raw {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  area: number;
}

/** Run-based labelling; small pixel boxes are straightened through their centres. Big pieces keep their runs (for rules and grids). */
function components(
  sheet: Sheet,
  limit: number,
): {
  readonly list: readonly Raw[];
  readonly runs: { readonly y: Int32Array; readonly a: Int32Array; readonly b: Int32Array; readonly label: Int32Array };
} {
  const { width, height, even } = sheet.small;
  let y = new Int32Array(1 << 15);
  let a = new Int32Array(1 << 15);
  let b = new Int32Array(1 << 15);
  let parent = new Int32Array(1 << 15);
  let count = 0;
  const find = (i: number) => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    while (parent[i] !== root) {
      const next = parent[i] as number;
      parent[i] = root;
      i = next;
    }
    return root;
  };
  let prevStart = 0;
  let prevEnd = 0;
  for (let row = 0; row < height; row++) {
    const start = count;
    const base = row * width;
    // A row of w pixels has no more than w / 2 + 1 runs.
    if (count + width > y.length) [y, a, b, parent] = [doubled(y), doubled(a), doubled(b), doubled(parent)];
    let x = 0;
    let p = prevStart;
    while (x < width) {
      while (x < width && (even[base + x] as number) >= limit) x++;
      if (x >= width) break;
      const from = x;
      while (x < width && (even[base + x] as number) < limit) x++;
      const id = count++;
      y[id] = row;
      a[id] = from;
      b[id] = x - 1;
      parent[id] = id;
      while (p < prevEnd && (b[p] as number) < from - 1) p++;
      for (let q = p; q < prevEnd && (a[q] as number) <= x; q++) {
        const one = find(q);
        const other = find(id);
        if (one !== other) parent[Math.max(one, other)] = Math.min(one, other);
      }
    }
    prevStart = start;
    prevEnd = count;
  }
  const list: Raw[] = [];
  const label = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const root = find(i);
    const row = y[i] as number;
    const from = a[i] as number;
    const to = b[i] as number;
    // The root of a piece is its first run.
    if (root === i) {
      label[i] = list.length;
      list.push({ x0: from, y0: row, x1: to, y1: row, area: to - from + 1 });
      continue;
    }
    const at = label[root] as number;
    const c = list[at] as Raw;
    if (from < c.x0) c.x0 = from;
    if (to > c.x1) c.x1 = to;
    if (row > c.y1) c.y1 = row;
    c.area += to - from + 1;
    label[i] = at;
  }
  return { list, runs: { y: y.subarray(0, count), a: a.subarray(0, count), b: b.subarray(0, count), label } };
}

function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2);
  longer.set(list);
  return longer;
}

function sort(
  found: ReturnType<typeof components>,
  sheet: Sheet,
): { pieces: Piece[]; grids: Grid[]; rules: { x0: number; x1: number; y: number }[]; letter: number } {
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const { width, height } = sheet.small;
  const straight = (c: { x0: number; y0: number; x1: number; y1: number; area: number }): Piece => {
    const cx = (c.x0 + c.x1 + 1) / 2;
    const cy = (c.y0 + c.y1 + 1) / 2;
    const x = cx * cos + cy * sin;
    const y = -cx * sin + cy * cos;
    const w = (c.x1 - c.x0 + 1) / 2;
    const h = (c.y1 - c.y0 + 1) / 2;
    return { x0: x - w, y0: y - h, x1: x + w, y1: y + h, area: c.area };
  };
  const least = Math.max(2, Math.round(height / 800));
  const heights: number[] = [];
  for (const c of found.list) {
    const h = c.y1 - c.y0 + 1;
    const w = c.x1 - c.x0 + 1;
    if (h >= height / 300 && h < height / 20 && w < h * 4 && w > h / 6 && c.area > (w * h) / 8) heights.push(h);
  }
  const letter = typical(heights, height / 120);
  const pieces: Piece[] = [];
  const grids: Grid[] = [];
  const rules: { x0: number; x1: number; y: number }[] = [];
  found.list.forEach((c, at) => {
    const w = c.x1 - c.x0 + 1;
    const h = c.y1 - c.y0 + 1;
    if (w < least && h < least) return;
    if (c.area < 3) return;
    const long = Math.max(w, h);
    if (w > letter * 8 && h < Math.max(letter * 0.5, w * 0.07 + 2) && c.area < w * 6) {
      const p = straight(c);
      rules.push({ x0: p.x0, x1: p.x1, y: (p.y0 + p.y1) / 2 });
      return;
    }
    if (long > letter * 4.5 && (h > letter * 4 || w > letter * 12)) {
      if (w > width * 0.2 && h > letter * 2.5 && c.area < w * h * 0.25) {
        const grid = gridOf(at, found.runs, sheet);
        if (grid) grids.push(grid);
      }
      return;
    }
    pieces.push(straight(c));
  });
  return { pieces, grids, rules, letter };
}

/**
 * The most frequent height among pieces that look like letters, weighing neighbours. Where a height of about half of it is as frequent, that
 * one is the print and the other a large hand: print must not be taken for marks.
 */
function typical(heights: readonly number[], otherwise: number): number {
  if (heights.length < 8) return otherwise;
  const bins = new Float64Array(512);
  for (const h of heights) if (h < 510) bins[h] = (bins[h] as number) + 1;
  const often = (i: number) => (bins[i - 1] as number) + 2 * (bins[i] as number) + (bins[i + 1] as number);
  let best = 0;
  let at = otherwise;
  for (let i = 4; i < 500; i++) {
    if (often(i) * Math.sqrt(i) > best) {
      best = often(i) * Math.sqrt(i);
      at = i;
    }
  }
  let print = at;
  let most = often(Math.round(at));
  for (let i = Math.max(4, Math.ceil(at * 0.4)); i <= at * 0.58; i++) {
    if (often(i) < most) continue;
    most = often(i);
    print = i;
  }
  return print;
}

/** Positions of rules: rows and columns of one piece that are inked over most of their length. */
function gridOf(label: number, runs: ReturnType<typeof components>['runs'], sheet: Sheet): Grid | null {
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
      while (i < bins.length - 1 && (bins[i] as number) + (bins[i + 1] as number) >= need * 0.5) {
        sum += bins[i] as number;
        weighted += (bins[i] as number) * i;
        i++;
      }
      if (i - from < 14) out.push(weighted / sum - size / 2 + 0.5);
    }
    return out;
  };
  const ys = peaks(byY, (right - left) * 0.55);
  const xs = peaks(byX, (bottom - top) * 0.55);
  return xs.length >= 3 && ys.length >= 3 ? { xs, ys } : null;
}

/** Bodies first, left to right onto base lines; then marks and points to the nearest body above or below. */
function group(pieces: readonly Piece[], letter: number): TextLine[] {
  const bodies = pieces.filter((p) => p.y1 - p.y0 >= letter * 0.55 && p.y1 - p.y0 <= letter * 4).sort((p, q) => p.x0 - q.x0);
  const rest = pieces.filter((p) => !(p.y1 - p.y0 >= letter * 0.55 && p.y1 - p.y0 <= letter * 4));
  interface Open {
    pieces: Piece[];
    x1: number;
    mid: number;
    high: number;
    low: number;
  }
  const open: Open[] = [];
  for (const p of bodies) {
    const h = p.y1 - p.y0;
    const mid = (p.y0 + p.y1) / 2;
    let best: Open | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const line of open) {
      const gap = p.x0 - line.x1;
      const size = line.low - line.high;
      if (gap > Math.max(size, h) * 3.2) continue;
      const overlap = Math.min(p.y1, line.low) - Math.max(p.y0, line.high);
      if (overlap < Math.min(h, size) * 0.45) continue;
      const ratio = h / size;
      if (ratio > 3 || ratio < 0.3) continue;
      const cost = Math.abs(mid - line.mid) + Math.max(0, gap) * 0.1;
      if (cost < bestCost) {
        bestCost = cost;
        best = line;
      }
    }
    if (best) {
      best.pieces.push(p);
      best.x1 = Math.max(best.x1, p.x1);
      // Follow slowly: the last few bodies tell where the line is.
      best.mid = best.mid * 0.8 + mid * 0.2;
      best.high = best.high * 0.85 + p.y0 * 0.15;
      best.low = best.low * 0.85 + p.y1 * 0.15;
    } else open.push({ pieces: [p], x1: p.x1, mid, high: p.y0, low: p.y1 });
  }
  const lines = open.map((line) => bodyOf(line.pieces)).sort((p, q) => p.low - q.low);
  const extra: Piece[][] = lines.map(() => []);
  for (const p of rest) {
    const mid = (p.y0 + p.y1) / 2;
    const centre = (p.x0 + p.x1) / 2;
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    lines.forEach((line, i) => {
      const size = line.low - line.high;
      if (centre < line.x0 - size * 0.8 || centre > line.x1 + size * 0.8) return;
      const cost = mid < line.high ? (line.high - mid) * 1 : mid > line.low ? (mid - line.low) * 1.6 : 0;
      if (cost > size * 1.05 || cost >= bestCost) return;
      bestCost = cost;
      best = i;
    });
    if (best >= 0) (extra[best] as Piece[]).push(p);
  }
  return lines.map((line, i) => {
    const marks = extra[i] as Piece[];
    const all = [...line.pieces, ...marks].sort((p, q) => p.x0 - q.x0);
    return {
      ...line,
      x0: Math.min(...all.map((p) => p.x0)),
      x1: Math.max(...all.map((p) => p.x1)),
      top: Math.min(...all.map((p) => p.y0)),
      bottom: Math.max(...all.map((p) => p.y1)),
      pieces: all,
    };
  });
}

function bodyOf(pieces: readonly Piece[]): TextLine {
  const tops = pieces.map((p) => p.y0).sort((a, b) => a - b);
  const lows = pieces.map((p) => p.y1).sort((a, b) => a - b);
  const pick = (list: readonly number[], part: number) => list[Math.min(list.length - 1, Math.floor(list.length * part))] as number;
  return {
    x0: Math.min(...pieces.map((p) => p.x0)),
    x1: Math.max(...pieces.map((p) => p.x1)),
    top: tops[0] as number,
    bottom: lows[lows.length - 1] as number,
    high: pick(tops, 0.5),
    low: pick(lows, 0.5),
    pieces,
  };
}

/**
 * By brightness × 256 + the darkest colour plane: how far from coloured a pixel is. Over the brightness, or a red number in shade would be
 * no deeper than the pattern in the light; black is grainy, so it counts for more.
 */
const colourDepths = Uint8Array.from({ length: 256 * 256 }, (_, at) => {
  const bright = at >> 8;
  return Math.max(0, 255 - ((bright - (at & 255)) / (bright + 48)) * 400);
});

/** Lines printed in strong colour (serial numbers, titles), which the plane of black ink does not show. */
export function redLines(sheet: Sheet, layout: Layout): readonly TextLine[] {
  if (!sheet.inkAll) return [];
  const { factor, width, height } = sheet.small;
  const low = sheet.inkAll;
  const colour = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * factor * sheet.width + x * factor;
      colour[y * width + x] = colourDepths[((sheet.plane[at] as number) << 8) | (low[at] as number)] as number;
    }
  const bins = new Uint32Array(256);
  for (let i = 0; i < colour.length; i += 3) bins[colour[i] as number] = (bins[colour[i] as number] as number) + 1;
  // Paper is the usual value; what is far more coloured than any pattern counts.
  let usual = 255;
  let best = 0;
  for (let v = 0; v < 256; v++) if ((bins[v] as number) > best) [best, usual] = [bins[v] as number, v];
  // The deepest colour is print and seals: ink is nearer to it than to paper.
  let rest = colour.length * 0.00015;
  let deep = 0;
  while (deep < 255 && rest > 0) rest -= bins[deep++] as number;
  const limit = Math.max(20, Math.min((usual + deep) / 2, 130));
  const view: Sheet = { ...sheet, small: { ...sheet.small, even: colour, limit } };
  const { lines } = findLines(view);
  return lines.filter((line) => {
    const size = line.low - line.high;
    if (line.pieces.length < 6 || size < layout.letter * 0.7 || size > layout.letter * 4) return false;
    // Seals bend: their letters do not stand on one base line.
    const lows = line.pieces.filter((p) => p.y1 - p.y0 > size * 0.6).map((p) => p.y1);
    const mean = lows.reduce((a, b) => a + b, 0) / lows.length;
    return lows.length >= 5 && Math.sqrt(lows.reduce((s, v) => s + (v - mean) ** 2, 0) / lows.length) < size * 0.2;
  });
}
