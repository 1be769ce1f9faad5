import { describe, expect, it } from 'vitest';
import { forecast, type Target } from '#domain/target';
import { burnUp } from '#renderer/screens/targets/burn-up.ts';

const today = '2026-11-20';

function target(days: Target['days'], by = '2026-12-31'): Target {
  const input = { title: 'Hộ tịch', recordType: null, placeCode: null, total: 1000, share: 0.8, from: '2026-11-02', by };
  const counters = days.at(-1) ?? { scanned: 0, verified: 0, accepted: 0 };
  return { ...input, id: 't', placeName: null, createdAt: today, counters, days, forecast: forecast(input, counters, days, today) };
}

const at = (points: ReturnType<typeof burnUp>, day: string) => points.find(({ time }) => time === Date.parse(`${day}T00:00:00Z`));

describe('burn-up', () => {
  it('has the needed line from nothing to the promise, and nothing else before the first record', () => {
    expect(burnUp(target([]), today)).toEqual([
      { time: Date.parse('2026-11-02T00:00:00Z'), needed: 0 },
      { time: Date.parse('2026-12-31T00:00:00Z'), needed: 800 },
    ]);
  });

  it('rises from the ground and carries the counters on to today', () => {
    const points = burnUp(target([{ day: '2026-11-10', scanned: 40, verified: 10, accepted: 4 }]), today);
    expect(at(points, '2026-11-09')).toMatchObject({ scanned: 0, verified: 0, accepted: 0 });
    expect(at(points, today)).toMatchObject({ scanned: 40, verified: 10, accepted: 4, forecast: 4 });
    expect(points.map(({ time }) => time)).toEqual(points.map(({ time }) => time).toSorted((one, other) => one - other));
  });

  it('leads the forecast to the day of the promise, or stops a fortnight after the due day', () => {
    const quick = target([{ day: '2026-11-19', scanned: 700, verified: 700, accepted: 700 }]);
    expect(quick.forecast.reachedOn).not.toBeNull();
    expect(at(burnUp(quick, today), quick.forecast.reachedOn ?? '')).toMatchObject({ forecast: 800 });
    const slow = burnUp(
      target([
        { day: '2026-11-02', scanned: 9, verified: 9, accepted: 9 },
        { day: today, scanned: 10, verified: 10, accepted: 10 },
      ]),
      today,
    );
    const last = slow.at(-1);
    expect(last?.time).toBe(Date.parse('2027-01-14T00:00:00Z'));
    expect(last?.forecast).toBeLessThan(800);
  });
});
