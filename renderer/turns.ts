/** Something that waits for its turn. */
export interface Waiting {
  /** Somebody looks at where it is to be shown. */
  readonly isWanted: () => boolean;
  /** Resolves when its turn is over, however it ended. */
  readonly start: () => Promise<void>;
}

export interface Turns {
  readonly add: (one: Waiting) => void;
  readonly remove: (one: Waiting) => void;
  /** Gives the turns that are free: to what is wanted first, in the order in which it came. */
  readonly give: () => void;
}

export function openTurns(most: number): Turns {
  const waiting = new Set<Waiting>();
  let running = 0;
  const give = () => {
    while (running < most) {
      const all = [...waiting];
      const next = all.find((one) => one.isWanted()) ?? all[0];
      if (!next) return;
      waiting.delete(next);
      running += 1;
      void next.start().finally(() => {
        running -= 1;
        give();
      });
    }
  };
  return { add: (one) => void waiting.add(one), remove: (one) => void waiting.delete(one), give };
}
