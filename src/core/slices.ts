import { setTimeout } from 'node:timers/promises';

/** Milliseconds that one piece of a longer work may hold the process before others have their turn. */
const longestSlice = 4;
/** Milliseconds of that turn: a call that comes in from outside needs the process several times until it is answered. */
const pause = 1;

/** Work in slices: when one is over, others have their turn. */
export interface Slices {
  readonly isOver: () => boolean;
  readonly next: () => Promise<void>;
  /** A slice of its own for what cannot be cut: a transaction waits for the disk. */
  readonly alone: <T>(work: () => T) => Promise<T>;
}

export function openSlices(): Slices {
  let begun = performance.now();
  const next = async () => {
    await setTimeout(pause);
    begun = performance.now();
  };
  return {
    isOver: () => performance.now() - begun >= longestSlice,
    next,
    alone: async (work) => {
      await next();
      const answer = work();
      await next();
      return answer;
    },
  };
}
