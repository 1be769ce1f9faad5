import { describe, expect, test } from 'vitest';
import { findPaper } from '#reading/ink/paper';
import { planes, toOriginal } from '#reading/ink/sheet';
import { type Corners, keystone, onPicture, straightenedOut, type Warp, warpTo } from '#reading/ink/warp';
import { straightened } from '#reading/page/picture';
import { random } from '#tests/bench/holdout/random';
import { rasterOf, sheetOf } from '../sheets.ts';

/** A form photographed on a table: [620 × 877] paper on a picture of [800 × 1060]. */
const paper = rasterOf({
  width: 620,
  height: 877,
  paper: '#fbf9f4',
  grain: 6,
  print: Array.from({ length: 20 }, (_, i) => ({
    text: 'Nơi thường trú: Tổ dân phố 12, phường Tân Lập',
    x: 60,
    y: 110 + i * 34,
    size: 20,
  })),
  ruling: [20, 600].map((x) => ({ x, y: 24, length: 830, vertical: true, thickness: 6, colour: '#b0603a' })),
});
const [width, height] = [800, 1060];
const trapezium: Corners = [
  { x: 120, y: 84 },
  { x: 668, y: 70 },
  { x: 742, y: 986 },
  { x: 58, y: 1004 },
];

const tables: Readonly<Record<string, (x: number, y: number) => readonly [number, number, number]>> = {
  'a grey table': (x) => [92 + (x >> 5), 96 + (x >> 5), 90 + (x >> 5)],
  'a chequered cloth': (x, y) => {
    const [u, v] = [x * 0.98 + y * 0.17 + 400, y * 0.98 - x * 0.17 + 400];
    return ((u / 26) & 1) === 1 && ((v / 26) & 1) === 1 ? [244, 240, 228] : [196, 84 + ((x * 7 + y * 3) % 40), 80];
  },
  wood: (x, y) => [150 + Math.round(20 * Math.sin(x / 9 + y / 200)), 104 + Math.round(14 * Math.sin(x / 9)), 66],
};

function photo(corners: Corners, table: (x: number, y: number) => readonly [number, number, number]) {
  const { warp } = warpTo(corners);
  const back = inverse(warp);
  const size = warpTo(corners);
  const grain = random(5);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const { x: sx, y: sy } = onPicture(back, x + 0.5, y + 0.5);
      const isOn = sx >= 0 && sy >= 0 && sx < size.width && sy < size.height;
      const at = (Math.floor((sy / size.height) * paper.height) * paper.width + Math.floor((sx / size.width) * paper.width)) * 3;
      const colour = table(x, y);
      // The light falls off downwards.
      const light = 1 - (0.25 * y) / height;
      for (let c = 0; c < 3; c++) {
        const v = (isOn ? (paper.data[at + c] as number) : (colour[c] as number)) * light + (grain.next() - 0.5) * 10;
        data[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, Math.round(v)));
      }
    }
  return { ...planes({ width, height, channels: 3, data }), width, height };
}

/** The projection the other way. */
function inverse([a, b, c, d, e, f, g, h]: Warp): Warp {
  const i = a * e - b * d;
  return [
    (e - f * h) / i,
    (c * h - b) / i,
    (b * f - c * e) / i,
    (f * g - d) / i,
    (a - c * g) / i,
    (c * d - a * f) / i,
    (d * h - e * g) / i,
    (b * g - a * h) / i,
  ];
}

describe('the sheet on a photo', () => {
  test.each(Object.entries(tables))('is found on %s, by its four corners', (_, table) => {
    const picture = photo(trapezium, table);
    const found = findPaper(picture, width, height);
    expect(found).not.toBeNull();
    found?.forEach(({ x, y }, i) => {
      expect(Math.hypot(x - (trapezium[i]?.x ?? 0), y - (trapezium[i]?.y ?? 0))).toBeLessThan(8);
    });
  });

  test('none where the paper fills the picture', () => {
    const { plane, inkAll } = sheetOf({
      grain: 6,
      shade: 0.3,
      print: [{ text: 'Nơi thường trú: Tổ dân phố 12', x: 110, y: 300, size: 30 }],
    });
    expect(findPaper({ plane, inkAll }, 1240, 1754)).toBeNull();
  });
});

describe('straightened out', () => {
  test('its corners and what lies between come where they belong, and boxes go back', () => {
    const size = warpTo(trapezium);
    const ends = [onPicture(size.warp, 0, 0), onPicture(size.warp, size.width, 0), onPicture(size.warp, size.width, size.height)];
    ends.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo(trapezium[i]?.x ?? 0, 6);
      expect(y).toBeCloseTo(trapezium[i]?.y ?? 0, 6);
    });
    const grey = tables['a grey table'];
    if (!grey) throw new Error('no table');
    const picture = photo(trapezium, grey);
    const plane = straightenedOut(picture.plane, picture, size.warp, size.width, size.height);
    // The frame's upright line is upright.
    const lineAt = (y: number) => {
      const row = plane.subarray(y * size.width, y * size.width + Math.round(size.width * 0.08));
      return row.indexOf(Math.min(...row));
    };
    const places = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => lineAt(Math.round(size.height * part)));
    expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(6);
    const sheet = { ...sheetOf({ width: size.width, height: size.height }), warp: size.warp, original: { width, height } };
    expect(toOriginal(sheet, 0, 0, size.width, size.height)).toEqual([58, 70, 684, 934]);
  });

  test('how much of a trapezium it was', () => {
    expect(keystone(trapezium)).toBeGreaterThan(0.19);
    const rectangle: Corners = [
      { x: 10, y: 10 },
      { x: 110, y: 12 },
      { x: 107, y: 162 },
      { x: 7, y: 160 },
    ];
    expect(keystone(rectangle)).toBeLessThan(0.001);
  });
});

describe('a sheet is straightened', () => {
  const base = (paper: Corners | null) => {
    const plane = new Uint8Array(width * height).fill(200);
    const original = { width, height };
    return { plane, inkAll: null, width, height, scale: 1, original, streaks: [], paper, warp: null, shifts: null, negative: false };
  };
  const narrower = (by: number, lower = 0): Corners => [
    { x: 100 + by, y: 100 },
    { x: 700 - by, y: 100 },
    { x: 700, y: 900 + lower },
    { x: 100, y: 900 },
  ];

  test('where its sides run together, for its lines when they do so much, and no letter becomes smaller', () => {
    expect(straightened(base(null))).toBeNull();
    expect(straightened(base(narrower(8)))).toBeNull();
    expect(straightened(base(narrower(20)))?.isSteep).toBe(false);
    expect(straightened(base(narrower(50)))).toMatchObject({ isSteep: true, base: { width: 600, paper: null } });
  });

  test('where its lines run apart', () => expect(straightened(base(narrower(4, 40)))?.isSteep).toBe(true));
});
