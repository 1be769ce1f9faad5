import { describe, expect, test } from 'vitest';
import { turnBox } from '#domain/box';
import { findLayout } from '#reading/ink/layout';
import { measureQuality } from '#reading/ink/quality';
import { reduce } from '#reading/ink/sheet';
import { isWithin, turnedCorners, withoutSurroundings } from '#reading/ink/surroundings';
import type { Corners } from '#reading/ink/warp';
import { sheetOf } from '../sheets.ts';

const corners: Corners = [
  { x: 200, y: 150 },
  { x: 1040, y: 130 },
  { x: 1080, y: 1600 },
  { x: 160, y: 1620 },
];

describe('what lies around a sheet', () => {
  test('is paper afterwards, and what lies on it as before', () => {
    const [width, height] = [1240, 1754];
    const even = withoutSurroundings(new Uint8Array(width * height).fill(40), width, height, corners);
    const at = (x: number, y: number) => even[y * width + x];
    expect([at(20, 20), at(100, 800), at(1200, 800), at(600, 1740)]).toEqual([255, 255, 255, 255]);
    expect([at(600, 800), at(220, 170), at(1020, 150), at(1060, 1590), at(180, 1600)]).toEqual([40, 40, 40, 40, 40]);
  });

  test('as text at the border of the picture does not cut the sheet', () => {
    const around = Array.from({ length: 12 }, (_, i) => ({
      text: 'Nơi thường trú: Tổ dân phố 12, phường Tân Lập',
      x: -30,
      y: 220 + i * 110,
      size: 24,
    }));
    const sheet = sheetOf({ print: [...around, { text: 'Họ và tên: Nguyễn Thị Hồng', x: 420, y: 300, size: 24 }] });
    const size = { width: sheet.width, height: sheet.height };
    const cut = (one: typeof sheet) => measureQuality(one, findLayout(one), size, 150, false).cut;
    expect(cut(sheet)).toBe(true);
    const paper: Corners = [
      { x: 400, y: 150 },
      { x: 1100, y: 150 },
      { x: 1100, y: 1600 },
      { x: 400, y: 1600 },
    ];
    expect(cut({ ...sheet, paper, small: reduce(sheet.plane, sheet.width, sheet.height, paper) })).toBe(false);
  });

  test.each([90, 180, 270] as const)('turns with the picture, by %i°', (turn) => {
    const turned = turnedCorners(corners, 1240, 1754, turn);
    const [x, y] = turnBox([300, 1500, 0, 0], 1240, 1754, turn);
    expect(isWithin(turned, x, y)).toBe(true);
    const [outX, outY] = turnBox([100, 1700, 0, 0], 1240, 1754, turn);
    expect(isWithin(turned, outX, outY)).toBe(false);
  });
});
