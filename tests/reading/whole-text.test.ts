import { describe, expect, test } from 'vitest';
import { gridsOf } from '#reading/ink/grids';
import { findRulingLines, withoutRulingLines } from '#reading/ink/ruling-lines';
import { reduce, type Sheet } from '#reading/ink/sheet';
import { type Placed, readingOrder } from '#reading/page/reading-order';
import type { ReadWord } from '#reading/page/recognise';
import { tidyLine } from '#reading/page/whole-text';
import { chooseWords, isPlausible } from '#reading/page/word-choice';

interface Said extends Placed {
  readonly says: string;
}
/** A segment of letters 10 high whose baseline is `y`; 8 a letter. */
function said(says: string, x: number, y: number, cell: Placed['cell'] = null): Said {
  return { says, x0: x, x1: x + says.length * 8, meanline: y - 10, baseline: y, row: y, cell };
}
const order = (parts: readonly Said[]) => readingOrder(parts, 10).map((row) => row.map((part) => part.says).join(' | '));

describe('the order of reading', () => {
  test('the office on the left first, then the country on the right, then the title', () => {
    const page = [
      said('QUYẾT ĐỊNH về việc giao đất', 250, 150),
      said('CỘNG HÒA XÃ HỘI', 420, 20),
      said('ỦY BAN NHÂN DÂN', 60, 20),
      said('Số: 12/QĐ', 90, 65),
      said('XÃ EA KAO', 80, 42),
      said('Độc lập - Tự do', 430, 45),
      said('Ea Kao, ngày 2', 440, 80),
    ];
    expect(order(page)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ EA KAO',
      'Số: 12/QĐ',
      'CỘNG HÒA XÃ HỘI',
      'Độc lập - Tự do',
      'Ea Kao, ngày 2',
      'QUYẾT ĐỊNH về việc giao đất',
    ]);
  });

  test('who gets it on the left stays together beside the room for a signature', () => {
    const page = [
      said('Điều 3. Các ông bà có tên chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.', 60, 10),
      said('Nơi nhận:', 60, 40),
      said('CHỦ TỊCH', 480, 41),
      said('- Như trên;', 60, 58),
      said('- Lưu: VT.', 60, 76),
      said('Y Bhĭt Mlô', 475, 150),
    ];
    expect(order(page).slice(1)).toEqual(['Nơi nhận:', '- Như trên;', '- Lưu: VT.', 'CHỦ TỊCH', 'Y Bhĭt Mlô']);
  });

  test('labels and values that share base lines are read row by row', () => {
    const page = [0, 1, 2, 3].flatMap((i) => [said(`nhãn ${i}`, 60, 20 + i * 20), said(`giá trị ${i}`, 300, 20 + i * 20)]);
    expect(order(page)).toEqual([0, 1, 2, 3].map((i) => `nhãn ${i} | giá trị ${i}`));
  });

  test('a table goes cell by cell, between what stands above and below', () => {
    const at = (row: number, column: number) => ({ grid: 0, row, column });
    const page = [
      said('Sau bảng', 60, 120),
      said('Ghi chú', 300, 70, at(1, 2)),
      said('dài dòng', 120, 80, at(1, 1)),
      said('1', 60, 70, at(1, 0)),
      said('Nội dung', 120, 60, at(1, 1)),
      said('TT', 60, 40, at(0, 0)),
      said('Tên', 120, 40, at(0, 1)),
      said('Trước bảng', 60, 10),
    ];
    expect(order(page)).toEqual(['Trước bảng', 'TT | Tên', '1 | Nội dung | dài dòng | Ghi chú', 'Sau bảng']);
  });
});

