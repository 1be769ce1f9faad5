import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import type { Ocr, Raster } from '#ports';

const require = createRequire(import.meta.url);
// The canvas takes a letter from the first family that has it.
const family = ['vietnamese', 'latin-ext', 'latin'].map((subset) => {
  GlobalFonts.register(readFileSync(require.resolve(`@fontsource/tinos/files/tinos-${subset}-400-normal.woff2`)), `read-${subset}`);
  return `read-${subset}`;
});

let ocr: Ocr;
beforeAll(async () => {
  ocr = await openOcr();
});
afterAll(() => ocr.close());

/** One line as the reader cuts it: 48 pixels high. */
function line(text: string): Raster {
  const pen = createCanvas(1600, 48).getContext('2d');
  pen.font = `33px ${family.join(', ')}`;
  const width = Math.ceil(pen.measureText(text).width) + 20;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, 48);
  pen.fillStyle = '#151515';
  pen.fillText(text, 10, 36);
  const { data } = pen.getImageData(0, 0, width, 48);
  return { width, height: 48, channels: 1, data: Uint8Array.from({ length: width * 48 }, (_, i) => data[i * 4] as number) };
}

async function read(text: string, model: 'vie-quick' | 'vie-careful' | 'eng'): Promise<string> {
  const lines = await ocr.recognise(line(text), { model, layout: 'raw' });
  return lines.map((each) => each.text).join(' ');
}

describe.each(['vie-quick', 'vie-careful'] as const)('%s', (model) => {
  test.each([
    'Họ và tên: Y Čuăn Êñuôl',
    'H’Lĭč Niê Kđăm, sinh năm 1987',
    'Y Bhĭt Mlô và Y Rŭi Hmŏk',
    'Ƀuôn Krĕ, xã Ea Tul, huyện Cư M’gar',
    'ĐẶNG THỊ DIỄM HẰNG',
    'Số định danh cá nhân: 066187004521',
    'Diện tích: 1.234,5 m²',
  ])('reads %s', async (text) => {
    expect(await read(text, model)).toBe(text);
  });
});

test('the point under a small y', async () => {
  // The careful network still loses it: the two differ, and a person decides.
  expect(await read('Nguyễn Thị Mỵ, thôn Mỵ Hòa', 'vie-quick')).toBe('Nguyễn Thị Mỵ, thôn Mỵ Hòa');
});

test('a network that is missing or cut off is told by its file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessdata-'));
  const damaged = { code: 'program.damaged', params: { file: 'vie-quick.traineddata.gz' } };
  try {
    await expect(openOcr({ tessdata: folder })).rejects.toMatchObject(damaged);
    writeFileSync(
      join(folder, 'vie-quick.traineddata.gz'),
      readFileSync('resources/tessdata/vie-quick.traineddata.gz').subarray(0, 100_000),
    );
    await expect(openOcr({ tessdata: folder })).rejects.toMatchObject(damaged);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the English data are eyes for figures', async () => {
  expect(await read('066187004521', 'eng')).toBe('066187004521');
});
