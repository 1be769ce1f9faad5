import { phaseOf, phases, TAPS } from './warp.ts';

/**
 * Paper that does not lie flat: its lines fall or rise otherwise on the left than on the right, as a sheet does that bends towards the camera, or
 * the two pages of an open book. Upright strips of the page say how their lines run; columns of pixels are moved until all run alike.
 */

/** How many upright strips of a page are asked (`slopesOfStrips`). */
export const BEND_STRIPS = 8;

/** Degrees as slopes. */
const DEGREE = Math.PI / 180;

const limits = {
  /** So many strips must tell, and lie this near to the model in the middle: what is further off has a frame or a stamp. */
  strips: 5,
  near: 0.32 * DEGREE,
  /** From the first of the inner strips to the last, or from one page to the other: lines that bend less are read as they are, and letters drawn anew less surely. */
  least: 2.4 * DEGREE,
  /** Width by height from which a sheet may be two facing pages. */
  facing: 1.15,
} as const;

/** Slopes along the strips; null where the paper is flat, or where the strips do not tell. */
export function bendOf(found: readonly (number | null)[], facing: boolean): readonly number[] | null {
  // The outer strips hold frames and edges of paper, and little text.
  const known = found.flatMap((slope, i) => (slope === null || i === 0 || i === found.length - 1 ? [] : [{ i, slope }]));
  if (known.length < limits.strips) return null;
  const ramp = rampThrough(known);
  const models = [(i: number) => ramp.at + ramp.rise * i, ...(facing ? [stepThrough(known, found.length)] : [])];
  const [best] = models
    .map((model) => ({ model, away: median(known.map(({ i, slope }) => Math.abs(slope - model(i)))) }))
    .sort((a, b) => a.away - b.away);
  if (!best || best.away > limits.near) return null;
  const { model } = best;
  if (Math.abs(model(found.length - 2) - model(1)) < limits.least) return null;
  return found.map((_, i) => model(i));
}

export function isFacing({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return width > height * limits.facing;
}

type Known = readonly { readonly i: number; readonly slope: number }[];

/** The median of all pairs: up to a quarter of the strips may say anything. */
function rampThrough(known: Known): { readonly at: number; readonly rise: number } {
  const rise = median(known.flatMap((one, k) => known.slice(k + 1).map((other) => (other.slope - one.slope) / (other.i - one.i))));
  return { rise, at: median(known.map(({ i, slope }) => slope - rise * i)) };
}

/** Two pages that each lie flat. */
function stepThrough(known: Known, strips: number): (i: number) => number {
  const side = (isLeft: boolean) => median(known.filter(({ i }) => i < strips / 2 === isLeft).map(({ slope }) => slope));
  const [left, right] = [side(true), side(false)];
  return (i) => (i < strips / 2 ? left : right);
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** By how many pixels each column of the picture must rise so that all lines run as they do in the mean: the slopes, summed up from the left. */
export function shiftsOf(slopes: readonly number[], width: number): Float32Array {
  const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
  const out = new Float32Array(width);
  let shift = 0;
  for (let x = 0; x < width; x++) {
    out[x] = shift;
    const place = Math.min(slopes.length - 1, Math.max(0, ((x + 0.5) / width) * slopes.length - 0.5));
    const [from, part] = [Math.floor(place), place % 1];
    const here = slopes[from] as number;
    shift += here + ((slopes[from + 1] ?? here) - here) * part - mean;
  }
  return out;
}

/** The plane with its columns moved up. */
export function flattened(plane: Uint8Array, width: number, height: number, shifts: Float32Array): Uint8Array {
  const out = new Uint8ClampedArray(plane.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = y + (shifts[x] as number);
      const row = Math.floor(from);
      const weights = phaseOf(from - row);
      let sum = 0;
      for (let j = 0; j < TAPS; j++) {
        const near = Math.min(height - 1, Math.max(0, row - 1 + j));
        sum += (phases[weights + j] as number) * (plane[near * width + x] as number);
      }
      out[y * width + x] = sum;
    }
  return new Uint8Array(out.buffer);
}