describe('words', () => {
  const word = (text: string, confidence: number): ReadWord => ({ text, confidence, x0: 0, x1: 1, y0: 0, y1: 1, letters: [] });
  const said = (list: readonly ReadWord[]) => list.map((one) => one.text).join(' ');

  test('the surer pass decides between words that both read alike', () => {
    const first = [word('Căn', 96), word('cú', 60), word('số', 95), word('12', 90)];
    expect(said(chooseWords(first, [word('Căn', 95), word('cứ', 92), word('số', 96), word('72', 60)]))).toBe('Căn cứ số 12');
  });

  test('a syllable that may be written so wins over a slightly surer one that may not', () => {
    expect(said(chooseWords([word('Phướit', 72)], [word('Phướt', 68)]))).toBe('Phướt');
  });

  test('no word is lost or added by the second pass', () => {
    const first = [word('Niê', 80), word('Kđăm', 70)];
    expect(said(chooseWords(first, [word('Niê', 90)]))).toBe('Niê Kđăm');
    expect(said(chooseWords(first, [word('Niê', 90), word('°', 99), word('Kđăm', 70)]))).toBe('Niê Kđăm');
    expect(said(chooseWords([], [word('°', 99)]))).toBe('');
  });

  test.each(['Nguyễn', 'quỵch', '12/QĐ-UBND', 'NĐ-CP,', '"H\'Bia', 'Kđăm', '1.250,5', '(b/c);', '03/5/2012', '-'])(
    '%s may stand on paper',
    (text) => expect(isPlausible(text)).toBe(true),
  );
  test.each(['Phướit', 'nhoì°', 'GIiấy', '®9', 'lcœ'])('%s hardly', (text) => expect(isPlausible(text)).toBe(false));

  test('signs that the engine does not know', () => {
    expect(tidyLine('diện tích 120,5 m° và 3 km?, 10 ha')).toBe('diện tích 120,5 m² và 3 km², 10 ha');
    expect(tidyLine('cao 12 m. Hết? 30°')).toBe('cao 12 m. Hết? 30°');
    expect(tidyLine('số 12/QĐĐ-UBND, 3/QĐ-TTy')).toBe('số 12/QĐ-UBND, 3/QĐ-TTg');
  });
});

describe('ruled lines', () => {
  const [width, height, letter] = [700, 500, 16];
  function sheetOf(draw: (ink: (x: number, y: number, w: number, h: number) => void) => void): Sheet {
    const plane = new Uint8Array(width * height).fill(245);
    draw((x, y, w, h) => {
      for (let row = y; row < y + h; row++) plane.fill(30, row * width + x, row * width + x + w);
    });
    const small = reduce(plane, width, height);
    return { width, height, plane, inkAll: null, small, skew: 0, dpi: 200, scale: 1, turn: 0, original: { width, height } };
  }
  const xs = [50, 120, 400, 650];
  const ys = [100, 140, 180, 220];

  test('a broken table is found as a whole, a streak across the page is no part of it', () => {
    const sheet = sheetOf((ink) => {
      for (const y of ys) for (let x = 50; x < 650; x += 12) ink(x, y, x % 5 === 0 ? 6 : 10, 2);
      for (const x of xs) for (let y = 100; y < 220; y += 9) ink(x, y, 2, 7);
      ink(300, 0, 2, 500);
    });
    const [grid, ...others] = gridsOf(findRulingLines(sheet, letter), letter);
    expect(others).toEqual([]);
    for (const [i, x] of xs.entries()) expect(Math.abs((grid?.xs[i] ?? 0) - x)).toBeLessThan(5);
    for (const [i, y] of ys.entries()) expect(Math.abs((grid?.ys[i] ?? 0) - y)).toBeLessThan(4);
    expect(grid?.xs.length).toBe(4);
  });

  test('rules vanish, what stands on them stays', () => {
    const sheet = sheetOf((ink) => {
      ink(50, 200, 500, 2);
      ink(300, 180, 4, 36);
      ink(400, 196, 4, 6);
    });
    const bare = withoutRulingLines(sheet, findRulingLines(sheet, letter), letter);
    const dark = (x: number, y: number) => (bare[y * width + x] as number) < 128;
    expect(dark(100, 200)).toBe(false);
    expect(dark(500, 201)).toBe(false);
    expect([dark(301, 185), dark(301, 201), dark(301, 212), dark(401, 197)]).toEqual([true, true, true, true]);
  });

  test('lines of letters are no rules', () => {
    const sheet = sheetOf((ink) => {
      for (let line = 0; line < 6; line++)
        for (let x = 60; x < 600; x += 14) {
          ink(x, 60 + line * 30, 3, 16);
          ink(x, 60 + line * 30, 9, 3);
          ink(x, 73 + line * 30, 9, 3);
        }
    });
    expect(findRulingLines(sheet, letter)).toEqual({ horizontal: [], vertical: [] });
  });
});
