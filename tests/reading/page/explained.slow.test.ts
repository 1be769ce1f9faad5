import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { types } from '../paper.ts';
import { type Print, pictureOf, type SheetPlan, tableRuling } from '../sheets.ts';

/** A confirmation of residence with a table, as it is scanned well and on a dirty glass. */
let ports: PagePorts;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
});
afterAll(async () => ports.ocr.close());

const lines = [
  'XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ',
  'I. Theo đề nghị của Ông/Bà:',
  '1. Họ, chữ đệm và tên: HOÀNG ĐỨC VƯỢNG',
  '2. Ngày, tháng, năm sinh: 01/02/1987     3. Giới tính: Nam',
  '4. Số định danh cá nhân: 066087757304',
  '5. Dân tộc: Thái     6. Tôn giáo: Không     7. Quốc tịch: Việt Nam',
  '8. Quê quán: xã Ea Kao, tỉnh Đắk Lắk',
  'II. Xác nhận thông tin về cư trú như sau:',
  '1. Nơi thường trú: Khối 8, phường Tân Lập, tỉnh Đắk Lắk',
  '3. Nơi ở hiện tại: Khối 8, phường Tân Lập, tỉnh Đắk Lắk',
  '4. Họ, chữ đệm và tên chủ hộ: Mai Quốc Toàn',
  '5. Quan hệ với chủ hộ: Con     6. Số định danh cá nhân của chủ hộ: 066066916535',
  '7. Thông tin các thành viên khác trong hộ gia đình:',
];
const xs = [110, 160, 440, 720, 840, 1090, 1180];
const ys = [930, 1000, 1060, 1120];
const rows = [
  ['TT', 'Họ, chữ đệm và tên', 'Ngày, tháng, năm sinh', 'Giới tính', 'Số định danh cá nhân', 'Quan hệ'],
  ['1', 'Mai Thị Mỹ Loan', '17/06/1976', 'Nữ', '064176964583', 'Mẹ'],
  ['2', 'Lý Văn Lượng', '26/05/1977', 'Nam', '054077976364', 'Em ruột'],
];
const cells = rows.flatMap((row, r) => row.map((text, c): Print => ({ text, x: (xs[c] ?? 0) + 10, y: (ys[r] ?? 0) + 42, size: 24 })));
const print = [...lines.map((text, i): Print => ({ text, x: 110, y: 200 + i * 56, size: 30 })), ...cells];
const table = tableRuling(xs, ys);

async function read(plan: SheetPlan) {
  const { located, explained } = await readPage(
    ports,
    { bytes: pictureOf({ print, ruling: table, ...plan }), name: 'x.png', page: 0 },
    types,
  );
  return {
    raw: (key: string, row: number | null = null) =>
      located.find((one) => one.key === key && (row === null ? one.table === null : one.table !== null && one.row === row)),
    codes: explained?.findings.map(({ code }) => code),
    unread: explained?.unexplained.filter(({ text }) => text === null).length,
  };
}

describe('a page that is explained', () => {
  test('has nothing to say of a good scan', async () => {
    const { raw, codes, unread } = await read({});
    expect(raw('fullName', 1)?.raw).toBe('Lý Văn Lượng');
    expect([codes, unread]).toEqual([[], 0]);
  });

  test('lines of a dirty glass do not take the table away', async () => {
    const streaks = [640, 900].map((x) => ({ x, y: 0, length: 1754, vertical: true, thickness: 3 }));
    const { raw, codes } = await read({ ruling: [...table, ...streaks] });
    expect(raw('personalId', 1)?.raw).toBe('054077976364');
    expect(codes).toEqual([]);
  });

  test('a table that is gone is said, and so is a blot behind a value', async () => {
    const blot = { x: 900, y: 683, length: 26, thickness: 22 };
    const { raw, codes } = await read({ print: print.slice(0, lines.length), ruling: [blot] });
    expect(codes).toEqual(['table.notRead']);
    // It looks like a word, far behind the value's own.
    expect(raw('currentAddress')?.unexplained).not.toBeNull();
  });
});
