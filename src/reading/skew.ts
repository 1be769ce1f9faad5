import type { Small } from './sheet.ts';

const LIMIT = 5;

/**
 * Skew of the text in radians (positive when lines fall to the right), by the sharpness of the row profile.
 * `upright` is the ratio of the row profile's sharpness to the column profile's: under 1 the page lies on its side.
 */
export function measureSkew(small: Small): { readonly skew: number; readonly upright: number } {
  const { xs, ys } = inkPoints(small);
  if (xs.length < 200) return { skew: 0, upright: 1 };
  const rows = best(xs, ys, small.height, small.width);
  const columns = best(ys, xs, small.width, small.height);
  return { skew: Math.atan(rows.slope), upright: columns.score > 0 ? rows.score / columns.score : 1 };
}

function inkPoints(small: Small): { readonly xs: Float32Array; readonly ys: Float32Array } {
  const { width, height, even, limit } = small;
  const xs: number[] = [];
  const ys: number[] = [];
  // Only left ends of runs count, so that solid shapes (stamps, codes, borders) weigh little.
  const margin = Math.round(Math.min(width, height) * 0.03);
  for (let y = margin; y < height - margin; y++) {
    let before = false;
    for (let x = margin; x < width - margin; x++) {
      const ink = (even[y * width + x] as number) < limit;
      if (ink && !before) {
        xs.push(x);
        ys.push(y);
      }
      before = ink;
    }
  }
  const step = Math.max(1, Math.ceil(xs.length / 60000));
  if (step === 1) return { xs: Float32Array.from(xs), ys: Float32Array.from(ys) };
  const pick = (list: readonly number[]) => Float32Array.from(list.filter((_, i) => i % step === 0));
  return { xs: pick(xs), ys: pick(ys) };
}

function best(xs: Float32Array, ys: Float32Array, extent: number, across: number): { slope: number; score: number } {
  const offset = Math.ceil(across * 0.1);
  const bins = new Float32Array(extent + 2 * offset + 2);
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
  return found;
}
