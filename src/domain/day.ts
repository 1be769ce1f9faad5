/**
 * Days are the country's, wherever a program runs: Vietnam has one time zone, UTC+7, and no summer time. A day is an ISO date (`2026-03-05`), a moment an ISO time in UTC, as the store keeps it.
 */
const hoursAhead = 7;
const hour = 3_600_000;
const dayMilliseconds = 24 * hour;

/** The day of a moment. */
export function dayOf(moment: Date | string): string {
  return isoDay(new Date(moment).getTime() + hoursAhead * hour);
}

/** The moment at which a day begins. */
export function startOfDay(day: string): string {
  return new Date(midnightUtc(day) - hoursAhead * hour).toISOString();
}

/** `days` calendar days later, or earlier where negative. */
export function addDays(day: string, days: number): string {
  return isoDay(midnightUtc(day) + days * dayMilliseconds);
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnightUtc(to) - midnightUtc(from)) / dayMilliseconds);
}

/** Milliseconds of a day's midnight in UTC: days as numbers, for counting and charts. */
export function midnightUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
