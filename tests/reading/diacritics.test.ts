import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { inkedDiacritics } from '#reading/ink/diacritics';
import { planes, reduce, type Sheet } from '#reading/ink/sheet';
import type { ValueSpan } from '#reading/page/place';

const require = createRequire(import.meta.url);
// Three subsets, each a family: the canvas takes a letter from the first that has it.
const family = ['vietnamese', 'latin-ext', 'latin'].map((subset) => {
  GlobalFonts.register(readFileSync(require.resolve(`@fontsource/tinos/files/tinos-${subset}-400-normal.woff2`)), `marks-${subset}`);
  return `marks-${subset}`;
});

/** `paper` printed at 200 dpi, 13 points, with letters where `read` says the engine saw them. */
function printed(paper: string, read: string): { readonly sheet: Sheet; readonly spans: readonly ValueSpan[] } {
  const size = 36;
  const canvas = createCanvas(900, 400);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, 900, 400);
  pen.fillStyle = '#111';
  pen.font = `${size}px ${family.join(', ')}`;
  pen.fillText(paper, 40, 200);
  // The darkest part of a page is its text: some more lines make this one a page.
  for (const y of [60, 120, 280, 340]) pen.fillText('Việt Nam Độc lập Tự do Hạnh phúc', 40, y);
  const { data } = pen.getImageData(0, 0, 900, 400);
  const grey = new Uint8Array(900 * 400);
  for (let i = 0; i < grey.length; i++) grey[i] = data[i * 4] as number;
  const { plane, inkAll } = planes({ width: 900, height: 400, channels: 1, data: grey });
  const sheet: Sheet = {
    width: 900,
    height: 400,
    plane,
    inkAll,
    small: reduce(plane, 900, 400),
    skew: 0,
    dpi: 200,
    scale: 1,
    turn: 0,
    original: { width: 900, height: 400 },
  };
  const at = (text: string) => 40 + pen.measureText(text).width;
  const capitals = paper === paper.toUpperCase();
  const words = read.split(' ').map((text, w) => {
    const before = paper.split(' ').slice(0, w).join(' ') + (w > 0 ? ' ' : '');
    const word = paper.split(' ')[w] ?? '';
    const letters = [...text].map((letter, i) => ({
      text: letter,
      confidence: 90,
      x0: at(before + word.slice(0, i)),
      x1: at(before + word.slice(0, i + 1)),
    }));
    return { text, confidence: 90, x0: at(before), x1: at(before + word), y0: 160, y1: 210, letters };
  });
  const span: ValueSpan = {
    x0: 40,
    x1: at(paper),
    top: 160,
    bottom: 210,
    meanline: 200 - size * (capitals ? 0.66 : 0.46),
    baseline: 200,
    coloured: false,
    words,
    dottedZeros: [],
    dotsBelow: [],
  };
  return { sheet, spans: [span] };
}

function inked(paper: string, read: string) {
  const { sheet, spans } = printed(paper, read);
  const found = inkedDiacritics(sheet, spans);
  return { agrees: found.agrees, points: found.dotsBelow };
}

describe('the marks of letters, told from the ink', () => {
  test.each([
    ['Y Khĕn Knul', 'Y Khẽn Knul'],
    ['Y KHĔN KNUL', 'Y KHẾN KNUL'],
    ['Krĭng Êban', 'Kring Êban'],
    ['Y Blŭ Hmŏk', 'Y Blũ Hmõk'],
    ['HYŬT', 'HYÙT'],
    ['Čuôr Kăp', 'Cuôr Kăp'],
    ['Buôn Čuôr', 'Buôn Guôr'],
    ['Ƀuôr', 'Buôr'],
    ['Ƀlan Niê', 'Blan Niê'],
  ])('%s is not %s', (paper, read) => {
    expect(inked(paper, read).agrees).not.toBe(true);
  });

  test.each(['Nguyễn Thị Hằng', 'NGUYỄN BẢO NỞ', 'Đặng Văn Tiệp', 'LIỄU QUỲNH', 'Trần Hiếu', 'BÙI BÁ BỔN', 'Võ Hùng'])(
    '%s is what was read',
    (text) => {
      expect(inked(text, text).agrees).not.toBe(false);
    },
  );

  test('a mark too many is noticed', () => {
    expect(inked('SẢN XUẤT', 'SẲN XUẤT').agrees).not.toBe(true);
  });

  test('a hook does not bear out a tone that falls or rises', () => {
    expect(inked('VẬN TẢI', 'VẬN TÀI').agrees).not.toBe(true);
    expect(inked('Vũ Thị Tỉnh', 'Vũ Thị Tính').agrees).not.toBe(true);
  });

  test('a lost second mark is noticed', () => {
    expect(inked('NGUYỄN BẢO NỞ', 'NGUYÊN BẢO NỞ').agrees).not.toBe(true);
    expect(inked('Đặng Minh', 'Đăng Minh').points).toBe(1);
  });
});
