import { setImmediate } from 'node:timers/promises';

/** Milliseconds that one piece of a longer work may hold the process before others have their turn. */
const longestSlice = 5;

/** Work in slices: when one is over, others have their turn. */
export interface Slices {
  readonly isOver: () => boolean;
  readonly next: () => Promise<void>;
}

export function openSlices(): Slices {
  let begun = performance.now();
  return {
    isOver: () => performance.now() - begun >= longestSlice,
    next: async () => {
      await setImmediate();
      begun = performance.now();
    },
  };
}
