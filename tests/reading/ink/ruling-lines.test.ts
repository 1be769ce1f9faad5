import { describe, expect, test } from 'vitest';
import { gridsOf } from '#reading/ink/grids';
import { findRulingLines, withoutRulingLines } from '#reading/ink/ruling-lines';
import { metricsOf, type Print, type SheetPlan, sheetOf, tableRuling } from '../sheets.ts';

const size = 30;
const { xHeight } = metricsOf({ text: 'x', size });
const print = [80, 125, 420, 465].map((y): Print => ({ text: 'Căn cứ Luật tổ chức chính quyền', x: 60, y, size }));
const sheet = (plan: SheetPlan) => sheetOf({ width: 700, height: 500, ...plan });

const xs = [50, 120, 400, 650];
const ys = [160, 220, 280, 340];

describe('ruling lines', () => {
  test.each([0, 1.1])('of a broken table are its grid; a streak across the page is no part of it (skew %f°)', (skew) => {
    const streak = { x: 300, y: 0, length: 500, vertical: true };
    const plan = { skew, print, ruling: [...tableRuling(xs, ys, { dash: [9, 4] }), streak] };
    const [grid, ...others] = gridsOf(findRulingLines(sheet(plan), xHeight), xHeight);
    expect(others).toEqual([]);
    for (const [found, wanted] of [
      [grid?.xs, xs],
      [grid?.ys, ys],
    ]) {
      expect(found).toHaveLength(4);
      for (const [i, at] of (found ?? []).entries()) expect(Math.abs(at - (wanted?.[i] ?? 0) - 1)).toBeLessThan(4);
    }
  });

  test('are where they are printed, from end to end', () => {
    const { horizontal, vertical } = findRulingLines(sheet({ print, ruling: [{ x: 80, y: 240, length: 400 }] }), xHeight);
    expect(vertical).toEqual([]);
    expect(horizontal).toHaveLength(1);
    const [line] = horizontal;
    for (const off of [(line?.at ?? 0) - 240.5, (line?.from ?? 0) - 80, (line?.to ?? 0) - 479]) expect(Math.abs(off)).toBeLessThan(1.5);
  });

  test('vanish, and what stands on them stays', () => {
    const strokes = [
      { x: 300, y: 180, length: 36, vertical: true, thickness: 4 },
      { x: 400, y: 196, length: 6, vertical: true, thickness: 4 },
    ];
    const plan = { ruling: [{ x: 50, y: 200, length: 500 }, ...strokes] };
    const marked = sheet(plan);
    const bare = withoutRulingLines(marked, findRulingLines(marked, xHeight), xHeight);
    const dark = (x: number, y: number) => (bare[y * marked.width + x] as number) < 128;
    expect([dark(100, 200), dark(350, 201), dark(500, 201)]).toEqual([false, false, false]);
    expect([dark(301, 185), dark(301, 201), dark(301, 212), dark(401, 197)]).toEqual([true, true, true, true]);
  });

  test('taken out leave the text as it was', () => {
    const plain = sheet({ print });
    const ruled = sheet({ print, ruling: tableRuling(xs, ys) });
    const bare = withoutRulingLines(ruled, findRulingLines(ruled, xHeight), xHeight);
    const differs = (plane: Uint8Array) => plane.filter((v, i) => Math.abs(v - (plain.plane[i] as number)) > 60).length;
    expect(differs(ruled.plane)).toBeGreaterThan(5000);
    expect(differs(bare)).toBeLessThan(60);
  });

  test('are not made of letters', () => {
    const capitals = [80, 120, 160, 200].map((y): Print => ({ text: 'HỘ GIA ĐÌNH THIẾU TIỀN HTTTLL EEEEE', x: 20, y, size: 26 }));
    expect(findRulingLines(sheet({ print: capitals }), metricsOf({ text: 'H', size: 26 }).capHeight)).toEqual({
      horizontal: [],
      vertical: [],
    });
  });
});
