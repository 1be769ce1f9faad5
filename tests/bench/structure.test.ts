import { describe, expect, test } from 'vitest';
import type { Box } from '#domain/box';
import { random } from './holdout/random.ts';
import { breakKinds, type Sheet } from './structure/breaks.ts';
import { eraseInk, inkIn, type Pixels, print } from './structure/pixels.ts';
import { breakNames, kindOf, planOf, SWAPS } from './structure/plan.ts';
import { around, type Written } from './structure/subjects.ts';

describe('a plan of breaks', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(planOf(200, 5, /./u)).toEqual(planOf(200, 5, /./u));
    expect(planOf(200, 5, /./u)).not.toEqual(planOf(200, 6, /./u));
  });
  test('has every kind in its share, and those that reach over a page alone on it', () => {
    const { pictures, swaps } = planOf(1000, 1, /./u);
    const breaks = pictures.flatMap((picture) => picture.breaks);
    const total = breakNames.reduce((sum, name) => sum + kindOf(name).share, SWAPS);
    for (const name of breakNames)
      expect(breaks.filter((one) => one === name)).toHaveLength(Math.round((1000 * kindOf(name).share) / total));
    expect(swaps).toHaveLength(Math.round((1000 * SWAPS) / total));
    for (const picture of pictures) if (picture.breaks.some((name) => kindOf(name).alone)) expect(picture.breaks).toHaveLength(1);
  });
});

describe('a page that is broken', () => {
  const size = 36;
  /** Two lines of a form on white paper: a label and its value each. */
  function sheet(): Sheet {
    const [width, height] = [1200, 500];
    const pixels: Pixels = { width, height, data: new Uint8Array(width * height * 3).fill(245), grey: false, dpi: 200 };
    const words = (text: string, baseline: number): Written[] => {
      let x = 100;
      return text.split(' ').map((word) => {
        const [, , w] = print(pixels, { text: word, x, baseline, size, colour: [20, 20, 20] });
        const box: Box = [x, baseline - 32, w - size, 42];
        x += w - size + 12;
        return { text: word, box };
      });
    };
    const lines = [words('Họ và tên: NGUYỄN VĂN HÙNG', 150), words('Quê quán: Thôn Hòa Bình', 230)] as const;
    const subject = (path: string, truth: string, line: readonly Written[], at: number) => ({
      ...{ path, truth, accepted: true, lines: [line.slice(at)], label: line.slice(0, at) },
    });
    const subjects = [subject('fullName', 'NGUYỄN VĂN HÙNG', lines[0], 3), subject('hometown', 'Thôn Hòa Bình', lines[1], 2)];
    return { pixels, layout: { rows: lines, subjects }, broken: [] };
  }

  test('its places stay true when rows are put between its lines', () => {
    const page = sheet();
    const broken = breakKinds.blockAdded.make(page, random(3));
    expect(broken).not.toBeNull();
    expect(page.pixels.height).toBeGreaterThan(500);
    for (const { lines, label } of page.layout.subjects)
      for (const words of [...lines, label]) expect(inkIn(page.pixels, around(words))).toBeGreaterThan(0.05);
    const [, y, , h] = broken?.where ?? [0, 0, 0, 0];
    expect(inkIn(page.pixels, [100, y, 300, h])).toBeGreaterThan(0.03);
  });
  test('letters that are erased leave no ink', () => {
    const page = sheet();
    const place = around(page.layout.subjects[0]?.lines[0] ?? []);
    eraseInk(page.pixels, [place[0] - 5, place[1] - 5, place[2] + 10, place[3] + 10]);
    expect(inkIn(page.pixels, place)).toBe(0);
  });
  test('a value is cut within a letter', () => {
    const page = sheet();
    const before = around(page.layout.subjects[0]?.lines[0] ?? []);
    const broken = breakKinds.cutRight.make(page, random(4));
    const [x, y, , h] = broken?.where ?? [0, 0, 0, 0];
    expect(x).toBeGreaterThan(before[0]);
    expect(inkIn(page.pixels, [x - 4, y, 3, h])).toBeGreaterThan(0);
    expect(inkIn(page.pixels, [x + 1, y, 4, h])).toBe(0);
  });
});
