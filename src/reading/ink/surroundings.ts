import type { Turn } from '#domain/box';
import { WHITE } from './background.ts';
import type { Corners, Point } from './warp.ts';

/** What lies around a photographed sheet holds no text of it: patterns of a cloth are as fine as letters, and reach the picture's edge as text that is cut. */

/** Left of the surroundings along each side, by the sheet's size: corners are measured to about that. */
const MARGIN = 0.012;

/** The evened picture with paper in place of the surroundings. Only what is looked for is changed; letters are read from the planes as they are. */
export function withoutSurroundings(even: Uint8Array, width: number, height: number, corners: Corners): Uint8Array {
  const grown = fromCentre(corners, 1 + MARGIN * 2);
  const out = new Uint8Array(even.length).fill(WHITE);
  for (let y = 0; y < height; y++) {
    const [from, to] = rowWithin(grown, y + 0.5, width);
    if (to > from) out.set(even.subarray(y * width + from, y * width + to), y * width + from);
  }
  return out;
}

export function isWithin(corners: Corners, x: number, y: number): boolean {
  return corners.every((a, i) => {
    const b = corners[(i + 1) % corners.length] as Point;
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0;
  });
}

/** The same corners on a picture turned clockwise by quarter turns; `width` and `height` before. The first is no longer the upper left one. */
export function turnedCorners(corners: Corners, width: number, height: number, turn: Turn): Corners {
  if (turn === 0) return corners;
  const of = ({ x, y }: Point): Point =>
    turn === 90 ? { x: height - y, y: x } : turn === 180 ? { x: width - x, y: height - y } : { x: y, y: width - x };
  return mapped(corners, of);
}

export function scaledCorners(corners: Corners, by: number): Corners {
  return mapped(corners, ({ x, y }) => ({ x: x * by, y: y * by }));
}

function fromCentre(corners: Corners, by: number): Corners {
  const middle = (of: (point: Point) => number) => corners.reduce((sum, point) => sum + of(point), 0) / corners.length;
  const [cx, cy] = [middle((p) => p.x), middle((p) => p.y)];
  return mapped(corners, ({ x, y }) => ({ x: cx + (x - cx) * by, y: cy + (y - cy) * by }));
}

export function mapped([one, two, three, four]: Corners, of: (point: Point) => Point): Corners {
  return [of(one), of(two), of(three), of(four)];
}

/** First and behind the last pixel of a row that lie within; nothing where the first is not before the second. */
function rowWithin(corners: Corners, y: number, width: number): readonly [number, number] {
  const xs = corners.flatMap((a, i) => {
    const b = corners[(i + 1) % corners.length] as Point;
    return a.y <= y === b.y <= y ? [] : [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)];
  });
  return xs.length === 0 ? [0, 0] : [Math.max(0, Math.round(Math.min(...xs))), Math.min(width, Math.round(Math.max(...xs)))];
}
