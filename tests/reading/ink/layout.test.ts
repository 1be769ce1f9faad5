import { describe, expect, test } from 'vitest';
import { colouredLines } from '#reading/ink/coloured-lines';
import { findLayout, type Layout } from '#reading/ink/layout';
import type { TextLine } from '#reading/ink/text-lines';
import { metricsOf, type Print, type SheetPlan, sheetOf, tableRuling } from '../sheets.ts';

/** Text, baseline by baseline, with the diacritics that bring neighbouring lines nearest to each other. */
const texts = [
  'Căn cứ Luật tổ chức chính quyền địa phương;',
  'Xét đề nghị của ông Nguyễn Ngọc Ẩn, thường trú',
  'tại thôn Ểnh Ương, huyện Buôn Đôn, tỉnh Đắk Lắk',
  'về việc cấp lại giấy tờ đã mất hoặc bị hư hỏng.',
];
const print = (size: number, pitch: number): readonly Print[] =>
  texts.map((text, i) => ({ text, x: size * 5, y: size * 8 + i * pitch, size }));

/** Lines in sheet pixels beside what was printed, from the top. */
function found(plan: SheetPlan): { readonly layout: Layout; readonly lines: readonly TextLine[] } {
  const sheet = sheetOf(plan);
  const layout = findLayout(sheet);
  const { factor } = sheet.small;
  const lines = layout.lines.map((line) => ({
    ...line,
    x0: line.x0 * factor,
    x1: line.x1 * factor,
    top: line.top * factor,
    bottom: line.bottom * factor,
    meanline: line.meanline * factor,
    baseline: line.baseline * factor,
  }));
  return { layout: { ...layout, xHeight: layout.xHeight * factor }, lines };
}

/** Small pixels by which an edge may be off: half a pixel of scanning, as much of evening. */
const NEAR = 1.5;

function expectLines(lines: readonly TextLine[], printed: readonly Print[], near = NEAR): void {
  expect(lines).toHaveLength(printed.length);
  for (const [i, { text, x, y, size }] of printed.entries()) {
    const line = lines[i] as TextLine;
    const { xHeight, inkFrom, inkTo } = metricsOf({ text, size });
    const off = {
      baseline: line.baseline - y,
      meanline: line.meanline - (y - xHeight),
      left: line.x0 - (x + inkFrom),
      right: line.x1 - (x + inkTo),
    };
    for (const [edge, pixels] of Object.entries(off)) expect(Math.abs(pixels), `${edge} of ${text}: ${pixels}`).toBeLessThanOrEqual(near);
  }
}

describe('lines of text', () => {
  test.each([
    ['11 points at 150 dpi', 24, 38, 1240, 1],
    ['14 points at 150 dpi, set tight', 29, 33, 1240, 1],
    ['13 points at 300 dpi', 54, 80, 2480, 2],
  ])('of %s stand on their baselines, with their own x-height', (_, size, pitch, width, factor) => {
    const printed = print(size, pitch);
    const { layout, lines } = found({ width, height: Math.round(width * Math.SQRT2), print: printed });
    expectLines(lines, printed, NEAR * factor);
    // The most frequent height on the page: on so little text that may be the capitals'.
    const { xHeight, capHeight } = metricsOf({ text: 'x', size });
    expect(layout.xHeight).toBeGreaterThanOrEqual(xHeight - NEAR * factor);
    expect(layout.xHeight).toBeLessThanOrEqual(capHeight + NEAR * factor);
  });

  test('of a whole page tell its x-height', () => {
    for (const size of [24, 29, 40]) {
      const page = Array.from({ length: 5 }, (_, i) =>
        print(size, size * 1.5).map((line) => ({ ...line, y: line.y + i * size * 6 })),
      ).flat();
      expect(Math.abs(found({ print: page }).layout.xHeight - metricsOf({ text: 'x', size }).xHeight)).toBeLessThanOrEqual(NEAR);
    }
  });

  test.each([-3, -0.8, 1.6, 4])('of a sheet with a skew of %f° are straight', (skew) => {
    const printed = print(28, 44);
    // A component is straightened with its centre; its box keeps the height that the skew gave it: a letter's width by the sine.
    expectLines(found({ skew, print: printed }).lines, printed, NEAR + 14 * Math.sin((Math.abs(skew) * Math.PI) / 180));
  });

  test('on worn paper in shade are the same', () => {
    const printed = print(28, 44);
    expectLines(found({ print: printed, shade: 0.4, grain: 20 }).lines, printed, NEAR + 0.5);
  });

  test('hold their own diacritics, ascenders and descenders, and not the next line’s', () => {
    const printed = print(28, 36);
    for (const [i, line] of found({ print: printed }).lines.entries()) {
      const { y, size } = printed[i] as Print;
      expect(line.top).toBeGreaterThan(y - size);
      expect(line.top).toBeLessThan(y - size * 0.6);
      expect(line.bottom).toBeGreaterThan(y + size * 0.15);
      expect(line.bottom).toBeLessThan(y + size * 0.32);
      // All of them: i and its dot, ễ and what stands over it.
      const letters = [...(texts[i] as string)].filter((c) => /\p{L}/u.test(c)).length;
      expect(line.components.length).toBeGreaterThan(letters * 0.8);
    }
  });

  test('go on over the gap between two columns of a form, and not over half the page', () => {
    const y = 400;
    const near = found({
      print: [...print(28, 44), { text: 'Họ và tên', x: 140, y: 700, size: 28 }, { text: 'Năm sinh', x: 290, y: 700, size: 28 }],
    });
    expect(near.lines).toHaveLength(5);
    const far = found({
      print: [
        { text: 'Họ và tên', x: 140, y, size: 28 },
        { text: 'Năm sinh', x: 800, y, size: 28 },
      ],
    });
    expect(far.lines).toHaveLength(2);
  });

  test('end before dotted leaders, which move no baseline', () => {
    const printed = ['Họ và tên', 'Ngày sinh', 'Quê quán'].map((text, i): Print => ({ text, x: 140, y: 300 + i * 50, size: 28 }));
    const leaders = printed.map(({ text, x, y, size }): Print => {
      return { text: '.'.repeat(70), x: x + metricsOf({ text, size }).width + 8, y, size };
    });
    const { lines } = found({ print: [...print(28, 44).map((line) => ({ ...line, y: line.y + 400 })), ...printed, ...leaders] });
    expectLines(lines.slice(0, 3), printed, 28);
    for (const [i, line] of lines.slice(0, 3).entries())
      expect(Math.abs(line.baseline - (printed[i] as Print).y)).toBeLessThanOrEqual(NEAR);
  });

  test('of a large hand beside print: the x-height is that of the print', () => {
    const hand = texts.slice(0, 3).map((text, i): Print => ({ text: text.slice(0, 22), x: 150, y: 700 + i * 90, size: 58 }));
    const { layout } = found({ print: [...print(28, 44), ...hand] });
    expect(Math.abs(layout.xHeight - metricsOf({ text: 'x', size: 28 }).xHeight)).toBeLessThanOrEqual(NEAR);
  });

  test('are not made of ruling lines, seals and specks', () => {
    const plan: SheetPlan = {
      print: print(28, 44),
      ruling: [
        { x: 500, y: 150, length: 260 },
        { x: 100, y: 700, length: 900, dash: [3, 6] },
        { x: 1150, y: 0, length: 1754, vertical: true, thickness: 3 },
        { x: 300, y: 900, length: 2, thickness: 1 },
      ],
      stamps: [{ x: 800, y: 1200, radius: 120, colour: '#444' }],
    };
    expectLines(found(plan).lines, print(28, 44));
    expect(found({ ruling: [{ x: 500, y: 150, length: 260 }] }).lines).toEqual([]);
    expect(found({}).lines).toEqual([]);
  });
});

