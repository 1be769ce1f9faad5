import { describe, expect, test } from 'vitest';
import type { Unowned } from '#reading/page/owners';
import type { ReadLine } from '#reading/page/recognise';
import type { Region, ValueSpan } from '#reading/page/region';
import { rowsOf } from '#reading/page/rows';
import type { Segment } from '#reading/page/segments';
import { withSurroundings } from '#reading/page/surroundings';
import { typeOf } from '../paper.ts';
import { type Print, readAs, type SheetPlan, sheetOf } from '../sheets.ts';

const type = typeOf('birth-certificate');
const [width, height] = [1240, 400];
const print = (text: string, x = 300, y = 200): Print => ({ text, x, y, size: 32 });

/** A line as it was read, its ink in one run where nothing else is said. */
function lineOf(span: ValueSpan, runs = [{ x0: span.x0, x1: span.x1 }]): ReadLine {
  return { ...span, row: 0, cell: null, runs };
}

/** Every letter a run of its own. */
const letters = (one: Print) => readAs(one).words.flatMap((word) => word.letters.map(({ x0, x1 }) => ({ x0, x1: x1 - 1 })));

function regionOf(span: ValueSpan, more: Partial<Region> = {}): Region {
  const field = type.fields.find(({ key }) => key === 'nationality');
  if (!field) throw new Error('no such field');
  const raw = span.words.map(({ text }) => text).join(' ');
  const nothing = { unexplained: null, unread: null, atEdge: false, farFromLabel: false };
  return { field, table: null, row: 0, entry: 0, spans: [span], raw, confidence: 95, label: 'Quốc tịch', ...nothing, ...more };
}

const moved = (span: ValueSpan, by: number) => ({ ...span, meanline: span.meanline + by, baseline: span.baseline + by });
const ended = ({ words }: ValueSpan, x1: number) => words.map((word, i) => (i === words.length - 1 ? { ...word, x1 } : word));

/** What is found around one value. */
function around(
  span: ValueSpan,
  plan: SheetPlan,
  {
    lines = [lineOf(span)],
    rest = [] as Segment[],
    unowned = [] as Unowned[],
    frame = { x0: 0, width, height },
    others = [] as Region[],
    more = {} as Partial<Region>,
  } = {},
) {
  const { regions, unread } = withSurroundings(sheetOf({ width, height, ...plan }), [], { lines, rest, unowned, frame }, [
    regionOf(span, more),
    ...others,
  ]);
  const [region] = regions;
  return { ...region, places: unread.length };
}

