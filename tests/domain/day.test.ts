import { expect, test } from 'vitest';
import { addDays, dayOf, daysBetween, startOfDay } from '#domain/day';

test('a day begins at 17:00 UTC of the day before', () => {
  expect(dayOf('2026-11-04T16:59:59.999Z')).toBe('2026-11-04');
  expect(dayOf('2026-11-04T17:00:00.000Z')).toBe('2026-11-05');
  expect(dayOf(new Date('2026-12-31T17:00:00Z'))).toBe('2027-01-01');
  expect(startOfDay('2026-11-05')).toBe('2026-11-04T17:00:00.000Z');
  expect(startOfDay('2027-01-01')).toBe('2026-12-31T17:00:00.000Z');
  for (const day of ['2024-02-29', '2026-11-05', '2027-01-01']) {
    expect(dayOf(startOfDay(day))).toBe(day);
    expect(dayOf(new Date(Date.parse(startOfDay(day)) - 1))).toBe(addDays(day, -1));
  }
});

test('days are counted over months, leap days and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-11-05', '2026-11-05')).toBe(0);
  expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
  expect(daysBetween('2026-11-05', '2026-11-01')).toBe(-4);
});

test('the computer’s own time zone does not matter', () => {
  const own = process.env.TZ;
  const offsets = ['Pacific/Honolulu', 'UTC', 'Pacific/Kiritimati'].map((zone) => {
    process.env.TZ = zone;
    expect(dayOf(new Date('2026-11-04T17:00:00Z')), zone).toBe('2026-11-05');
    expect(startOfDay('2026-11-05'), zone).toBe('2026-11-04T17:00:00.000Z');
    return new Date().getTimezoneOffset();
  });
  // The zones were really in force.
  expect(offsets).toEqual([600, 0, -840]);
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
});
