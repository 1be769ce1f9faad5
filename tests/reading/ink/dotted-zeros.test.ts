import { expect, test } from 'vitest';
import { findLayout } from '#reading/ink/layout';
import type { Sheet } from '#reading/ink/sheet';
import { firstPass, stripOf } from '#reading/ink/strips';
import { type Segment, segments } from '#reading/page/segments';
import { type Drawn, sheetOf } from '../sheets.ts';

/** Figures 22 wide and 34 high at a pitch of 30, strokes 4 thick: typewriter faces, which no font at hand has. */
const [WIDE, HIGH, PITCH, STROKE] = [22, 34, 30, 4];

type Ink = Drawn['ink'];
/** The outline of a figure of two half circles and two straight sides. */
const outline =
  (rx: number, ry: number, cy: number): Ink =>
  (x, y) => {
    const d = Math.hypot(x, Math.max(0, Math.abs(y - cy) - (ry - rx)));
    return d <= rx && d >= rx - STROKE;
  };
const zero = outline(WIDE / 2, HIGH / 2, 0);
const slash: Ink = (x, y) => Math.abs(x + y * 0.8) < 2.5 && Math.hypot(x, Math.max(0, Math.abs(y) - 6)) < WIDE / 2;
const slashed: Ink = (x, y) => zero(x, y) || slash(x, y);
const dotted: Ink = (x, y) => zero(x, y) || Math.hypot(x, y) < 3;
const eight: Ink = (x, y) => outline(9, 9.5, -7.5)(x, y) || outline(11, 9.5, 7.5)(x, y);

/** Open on the right above and on the left below; its middle lines cross ink as often as a struck zero's. */
const five: Ink = (x, y) => slashed(x, y) && !(x > 3 && y > -13 && y < -3) && !(x < -3 && y > 3 && y < 13);

/** A straight stem, a bowl and a bar through the stem to the middle. */
const eth: Ink = (x, y) =>
  (Math.abs(x + 6) < 2 && Math.abs(y) < 17) ||
  (x > -6 && x < 2 && Math.abs(y) < 17 && Math.abs(y) > 13) ||
  (x >= 2 && Math.abs(Math.hypot(x - 2, y * 0.53) - 7) < 2) ||
  (x < 2 && Math.abs(y) < 2);

/** Figures on one line between lines of zeros, which tell the x-height. */
function lineOf(figures: readonly Ink[]): { readonly sheet: Sheet; readonly segment: Segment } {
  const row = (y: number, inks: readonly Ink[]) => inks.map((ink, i): Drawn => ({ x: 30 + i * PITCH, y, width: WIDE, height: HIGH, ink }));
  const around = Array.from({ length: 8 }, () => zero);
  const sheet = sheetOf({ width: 620, height: 877, paper: '#fff', drawn: [...row(40, around), ...row(120, figures), ...row(200, around)] });
  const segment = segments(sheet, findLayout(sheet)).find(({ meanline, baseline }) => meanline < 137 && baseline > 137);
  if (!segment) throw new Error('no line');
  return { sheet, segment };
}

test.each([
  ['stroke', slashed],
  ['dot', dotted],
])('a %s in a zero is taken out to its ends at the walls', (_, ink) => {
  const [struck, plain] = [lineOf([ink, ink, ink]), lineOf([zero, zero, zero])];
  expect(struck.segment.dottedZeros).toHaveLength(3);
  expect(plain.segment.dottedZeros).toEqual([]);
  const strip = ({ sheet, segment }: typeof struck) => stripOf(sheet, segment, firstPass).raster.data;
  const [cleaned, wanted] = [strip(struck), strip(plain)];
  const differing = cleaned.filter((v, i) => Math.abs(v - (wanted[i] as number)) > 128).length;
  const drawn = struck.sheet.plane.filter((v, i) => v !== plain.sheet.plane[i]).length;
  // Of the strokes' ink hardly anything is left, and the walls stay.
  expect(differing).toBeLessThan(drawn * 0.1);
});

test.each([
  ['an eight keeps its waist', eight],
  ['a five its middle', five],
  ['an eth its bar', eth],
])('%s', (_, ink) => {
  expect(lineOf([ink, ink]).segment.dottedZeros).toEqual([]);
});
