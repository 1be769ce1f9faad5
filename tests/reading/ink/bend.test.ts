import { describe, expect, test } from 'vitest';
import { BEND_STRIPS, bendOf, flattened, shiftsOf } from '#reading/ink/bend';
import { reduce } from '#reading/ink/sheet';
import { measureSkew, slopesOfStrips } from '#reading/ink/skew';
import { sheetOf } from '../sheets.ts';

const degrees = (slope: number) => (Math.atan(slope) * 180) / Math.PI;
const print = Array.from({ length: 26 }, (_, i) => ({
  text: 'Nơi thường trú: Tổ dân phố 12, phường Tân Lập, tỉnh Đắk Lắk, Việt Nam',
  x: 90,
  y: 160 + i * 50,
  size: 32,
}));
const flat = sheetOf({ print, grain: 5 });

/** The sheet with its columns pushed down, so that lines run by these slopes from the left edge to the right one. */
function bent(slopes: readonly number[]) {
  const shifts = shiftsOf(slopes, flat.width).map((v) => -v);
  return flattened(flat.plane, flat.width, flat.height, shifts);
}
const slopesOf = (from: number, to: number) =>
  Array.from({ length: BEND_STRIPS }, (_, i) => Math.tan(((from + ((to - from) * i) / (BEND_STRIPS - 1)) * Math.PI) / 180));

describe('bent paper', () => {
  test.each([
    [2.5, -1],
    [-2.5, 2],
  ])('lines that fall by %f° at the left and %f° at the right are made to run alike', (from, to) => {
    const plane = bent(slopesOf(from, to));
    const before = reduce(plane, flat.width, flat.height);
    const slopes = bendOf(slopesOfStrips(before, measureSkew(before), BEND_STRIPS), false);
    expect(slopes).not.toBeNull();
    if (!slopes) return;
    expect(Math.abs(degrees((slopes.at(-1) ?? 0) - (slopes[0] ?? 0)) - (to - from))).toBeLessThan(0.8);
    const after = flattened(plane, flat.width, flat.height, shiftsOf(slopes, flat.width));
    const small = reduce(after, flat.width, flat.height);
    const strips = slopesOfStrips(small, measureSkew(small), BEND_STRIPS).slice(1, -1);
    for (const slope of strips) if (slope !== null) expect(Math.abs(degrees(slope))).toBeLessThan(0.75);
  });

  test('flat paper is left alone, skewed or not', () => {
    for (const skew of [0, 2.6, -1.2]) {
      const { small } = sheetOf({ print, skew, grain: 5 });
      expect(bendOf(slopesOfStrips(small, measureSkew(small), BEND_STRIPS), false)).toBeNull();
      expect(degrees(Math.tan(measureSkew(small)))).toBeCloseTo(skew, 1);
    }
  });

  test('facing pages that lean differently are straightened apart', () => {
    const slope = (degrees: number) => Math.tan((degrees * Math.PI) / 180);
    const found = [null, slope(-1.5), slope(-1.4), slope(-0.9), slope(1.1), slope(1.2), slope(1.2), null];
    const slopes = bendOf(found, true) ?? [];
    expect(slopes.map((one) => Math.round(degrees(one) * 10) / 10)).toEqual([-1.4, -1.4, -1.4, -1.4, 1.2, 1.2, 1.2, 1.2]);
  });

  test('strips that do not agree tell nothing', () => {
    const slope = (degrees: number) => Math.tan((degrees * Math.PI) / 180);
    expect(bendOf([1, -2, 0.5, 3, -1, 2, 0, -3].map(slope), false)).toBeNull();
    expect(bendOf([null, null, null, 0.1, 1, null, 2, null], false)).toBeNull();
  });
});
