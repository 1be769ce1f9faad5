import { describe, expect, test } from 'vitest';
import { unreadInk } from '#reading/ink/unread-ink';
import { metricsOf, type Print, type SheetPlan, sheetOf } from '../sheets.ts';

const value: Print = { text: 'Khối 8, phường Tân Lập', x: 200, y: 300, size: 32 };
const { xHeight, starts, inkTo } = metricsOf(value);
const zone = { x0: 180, x1: 900, meanline: value.y - xHeight, baseline: value.y };
const all = { x0: value.x, x1: value.x + inkTo + 2 };
/** From the n-th letter on. */
const from = (letter: number) => ({ ...all, x0: value.x + (starts[letter] ?? 0) });
const unread = (plan: SheetPlan, read = [all]) => unreadInk(sheetOf({ width: 1000, height: 500, print: [value], ...plan }), zone, read);

describe('ink that was not read', () => {
  test.each([0, 1.2])('is what letters are made of: the ones that a reading left out (skew %f°)', (skew) => {
    expect(unread({ skew })).toEqual([]);
    const [lost, ...others] = unread({ skew }, [from(1)]);
    expect(others).toEqual([]);
    expect(Math.abs((lost?.x0 ?? 0) - value.x)).toBeLessThan(6);
    expect((lost?.x1 ?? 0) - (lost?.x0 ?? 0)).toBeGreaterThan(xHeight * 0.6);
    expect(unread({ skew }, [{ ...all, x1: from(16).x0 }]).length).toBeGreaterThan(0);
  });

  test('is told though a streak of a dirty glass runs through the letter; the streak alone is none', () => {
    const streak = { x: 224, y: 0, length: 500, vertical: true, thickness: 3 };
    expect(unread({ ruling: [streak] }, [from(1)]).length).toBeGreaterThan(0);
    expect(unread({ ruling: [{ ...streak, x: 700 }] })).toEqual([]);
  });

  test('is neither leaders nor a line under the value nor grains of dirt nor a seal in colour', () => {
    expect(unread({ ruling: [{ x: 560, y: 297, length: 300, thickness: 3, dash: [3, 6] }] })).toEqual([]);
    expect(unread({ ruling: [{ x: 180, y: 296, length: 700 }] })).toEqual([]);
    expect(unread({ ruling: [{ x: 600, y: 290, length: 4, thickness: 4 }] })).toEqual([]);
    expect(unread({ stamps: [{ x: 700, y: 290, radius: 80 }] })).toEqual([]);
  });

  test('is a blot, and a black seal', () => {
    expect(unread({ ruling: [{ x: 600, y: 280, length: 22, thickness: 20 }] })).toHaveLength(1);
    expect(unread({ stamps: [{ x: 700, y: 372, radius: 120, text: 'CÔNG AN', colour: '#222' }] }).length).toBeGreaterThan(0);
  });
});
