/** Seeded chance (mulberry32): the same seed gives the same pages. */
export interface Random {
  /** 0 ≤ x < 1. */
  readonly next: () => number;
  /** Whole number, both ends inclusive. */
  readonly whole: (from: number, to: number) => number;
  readonly real: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]] | readonly T[]) => T;
  /** Figures only; the first may be 0. */
  readonly digits: (count: number) => string;
}

export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    real: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      const item = list[whole(0, list.length - 1)];
      if (item === undefined) throw new Error('empty list');
      return item;
    },
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  };
}
