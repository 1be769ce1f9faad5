import { describe, expect, test } from 'vitest';
import { findStreaks, withoutStreaks } from '#reading/ink/streaks';
import { random } from '#tests/bench/holdout/random';
import { type Print, sheetOf, tableRuling } from '../sheets.ts';

/** A page of text with a table, 1240 × 1754, and upright lines drawn over all of its rows. */
const print: Print[] = Array.from({ length: 22 }, (_, i) => ({
  text: 'Nơi thường trú: Tổ dân phố 12, phường Tân Lập, tỉnh Đắk Lắk',
  x: 110,
  y: 140 + i * 44,
  size: 30,
}));
const ruling = tableRuling([100, 320, 600, 1100], [1180, 1240, 1300, 1360]);
const [width, height] = [1240, 1754];

/** `through`: the part of the light that comes through. */
function streaked(plane: Uint8Array, columns: readonly number[], through: number): Uint8Array {
  const grain = random(3);
  return plane.map((v, at) => (columns.includes(at % width) ? Math.round(v * through + (grain.next() - 0.5) * 8) : v));
}

describe('streaks of a dirty glass', () => {
  const { plane } = sheetOf({ print, ruling, grain: 5 });

  test.each([0.75, 0.5, 0.3])('are found and taken out where %f of the light comes through', (through) => {
    const dirty = streaked(plane, [350, 351, 640, 641, 642, 900], through);
    const found = findStreaks(dirty, width, height);
    expect(found).toEqual([
      { from: 350, to: 351 },
      { from: 640, to: 642 },
      { from: 900, to: 900 },
    ]);
    const clean = withoutStreaks(dirty, width, height, found);
    let [off, pixels] = [0, 0];
    for (let at = 0; at < plane.length; at++)
      if (dirty[at] !== plane[at]) {
        off += Math.abs((clean[at] as number) - (plane[at] as number));
        pixels++;
      }
    // Letters under the streak come back: by far most of what it took away is there again.
    expect(off / pixels).toBeLessThan(14);
  });

  test('opaque ones are bridged where ink stands on both sides', () => {
    const bar = plane.map((v, at) => (Math.floor(at / width) === 1500 ? 20 : v));
    const dirty = streaked(bar, [640, 641], 0.02);
    const clean = withoutStreaks(dirty, width, height, findStreaks(dirty, width, height));
    expect(clean[1500 * width + 640]).toBeLessThan(60);
    expect(clean[1506 * width + 640]).toBeGreaterThan(180);
  });

  test('ruled tables, frames, skewed lines and the edge of the paper are none', () => {
    const frame = [60, 1180].map((x) => ({ x, y: 60, length: 1634, vertical: true, thickness: 3 }));
    expect(findStreaks(sheetOf({ print, ruling: [...ruling, ...frame], grain: 5 }).plane, width, height)).toEqual([]);
    const whole = [{ x: 620, y: 0, length: height, vertical: true, thickness: 3 }];
    expect(findStreaks(sheetOf({ print, ruling: whole, skew: 1 }).plane, width, height)).toEqual([]);
    expect(findStreaks(streaked(plane, [2, 3, 1236], 0.5), width, height)).toEqual([]);
    expect(findStreaks(plane, width, height)).toEqual([]);
  });
});
