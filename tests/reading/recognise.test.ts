import { expect, test } from 'vitest';
import type { Component } from '#reading/ink/components';
import type { Layout } from '#reading/ink/layout';
import type { Sheet } from '#reading/ink/sheet';
import { firstPass, stripOf } from '#reading/ink/strips';
import { segments } from '#reading/page/segments';

/** Figures 22 wide and 34 high at a pitch of 30, strokes 4 thick, on one line of a white sheet. */
const [WIDE, HIGH, PITCH, STROKE] = [22, 34, 30, 4];

type Ink = (x: number, y: number) => boolean;
/** The outline of a figure of two half circles and two straight sides; `x, y` from its middle. */
const outline =
  (rx: number, ry: number, cy: number): Ink =>
  (x, y) => {
    const d = Math.hypot(x, Math.max(0, Math.abs(y - cy) - (ry - rx)));
    return d <= rx && d >= rx - STROKE;
  };
const zero = outline(WIDE / 2, HIGH / 2, 0);
const slash: Ink = (x, y) => Math.abs(x + y * 0.8) < 2.5 && Math.hypot(x, Math.max(0, Math.abs(y) - 6)) < WIDE / 2;
const slashed: Ink = (x, y) => zero(x, y) || slash(x, y);
const eight: Ink = (x, y) => outline(9, 9.5, -7.5)(x, y) || outline(11, 9.5, 7.5)(x, y);

/** Open on the right above and on the left below; its middle lines cross ink as often as a struck zero's. */
const five: Ink = (x, y) => slashed(x, y) && !(x > 3 && y > -13 && y < -3) && !(x < -3 && y > 3 && y < 13);

/** A straight stem, a bowl and a bar through the stem to the middle. */
const eth: Ink = (x, y) =>
  (Math.abs(x + 6) < 2 && Math.abs(y) < 17) ||
  (x > -6 && x < 2 && Math.abs(y) < 17 && Math.abs(y) > 13) ||
  (x >= 2 && Math.abs(Math.hypot(x - 2, y * 0.53) - 7) < 2) ||
  (x < 2 && Math.abs(y) < 2);

function lineOf(figures: readonly Ink[]): { readonly sheet: Sheet; readonly layout: Layout } {
  const width = 40 + figures.length * PITCH;
  const height = 100;
  const plane = new Uint8Array(width * height).fill(255);
  const components = figures.map((ink, i): Component => {
    const [cx, cy] = [20 + i * PITCH + WIDE / 2, 50];
    for (let y = 0; y < height; y++)
      for (let x = i * PITCH + 20; x < i * PITCH + 20 + WIDE; x++) if (ink(x + 0.5 - cx, y + 0.5 - cy)) plane[y * width + x] = 10;
    return { x0: cx - WIDE / 2, x1: cx + WIDE / 2, y0: cy - HIGH / 2, y1: cy + HIGH / 2, area: 300 };
  });
  const background = { cell: 24, columns: 1, rows: 1, level: Float32Array.of(255) };
  const small = { factor: 1, width, height, even: plane, background, dark: 10, threshold: 132 };
  const sheet: Sheet = {
    ...{ width, height, plane, inkAll: null, small, skew: 0, dpi: 300, scale: 1, turn: 0 },
    original: { width, height },
  };
  const [y0, y1] = [50 - HIGH / 2, 50 + HIGH / 2];
  const line = { x0: 20, x1: width - 20 - (PITCH - WIDE), top: y0, bottom: y1, meanline: y0, baseline: y1, components };
  return { sheet, layout: { lines: [line], grids: [], xHeight: HIGH } };
}

/** The strip's darkness, pixel by pixel. */
function strip(figures: readonly Ink[]): { readonly dots: number; readonly data: Uint8Array } {
  const { sheet, layout } = lineOf(figures);
  const [part] = segments(sheet, layout);
  if (!part) throw new Error('no line');
  return { dots: part.dottedZeros.length, data: stripOf(sheet, part, firstPass).raster.data };
}

test('a stroke through a zero is taken out to its ends at the walls', () => {
  const [struck, plain] = [strip([slashed, slashed, slashed]), strip([zero, zero, zero])];
  expect(struck.dots).toBe(3);
  expect(plain.dots).toBe(0);
  const apart = struck.data.filter((v, i) => Math.abs(v - (plain.data[i] as number)) > 128).length;
  const bare = lineOf([zero]).sheet.plane;
  const before = lineOf([slashed]).sheet.plane.filter((v, i) => v !== bare[i]).length;
  // Of the strokes' ink hardly anything is left, and the walls stay.
  expect(apart).toBeLessThan(before * 3 * 0.1);
});

test('an eight keeps its waist, a five its middle, an eth its bar', () => {
  expect(strip([eight, eight]).dots).toBe(0);
  expect(strip([five, five]).dots).toBe(0);
  expect(strip([eth, eth]).dots).toBe(0);
});
