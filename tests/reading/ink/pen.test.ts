import { describe, expect, test } from 'vitest';
import { findLayout } from '#reading/ink/layout';
import { inkWords, type PenOrPrint, penOrPrint, penScore, printOfPage } from '#reading/ink/pen';
import { segments } from '#reading/page/segments';
import { type Drawn, type Print, sheetOf } from '../sheets.ts';

/** Figures as a pen draws them, in parts of their height; no two strokes of a word are quite alike. */
const figures: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  '1': [
    [0.1, 0.3],
    [0.4, 0],
    [0.36, 1],
  ],
  '2': [
    [0.05, 0.25],
    [0.3, 0],
    [0.55, 0.2],
    [0.4, 0.55],
    [0, 1],
    [0.6, 0.92],
  ],
  '4': [
    [0.4, 0],
    [0, 0.62],
    [0.62, 0.58],
    [0.45, 0.4],
    [0.42, 1],
  ],
  '6': [
    [0.5, 0],
    [0.15, 0.45],
    [0.05, 0.85],
    [0.4, 1],
    [0.55, 0.72],
    [0.1, 0.68],
  ],
  '7': [
    [0, 0.05],
    [0.6, 0],
    [0.28, 1],
  ],
  '9': [
    [0.5, 0.15],
    [0.2, 0],
    [0.05, 0.3],
    [0.35, 0.48],
    [0.52, 0.1],
    [0.42, 1],
  ],
};

/** `y` is the line of the form; the hand does not keep to it. */
function written(text: string, x: number, y: number, height: number): Drawn[] {
  return [...text].map((c, i) => {
    const strokes = figures[c] ?? [];
    const tall = height * (1 + 0.12 * Math.sin(i * 2.3 + x));
    const lift = 3 * Math.sin(i * 1.7 + y);
    const lean = 0.14 + 0.06 * Math.sin(i * 3.1);
    const points = strokes.map(([px, py]) => [px * tall * 0.9 + (1 - py) * tall * lean - tall * 0.3, (py - 0.5) * tall] as const);
    return {
      x: Math.round(x + i * height * 0.72),
      y: Math.round(y - tall * 1.1 + lift),
      width: Math.round(tall * 1.2),
      height: Math.round(tall * 1.2),
      ink: (px, py) => points.some((to, k) => k > 0 && away(points[k - 1] ?? to, to, px, py) < height * 0.055),
    };
  });
}

function away([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], x: number, y: number): number {
  const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

const lines = 13;
const step = 110;
const valueX = 760;
const yOf = (line: number) => 200 + line * step;
const labels: Print[] = Array.from({ length: lines }, (_, i) => ({
  text: ['Số vào sổ cấp giấy:', 'Nơi thường trú ở xã:', 'Diện tích đất thuê:'][i % 3] ?? '',
  x: 110,
  y: yOf(i),
  size: 36,
}));

/** What stands behind the labels, one value behind each from the second on, in one picture. */
function told(values: { readonly print?: Print[]; readonly drawn?: Drawn[] }): readonly PenOrPrint[] {
  const sheet = sheetOf({ print: [...labels, ...(values.print ?? [])], drawn: values.drawn ?? [], grain: 10 });
  const layout = findLayout(sheet);
  const xHeight = layout.xHeight * sheet.small.factor;
  const all = segments(sheet, layout);
  const print = printOfPage(sheet, all, xHeight);
  if (!print) throw new Error('no print');
  const count = (values.print ?? []).length || new Set((values.drawn ?? []).map(({ y }) => Math.round(y / step))).size;
  return Array.from({ length: count }, (_, i) => {
    const scores = all
      .filter((one) => Math.abs(one.baseline - yOf(i + 1)) < 20)
      .flatMap((line) => inkWords(line.runs, xHeight).map((word) => ({ ...line, ...word })))
      .filter((word) => word.x0 > valueX - 10)
      .map((word) => penScore(sheet, word, print));
    expect(scores.length).toBeGreaterThan(0);
    return penOrPrint(scores.flatMap((score) => score ?? []));
  });
}

describe('pen or print, by the ink alone', () => {
  test('numbers by pen, of strokes that it never learned from: none is taken for print, the longest for pen', () => {
    const texts = ['92242', '71', '2', '1947', '66 4'];
    const drawn = texts.flatMap((text, i) => written(text, valueX + 20, yOf(i + 1), 34));
    const all = told({ drawn });
    expect(all).toHaveLength(texts.length);
    expect(all).not.toContain('print');
    expect(all[0]).toBe('pen');
  });

  test.each([
    ['plain', {}],
    ['bold', { bold: true }],
    ['large', { size: 46 }],
    ['pale', { colour: '#555555' }],
  ] as const)('the same in print: %s', (_, how) => {
    const texts = ['92242', '71', '7', 'CH 92242', 'Thôn Đoài', 'BA 176967', '1947'];
    expect(told({ print: texts.map((text, i) => ({ text, x: valueX, y: yOf(i + 1), size: 36, ...how })) })).toEqual(
      texts.map(() => 'print'),
    );
  });

  test('words that surely are pen make their value so, but for one among many; doubtful ones only together', () => {
    expect(penOrPrint([-6, 2.5])).toBe('pen');
    expect(penOrPrint([-6, 3, -7, 3, -7, -7])).toBe('pen');
    expect(penOrPrint([-6, -7, 2.5])).toBe('partly');
    expect(penOrPrint([1.5, 1.2])).toBe('pen');
    expect(penOrPrint([-6, 1.8, -5])).toBe('unsure');
    expect(penOrPrint([-6, -5])).toBe('print');
    expect(penOrPrint([])).toBe('unsure');
  });
});