describe('around a value', () => {
  const value = print('Việt Nam');
  const span = { ...readAs(value), before: 285 };

  test('nothing is found where there is nothing', () => {
    expect(around(span, { print: [value] })).toMatchObject({
      unexplained: null,
      unread: null,
      atEdge: false,
      farFromLabel: false,
      places: 0,
    });
  });

  test('letters before it that were not read are', () => {
    const short = { ...span, x0: span.x0 + 20 };
    expect(around(short, { print: [value] })).toMatchObject({ unread: 'before', places: 1 });
  });

  test('words behind it up to the next label are', () => {
    const more = print('Hoa Kỳ', 480);
    const long = lineOf(readAs(print('Họ, chữ đệm, tên người mẹ: PHẠM THỊ MAI', 120, 100)));
    expect(around(span, { print: [value, more] }, { lines: [lineOf(span), { ...long, row: 1 }] })).toMatchObject({
      unread: 'behind',
      places: 1,
    });
    expect(around({ ...span, behind: 470 }, { print: [value, more] }).unread).toBeNull();
  });

  test('a word whose ink lies in its place and is not in its text is', () => {
    const [first] = readAs(value).words;
    const lost = { ...span, words: first ? [first] : [] };
    expect(around(lost, { print: [value] }).unread).toBe('within');
  });

  test('words far behind its own are not its own', () => {
    const apart = print('Việt Nam        ĐINH HỮU QUYẾT');
    expect(around(readAs(apart), { print: [apart] }).unexplained).toBe('ĐINH HỮU QUYẾT');
  });

  test('a beginning far from the label is, but for values at one tab stop', () => {
    const far = { ...span, before: 240 };
    expect(around(far, { print: [value] }).farFromLabel).toBe(true);
    // A little farther than the others of the page.
    const usual = [80, 120, 160, 240]
      .map((y, i) => print('Kinh', 300 + i * 40, y))
      .map((one) => regionOf({ ...readAs(one), before: readAs(one).x0 - 10 }));
    expect(around({ ...span, before: 276 }, { print: [value] }, { others: usual }).farFromLabel).toBe(true);
    expect(around({ ...span, before: 286 }, { print: [value] }, { others: usual }).farFromLabel).toBe(false);
    const others = [print('Kinh', 304, 100), print('Không', 298, 300)].map((one) => regionOf(readAs(one)));
    expect(around(far, { print: [value] }, { others }).farFromLabel).toBe(false);
  });

  test('a line that nobody read where a value of several lines would go on', () => {
    const address = type.fields.find(({ key }) => key === 'hometown');
    const first = print('xã Ea Kao, thành phố Buôn Ma Thuột', 300, 100);
    const [above, below, aside] = [print('Dân tộc: Kinh', 120, 50), print('tỉnh Đắk Lắk', 340, 150), print('Nguyễn Văn Bình', 800, 150)];
    const value = readAs(first);
    const lines = [readAs(above), value].map((one, row) => ({ ...lineOf(one), row }));
    const unread = (rest: Print) =>
      around(
        value,
        { print: [above, first] },
        { lines, rest: [{ ...lineOf(readAs(rest), letters(rest)), components: 9 }], more: address ? { field: address } : {} },
      ).unread;
    expect(unread(below)).toBe('below');
    expect(unread(aside)).toBeNull();
    expect(unread({ ...below, y: 260 })).toBeNull();
  });

  test('words that are nobody’s right under it', () => {
    const first = print('Việt Nam', 700, 100);
    const lines = [print('Họ, chữ đệm, tên: LÊ QUỐC BẢO', 120, 50), first].map((one, row) => ({ ...lineOf(readAs(one)), row }));
    const [line] = lines.slice(1);
    const value = { ...readAs(first), words: line?.words ?? [] };
    const words = (text: string): Unowned[] => {
      const [row] = rowsOf([{ ...lineOf(readAs(print(text, 700, 150))), row: 2 }]);
      return row?.lines.map((line) => ({ text, line, row, x0: line.x0, x1: line.x1 })) ?? [];
    };
    const unexplained = (unowned: readonly Unowned[]) => around(value, { print: [first] }, { lines, unowned: [...unowned] }).unexplained;
    expect(unexplained(words('và Lào'))).toBe('và Lào');
    expect(unexplained(words('và Lào').map((one) => ({ ...one, x0: 900 })))).toBeNull();
    // What begins as an item of the form, or with a label, is none of it.
    expect(unexplained(words('II. Công an phường'))).toBeNull();
    expect(unexplained(words('Nơi cấp: Lào'))).toBeNull();
  });

  test('a band over the paper, from where the value ends, is its edge', () => {
    const band = { x: Math.round(span.x1) + 1, y: 0, length: height, vertical: true, thickness: 200 };
    expect(around(span, { print: [value], ruling: [band] }).atEdge).toBe(true);
    expect(around(span, { print: [value], ruling: [{ ...band, x: band.x + 60 }] }).atEdge).toBe(false);
  });

  test('where all lines of the page end at once, and nothing stands beyond, is one', () => {
    const others = (x1: number) => [1, 2, 3].map((n) => lineOf({ ...moved(span, 60 * n), x1, words: ended(span, x1) }));
    const read = (x1: number) => around(span, { print: [value] }, { lines: [lineOf(span), ...others(x1)] }).atEdge;
    expect(read(span.x1)).toBe(true);
    expect(read(span.x1 - 20)).toBe(false);
    expect(read(span.x1 + 20)).toBe(false);
  });

  test('the edge of the picture and the fold of an open sheet are', () => {
    const atLeft = print('ệt Nam', 3);
    expect(around(readAs(atLeft), { print: [atLeft] }).atEdge).toBe(true);
    expect(around(span, { print: [value] }, { frame: { x0: 297, width: width - 297, height } }).atEdge).toBe(true);
  });
});
