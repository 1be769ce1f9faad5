import type { Small } from './sheet.ts';

const LIMIT = 5;

/** Skew of the text in radians (positive when lines fall to the right), by the sharpness of the row profile. */
export function measureSkew(small: Small): { readonly skew: number } {
  const { xs, ys } = inkPoints(small);
  if (xs.length < 200) return { skew: 0 };
  return { skew: Math.atan(best(xs, ys, small.height, small.width)) };
}

/** Left ends of runs of ink, so that solid shapes (stamps, codes, borders) weigh little; 60,000 of them at most. */
function inkPoints(small: Small): { readonly xs: Float32Array; readonly ys: Float32Array } {
  const { width, height, even, limit } = small;
  const margin = Math.round(Math.min(width, height) * 0.03);
  const ends = new Int32Array((width >> 1) * height + 1);
  let count = 0;
  for (let y = margin; y < height - margin; y++) {
    let before = false;
    for (let i = y * width + margin, end = (y + 1) * width - margin; i < end; i++) {
      const ink = (even[i] as number) < limit;
      if (ink && !before) ends[count++] = i;
      before = ink;
    }
  }
  const step = Math.max(1, Math.ceil(count / 60000));
  const xs = new Float32Array(Math.ceil(count / step));
  const ys = new Float32Array(xs.length);
  for (let i = 0, to = 0; i < count; i += step, to++) {
    const at = ends[i] as number;
    xs[to] = at % width;
    ys[to] = (at / width) | 0;
  }
  return { xs, ys };
}

function best(xs: Float32Array, ys: Float32Array, extent: number, across: number): number {
  const offset = Math.ceil(across * 0.1);
  const bins = new Int32Array(extent + 2 * offset + 2);
  const score = (slope: number) => {
    bins.fill(0);
    for (let i = 0; i < xs.length; i++) {
      const at = (ys[i] as number) - (xs[i] as number) * slope + offset;
      const b = at | 0;
      if (b >= 0 && b < bins.length) bins[b] = (bins[b] as number) + 1;
    }
    let sum = 0;
    for (let i = 1; i < bins.length; i++) {
      const d = (bins[i] as number) - (bins[i - 1] as number);
      sum += d * d;
    }
    return sum;
  };
  let found = { slope: 0, score: score(0) };
  const look = (centre: number, reach: number, step: number) => {
    for (let a = centre - reach; a <= centre + reach + 1e-9; a += step) {
      const slope = Math.tan((a * Math.PI) / 180);
      const s = score(slope);
      if (s > found.score) found = { slope, score: s };
    }
  };
  look(0, LIMIT, 0.4);
  look((Math.atan(found.slope) * 180) / Math.PI, 0.4, 0.1);
  look((Math.atan(found.slope) * 180) / Math.PI, 0.08, 0.02);
  return found.slope;
}
