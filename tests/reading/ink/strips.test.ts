import { describe, expect, test } from 'vitest';
import { cutOut, firstPass, stripOf } from '#reading/ink/strips';
import { metricsOf, type Print, readAs, type SheetPlan, sheetOf } from '../sheets.ts';

const size = 40;
const line: Print = { text: 'Nguyễn Thị Hằng, 27 tuổi', x: 60, y: 120, size };
const rest = [200, 260, 320].map((y): Print => ({ text: 'Việt Nam Độc lập Tự do Hạnh phúc', x: 60, y, size }));
const strip = (plan: SheetPlan = {}) =>
  stripOf(sheetOf({ width: 760, height: 400, print: [line, ...rest], ...plan }), readAs(line), firstPass);

/** Mean difference in brightness, 0 to 255. */
function apart(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, v, i) => sum + Math.abs(v - (other[i] as number)), 0) / one.length;
}

describe('strips', () => {
  test('are as high as the engine wants them, with the text on black and white', () => {
    const { raster, zoom, x, y } = strip();
    expect(raster.height).toBe(48);
    expect(x).toBeLessThan(line.x);
    expect(y).toBeLessThan(line.y - size * 0.8);
    expect(raster.width / zoom).toBeGreaterThan(metricsOf(line).width);
    expect(Math.min(...raster.data)).toBeLessThan(10);
    expect(Math.max(...raster.data)).toBe(255);
    const white = raster.data.filter((v) => v === 255).length / raster.data.length;
    expect(white).toBeGreaterThan(0.6);
  });

  test.each([-3, 1.2, 4])('of a sheet with a skew of %f° are straight', (skew) => {
    // Turned and sampled again: the edges differ, no letter is elsewhere.
    expect(apart(strip({ skew }).raster.data, strip().raster.data)).toBeLessThan(9);
    expect(apart(strip({ skew }).raster.data, strip({ print: [{ ...line, x: line.x + 8 }, ...rest] }).raster.data)).toBeGreaterThan(20);
  });

  test('of a page in shade are as light', () => {
    expect(apart(strip({ shade: 0.5 }).raster.data, strip().raster.data)).toBeLessThan(6);
  });

  test('turn pale print and patterns into paper as far as they are asked to', () => {
    const sheet = sheetOf({ width: 760, height: 400, print: [{ ...line, colour: '#b0b0b0' }, ...rest] });
    const darkest = (pale: number) => Math.min(...cutOut(sheet, sheet.plane, 50, 70, 600, 70, 1, pale).data);
    expect(darkest(0.6)).toBe(255);
    expect(darkest(1)).toBeLessThan(200);
  });
});
