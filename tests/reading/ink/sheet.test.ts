import { describe, expect, test } from 'vitest';
import { backgroundAt } from '#reading/ink/background';
import { planes, reduce, toOriginal, turned } from '#reading/ink/sheet';
import { type Print, rasterOf, sheetOf } from '../sheets.ts';

const print = [300, 350, 400].map((y): Print => ({ text: 'Căn cứ Luật tổ chức chính quyền địa phương', x: 120, y, size: 28 }));

describe('a sheet', () => {
  test('has black ink in one plane and coloured print in the other', () => {
    const red: Print = { text: 'Số: 0123456', x: 700, y: 160, size: 60, colour: '#e02030' };
    const { plane, inkAll } = planes(rasterOf({ print: [...print, red], stamps: [{ x: 1000, y: 110, radius: 90 }] }));
    const dark = (data: Uint8Array, below: boolean) => data.some((v, i) => v < 90 && i > 1240 * 200 === below);
    expect(dark(plane, false)).toBe(false);
    expect(dark(plane, true)).toBe(true);
    expect(inkAll && dark(inkAll, false)).toBe(true);
  });

  test('of a grey or yellowed scan has no plane of coloured print', () => {
    expect(planes(rasterOf({ print, paper: '#f6f3ec' })).inkAll).toBeNull();
  });

  test('knows its paper under shade, and where ink begins', () => {
    const { small } = sheetOf({ print, paper: '#f0f0f0', shade: 0.4, grain: 6 });
    for (const x of [100, 600, 1100])
      expect(Math.abs(backgroundAt(small.background, x, 1000) - 240 * (1 - 0.4 * (x / 1240)))).toBeLessThan(8);
    const ink = small.even.filter((v) => v < small.threshold).length / small.even.length;
    expect(ink).toBeGreaterThan(0.002);
    expect(ink).toBeLessThan(0.02);
  });

  test.each([
    [1240, 1],
    [2480, 2],
    [3508, 3],
  ])('%i pixels wide is reduced by %i', (width, factor) => {
    const height = Math.round(width * Math.SQRT2);
    const small = reduce(new Uint8Array(width * height).fill(200), width, height);
    expect([small.factor, small.width, small.height]).toEqual([factor, Math.floor(width / factor), Math.floor(height / factor)]);
    expect(small.even.every((v) => v >= 253)).toBe(true);
  });

  test('turned by quarters keeps its pixels', () => {
    const data = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    expect([...turned(data, 3, 2, 90)]).toEqual([4, 1, 5, 2, 6, 3]);
    expect([...turned(data, 3, 2, 180)]).toEqual([6, 5, 4, 3, 2, 1]);
    expect([...turned(data, 3, 2, 270)]).toEqual([3, 6, 2, 5, 1, 4]);
  });
});

describe('boxes on the original', () => {
  const sheet = sheetOf({ width: 400, height: 600 });
  test('are those of the sheet where it lies as it was scanned', () => {
    expect(toOriginal(sheet, 10, 20, 30, 40)).toEqual([10, 20, 30, 40]);
  });
  test('lie on a finer original, and stay within it', () => {
    expect(toOriginal({ ...sheet, scale: 0.5 }, 10, 20, 30, 40)).toEqual([20, 40, 60, 80]);
    expect(toOriginal(sheet, -5, 590, 30, 40)).toEqual([0, 590, 25, 10]);
  });
  test('of a turned sheet are turned back', () => {
    expect(toOriginal({ ...sheet, turn: 180 }, 10, 20, 30, 40)).toEqual([360, 540, 30, 40]);
    // Turned by 90° to the right: the sheet's left edge was the original's lower one.
    expect(toOriginal({ ...sheet, turn: 90 }, 10, 20, 30, 40)).toEqual([20, 360, 40, 30]);
  });
  test('of a skewed sheet hold the whole slanted place', () => {
    const [x, y, w, h] = toOriginal({ ...sheet, skew: Math.PI / 60 }, 100, 100, 200, 20);
    expect([x, y]).toEqual([94, 105]);
    expect(w).toBeGreaterThan(199);
    expect(h).toBeGreaterThan(29);
  });
});
