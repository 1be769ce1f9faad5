import { WHITE } from './background.ts';
import type { Sheet } from './sheet.ts';
import { isWithin } from './surroundings.ts';
import type { Corners, Point } from './warp.ts';

/**
 * The sheet of paper on a photo: its four corners on whatever it lies on. What is inside and what is outside are told by how often each
 * brightness and colour stands in the middle of the picture and along its border; a patterned cloth is no harder than a grey table.
 */

type Planes = Pick<Sheet, 'plane' | 'inkAll'>;

const limits = {
  /** The picture is looked at in cells, so many along its longer side. */
  cells: 240,
  /** Bins of a cell's brightest and darkest colour plane, and how far each cell counts into neighbouring bins. */
  bins: 16,
  spread: 1,
  /** Cells that each bin has beforehand, so that what was hardly seen tells nothing; and the most that one cell may say. */
  beforehand: 4,
  most: 2,
  /** First guess: the border ring, and the middle of the picture, parts of its sides. */
  ring: 0.012,
  middle: 0.24,
  /** Part of each side, from both ends, whose scan lines are not looked at: there is another side. */
  ends: 0.12,
  /** Rounds; each tells inside and outside anew by the corners of the one before. */
  rounds: 3,
  /** Points of a side whose pairs are tried as a line. */
  pairs: 40,
  /** Edges lie on one line within this part of the longer side, and this part of them must. */
  straight: 0.006,
  inliers: 0.6,
  /** The narrowest strip of paper, in cells, that is more than a patch of the cloth: the margin outside of a printed frame. */
  strip: 4,
  /** What must be true of cells outside and inside (letters and frames are there): this part of them looks more like where it is. */
  told: [0.7, 0.75],
  /** Parts of the picture that a sheet covers. */
  least: 0.2,
  largest: 0.97,
} as const;

/** Null where no sheet is told from what is around it: scans, and photos that it fills. */
export function findPaper(planes: Planes, width: number, height: number): Corners | null {
  const cells = cellsOf(planes, width, height);
  let inside: (x: number, y: number) => boolean = (x, y) =>
    Math.abs(x / cells.width - 0.5) < limits.middle && Math.abs(y / cells.height - 0.5) < limits.middle;
  let outside: (x: number, y: number) => boolean = (x, y) =>
    Math.min(x, y, cells.width - 1 - x, cells.height - 1 - y) < Math.max(2, cells.width * limits.ring);
  let corners: Corners | null = null;
  for (let round = 0; round < limits.rounds; round++) {
    const speaks = likelihood(cells, inside, outside);
    const sides = sidesOf(speaks, cells);
    if (!sides) return null;
    corners = cornersOf(sides);
    if (!corners || !isSheet(corners, cells)) return null;
    const found = corners;
    inside = (x, y) => isWithin(found, x + 0.5, y + 0.5);
    outside = (x, y) => !isWithin(found, x + 0.5, y + 0.5);
    if (round === limits.rounds - 1 && !isTold(speaks, cells, inside)) return null;
  }
  return corners && (corners.map(({ x, y }) => ({ x: x * cells.size, y: y * cells.size })) as unknown as Corners);
}

interface Cells {
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture. */
  readonly size: number;
  /** The bin of each. */
  readonly bin: Uint16Array;
}

/** Cells by the brightest and darkest plane; letters are thin, so that a cell's mean is near its paper. */
function cellsOf({ plane, inkAll }: Planes, width: number, height: number): Cells {
  const size = Math.max(1, Math.round(Math.max(width, height) / limits.cells));
  const w = Math.floor(width / size);
  const h = Math.floor(height / size);
  const bin = new Uint16Array(w * h);
  const step = Math.max(1, size >> 2);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let [bright, dark, count] = [0, 0, 0];
      for (let j = 0; j < size; j += step)
        for (let i = 0; i < size; i += step) {
          const at = (y * size + j) * width + x * size + i;
          bright += plane[at] as number;
          dark += (inkAll ?? plane)[at] as number;
          count++;
        }
      const of = (sum: number) => Math.min(limits.bins - 1, Math.floor((sum / count / (WHITE + 1)) * limits.bins));
      bin[y * w + x] = of(bright) * limits.bins + of(dark);
    }
  return { width: w, height: h, size, bin };
}

/** For each cell how much more it looks like the sheet than like what is around it: logarithms, bounded. */
function likelihood(cells: Cells, inside: (x: number, y: number) => boolean, outside: (x: number, y: number) => boolean): Float32Array {
  const bins = limits.bins * limits.bins;
  const [within, around] = [new Float64Array(bins), new Float64Array(bins)];
  for (let y = 0; y < cells.height; y++)
    for (let x = 0; x < cells.width; x++) {
      const to = inside(x, y) ? within : outside(x, y) ? around : null;
      if (to) count(to, cells.bin[y * cells.width + x] as number);
    }
  const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0) + bins * limits.beforehand;
  const [all, allAround] = [sum(within), sum(around)];
  const said = Float64Array.from(within, (n, i) => {
    const more = Math.log((n + limits.beforehand) / all / (((around[i] as number) + limits.beforehand) / allAround));
    return Math.max(-limits.most, Math.min(more, limits.most));
  });
  return Float32Array.from(cells.bin, (bin) => said[bin] as number);
}

function count(bins: Float64Array, bin: number): void {
  const [bright, dark] = [Math.floor(bin / limits.bins), bin % limits.bins];
  for (let i = -limits.spread; i <= limits.spread; i++)
    for (let j = -limits.spread; j <= limits.spread; j++) {
      const [b, d] = [bright + i, dark + j];
      if (b < 0 || d < 0 || b >= limits.bins || d >= limits.bins) continue;
      const at = b * limits.bins + d;
      bins[at] = (bins[at] as number) + (i === 0 && j === 0 ? 1 : 0.5);
    }
}

