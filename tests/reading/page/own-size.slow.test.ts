import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openImages } from '#engines/images-sharp/images-sharp';
import { qualityFindings } from '#reading/ink/quality';
import { prepare } from '#reading/page/normalise';
import { tiff } from '#tests/engines/pictures';

/** Every page is measured by itself, and letters outweigh what a file says of its resolution. */
const images = openImages();
const sample = readFileSync('resources/samples/residence-confirmation-ct07-06-p1.jpg');

async function page(dpi: number, said = dpi) {
  const { data, info } = await sharp(sample)
    .resize({ width: Math.round(8.27 * dpi) })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const tags = [
    [256, 4, info.width],
    [257, 4, info.height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [277, 3, 1],
    [278, 4, info.height],
  ] as const;
  return { tags, strip: data, resolution: [said, said] as const };
}

async function looked(bytes: Uint8Array, index: number) {
  const { quality, sheet } = await prepare(images, bytes, 'x.tif', index);
  return { quality, original: sheet.original, scale: sheet.scale, says: qualityFindings(quality).map(({ code }) => code) };
}

test.each([
  ['a smaller sheet at the same resolution', 210, 300],
  ['a coarse page', 100, 100],
])(
  'a page after %s is read as if it were alone',
  async (_, dpi, said) => {
    const fine = await page(300);
    const alone = await looked(tiff([fine]), 0);
    expect(alone).toMatchObject({ quality: { dpi: 300, width: 2481 }, original: { width: 2481 }, says: [] });
    expect(await looked(tiff([await page(dpi, said), fine]), 1)).toEqual(alone);
    expect(await looked(tiff([fine, await page(dpi, said)]), 0)).toEqual(alone);
  },
  60_000,
);

test('too few dots said of a fine scan are refuted by its letters; a coarse scan stays one, whatever it says', async () => {
  expect(await looked(tiff([await page(300, 100)]), 0)).toMatchObject({ quality: { dpi: 300 }, says: [] });
  expect(await looked(tiff([await page(200, 75)]), 0)).toMatchObject({ quality: { dpi: 200 }, says: [] });
  expect(await looked(tiff([await page(120)]), 0)).toMatchObject({ quality: { dpi: 120 }, says: ['page.lowResolution'] });
  expect(await looked(tiff([await page(90, 300)]), 0)).toMatchObject({ says: ['page.lowResolution'] });
}, 60_000);
