import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { edits } from '#tests/bench/text/errors';
import { types } from '../paper.ts';
import { type Print, pictureOf, tableRuling } from '../sheets.ts';

let ports: PagePorts;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
});
afterAll(async () => ports.ocr.close());

/** What a letter of an office looks like at 200 dpi: two heads, a list, a ruled table, a stamp over the place of the signature. */
const print: readonly Print[] = [
  { text: 'ỦY BAN NHÂN DÂN', x: 190, y: 110, size: 36 },
  { text: 'XÃ QUẢNG HIỆP', x: 220, y: 154, size: 36 },
  { text: 'Số: 218/UBND-VP', x: 210, y: 206, size: 36 },
  { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 800, y: 110, size: 33 },
  { text: 'Độc lập - Tự do - Hạnh phúc', x: 890, y: 154, size: 36 },
  { text: 'Quảng Hiệp, ngày 07 tháng 9 năm 2011', x: 860, y: 214, size: 36 },
  { text: 'Kính gửi: Các thôn, buôn trên địa bàn.', x: 480, y: 300, size: 36 },
  { text: 'Căn cứ Nghị định số 64/2007/NĐ-CP, Ủy ban nhân dân xã đề nghị rà soát 1.204 hộ đang sử', x: 190, y: 370, size: 36 },
  { text: 'dụng 35.890,5 m² đất rẫy, hoàn thành trước ngày 30/11/2011.', x: 150, y: 420, size: 36 },
  { text: '- Lập danh sách hộ thiếu giấy tờ;', x: 190, y: 480, size: 36 },
  { text: '- Niêm yết tại nhà văn hóa.', x: 190, y: 530, size: 36 },
  ...[
    ['1', 'Buôn Ea Mta', '87.250'],
    ['2', 'Thôn Hiệp Đạt', '9.400'],
  ].flatMap((cells, row) => cells.map((text, column): Print => ({ text, x: [180, 260, 920][column] ?? 0, y: 610 + row * 55, size: 32 }))),
  { text: 'Nơi nhận:', x: 150, y: 760, size: 30 },
  { text: '- Như trên;', x: 150, y: 800, size: 28 },
  { text: '- Lưu: VT, ĐC.', x: 150, y: 838, size: 28 },
  { text: 'CHỦ TỊCH', x: 1080, y: 760, size: 36 },
  { text: 'Lê Thuỵ Khuê', x: 1060, y: 1000, size: 36 },
];
const picture = pictureOf({
  width: 1654,
  height: 1100,
  print,
  ruling: [
    { x: 290, y: 168, length: 120, colour: '#555' },
    { x: 900, y: 172, length: 400, colour: '#555' },
    ...tableRuling([150, 240, 900, 1498], [570, 625, 680], { colour: '#555' }),
  ],
  stamps: [{ x: 1010, y: 880, radius: 120, colour: 'rgba(205,30,45,.8)' }],
});

test('the whole text of a worn office letter, in the order in which it is read', async () => {
  const text = print.map((line) => line.text).join(' ');
  const worn = await sharp(picture)
    .rotate(0.7, { background: '#77797c' })
    .blur(0.8)
    .modulate({ brightness: 0.9 })
    .jpeg({ quality: 55 })
    .withMetadata({ density: 200 })
    .toBuffer();
  const input = { bytes: worn, name: 'cong-van.jpg', page: 0 };
  const read = await readPage(ports, input, types, { wholeText: true });
  const found = (read.text ?? '').replace(/\s+/g, ' ');
  expect(edits(found, text) / text.length, found).toBeLessThan(0.015);
  // What is read of the form is the same without it.
  const { milliseconds: _, text: __, ...form } = read;
  const { milliseconds: ___, ...alone } = await readPage(ports, input, types);
  expect(form).toEqual(alone);
});
