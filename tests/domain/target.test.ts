import { describe, expect, test } from 'vitest';
import { addWorkingDays, forecast, type TargetInput, workingDays } from '#domain/target';

const target: TargetInput = {
  title: 'T',
  recordType: null,
  placeCode: null,
  total: 1000,
  share: 0.8,
  from: '2026-11-02',
  by: '2026-11-27',
};
const at = (day: string, accepted: number, verified = accepted, scanned = verified) => ({ day, scanned, verified, accepted });
const told = (days: ReturnType<typeof at>[], today: string, more: Partial<TargetInput> = {}) =>
  forecast({ ...target, ...more }, days.at(-1) ?? { scanned: 0, verified: 0, accepted: 0 }, days, today);

describe('working days', () => {
  test.each([
    ['2026-11-02', '2026-11-06', 5],
    ['2026-11-07', '2026-11-08', 0],
    ['2026-11-06', '2026-11-09', 2],
    ['2026-11-01', '2026-11-30', 21],
    ['2026-11-09', '2026-11-06', 0],
    ['2026-11-04', '2026-11-04', 1],
  ])('from %s to %s: %i', (from, to, count) => expect(workingDays(from, to)).toBe(count));

  test.each([
    ['2026-11-06', 0, '2026-11-06'],
    ['2026-11-06', 1, '2026-11-09'],
    ['2026-11-07', 0, '2026-11-09'],
    ['2026-11-02', 9, '2026-11-13'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i more: %s', (from, days, to) => expect(addWorkingDays(from, days)).toBe(to));

  test('moving on and counting are each other’s, from every day of a week and over many weeks', () => {
    for (let start = 2; start <= 8; start += 1) {
      const from = `2026-11-0${start}`;
      for (let days = 0; days <= 60; days += 1) {
        const to = addWorkingDays(from, days);
        expect([workingDays(from, to), workingDays(to, to)], `${from} ${days}`).toEqual([days + 1, 1]);
      }
    }
  });
});

describe('the forecast', () => {
  test('without any history there is no pace, only what is needed', () => {
    expect(told([], '2026-11-02')).toEqual({
      promised: 800,
      workingDaysLeft: 20,
      neededPerDay: 40,
      pacePerDay: null,
      reachedOn: null,
      state: 'noPace',
      bottleneck: 'scanning',
    });
  });

  test('a promise is rounded up, never down', () => {
    expect(told([], '2026-11-02', { total: 3, share: 0.5 }).promised).toBe(2);
    // 0.1 + 0.2 and its like must not promise one more than was said.
    expect(told([], '2026-11-02', { total: 100, share: 0.07 }).promised).toBe(7);
    expect(told([], '2026-11-02', { total: 100, share: 0.29 }).promised).toBe(29);
  });

  test('at fifty a day the promise is met in time, at ten it is not', () => {
    const fast = told([at('2026-11-02', 50), at('2026-11-03', 100)], '2026-11-03');
    expect(fast).toMatchObject({ pacePerDay: 50, reachedOn: '2026-11-20', state: 'onTrack', neededPerDay: 37 });
    const slow = told([at('2026-11-02', 10), at('2026-11-03', 20)], '2026-11-03');
    expect(slow).toMatchObject({ pacePerDay: 10, state: 'behind' });
    expect(slow.reachedOn && slow.reachedOn > target.by).toBe(true);
  });

  test('the pace is that of the last ten working days', () => {
    const days = [at('2026-10-01', 500), at('2026-11-10', 510), at('2026-11-13', 600)];
    expect(told(days, '2026-11-13')).toMatchObject({ pacePerDay: 10 });
    // Nothing for weeks: a pace of nothing, and no day on which it would be met.
    expect(told([at('2026-10-01', 100)], '2026-11-13')).toMatchObject({ pacePerDay: 0, reachedOn: null, state: 'behind' });
  });

  test('reached stays reached, a date that has passed is overdue', () => {
    expect(told([at('2026-11-02', 800)], '2026-12-15')).toMatchObject({
      state: 'reached',
      neededPerDay: 0,
      bottleneck: 'none',
      reachedOn: null,
    });
    expect(told([at('2026-11-02', 799)], '2026-11-28')).toMatchObject({ state: 'overdue', neededPerDay: null, workingDaysLeft: 0 });
  });

  test('the bottleneck is the largest stock', () => {
    expect(told([at('2026-11-02', 100, 150, 800)], '2026-11-03').bottleneck).toBe('verifying');
    expect(told([at('2026-11-02', 100, 700, 800)], '2026-11-03').bottleneck).toBe('handingOver');
    expect(told([at('2026-11-02', 100, 120, 150)], '2026-11-03').bottleneck).toBe('scanning');
  });
});