describe('ruled tables', () => {
  const xs = [150, 260, 700, 1090];
  const ys = [500, 560, 620, 690, 750];
  const cells = ys
    .slice(0, -1)
    .flatMap((y, row) => xs.slice(0, -1).map((x, column): Print => ({ text: `Ô ${row}${column}`, x: x + 14, y: y + 40, size: 26 })));

  function expectGrid({ grids }: Layout, near = NEAR): void {
    expect(grids).toHaveLength(1);
    for (const [own, wanted] of [
      [grids[0]?.xs, xs],
      [grids[0]?.ys, ys],
    ]) {
      expect(own).toHaveLength(wanted?.length ?? 0);
      // The middle of a line two pixels thick.
      for (const [i, at] of (own ?? []).entries()) expect(Math.abs(at - (wanted?.[i] ?? 0) - 1)).toBeLessThanOrEqual(near);
    }
  }

  test.each([0, 0.8, -1.5])('with a skew of %f°', (skew) => {
    const { layout, lines } = found({ skew, ruling: tableRuling(xs, ys), print: cells });
    expectGrid(layout, NEAR + 1);
    expect(lines.flatMap((line) => line.components).every(({ x0, x1 }) => xs.every((x) => x1 - x0 < 60 && (x < x0 || x > x1 - 3)))).toBe(
      true,
    );
  });

  test('in grey, too pale for the threshold of ink', () => {
    expectGrid(found({ ruling: tableRuling(xs, ys, { colour: '#b4b0a6' }), print: cells }).layout, NEAR + 0.5);
  });

  test('two of them are two', () => {
    const { layout } = found({ ruling: [...tableRuling(xs, ys), ...tableRuling([200, 500, 900], [1000, 1060, 1120])], print: cells });
    expect(layout.grids.map((grid) => [grid.xs.length, grid.ys.length])).toEqual([
      [4, 5],
      [3, 3],
    ]);
  });

  test('a frame around the page and a box for a photograph are none', () => {
    const frame = tableRuling([40, 1200], [40, 1700]);
    const box = tableRuling([900, 1080], [200, 420]);
    const { layout, lines } = found({ ruling: [...frame, ...box], print: print(28, 44) });
    expect(layout.grids).toEqual([]);
    expectLines(lines, print(28, 44));
  });
});

describe('lines printed in colour', () => {
  const black = print(28, 44);
  const number: Print = { text: 'Số: AB 0123456', x: 700, y: 160, size: 34, colour: '#c01828' };
  const plan: SheetPlan = { print: [...black, number], stamps: [{ x: 800, y: 1200, radius: 120, text: 'ỦY BAN NHÂN DÂN XÃ EA KAO' }] };

  test('are found where the plane of black ink does not show them, and seals are none', () => {
    const sheet = sheetOf(plan);
    const layout = findLayout(sheet);
    const red = colouredLines(sheet, layout);
    expect(red).toHaveLength(1);
    expect(Math.abs((red[0]?.baseline ?? 0) - number.y)).toBeLessThanOrEqual(NEAR);
    expect(Math.abs((red[0]?.x0 ?? 0) - number.x)).toBeLessThanOrEqual(NEAR + 1);
    expect(red[0]?.components.length).toBeGreaterThanOrEqual(11);
  });

  test('are none in a grey scan', () => {
    const sheet = { ...sheetOf(plan), inkAll: null };
    expect(colouredLines(sheet, findLayout(sheet))).toEqual([]);
  });
});
