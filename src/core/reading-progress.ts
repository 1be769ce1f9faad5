/** Pages done since the queue was last empty, so that a progress bar grows from nothing to everything once. */
export interface ReadingProgress {
  /** One page was read or failed; `waiting` are left. */
  readonly next: (waiting: number) => Counted;
  readonly now: (waiting: number) => Counted;
}
interface Counted {
  readonly waiting: number;
  readonly done: number;
  readonly total: number;
}

export function openReadingProgress(): ReadingProgress {
  let done = 0;
  const now = (waiting: number) => ({ waiting, done, total: done + waiting });
  return {
    next: (waiting) => {
      done += 1;
      const counted = now(waiting);
      if (waiting === 0) done = 0;
      return counted;
    },
    now,
  };
}
