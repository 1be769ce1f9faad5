export interface Point {
  readonly x: number;
  readonly y: number;
}
/** Upper left, upper right, lower right, lower left. */
export type Corners = readonly [Point, Point, Point, Point];

/**
 * How a sheet that was straightened out lies on its picture: eight numbers of a projection. (x, y) of the sheet is
 * ((a x + b y + c) / w, (d x + e y + f) / w) of the picture, w = g x + h y + 1.
 */
export type Warp = readonly [a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number];

/** Pixels of the sheet between places that are projected; between them they are as good as straight. */
const STEP = 16;

/**
 * Between pixels: cubic (Catmull and Rom 1974), which keeps the edges of small letters that a straight mean blurs. `phases` holds four weights for
 * every 64th of a pixel.
 */
export const TAPS = 4;
const PHASES = 64;
/** The last pixel that has two more behind it. */
const OUTER = 3;
/** Of the four pixels around: what 1, t, t² and t³ weigh, t being the part of the way from the second to the third. */
const cubic = [
  [0, -0.5, 1, -0.5],
  [1, 0, -2.5, 1.5],
  [0, 0.5, 2, -1.5],
  [0, 0, -0.5, 0.5],
] as const;
export const phases = Float32Array.from({ length: (PHASES + 1) * TAPS }, (_, i) => {
  const t = Math.floor(i / TAPS) / PHASES;
  return (cubic[i % TAPS] ?? cubic[0]).reduce<number>((sum, weight, power) => sum + weight * t ** power, 0);
});

/** Where the weights for this part of a pixel begin. */
export function phaseOf(part: number): number {
  return Math.round(part * PHASES) * TAPS;
}

export function onPicture([a, b, c, d, e, f, g, h]: Warp, x: number, y: number): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** The projection that brings a rectangle's corners onto these, and the rectangle: as wide and as high as the longer sides, so that no letter becomes smaller. */
export function warpTo(corners: Corners): { readonly warp: Warp; readonly width: number; readonly height: number } {
  const [one, two, three, four] = corners;
  const width = Math.max(1, Math.round(Math.max(distance(one, two), distance(four, three))));
  const height = Math.max(1, Math.round(Math.max(distance(one, four), distance(two, three))));
  // From the unit square (Heckbert 1989), then by width and height.
  const [dx1, dx2, dx3] = [two.x - three.x, four.x - three.x, one.x - two.x + three.x - four.x];
  const [dy1, dy2, dy3] = [two.y - three.y, four.y - three.y, one.y - two.y + three.y - four.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / whole;
  const h = (dx1 * dy3 - dx3 * dy1) / whole;
  const [a, b] = [two.x - one.x + g * two.x, four.x - one.x + h * four.x];
  const [d, e] = [two.y - one.y + g * two.y, four.y - one.y + h * four.y];
  return { warp: [a / width, b / height, one.x, d / width, e / height, one.y, g / width, h / height], width, height };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Where the sheet's corners lie on the picture; `turn` says whether it stands on its side by now. */
export function cornersOf(
  warp: Warp,
  { width, height, turn }: { readonly width: number; readonly height: number; readonly turn: number },
): Corners {
  const [w, h] = turn % 180 === 0 ? [width, height] : [height, width];
  return [onPicture(warp, 0, 0), onPicture(warp, w, 0), onPicture(warp, w, h), onPicture(warp, 0, h)];
}

/** By how much opposite sides differ at most, as a part of the longer one: 0 is a rectangle seen from straight above. */
export function keystone([one, two, three, four]: Corners): number {
  const differ = (a: number, b: number) => Math.abs(a - b) / Math.max(a, b);
  return Math.max(differ(distance(one, two), distance(four, three)), differ(distance(one, four), distance(two, three)));
}

/** The sheet as it lies on a plane of the picture. */
export function straightenedOut(
  plane: Uint8Array,
  picture: { readonly width: number; readonly height: number },
  warp: Warp,
  width: number,
  height: number,
): Uint8Array {
  const out = new Uint8ClampedArray(width * height);
  const stride = picture.width;
  const [right, lowest] = [stride - OUTER, picture.height - OUTER];
  for (let y = 0; y < height; y++) {
    for (let x0 = 0; x0 < width; x0 += STEP) {
      const from = onPicture(warp, x0 + 0.5, y + 0.5);
      const to = onPicture(warp, x0 + STEP + 0.5, y + 0.5);
      const [stepX, stepY] = [(to.x - from.x) / STEP, (to.y - from.y) / STEP];
      let [px, py] = [from.x - 0.5, from.y - 0.5];
      for (let at = y * width + x0, end = y * width + Math.min(width, x0 + STEP); at < end; at++, px += stepX, py += stepY) {
        const cx = Math.min(right, Math.max(1, px));
        const cy = Math.min(lowest, Math.max(1, py));
        const [ix, iy] = [cx | 0, cy | 0];
        const wx = phaseOf(cx - ix);
        const wy = phaseOf(cy - iy);
        let sum = 0;
        for (let j = 0, p = (iy - 1) * stride + ix - 1; j < TAPS; j++, p += stride)
          sum +=
            (phases[wy + j] as number) *
            ((phases[wx] as number) * (plane[p] as number) +
              (phases[wx + 1] as number) * (plane[p + 1] as number) +
              (phases[wx + 2] as number) * (plane[p + 2] as number) +
              (phases[wx + TAPS - 1] as number) * (plane[p + TAPS - 1] as number));
        out[at] = sum;
      }
    }
  }
  return new Uint8Array(out.buffer);
}
