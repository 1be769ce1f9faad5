import { describe, expect, test } from 'vitest';
import { reduce } from '#reading/ink/sheet';
import { measureSkew } from '#reading/ink/skew';
import { type Print, type SheetPlan, sheetOf, tableRuling } from '../sheets.ts';

const words = 'Căn cứ Nghị định số 64 của Chính phủ, Ủy ban nhân dân xã đề nghị rà soát các hộ';
const paragraph = (lines: number, size = 28): readonly Print[] =>
  Array.from({ length: lines }, (_, i) => ({ text: words.slice(i % 5, 60 + (i % 3) * 6), x: 150, y: 260 + i * 46, size }));

/** Degrees. */
function measured(plan: SheetPlan): number {
  const { plane, width, height } = sheetOf(plan);
  return (measureSkew(reduce(plane, width, height)) * 180) / Math.PI;
}

/** A fiftieth of a degree is the finest step; letters of real text leave a little more open. */
const NEAR = 0.05;

const angles = [-4.9, -3.3, -1.25, -0.4, -0.1, 0, 0.06, 0.7, 1.9, 2.75, 4.6];

describe('skew', () => {
  test.each(angles)('of %f° in lines of text', (skew) => {
    expect(Math.abs(measured({ skew, print: paragraph(22) }) - skew)).toBeLessThan(NEAR);
  });

  test.each([-2.2, 0.9])('of %f° where a table, a seal and dotted leaders stand too, worn and in shade', (skew) => {
    const plan: SheetPlan = {
      skew,
      shade: 0.25,
      grain: 30,
      print: [...paragraph(8), ...paragraph(4).map((line, i) => ({ ...line, text: `Họ và tên: ${'.'.repeat(60)}`, y: 700 + i * 50 }))],
      ruling: tableRuling([150, 260, 700, 1090], [980, 1040, 1100, 1160]),
      stamps: [{ x: 800, y: 1400, radius: 130, text: 'ỦY BAN NHÂN DÂN XÃ EA KAO', colour: '#333' }],
    };
    expect(Math.abs(measured(plan) - skew)).toBeLessThan(NEAR);
  });

  test('of a scan at 300 dpi is that of its small picture', () => {
    const print = paragraph(20, 56).map((line, i) => ({ ...line, x: 300, y: 520 + i * 92 }));
    expect(Math.abs(measured({ width: 2480, height: 3508, skew: 1.4, print }) - 1.4)).toBeLessThan(NEAR);
  });

  test('is told by two lines, and by none is 0', () => {
    expect(Math.abs(measured({ skew: 1.5, print: paragraph(2) }) - 1.5)).toBeLessThan(NEAR * 2);
    expect(measured({ skew: 1.5, print: [{ text: 'Trang 3', x: 600, y: 1600, size: 28 }] })).toBe(0);
    expect(measured({})).toBe(0);
  });

  test('beyond five degrees is not looked for: a page on its side has none', () => {
    expect(Math.abs(measured({ skew: 9, print: paragraph(12) }))).toBeLessThanOrEqual(5.1);
    const upright = sheetOf({ print: paragraph(22) });
    const turned = new Uint8Array(upright.plane.length);
    for (let y = 0; y < upright.height; y++)
      for (let x = 0; x < upright.width; x++)
        turned[x * upright.height + upright.height - 1 - y] = upright.plane[y * upright.width + x] as number;
    expect(Math.abs(measureSkew(reduce(turned, upright.height, upright.width)))).toBeLessThan(0.09);
  });
});
