import { describe, expect, test } from 'vitest';
import { type Placed, readingOrder } from '#reading/page/reading-order';

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
