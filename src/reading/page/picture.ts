import type { ImageInfo, Raster } from '#ports';
import { WHITE } from '#reading/ink/background';
import { bendOf, flattened, isFacing, shiftsOf } from '#reading/ink/bend';
import { findPaper } from '#reading/ink/paper';
import { planes, type Sheet } from '#reading/ink/sheet';
import { findStreaks, withoutStreaks } from '#reading/ink/streaks';
import { mapped } from '#reading/ink/surroundings';
import { type Corners, keystone, type Point, straightenedOut, warpTo } from '#reading/ink/warp';

/** From the decoded picture to the sheet that is read, as it lies: streaks are taken out, a photographed sheet is cut out and straightened. */

/** A sheet before its letters are looked at. */
export type Base = Pick<
  Sheet,
  'plane' | 'inkAll' | 'width' | 'height' | 'scale' | 'original' | 'streaks' | 'paper' | 'warp' | 'shifts' | 'negative'
>;

/** A negative: this part of it is darker than paper can be (0–255), and so much is as bright as letters are. Every so many bytes are looked at. */
const dark = { sample: 101, paper: 96, part: 0.7, bright: 160, least: 0.004, most: 0.22 } as const;

/** What is done with a sheet that was told from its surroundings. */
const found = {
  /** Its corners lie within the picture by this part of its sides; those of a skewed scan or of a copy's black edge touch the border, and tell less. */
  fromBorder: 0.012,
  /** It is straightened when opposite sides differ by this part; by the first only where a ruled table is seen then. */
  keystoneOfTable: 0.04,
  keystone: 0.12,
  /** Or when its upper side runs otherwise than its lower one by this angle (radians), as then lines do: 3.2°; a shadow at a corner makes 2.8°. */
  fan: 0.056,
} as const;

export function baseOf(raster: Raster, info: Pick<ImageInfo, 'width' | 'height'>): Base {
  const { width, height } = raster;
  const scale = width / info.width;
  const negative = isNegative(raster);
  const { plane, inkAll } = planes(negative ? { ...raster, data: raster.data.map((v) => WHITE - v) } : raster);
  const streaks = findStreaks(plane, width, height);
  const clean = (one: Uint8Array) => withoutStreaks(one, width, height, streaks);
  const base: Base = {
    plane: clean(plane),
    inkAll: inkAll && clean(inkAll),
    width,
    height,
    scale,
    original: { width: info.width, height: info.height },
    streaks: streaks.map(({ from, to }) => [Math.floor(from / scale), Math.ceil((to + 1) / scale)] as const),
    paper: null,
    warp: null,
    shifts: null,
    negative,
  };
  const paper = findPaper(base, width, height);
  return paper && isApart(paper, base) ? { ...base, paper } : base;
}

/** Mostly dark, with a little that is bright: letters. A sheet on a black table is more, a page in the dark has none. */
function isNegative({ data }: Raster): boolean {
  const bins = new Uint32Array(WHITE + 1);
  for (let i = 0; i < data.length; i += dark.sample) bins[data[i] as number] = (bins[data[i] as number] as number) + 1;
  const all = data.length / dark.sample;
  const under = (limit: number) => bins.subarray(0, limit).reduce((sum, n) => sum + n, 0) / all;
  const bright = 1 - under(dark.bright);
  return under(dark.paper) > dark.part && bright > dark.least && bright < dark.most;
}

function isApart(corners: Corners, { width, height }: Base): boolean {
  return corners.every(({ x, y }) => Math.min(x / width, 1 - x / width, y / height, 1 - y / height) > found.fromBorder);
}

/** The sheet alone, as seen from straight above, and whether it lay so that lines need it as well as tables; null where nothing does. */
export function straightened(base: Base): { readonly base: Base; readonly isSteep: boolean } | null {
  if (!base.paper) return null;
  const aslant = keystone(base.paper);
  if (aslant < found.keystoneOfTable && fanOf(base.paper) < found.fan) return null;
  const { warp, width, height } = warpTo(base.paper);
  const out = (plane: Uint8Array) => straightenedOut(plane, base, warp, width, height);
  const straight = { ...base, plane: out(base.plane), inkAll: base.inkAll && out(base.inkAll), width, height, warp, paper: null };
  return { base: straight, isSteep: aslant > found.keystone || fanOf(base.paper) > found.fan };
}

/** The angle between the upper side and the lower one. */
function fanOf([one, two, three, four]: Corners): number {
  const slope = (a: Point, b: Point) => Math.atan2(b.y - a.y, b.x - a.x);
  return Math.abs(slope(one, two) - slope(four, three));
}

/** The sheet laid flat, where its lines, by the slopes of its upright strips, run otherwise on the left than on the right; null where they do not. */
export function laidFlat(base: Base, strips: readonly (number | null)[]): Base | null {
  const slopes = bendOf(strips, isFacing(base));
  if (!slopes) return null;
  const { width, height } = base;
  const shifts = shiftsOf(slopes, width);
  const flat = (plane: Uint8Array) => flattened(plane, width, height, shifts);
  const paper = base.paper && mapped(base.paper, ({ x, y }) => ({ x, y: y - (shifts[Math.round(x)] ?? 0) }));
  return { ...base, plane: flat(base.plane), inkAll: base.inkAll && flat(base.inkAll), paper, shifts };
}
