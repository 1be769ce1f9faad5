import { z } from 'zod';
import { addDays, daysBetween, midnightUtc } from './day.ts';

/** A promised share of a known total by a date, for a record type and a place (chỉ tiêu). Null: every type, every place. */
export const TargetInput = z.object({
  title: z.string().trim().min(1).max(120),
  recordType: z.string().nullable(),
  placeCode: z.string().nullable(),
  /** Records that exist on paper. */
  total: z.number().int().positive().max(100_000_000),
  /** Promised share of the total, 0–1. */
  share: z.number().gt(0).max(1),
  from: z.iso.date(),
  by: z.iso.date(),
});
export type TargetInput = z.infer<typeof TargetInput>;

/** Three honest counters: scanned ≥ verified ≥ accepted by the province. */
export const Counters = z.object({ scanned: z.number().int(), verified: z.number().int(), accepted: z.number().int() });
export type Counters = z.infer<typeof Counters>;

export const Forecast = z.object({
  /** Records promised: total × share, rounded up. */
  promised: z.number().int(),
  /** Working days (Monday to Friday) left, today included. */
  workingDaysLeft: z.number().int(),
  /** Needed per working day from today; 0 once reached, null when the date has passed. */
  neededPerDay: z.number().nullable(),
  /** Accepted per working day over the last ten working days with work; null without history. */
  pacePerDay: z.number().nullable(),
  /** The day on which the promise is met at the present pace; null when the pace is 0 or unknown. */
  reachedOn: z.string().nullable(),
  state: z.enum(['reached', 'onTrack', 'behind', 'overdue', 'noPace']),
  /** Where the work stands: the step with the largest stock in front of it. */
  bottleneck: z.enum(['scanning', 'verifying', 'handingOver', 'none']),
});
export type Forecast = z.infer<typeof Forecast>;

export const Target = TargetInput.extend({
  id: z.string(),
  placeName: z.string().nullable(),
  createdAt: z.string(),
  counters: Counters,
  forecast: Forecast,
  /** Cumulative counters by day (ISO date), days with change only, oldest first. */
  days: z.array(Counters.extend({ day: z.string() })),
});
export type Target = z.infer<typeof Target>;

/** Working days from `from` to `to`, both included (ISO dates, Monday to Friday; public holidays are not known here). */
export function workingDays(from: string, to: string): number {
  const days = daysBetween(from, to) + 1;
  if (!(days >= 1)) return 0;
  const weeks = Math.floor(days / 7);
  let count = weeks * 5;
  for (let offset = weeks * 7; offset < days; offset += 1) {
    const weekday = weekdayOf(addDays(from, offset));
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}

/** Moves `days` working days on from an ISO date (0: the date itself or the next working day). */
export function addWorkingDays(from: string, days: number): string {
  const left = Math.max(0, Math.ceil(days));
  const weekday = weekdayOf(from);
  const first = weekday === 0 ? 1 : weekday === 6 ? 2 : 0;
  // Whole weeks at once: a slow pace leads decades away.
  const inWeek = (first === 0 ? weekday : 1) + (left % 5);
  return addDays(from, first + Math.floor(left / 5) * 7 + (left % 5) + (inWeek > 5 ? 2 : 0));
}

/** 0 Sunday to 6 Saturday. */
function weekdayOf(day: string): number {
  return new Date(midnightUtc(day)).getUTCDay();
}

/** Forecast from what is promised, the counters and the accepted records per day (`days` as in Target). */
export function forecast(
  target: TargetInput,
  counters: Counters,
  days: readonly (Counters & { readonly day: string })[],
  today: string,
): Forecast {
  // 100 × 0.07 is a little more than 7 in binary: a hair over a whole number promises nothing.
  const promised = Math.ceil(Number((target.total * target.share).toPrecision(12)));
  const open = Math.max(0, promised - counters.accepted);
  const workingDaysLeft = workingDays(today, target.by);
  const pacePerDay = pace(days, today);
  const neededPerDay = open === 0 ? 0 : workingDaysLeft === 0 ? null : Math.ceil(open / workingDaysLeft);
  const tooFar = pacePerDay !== null && pacePerDay > 0 && open / pacePerDay > 20_000;
  const reachedOn = open === 0 || !pacePerDay || tooFar ? null : addWorkingDays(today, open / pacePerDay - 1);
  const state =
    open === 0
      ? 'reached'
      : today > target.by
        ? 'overdue'
        : pacePerDay === null
          ? 'noPace'
          : reachedOn !== null && reachedOn <= target.by
            ? 'onTrack'
            : 'behind';
  return { promised, workingDaysLeft, neededPerDay, pacePerDay, reachedOn, state, bottleneck: bottleneck(promised, counters) };
}

/** Accepted per working day over the last ten working days up to today (fewer when the history is shorter). */
function pace(days: readonly (Counters & { readonly day: string })[], today: string): number | null {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const span = Math.max(1, Math.min(10, workingDays(first.day, today)));
  let start = today;
  for (let back = 0; workingDays(start, today) < span && back < 30; back += 1) {
    start = addDays(start, -1);
  }
  const before = days.filter((day) => day.day < start).at(-1)?.accepted ?? 0;
  return (last.accepted - before) / span;
}

function bottleneck(promised: number, { scanned, verified, accepted }: Counters): Forecast['bottleneck'] {
  const stocks = [
    ['scanning', Math.max(0, promised - scanned)],
    ['verifying', scanned - verified],
    ['handingOver', verified - accepted],
  ] as const;
  const largest = stocks.reduce((worst, stock) => (stock[1] > worst[1] ? stock : worst));
  return largest[1] <= 0 ? 'none' : largest[0];
}
