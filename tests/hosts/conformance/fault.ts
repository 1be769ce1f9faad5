import type { Faults } from '#core/operation';

/** The bug of the 'unknown error' case; its text must not reach any client. */
export const secretText = 'something about Nguyen Van A';
export const faults: Faults = {
  'workstation.places': () => {
    throw new RangeError(secretText);
  },
};
