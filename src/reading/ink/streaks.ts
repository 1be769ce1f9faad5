import { WHITE } from './background.ts';

/**
 * Streaks that dirt on a feeder's glass draws: thin lines along the feed, straight to the pixel and from the picture's upper edge to its
 * lower one. No form prints such a line: frames and tables end before the paper does, and lie askew with it. Lines that run across are folds.
 */

/** Pixel columns `from` to `to`. */
export interface Streak {
  readonly from: number;
  readonly to: number;
}

const limits = {
  /** So many rows are looked at. */
  samples: 240,
  /** What lies beside a streak: one 300th of the shorter side away (A4 at 200 dpi: 6 pixels), so that a streak is at most so wide. */
  beside: 300,
  besideAtLeast: 4,
  /** Both sides are paper: alike to this (0–255), and this part of white. There the streak is darker by so much. */
  alike: 22,
  paper: 0.45,
  darker: 10,
  /** Parts of the rows: where its sides are paper, and of those where it is seen; the same in the uppermost and the lowest rows. */
  free: 0.4,
  seen: 0.93,
  ends: 0.08,
  freeAtEnds: 0.3,
  /** A part of the width at each side in which the paper's own edge and its shadow lie. */
  edge: 0.012,
  /** More of them are a pattern of the paper. */
  most: 12,
  /** Pixels beside it that are its pale edge. */
  margin: 2,
  /** Under this part of the paper's brightness nothing shines through. */
  opaque: 0.2,
} as const;

export function findStreaks(plane: Uint8Array, width: number, height: number): readonly Streak[] {
  const found = groups(streakColumns(plane, width, height));
  return found.length > limits.most ? [] : found;
}

/** For each column whether it is a part of a streak. */
function streakColumns(plane: Uint8Array, width: number, height: number): Uint8Array {
  const beside = Math.max(limits.besideAtLeast, Math.round(Math.min(width, height) / limits.beside));
  const edge = Math.max(beside, Math.round(width * limits.edge));
  const step = Math.max(1, height / limits.samples);
  const [free, seen] = [new Uint16Array(width), new Uint16Array(width)];
  const [freeAtEnds, seenAtEnds] = [new Uint16Array(width), new Uint16Array(width)];
  let [rows, atEnds] = [0, 0];
  for (let y = step / 2; y < height; y += step) {
    const isEnd = y < height * limits.ends || y > height * (1 - limits.ends);
    const row = Math.floor(y) * width;
    rows++;
    if (isEnd) atEnds++;
    for (let x = edge; x < width - edge; x++) {
      const left = plane[row + x - beside] as number;
      const right = plane[row + x + beside] as number;
      const least = Math.min(left, right);
      if (left - right > limits.alike || right - left > limits.alike || least < WHITE * limits.paper) continue;
      const is = least - (plane[row + x] as number) > limits.darker ? 1 : 0;
      free[x] = (free[x] as number) + 1;
      seen[x] = (seen[x] as number) + is;
      if (!isEnd) continue;
      freeAtEnds[x] = (freeAtEnds[x] as number) + 1;
      seenAtEnds[x] = (seenAtEnds[x] as number) + is;
    }
  }
  const isSeen = (all: number, there: number) => there >= all * limits.seen;
  return Uint8Array.from(free, (all, x) =>
    all >= rows * limits.free &&
    isSeen(all, seen[x] as number) &&
    (freeAtEnds[x] as number) >= atEnds * limits.freeAtEnds &&
    isSeen(freeAtEnds[x] as number, seenAtEnds[x] as number)
      ? 1
      : 0,
  );
}

function groups(columns: Uint8Array): readonly Streak[] {
  const out: { from: number; to: number }[] = [];
  columns.forEach((is, x) => {
    if (!is) return;
    const last = out.at(-1);
    if (last && x - last.to <= 2) last.to = x;
    else out.push({ from: x, to: x });
  });
  return out;
}

/** The plane without them: what shines through is made as bright as beside the streak, and ink that stands on both sides goes on under it. */
export function withoutStreaks(plane: Uint8Array, width: number, height: number, streaks: readonly Streak[]): Uint8Array {
  if (streaks.length === 0) return plane;
  const out = Uint8Array.from(plane);
  for (const streak of streaks) takeOut(out, width, height, streak);
  return out;
}

function takeOut(plane: Uint8Array, width: number, height: number, { from, to }: Streak): void {
  const left = Math.max(0, from - limits.margin - 1);
  const right = Math.min(width - 1, to + limits.margin + 1);
  for (let x = left + 1; x < right; x++) {
    const part = (x - left) / (right - left);
    const level = usualLevel(plane, width, height, left, right, x);
    for (let row = 0; row < width * height; row += width) {
      const [a, b] = [plane[row + left] as number, plane[row + right] as number];
      const through = level > limits.opaque ? (plane[row + x] as number) / level : a + (b - a) * part;
      plane[row + x] = Math.min(WHITE, Math.max(a, b), through);
    }
  }
}

/** How bright the streak is over paper in this column, as a part of the paper's brightness. */
function usualLevel(plane: Uint8Array, width: number, height: number, left: number, right: number, x: number): number {
  const parts: number[] = [];
  const step = Math.max(1, height / limits.samples);
  for (let y = step / 2; y < height; y += step) {
    const row = Math.floor(y) * width;
    const [a, b] = [plane[row + left] as number, plane[row + right] as number];
    if (Math.abs(a - b) <= limits.alike && Math.min(a, b) > WHITE * limits.paper) parts.push((2 * (plane[row + x] as number)) / (a + b));
  }
  parts.sort((one, other) => one - other);
  return Math.min(1, parts[parts.length >> 1] ?? 1);
}
