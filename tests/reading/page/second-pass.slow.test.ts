import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Field } from '#domain/record-type';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import type { Ocr, OcrModel } from '#ports';
import type { Region } from '#reading/page/region';
import { secondPass } from '#reading/page/second-pass';
import { typeOf } from '../paper.ts';
import { metricsOf, type Print, readAs, sheetOf } from '../sheets.ts';

/** Real recognition of real strips; the wrapper only notes which network was asked, and how wide the strip was. */
let ocr: Ocr;
let asked: { readonly network: OcrModel; readonly width: number }[] = [];
beforeAll(async () => {
  const engine = await openOcr();
  ocr = {
    recognise: (raster, options) => {
      asked.push({ network: options.model, width: raster.width });
      return engine.recognise(raster, options);
    },
    close: () => engine.close(),
  };
});
afterAll(() => ocr.close());

const fieldOf = (type: string, key: string): Field => {
  const found = typeOf(type).fields.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};
const line = (text: string): Print => ({ text, x: 200, y: 400, size: 36 });

/** The print as the paper has it, and what the first pass took it for. */
async function again(field: Field, print: Print, first = print.text, confidence = 85) {
  asked = [];
  const span = readAs(print, first);
  const region: Region = {
    field,
    table: null,
    row: 0,
    entry: 0,
    spans: [span],
    raw: first,
    confidence,
    label: '',
    unexplained: null,
    unread: null,
    atEdge: false,
    farFromLabel: false,
  };
  const [located] = await secondPass(ocr, sheetOf({ print: [print] }), [region], null, []);
  if (!located) throw new Error('nothing located');
  return located;
}

describe('second and third passes', () => {
  test('a name is read by the careful network, and two that agree are enough', async () => {
    const located = await again(fieldOf('birth-certificate', 'motherName'), line('LÂM DIỆU YẾN'));
    expect(located.passes.map(({ how, text }) => [how, text])).toEqual([
      ['first', 'LÂM DIỆU YẾN'],
      ['tall-vie-careful', 'LÂM DIỆU YẾN'],
    ]);
    expect(located).toMatchObject({ raw: 'LÂM DIỆU YẾN', alternatives: [] });
    expect(located.ink?.doubted).toEqual([]);
  });

  test('what the first pass misread is outvoted by two others, and stays an alternative', async () => {
    const located = await again(fieldOf('birth-certificate', 'motherName'), line('LÂM DIỆU YẾN'), 'LÂM DIỆU YÊN', 99);
    expect(located.passes.map(({ how }) => how)).toEqual(['first', 'tall-vie-careful', 'soft-vie-careful']);
    expect(located).toMatchObject({ raw: 'LÂM DIỆU YẾN', alternatives: ['LÂM DIỆU YÊN'] });
  });

  test('figures are read by the network for figures; a date agrees by what it means', async () => {
    const number = await again(fieldOf('birth-certificate', 'personalId'), line('064314009061'), '064314009067');
    expect(number).toMatchObject({ raw: '064314009061', alternatives: ['064314009067'] });
    expect(asked.map(({ network }) => network)).toEqual(['eng', 'eng']);
    const date = await again(fieldOf('birth-certificate', 'registrationDate'), line('27/08/2014'), '27 / 8 / 2014');
    expect(date.passes.map(({ how }) => how)).toEqual(['first', 'tall-eng']);
  });

  test('a serial with Đ is left to a network that has the letter', async () => {
    const field = fieldOf('land-certificate-2009', 'serialNumber');
    expect((await again(field, line('BĐ 392893'))).passes[1]?.how).toBe('tall-vie-careful');
    expect((await again(field, line('BN 392893'))).passes[1]?.how).toBe('tall-eng');
  });

  test('numbers among words are read once more, each by itself', async () => {
    const print = line('Thôn 15, xã Ea Tar, huyện Cư Mgar');
    const located = await again(fieldOf('birth-certificate', 'hometown'), print);
    expect(asked.map(({ network }) => network)).toEqual(['vie-careful', 'eng']);
    // The number's strip, not the line's.
    expect(asked[1]?.width).toBeLessThan((asked[0]?.width ?? 0) / 4);
    // It reads the same: no third opinion.
    expect(located.passes).toHaveLength(2);
  });

  test('the box lies around the ink on the original', async () => {
    const print = line('LÂM DIỆU YẾN');
    const { box } = await again(fieldOf('birth-certificate', 'motherName'), print);
    const { width, capHeight } = metricsOf(print);
    const [x, y, w, h] = box;
    expect(x).toBeLessThanOrEqual(print.x);
    expect(x + w).toBeGreaterThanOrEqual(print.x + width);
    expect(w).toBeLessThan(width + capHeight * 2);
    expect(y).toBeLessThan(print.y - capHeight);
    expect(y + h).toBeGreaterThan(print.y);
  });
});
