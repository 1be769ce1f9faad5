import type { Sheet } from './sheet.ts';

/** Ink in a place that no reading covers. All coordinates are straightened sheet pixels. */

/** A place on a line of text. */
export interface Zone {
  readonly x0: number;
  readonly x1: number;
  readonly meanline: number;
  readonly baseline: number;
}

export interface Run {
  readonly x0: number;
  readonly x1: number;
}

/** In x-heights of the zone's line. */
const limits = {
  /** A column of pixels with so much ink is one of a letter; leaders, underlines and dirt have less. */
  column: 0.26,
  /** Letters have a stem or a side with so much ink in one column. */
  stem: 0.5,
  /** Columns of one letter lie no farther apart: between a stem and its arms there is hardly ink. */
  apart: 0.35,
  /** So wide is a letter. */
  width: 0.3,
  /** A line that runs through is inked so far above and below the letters. */
  beyond: 0.9,
} as const;

/** The part of a column that is inked where a line runs through it. */
const RUNS_THROUGH = 0.9;

/** The whole place is dark, as far above and below its line as letters reach. */
export function isDark(sheet: Sheet, { x0, x1, meanline, baseline }: Zone): boolean {
  const { factor } = sheet.small;
  const inkAt = inkOf(sheet);
  const beyond = (baseline - meanline) * limits.beyond;
  let [all, dark] = [0, 0];
  for (let x = x0 / factor; x < x1 / factor; x++)
    for (let y = (meanline - beyond) / factor; y < (baseline + beyond) / factor; y++) {
      all++;
      if (inkAt(x, y)) dark++;
    }
  return all > 0 && dark >= all * RUNS_THROUGH;
}

/** Whether there is ink at a place of the straightened small picture. */
function inkOf({ skew, small }: Sheet): (x: number, y: number) => boolean {
  const { width, height, even, threshold } = small;
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  return (x, y) => {
    const sx = Math.round(x * cos - y * sin);
    const sy = Math.round(x * sin + y * cos);
    return sx >= 0 && sy >= 0 && sx < width && sy < height && (even[sy * width + sx] as number) < threshold;
  };
}

/** Groups of columns that look like letters, outside of the runs that were read. */
export function unreadInk(sheet: Sheet, zone: Zone, read: readonly Run[]): readonly Run[] {
  const { factor } = sheet.small;
  const inkAt = inkOf(sheet);
  const xHeight = (zone.baseline - zone.meanline) / factor;
  const top = zone.meanline / factor;
  const rows = Math.max(1, Math.round(xHeight));
  const beyond = Math.round(xHeight * limits.beyond);
  const out: { x0: number; x1: number; most: number }[] = [];
  const covered = [...read].sort((a, b) => a.x0 - b.x0);
  let at = 0;
  for (let x = Math.ceil(zone.x0 / factor); x < Math.floor(zone.x1 / factor); x++) {
    while (at < covered.length && (covered[at] as Run).x1 / factor <= x) at++;
    const run = covered[at];
    if (run && run.x0 / factor <= x + 1) continue;
    let ink = 0;
    for (let y = 0; y < rows; y++) if (inkAt(x, top + y + 0.5)) ink++;
    if (ink < xHeight * limits.column) continue;
    if (ink >= rows * RUNS_THROUGH) {
      let outside = 0;
      for (let y = 1; y <= beyond; y++) outside += Number(inkAt(x, top - y)) + Number(inkAt(x, top + rows + y));
      if (outside >= 2 * beyond * RUNS_THROUGH) continue;
    }
    const last = out[out.length - 1];
    if (last && x - last.x1 <= Math.max(1, xHeight * limits.apart)) {
      last.x1 = x + 1;
      last.most = Math.max(last.most, ink);
    } else out.push({ x0: x, x1: x + 1, most: ink });
  }
  return out
    .filter(({ x0, x1, most }) => x1 - x0 >= xHeight * limits.width && most >= xHeight * limits.stem)
    .map(({ x0, x1 }) => ({ x0: x0 * factor, x1: x1 * factor }));
}
