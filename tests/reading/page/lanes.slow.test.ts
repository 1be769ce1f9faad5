import { afterAll, beforeAll, expect, test } from 'vitest';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import type { Ocr } from '#ports';
import { openLanes } from '#reading/page/lanes';
import { prepare } from '#reading/page/normalise';
import { type Print, pictureOf, type SheetPlan } from '../sheets.ts';

let ocr: Ocr;
beforeAll(async () => {
  ocr = await openOcr();
});
afterAll(async () => ocr.close());

const size = 28;
const form = [
  'Họ, chữ đệm, tên: Nguyễn Văn An',
  'Ngày, tháng, năm sinh: 12/05/1988',
  'Nơi sinh: Trạm y tế xã Buôn Đôn',
  'Quê quán: Buôn Ea Mta, tỉnh Đắk Lắk',
  'Nơi cư trú: Thôn Hiệp Đạt, xã Ea Kao',
  'Giấy tờ tùy thân: Căn cước công dân',
];
const page = (left: number, y = 420): readonly Print[] => form.map((text, i) => ({ text, x: left, y: y + i * 60, size }));
const head: readonly Print[] = [
  { text: 'ỦY BAN NHÂN DÂN', x: 130, y: 120, size },
  { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 620, y: 120, size },
];

async function lanesOf(plan: SheetPlan) {
  const { prepared, lanes } = await openLanes(ocr, await prepare(openImages(), pictureOf(plan), 'x.png', 0));
  const read = [];
  for (const lane of lanes) {
    await lane.read(lane.body);
    read.push(lane.lines().map((line) => line.words.map((word) => word.text).join(' ')));
  }
  return { prepared, lanes, read };
}

test('a page is one lane; its body is the rows at the left edge, without the head', async () => {
  const { prepared, lanes, read } = await lanesOf({ print: [...head, ...page(130)] });
  expect(prepared.sheet.turn).toBe(0);
  expect(lanes.map((lane) => lane.frame)).toEqual([{ x0: 0, width: 1240, height: 1754 }]);
  expect(read).toEqual([form]);
  const [lane] = lanes;
  expect(lane?.all()).toHaveLength(form.length + head.length);
});

test('a page on its head is turned', async () => {
  const { prepared, read } = await lanesOf({ print: page(-1110, -1300), skew: 180 });
  expect(prepared.sheet.turn).toBe(180);
  expect(read).toEqual([form]);
});

test('an open sheet is two lanes that meet at its fold', async () => {
  const { lanes, read } = await lanesOf({ width: 1754, height: 1240, print: [...page(110), ...page(1000)] });
  expect(read).toEqual([form, form]);
  const [left, right] = lanes.map((lane) => lane.frame);
  expect(left?.x0).toBe(0);
  expect(right?.x0).toBe(left?.width);
  expect(right?.x0).toBeGreaterThan(700);
  expect(right?.x0).toBeLessThan(990);
});

test('a sheet that lies across with lines from edge to edge is one lane', async () => {
  const print = form.map((text, i): Print => ({ text: `${text}, ${form[(i + 1) % form.length]}, ${text}`, x: 110, y: 300 + i * 60, size }));
  const { lanes } = await lanesOf({ width: 1754, height: 1240, print });
  expect(lanes).toHaveLength(1);
});
