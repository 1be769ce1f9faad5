import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { distance } from '#reading/page/text';
import { types } from './paper.ts';

let ports: PagePorts;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
});
afterAll(async () => ports.ocr.close());

for (const part of ['vietnamese', 'latin'])
  GlobalFonts.registerFromPath(`node_modules/@fontsource/tinos/files/tinos-${part}-400-normal.woff2`, `Tinos ${part}`);

/** What a letter of an office looks like at 200 dpi: two heads, a list, a ruled table, a stamp over the place of the signature. */
function paper(): { readonly picture: Buffer; readonly text: string } {
  const canvas = createCanvas(1654, 1100);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#f4f1ea';
  pen.fillRect(0, 0, 1654, 1100);
  const text: string[] = [];
  const say = (line: string, x: number, y: number, size = 36) => {
    pen.fillStyle = '#222';
    pen.font = `${size}px "Tinos vietnamese", "Tinos latin"`;
    pen.fillText(line, x, y);
    text.push(line);
  };
  const rule = (x: number, y: number, w: number, h: number) => {
    pen.fillStyle = '#555';
    pen.fillRect(x, y, w, h);
  };
  say('ỦY BAN NHÂN DÂN', 190, 110);
  say('XÃ QUẢNG HIỆP', 220, 154);
  rule(290, 168, 120, 2);
  say('Số: 218/UBND-VP', 210, 206);
  say('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 800, 110, 33);
  say('Độc lập - Tự do - Hạnh phúc', 890, 154);
  rule(900, 172, 400, 2);
  say('Quảng Hiệp, ngày 07 tháng 9 năm 2011', 860, 214);
  say('Kính gửi: Các thôn, buôn trên địa bàn.', 480, 300);
  say('Căn cứ Nghị định số 64/2007/NĐ-CP, Ủy ban nhân dân xã đề nghị rà soát 1.204 hộ đang sử', 190, 370);
  say('dụng 35.890,5 m² đất rẫy, hoàn thành trước ngày 30/11/2011.', 150, 420);
  say('- Lập danh sách hộ thiếu giấy tờ;', 190, 480);
  say('- Niêm yết tại nhà văn hóa.', 190, 530);
  for (const y of [570, 625, 680]) rule(150, y, 1350, 2);
  for (const x of [150, 240, 900, 1498]) rule(x, 570, 2, 112);
  for (const [row, cells] of [
    ['1', 'Buôn Ea Mta', '87.250'],
    ['2', 'Thôn Hiệp Đạt', '9.400'],
  ].entries())
    for (const [column, cell] of cells.entries()) say(cell, [180, 260, 920][column] ?? 0, 610 + row * 55, 32);
  say('Nơi nhận:', 150, 760, 30);
  say('- Như trên;', 150, 800, 28);
  say('- Lưu: VT, ĐC.', 150, 838, 28);
  say('CHỦ TỊCH', 1080, 760);
  say('Lê Thuỵ Khuê', 1060, 1000);
  pen.strokeStyle = 'rgba(205,30,45,.8)';
  pen.lineWidth = 5;
  pen.beginPath();
  pen.arc(1010, 880, 120, 0, Math.PI * 2);
  pen.stroke();
  return { picture: canvas.toBuffer('image/png'), text: text.join(' ') };
}

test('the whole text of a worn office letter, in the order in which it is read', async () => {
  const { picture, text } = paper();
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
  expect(distance(found, text) / text.length, found).toBeLessThan(0.015);
  // What is read of the form is the same without it.
  const { milliseconds: _, text: __, ...form } = read;
  const { milliseconds: ___, ...alone } = await readPage(ports, input, types);
  expect(form).toEqual(alone);
});
