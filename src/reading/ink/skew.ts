import type { Small } from './sheet.ts';

/** The greatest skew that is looked for, degrees: what a feeder or a hand on the glass makes. */
const STEEPEST = 5;
/** Degrees: around the best angle so far, how far and in which steps. Three rounds end at a fiftieth of a degree: a third of a pixel over A4's width at 150 dpi. */
const rounds = [
  { reach: STEEPEST, step: 0.4 },
  { reach: 0.4, step: 0.1 },
  { reach: 0.08, step: 0.02 },
] as const;
/** Degrees added to a range's end, so that rounding does not leave its last step out. */
const ROUNDING = 1e-9;
/** With fewer ends of runs there is no text to measure; more than these only cost time. */
const FEWEST_POINTS = 200;
const MOST_POINTS = 60_000;
/** Part of the shorter side: borders and punched holes lie outside. */
const MARGIN = 0.03;
/** Part of the width that rows may leave the page by at the steepest skew (tan 5° is 0.087). */
const OVERHANG = 0.1;

/** A strip's text tells its slope when its rows are so much sharper there than at most slopes, or when it says what the whole page does (slope). */
const SHARPER = 1.25;
const ALIKE = 0.01;
/** Part of a strip's width that it reaches into its neighbours. */
const STRIPS_OVERLAP = 0.25;

/** Degrees in π. */
const HALF_TURN = 180;

/** Skew of the text in radians (positive when lines fall to the right), by the sharpness of the row profile. */
export function measureSkew(small: Small): number {
  const points = inkPoints(small);
  return points.xs.length < FEWEST_POINTS ? 0 : Math.atan(bestSlope(points, small).slope);
}

/** Slopes of the text in so many upright strips of the page, from the left; null where a strip's text does not tell. `skew` is the whole page's. */
export function slopesOfStrips(small: Small, skew: number, strips: number): readonly (number | null)[] {
  const all = inkPoints(small);
  const centre = Math.tan(skew);
  return Array.from({ length: strips }, (_, i) => {
    const from = small.width * (i / strips - STRIPS_OVERLAP / strips);
    const to = small.width * ((i + 1) / strips + STRIPS_OVERLAP / strips);
    const own: number[] = [];
    all.xs.forEach((x, at) => {
      if (x >= from && x < to) own.push(at);
    });
    if (own.length < FEWEST_POINTS) return null;
    const points = {
      xs: Float32Array.from(own, (at) => (all.xs[at] as number) - from),
      ys: Float32Array.from(own, (at) => all.ys[at] as number),
    };
    const found = bestSlope(points, { width: to - from, height: small.height });
    return found.sharpness > found.usual * SHARPER ? found.slope : Math.abs(found.slope - centre) < ALIKE ? found.slope : null;
  });
}

/** Left ends of runs of ink, so that solid shapes (stamps, codes, borders) weigh little. */
interface Points {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

function inkPoints({ width, height, even, threshold }: Small): Points {
  const margin = Math.round(Math.min(width, height) * MARGIN);
  const ends = new Int32Array((width >> 1) * height + 1);
  let count = 0;
  for (let y = margin; y < height - margin; y++) {
    let before = false;
    for (let i = y * width + margin, end = (y + 1) * width - margin; i < end; i++) {
      const ink = (even[i] as number) < threshold;
      if (ink && !before) ends[count++] = i;
      before = ink;
    }
  }
  const step = Math.max(1, Math.ceil(count / MOST_POINTS));
  const xs = new Float32Array(Math.ceil(count / step));
  const ys = new Float32Array(xs.length);
  for (let i = 0, to = 0; i < count; i += step, to++) {
    const at = ends[i] as number;
    xs[to] = at % width;
    ys[to] = (at / width) | 0;
  }
  return { xs, ys };
}

/** The slope along which the points fall on few rows: the differences between neighbouring rows are greatest. */
function bestSlope(
  { xs, ys }: Points,
  { width, height }: Pick<Small, 'width' | 'height'>,
): { readonly slope: number; readonly sharpness: number; readonly usual: number } {
  const offset = Math.ceil(width * OVERHANG);
  const rows = new Int32Array(height + 2 * offset + 2);
  const sharpness = (slope: number) => {
    rows.fill(0);
    for (let i = 0; i < xs.length; i++) {
      const at = (ys[i] as number) - (xs[i] as number) * slope + offset;
      const row = at | 0;
      if (row >= 0 && row < rows.length) rows[row] = (rows[row] as number) + 1;
    }
    let sum = 0;
    for (let i = 1; i < rows.length; i++) {
      const d = (rows[i] as number) - (rows[i - 1] as number);
      sum += d * d;
    }
    return sum;
  };
  let best = { slope: 0, sharpness: sharpness(0) };
  const tried: number[] = [best.sharpness];
  for (const { reach, step } of rounds) {
    const centre = (Math.atan(best.slope) * HALF_TURN) / Math.PI;
    for (let angle = centre - reach; angle <= centre + reach + ROUNDING; angle += step) {
      const slope = Math.tan((angle * Math.PI) / HALF_TURN);
      const found = sharpness(slope);
      tried.push(found);
      if (found > best.sharpness) best = { slope, sharpness: found };
    }
  }
  tried.sort((a, b) => a - b);
  return { ...best, usual: tried[tried.length >> 1] ?? 0 };
}
