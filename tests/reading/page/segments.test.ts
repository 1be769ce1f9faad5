import { describe, expect, test } from 'vitest';
import { findLayout } from '#reading/ink/layout';
import { colouredSegments, hasText, hasTextOrFigure, segments } from '#reading/page/segments';
import { metricsOf, type Print, type SheetPlan, sheetOf, tableRuling } from '../sheets.ts';

const size = 28;
const { xHeight } = metricsOf({ text: 'x', size });
const text = (text: string, x: number, y: number): Print => ({ text, x, y, size });
const paragraph = [900, 945, 990].map((y) => text('Căn cứ Luật tổ chức chính quyền địa phương', 120, y));
const found = (plan: SheetPlan) => {
  const sheet = sheetOf(plan);
  return segments(sheet, findLayout(sheet));
};

describe('segments', () => {
  test('end at wide gaps and share a row', () => {
    const printed = [text('Họ và tên: Lê Văn An', 120, 300), text('Giới tính: Nam', 520, 300), text('Quê quán: Buôn Đôn', 120, 345)];
    const [name, sex, home] = found({ print: [...printed, ...paragraph] });
    expect(name?.row).toBe(sex?.row);
    expect(home?.row).not.toBe(name?.row);
    for (const [i, segment] of [name, sex, home].entries()) {
      const { text, x } = printed[i] as Print;
      const { inkFrom, inkTo } = metricsOf({ text, size });
      expect(Math.abs((segment?.x0 ?? 0) - x - inkFrom)).toBeLessThan(2);
      expect(Math.abs((segment?.x1 ?? 0) - x - inkTo)).toBeLessThan(2);
    }
  });

  test('of a 300-dpi scan are in pixels of the sheet', () => {
    const large = [text('Họ và tên: Lê Văn An', 240, 600), ...paragraph].map((line) => ({ ...line, size: size * 2 }));
    const [segment] = found({ width: 2480, height: 3508, print: large });
    expect(Math.abs((segment?.baseline ?? 0) - 600)).toBeLessThan(3);
    expect(Math.abs((segment?.meanline ?? 0) - (600 - 2 * xHeight))).toBeLessThan(3);
  });

  test('in tables end at ruling lines and know their cells', () => {
    const [xs, ys] = [
      [120, 220, 520, 900],
      [300, 350, 400, 450],
    ];
    const cells = ys
      .slice(0, 3)
      .flatMap((y, row) => xs.slice(0, 3).map((x, column) => text(`${row}${column} đất`, x + (column === 0 ? 20 : 4), y + 36)));
    const inside = found({ ruling: tableRuling(xs, ys), print: [...cells, ...paragraph] }).filter((segment) => segment.cell !== null);
    expect(inside.map(({ cell }) => [cell?.row, cell?.column])).toEqual(
      [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column])),
    );
    for (const { cell, x0, x1 } of inside) {
      expect(x0).toBeGreaterThan(xs[cell?.column ?? 0] as number);
      expect(x1).toBeLessThan(xs[(cell?.column ?? 0) + 1] as number);
    }
  });

  test('count the dots below letters, and no commas', () => {
    const line = 'Đặng Thị Lạc, ngụ tại Một.';
    const [segment] = found({ print: [text(line, 120, 300), ...paragraph] });
    const starts = metricsOf({ text: line, size }).starts;
    const carriers = [...line].flatMap((c, i) =>
      c.normalize('NFD').includes('\u0323') ? [120 + ((starts[i] ?? 0) + (starts[i + 1] ?? 0)) / 2] : [],
    );
    const dots = segment?.dotsBelow ?? [];
    expect(dots).toHaveLength(carriers.length);
    for (const [i, x] of dots.entries()) expect(Math.abs(x - (carriers[i] ?? 0))).toBeLessThan(5);
  });

  test('have runs of ink that end where the paper has gaps', () => {
    const line = 'An Bi Co';
    const [segment] = found({ print: [text(line, 120, 300), ...paragraph] });
    const runs = segment?.runs ?? [];
    const gaps = runs.slice(1).map((run, i) => run.x0 - (runs[i]?.x1 ?? 0));
    // Two spaces of a quarter of the size are wider than all gaps between letters.
    expect(gaps.filter((gap) => gap > size * 0.2)).toHaveLength(2);
    expect(runs[0]?.x0).toBe(segment?.x0);
  });

  test('printed in colour are numbered behind those in black', () => {
    const page = Array.from({ length: 10 }, (_, i) => text('Căn cứ Luật tổ chức chính quyền địa phương', 120, 300 + i * 45));
    const number: Print = { ...text('Số: AB 0123456', 700, 160), size: 34, colour: '#c01828' };
    const sheet = sheetOf({ print: [...page, number], stamps: [{ x: 800, y: 1300, radius: 120 }] });
    const layout = findLayout(sheet);
    const black = segments(sheet, layout);
    expect(black).toHaveLength(10);
    const [red, ...others] = colouredSegments(sheet, layout, black);
    expect(others).toEqual([]);
    expect([red?.coloured, red?.row, red?.cell]).toEqual([true, 1 + Math.max(...black.map(({ row }) => row)), null]);
  });

  test('printed in colour are kept where a pattern’s pieces lie under them', () => {
    const page = Array.from({ length: 10 }, (_, i) => text('Căn cứ Luật tổ chức chính quyền địa phương', 120, 300 + i * 45));
    const number: Print = { ...text('Số: AB 0123456', 700, 160), size: 34, colour: '#c01828' };
    const sheet = sheetOf({ print: [...page, number], stamps: [{ x: 800, y: 1300, radius: 120 }] });
    const layout = findLayout(sheet);
    const [red] = colouredSegments(sheet, layout, []);
    if (!red) throw new Error('no coloured line');
    const piece = (red.x1 - red.x0) / 4;
    const pattern = [0, 1, 2, 3].map((n) => ({ ...red, x0: red.x0 + n * piece, x1: red.x0 + (n + 1) * piece - 1 }));
    expect(colouredSegments(sheet, layout, pattern)).toHaveLength(1);
  });

  test('of a page in blue ink stand there once', () => {
    const page = Array.from(
      { length: 10 },
      (_, i): Print => ({ ...text('Căn cứ Luật tổ chức chính quyền địa phương', 120, 300 + i * 45), colour: '#1a1a50' }),
    );
    const sheet = sheetOf({ print: page });
    const layout = findLayout(sheet);
    const dark = segments(sheet, layout);
    expect(dark).toHaveLength(10);
    expect(colouredSegments(sheet, layout, [])).not.toEqual([]);
    expect(colouredSegments(sheet, layout, dark)).toEqual([]);
  });

  test('hold text, or are a fold, a border, a figure in a cell', () => {
    const fold = { x: 1000, y: 290, length: 16, vertical: true, thickness: 3 };
    const [name, ...others] = found({ print: [text('Lê Văn An', 120, 300), ...paragraph], ruling: [fold] }).filter(
      ({ baseline }) => baseline < 400,
    );
    expect(name && hasText(name, xHeight)).toBe(true);
    expect(others.some((segment) => hasText(segment, xHeight))).toBe(false);
    const figure = name && { ...name, x1: name.x0 + 6, runs: [{ x0: name.x0, x1: name.x0 + 6 }], cell: { grid: 0, row: 0, column: 0 } };
    expect(figure && [hasText(figure, xHeight), hasTextOrFigure(figure, xHeight)]).toEqual([false, true]);
  });
});
