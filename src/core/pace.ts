/** Pages done since the queue was last empty, so that a progress bar grows from nothing to everything once; and how fast. */
export interface Pace {
  /** One page was read or failed, here or elsewhere. */
  readonly add: (at: Date) => void;
  readonly count: (waiting: number) => { readonly done: number; readonly pagesPerMinute: number | null };
  /** Nothing is left: what comes now is counted anew. */
  readonly begin: () => void;
  /** Nothing is read for a while: what comes then is no measure of how fast. */
  readonly rest: () => void;
}

/** The pace is that of the last so many pages, and of no more than so many minutes. */
const paceOf = { pages: 60, least: 5, minutes: 5 };

export function openPace(): Pace {
  let done = 0;
  let times: number[] = [];
  return {
    add: (at) => {
      done += 1;
      const since = at.getTime() - paceOf.minutes * 60_000;
      times = [...times.filter((time) => time >= since), at.getTime()].slice(-paceOf.pages);
    },
    count: (waiting) => ({ done, pagesPerMinute: waiting === 0 ? null : perMinute(times) }),
    begin: () => {
      done = 0;
      times = [];
    },
    rest: () => {
      times = [];
    },
  };
}

function perMinute(times: readonly number[]): number | null {
  const minutes = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60_000;
  return times.length < paceOf.least || minutes <= 0 ? null : (times.length - 1) / minutes;
}
