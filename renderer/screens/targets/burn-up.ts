import { addDays, daysBetween, midnightUtc } from '#domain/day';
import type { Target } from '#domain/target';

/** One day of the burn-up chart; a line has no point where its key is missing. `time` is UTC midnight in milliseconds. */
export interface BurnUpPoint {
  readonly time: number;
  readonly scanned?: number;
  readonly verified?: number;
  readonly accepted?: number;
  /** The straight line from nothing on the first day to the promise on the last. */
  readonly needed?: number;
  /** From today's accepted records on, at the present pace, up to the promise or the due day. */
  readonly forecast?: number;
}

/** The points of a target's chart, oldest first; `today` is an ISO date. */
export function burnUp(target: Target, today: string): readonly BurnUpPoint[] {
  const { forecast, counters } = target;
  const points = new Map<number, BurnUpPoint>();
  const put = (day: string, values: Omit<BurnUpPoint, 'time'>) => {
    const time = midnightUtc(day);
    points.set(time, { ...points.get(time), time, ...values });
  };
  put(target.from, { needed: 0 });
  put(target.by, { needed: forecast.promised });
  const [first] = target.days;
  // Before the first day with change there was nothing: the lines begin on the ground.
  if (first) put(addDays(first.day, -1), { scanned: 0, verified: 0, accepted: 0 });
  for (const { day, scanned, verified, accepted } of target.days) put(day, { scanned, verified, accepted });
  if (target.days.length > 0) put(today, { ...counters });
  const end = forecastEnd(target, today);
  if (end) {
    put(today, { forecast: counters.accepted });
    put(end.day, { forecast: end.accepted });
  }
  return [...points.values()].sort((one, other) => one.time - other.time);
}

/** Where the forecast ends: the day the promise is met, or what will be there a fortnight after the due day. */
function forecastEnd({ forecast, counters, by }: Target, today: string): { readonly day: string; readonly accepted: number } | null {
  if (!forecast.pacePerDay || forecast.state === 'reached') return null;
  const limit = addDays(by > today ? by : today, 14);
  if (forecast.reachedOn && forecast.reachedOn <= limit) return { day: forecast.reachedOn, accepted: forecast.promised };
  // Five working days of a week of seven.
  const days = daysBetween(today, limit);
  const accepted = Math.min(forecast.promised, Math.round(counters.accepted + (forecast.pacePerDay * days * 5) / 7));
  return { day: limit, accepted };
}
