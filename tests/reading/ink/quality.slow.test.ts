import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { wantsRescan } from '#domain/page';
import { openImages } from '#engines/images-sharp/images-sharp';
import { qualityFindings } from '#reading/ink/quality';
import { prepare, previewQuality } from '#reading/page/normalise';

/** Real pages made worse in one way each: the first look says that and nothing else. */
const images = openImages();
const folder = 'resources/samples';
const sample = `${folder}/residence-confirmation-ct07-06-p1.jpg`;
const original = readFileSync(sample);
const look = async (bytes: Uint8Array, name = 'x.jpg') =>
  qualityFindings(await previewQuality(images, bytes, name, 0)).map(({ code, severity }) => `${severity} ${code}`);
const picture = () => sharp(original);
const plain = (colour: string) =>
  sharp({ create: { width: 1240, height: 1754, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

/** As if the file did not say its resolution, and did. */
const size = await picture().metadata();

const worse: Readonly<Record<string, { readonly make: () => Promise<Uint8Array>; readonly says: readonly string[] }>> = {
  blank: { make: () => plain('#f3efe6'), says: ['warning page.blank'] },
  black: { make: () => plain('#070707'), says: ['error page.dark'] },
  'in the dark': { make: () => picture().linear(0.13, 0).jpeg().toBuffer(), says: ['error page.dark'] },
  blurred: {
    make: () =>
      picture()
        .blur(size.width / 690)
        .jpeg()
        .toBuffer(),
    says: ['warning page.blurred'],
  },
  '72 dpi': { make: () => picture().resize({ width: 595 }).jpeg().toBuffer(), says: ['warning page.lowResolution'] },
  '120 dpi, said so': {
    make: () => picture().resize({ width: 992 }).withDensity(120).jpeg().toBuffer(),
    says: ['warning page.lowResolution'],
  },
  faint: { make: () => picture().linear(0.09, 225).png().toBuffer(), says: ['warning page.faint'] },
  'cut at the left edge': {
    make: () => {
      const left = Math.round(size.width * 0.25);
      return picture()
        .extract({ left, top: 0, width: size.width - left, height: size.height })
        .jpeg()
        .toBuffer();
    },
    says: ['warning page.cut'],
  },
  'half a page': {
    make: () =>
      picture()
        .extract({ left: 0, top: 0, width: Math.round(size.width / 2), height: size.height })
        .jpeg()
        .toBuffer(),
    says: ['warning page.cut'],
  },
  'cut through a line': {
    make: async () => {
      const top = await lineMiddle();
      return picture()
        .extract({ left: 0, top, width: size.width, height: size.height - top })
        .jpeg()
        .toBuffer();
    },
    says: ['warning page.cut'],
  },
  'a negative': { make: () => picture().negate({ alpha: false }).jpeg().toBuffer(), says: ['info page.negative'] },
  'in a shadow': {
    make: async () => {
      const [width, height] = [Math.round(size.width * 0.4), size.height];
      const input = await sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } } })
        .png()
        .toBuffer();
      return picture()
        .composite([{ input, left: 0, top: 0 }])
        .jpeg()
        .toBuffer();
    },
    says: ['info page.shadow'],
  },
  'half a file': { make: async () => original.subarray(0, Math.round(original.length * 0.6)), says: ['error page.damaged'] },
};

/** A row of the picture that runs through the letters of a long line. */
async function lineMiddle(): Promise<number> {
  const { sheet, layout } = await prepare(images, original, sample, 0);
  const long = layout.lines.filter((line) => line.components.length >= 20 && line.meanline > sheet.small.height * 0.3);
  const line = long[0];
  if (!line) throw new Error('no long line');
  return Math.round((((line.meanline + line.baseline) / 2) * sheet.small.factor) / sheet.scale);
}

describe('a picture that must be taken again says so', () => {
  test.each(Object.entries(worse))('%s', async (_, { make, says }) => expect(await look(await make())).toEqual(says), 30_000);

  test('and what it says stays true when it is read', async () => {
    for (const name of ['blurred', 'faint', '72 dpi', 'half a page']) {
      const bytes = (await worse[name]?.make()) ?? original;
      const { quality } = await prepare(images, bytes, 'x.jpg', 0);
      expect(qualityFindings(quality).map(({ code }) => code)).toEqual([
        expect.stringMatching(/page\.(?:blurred|faint|lowResolution|cut)/),
      ]);
    }
  }, 30_000);
});

test('a whole A4 page whose frame is a pattern of small signs is not coarse; with another resolution the letters decide', async () => {
  const { width, height } = size;
  const dpi = Math.round(Math.max(width, height) / 11.69);
  const sign = Math.round(dpi / 30);
  const band = Buffer.alloc(width * sign * 4);
  for (let y = 0; y < sign; y++)
    for (let x = 0; x < width; x++) {
      const [inX, edge] = [x % (2 * sign), dpi / 75];
      const isRing = inX < sign && (inX < edge || inX >= sign - edge || y < edge || y >= sign - edge);
      if (isRing) band[(y * width + x) * 4 + 3] = 255;
    }
  const bands = [0.01, 0.025, 0.04, 0.93, 0.945, 0.96, 0.975].map((part) => ({
    input: band,
    raw: { width, height: sign, channels: 4 as const },
    left: 0,
    top: Math.round(height * part),
  }));
  const framed = sharp(await picture().composite(bands).png().toBuffer());
  expect(await look(await framed.clone().jpeg().withDensity(dpi).toBuffer())).not.toContain('warning page.lowResolution');
  const small = framed.clone().resize({ width: 700 }).jpeg();
  expect(await look(await small.withDensity(dpi).toBuffer())).toContain('warning page.lowResolution');
}, 30_000);

test('turned, finer and slightly crooked pages are good', async () => {
  expect(await look(await picture().rotate(90).jpeg().toBuffer())).toEqual([]);
  expect(await look(await picture().rotate(180).jpeg().toBuffer())).toEqual([]);
  expect(await look(await picture().rotate(2, { background: '#ffffff' }).jpeg().toBuffer())).toEqual([]);
  expect(await look(await picture().resize({ width: 4960 }).jpeg({ quality: 70 }).toBuffer())).toEqual([]);
}, 30_000);

test('the samples are good, worn ones too', async () => {
  for (const name of readdirSync(folder).filter((file) => /-p1\.(?:jpg|tif|png)$/.test(file)))
    expect([name, ...(await look(readFileSync(`${folder}/${name}`), name))]).toEqual([name]);
}, 60_000);

test('blank backs are not asked for again', () => {
  const page = (code: 'page.blank' | 'page.faint') => ({ findings: [{ code, severity: 'warning' as const, params: {}, path: null }] });
  expect(wantsRescan(page('page.blank'))).toBe(false);
  expect(wantsRescan(page('page.faint'))).toBe(true);
});