/** A side as `across = at + slope × along`, in cells. */
interface Side {
  readonly at: number;
  readonly slope: number;
}
interface Sides {
  readonly left: Side;
  readonly right: Side;
  readonly top: Side;
  readonly bottom: Side;
}

/** From each border inwards, scan line by scan line: where what is around ends and the sheet begins. */
function sidesOf(speaks: Float32Array, { width, height }: Cells): Sides | null {
  const solid = solidPaper(speaks, width, height);
  const straight = Math.max(width, height) * limits.straight;
  const side = (upright: boolean, fromEnd: boolean) => {
    const [lines, length] = upright ? [height, width] : [width, height];
    const at = upright ? (line: number, i: number) => line * width + i : (line: number, i: number) => i * width + line;
    const scan = (place: (of: (i: number) => number, length: number) => number) => {
      const points: Point[] = [];
      for (let line = Math.round(lines * limits.ends); line < lines * (1 - limits.ends); line++) {
        const i = place((i) => at(line, fromEnd ? length - 1 - i : i), length);
        points.push({ x: line + 0.5, y: fromEnd ? length - i : i });
      }
      return lineThrough(points, straight);
    };
    // Outside of a printed frame the margin is narrow; where a cloth has patches as wide, the bulk of the paper tells.
    return scan(firstSolid(solid)) ?? scan(whereItBegins(speaks));
  };
  const [left, right, top, bottom] = [side(true, false), side(true, true), side(false, false), side(false, true)];
  return left && right && top && bottom ? { left, right, top, bottom } : null;
}

function firstSolid(solid: Uint8Array) {
  return (of: (i: number) => number, length: number) => {
    let i = 0;
    while (i < length && !solid[of(i)]) i++;
    return i;
  };
}

/** Where the sum of what speaks for the sheet, from there to the middle, is greatest. */
function whereItBegins(speaks: Float32Array) {
  return (of: (i: number) => number, length: number) => {
    let [sum, best, at] = [0, 0, length >> 1];
    for (let i = length >> 1; i >= 0; i--) {
      sum += speaks[of(i)] as number;
      if (sum > best) [best, at] = [sum, i];
    }
    return at;
  };
}

/** Cells that lie in a square of so many that all look like the sheet. */
function solidPaper(speaks: Float32Array, width: number, height: number): Uint8Array {
  const run = new Uint16Array(width * height);
  const solid = new Uint8Array(width * height);
  // The side of the greatest square whose lower right corner is here.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((speaks[at] as number) <= 0) continue;
      const before = x === 0 || y === 0 ? 0 : Math.min(run[at - 1] as number, run[at - width] as number, run[at - width - 1] as number);
      run[at] = before + 1;
      if (before + 1 < limits.strip) continue;
      for (let j = 0; j < limits.strip; j++) solid.fill(1, at - j * width - limits.strip + 1, at - j * width + 1);
    }
  return solid;
}

/** The line on which most points lie, over pairs far apart, then the mean line of those; null where too few do. */
function lineThrough(points: readonly Point[], straight: number): Side | null {
  const n = points.length;
  let best: { readonly side: Side; readonly on: number } | null = null;
  const step = Math.max(1, Math.floor(n / limits.pairs));
  for (let i = 0; i < n; i += step)
    for (let k = i + (n >> 2); k < n; k += step) {
      const [a, b] = [points[i] as Point, points[k] as Point];
      const slope = (b.y - a.y) / (b.x - a.x);
      const side = { slope, at: a.y - slope * a.x };
      const on = points.reduce((sum, p) => sum + (off(side, p) <= straight ? 1 : 0), 0);
      if (on > (best?.on ?? 0)) best = { side, on };
    }
  if (!best || best.on < n * limits.inliers) return null;
  const { side } = best;
  return meanLine(points.filter((p) => off(side, p) <= straight));
}

const off = ({ at, slope }: Side, { x, y }: Point) => Math.abs(y - at - slope * x);

function meanLine(points: readonly Point[]): Side {
  const n = points.length;
  const mx = points.reduce((sum, { x }) => sum + x, 0) / n;
  const my = points.reduce((sum, { y }) => sum + y, 0) / n;
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
  return { slope, at: my - slope * mx };
}

/** Upright sides give x along y, flat ones y along x. */
function cornersOf({ left, right, top, bottom }: Sides): Corners | null {
  const meet = (upright: Side, flat: Side): Point => {
    const y = (flat.at + flat.slope * upright.at) / (1 - flat.slope * upright.slope);
    return { x: upright.at + upright.slope * y, y };
  };
  const corners: Corners = [meet(left, top), meet(right, top), meet(right, bottom), meet(left, bottom)];
  return corners.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)) ? corners : null;
}

function isSheet(corners: Corners, { width, height }: Cells): boolean {
  const area = corners.reduce((sum, a, i) => {
    const b = corners[(i + 1) % corners.length] as Point;
    return sum + (a.x * b.y - b.x * a.y) / 2;
  }, 0);
  return area > width * height * limits.least && area < width * height * limits.largest;
}

/** Inside looks like inside, and outside like outside. */
function isTold(speaks: Float32Array, { width, height }: Cells, inside: (x: number, y: number) => boolean): boolean {
  const right = [0, 0];
  const all = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const which = inside(x, y) ? 1 : 0;
      all[which] = (all[which] as number) + 1;
      const said = speaks[y * width + x] as number;
      if (which === 1 ? said > 0 : said < 0) right[which] = (right[which] as number) + 1;
    }
  return right.every((count, which) => count >= (all[which] as number) * (limits.told[which] as number));
}
