// Long, because devices write pictures in many ways, and each has to come out as a viewer shows it.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ProblemError } from '#domain/problem';
import { openImages } from '#engines/images-sharp/images-sharp';
import { chunk } from './hostile-files.ts';
import { greyPage, picture, quarters, type TiffPage, tiff } from './pictures.ts';

const images = openImages();
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: ProblemError) => error.code,
  );
const whole = { page: 0 };

describe('what scanners write is read', () => {
  const kinds: readonly [string, () => Promise<Buffer>][] = [
    ['jpeg', () => picture(320, 200).jpeg().toBuffer()],
    ['progressive jpeg', () => picture(320, 200).jpeg({ progressive: true }).toBuffer()],
    ['cmyk jpeg', () => picture(320, 200).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
    ['png', () => picture(320, 200).png().toBuffer()],
    ['png of 16 bits', () => picture(320, 200).toColourspace('rgb16').png().toBuffer()],
    ['png with a palette', () => picture(320, 200).png({ palette: true }).toBuffer()],
    ['tiff', () => picture(320, 200).tiff({ compression: 'none' }).toBuffer()],
    ['tiff lzw', () => picture(320, 200).tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer()],
    ['tiff deflate', () => picture(320, 200).tiff({ compression: 'deflate' }).toBuffer()],
    ['tiff packbits', () => picture(320, 200).tiff({ compression: 'packbits' }).toBuffer()],
    ['tiff jpeg', () => picture(320, 200).tiff({ compression: 'jpeg' }).toBuffer()],
    ['tiff jpeg in tiles', () => picture(320, 200).tiff({ compression: 'jpeg', tile: true }).toBuffer()],
    ['big tiff', () => picture(320, 200).tiff({ compression: 'lzw', bigtiff: true }).toBuffer()],
  ];
  test.each(kinds)('%s', async (label, make) => {
    const bytes = await make();
    const info = await images.inspect(bytes, label);
    expect([info.width, info.height, info.pages]).toEqual([320, 200, 1]);
    expect(label).toContain(info.format);
    const { raster, damaged } = await images.decode(bytes, label, whole);
    expect(damaged).toBe(false);
    expect([raster.width, raster.height, raster.channels, raster.data.length]).toEqual([320, 200, 3, 320 * 200 * 3]);
    expect(quarters(raster)).toBe('rgbw');
  });

  test('a bilevel G4 page is black and white in one channel', async () => {
    const bytes = await picture(320, 200).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    const { raster } = await images.decode(bytes, 'g4', whole);
    expect(raster.channels).toBe(1);
    expect([...new Set(raster.data)].sort((a, b) => a - b)).toEqual([0, 255]);
    expect(raster.data[150 * 320 + 80]).toBe(255);
    expect(raster.data[150 * 320 + 240]).toBe(0);
  });

  test('16-bit grey is scaled, not cut', async () => {
    const strip = new Uint8Array(64 * 64 * 2).fill(0x80);
    const bytes = tiff([
      {
        tags: [
          [256, 4, 64],
          [257, 4, 64],
          [258, 3, 16],
          [259, 3, 1],
          [262, 3, 1],
          [277, 3, 1],
          [278, 4, 64],
        ],
        strip,
      },
    ]);
    const { raster } = await images.decode(bytes, '16', whole);
    expect(raster.channels).toBe(1);
    expect(raster.data[2000]).toBe(0x80);
  });

  test('every page of a file, each of its own size', async () => {
    const bytes = tiff([greyPage(40, 30, 10), greyPage(50, 60, 90), greyPage(70, 20, 200)]);
    expect((await images.inspect(bytes, 'three')).pages).toBe(3);
    const pages = await Promise.all([0, 1, 2].map(async (page) => (await images.decode(bytes, 'three', { page })).raster));
    expect(pages.map((raster) => [raster.width, raster.height, raster.data[0]])).toEqual([
      [40, 30, 10],
      [50, 60, 90],
      [70, 20, 200],
    ]);
  });

  test('transparent becomes white', async () => {
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { raster } = await images.decode(bytes, 'clear', whole);
    expect([raster.channels, raster.data[0]]).toEqual([3, 255]);
  });

  test('grey on request', async () => {
    const { raster } = await images.decode(await picture(32, 20).jpeg().toBuffer(), 'grey', { page: 0, grey: true });
    expect([raster.channels, raster.data.length]).toEqual([1, 640]);
  });
});

describe('orientation', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("the camera's %i is what a viewer shows, everywhere", async (orientation) => {
    const bytes = await picture(320, 200).jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    const upright = await sharp(bytes, { autoOrient: true }).raw().toBuffer({ resolveWithObject: true });
    const info = await images.inspect(bytes, 'exif');
    const { raster } = await images.decode(bytes, 'exif', whole);
    expect([info.width, info.height]).toEqual(orientation > 4 ? [200, 320] : [320, 200]);
    expect([raster.width, raster.height]).toEqual([info.width, info.height]);
    expect(Buffer.compare(Buffer.from(raster.data), upright.data)).toBe(0);
    const shown = await images.decode(await images.rendition(bytes, 'exif', { page: 0, format: 'jpeg' }), 'shown', whole);
    expect([shown.raster.width, quarters(shown.raster)]).toEqual([raster.width, quarters(raster)]);
  });
});

describe('renditions', () => {
  test.each([
    [0, 'rgbw'],
    [90, 'wrgb'],
    [180, 'bwrg'],
    [270, 'gbwr'],
  ] as const)('turned by %i clockwise', async (turn, expected) => {
    const bytes = await picture(320, 200).png().toBuffer();
    expect(quarters((await images.decode(bytes, 'turn', { page: 0, turn })).raster)).toBe(expected);
    const fitted = await images.decode(await images.rendition(bytes, 'turn', { page: 0, turn, fit: 100, format: 'jpeg' }), 'turn', whole);
    expect(quarters(fitted.raster)).toBe(expected);
    expect(Math.max(fitted.raster.width, fitted.raster.height)).toBe(100);
    // the crop is in pixels of the original: its green quarter stays green
    const crop = await images.rendition(bytes, 'turn', { page: 0, turn, crop: [170, 10, 120, 60], format: 'jpeg' });
    const { raster } = await images.decode(crop, 'crop', whole);
    expect([raster.width, raster.height]).toEqual(turn % 180 ? [60, 120] : [120, 60]);
    expect(quarters(raster)).toBe('gggg');
  });

  test('a crop over the edge is cut to the page, and nothing is enlarged', async () => {
    const bytes = await picture(320, 200).png().toBuffer();
    const jpeg = await images.rendition(bytes, 'over', { page: 0, crop: [300, 180, 900, 900], fit: 500, format: 'jpeg' });
    const info = await images.inspect(jpeg, 'over');
    expect([info.width, info.height]).toEqual([20, 20]);
  });

  test('what is encoded decodes to the same pixels', async () => {
    const { raster } = await images.decode(await picture(640, 400).png().toBuffer(), 'x', whole);
    const again = await images.encode(raster, 'png', 300);
    expect((await images.inspect(again, 'x')).dpi).toBe(300);
    expect(Buffer.compare(Buffer.from((await images.decode(again, 'x', whole)).raster.data), Buffer.from(raster.data))).toBe(0);
    const grey = (await images.decode(again, 'x', { page: 0, grey: true })).raster;
    expect((await images.decode(await images.encode(grey, 'png'), 'x', whole)).raster.channels).toBe(1);
  });
});

describe('resolution', () => {
  const dpi = async (density: number | undefined, width = 1000, unit: 'inch' | 'cm' = 'inch') => {
    const base = picture(width, 40);
    const bytes =
      density === undefined
        ? await base.jpeg().toBuffer()
        : await base.tiff({ xres: density / 25.4, yres: density / 25.4, resolutionUnit: unit }).toBuffer();
    return (await images.inspect(bytes, 'dpi')).dpi;
  };
  test('in inches or centimetres, else null', async () => {
    expect(await dpi(300)).toBe(300);
    expect(await dpi(200, 1000, 'cm')).toBe(200);
    expect(await dpi(undefined)).toBeNull();
    expect(await dpi(72)).toBeNull();
    expect(await dpi(60, 4000)).toBeNull();
    expect(await dpi(2000, 1000)).toBeNull();
  });
});

describe('bad input is told', () => {
  test('empty, foreign and too large', async () => {
    expect(await code(images.inspect(new Uint8Array(), 'x'))).toBe('file.empty');
    for (const foreign of [
      'BM\0\0\0\0',
      'GIF89a',
      'RIFF\0\0\0\0WEBP',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      '%PDF-1.7',
      'xin chào',
    ])
      expect(await code(images.decode(Buffer.from(foreign.padEnd(64)), 'x', whole))).toBe('file.notAnImage');
    const size = Buffer.alloc(13);
    size.writeUInt32BE(30_000, 0);
    size.writeUInt32BE(30_000, 4);
    size.set([8, 0, 0, 0, 0], 8);
    const huge = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      chunk('IHDR', size),
      chunk('IDAT', deflateSync(Buffer.alloc(1000))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    const refused = await images.inspect(huge, 'huge.png').catch((error: ProblemError) => error);
    expect(refused).toMatchObject({ code: 'file.tooLarge', params: { name: 'huge.png', megapixels: 900 } });
  });

  test('the libraries behind other formats stay shut', async () => {
    await expect(sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).png().toBuffer()).rejects.toThrow();
    const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
    await expect(sharp(gif).png().toBuffer()).rejects.toThrow();
  });

  test.each([['jpeg'], ['png']] as const)('half of a %s is a damaged page, a scrap is truncated', async (format) => {
    const bytes = await picture(800, 600)[format]().toBuffer();
    const half = await images.decode(bytes.subarray(0, bytes.length / 2), 'half', whole);
    expect([half.damaged, half.raster.width, half.raster.height]).toEqual([true, 800, 600]);
    expect(half.raster.data[3 * 100]).toBeGreaterThan(150);
    expect(await code(images.decode(bytes.subarray(0, Math.floor(bytes.length / 90)), 'scrap', whole))).toBe('file.truncated');
    expect(await code(images.decode(bytes.subarray(0, 20), 'scrap', whole))).toBe('file.truncated');
    expect(
      (await images.rendition(bytes.subarray(0, bytes.length / 2), 'half', { page: 0, fit: 100, format: 'jpeg' })).length,
    ).toBeGreaterThan(500);
  });

  test('a TIFF whose end is missing', async () => {
    const bytes = tiff([greyPage(200, 200, 10)]);
    for (let y = 0; y < 200; y++) bytes.fill(y, bytes.length - (200 - y) * 200, bytes.length - (199 - y) * 200);
    const half = await images.decode(bytes.subarray(0, bytes.length / 2), 'half', whole).then(
      (x) => x.damaged,
      (error: ProblemError) => error.code,
    );
    expect([true, 'file.truncated']).toContain(half);
    const lzw = await picture(300, 200).tiff({ compression: 'lzw' }).toBuffer();
    expect(await code(images.decode(lzw.subarray(0, lzw.length / 2), 'lzw', whole))).toBe('file.truncated');
  });

  test.each([
    ['jpeg', () => picture(800, 600).jpeg().toBuffer()],
    ['png', () => picture(800, 600).png().toBuffer()],
    ['tiff lzw', () => picture(800, 600).tiff({ compression: 'lzw' }).toBuffer()],
    ['tiff jpeg', () => picture(800, 600).tiff({ compression: 'jpeg' }).toBuffer()],
  ] as const)('a spoilt stretch of a %s is flagged', async (label, make) => {
    const bytes = await make();
    const middle = Math.floor(bytes.length / 2);
    for (let i = 0; i < 600; i++) bytes[middle + i] = (i * 89 + 255) & 0xff;
    bytes.set([0xff, 0x01], middle + 300);
    expect((await images.decode(bytes, label, whole)).damaged).toBe(true);
  });

  test('a page that is not there', async () => {
    const bytes = tiff([greyPage(40, 30, 10)]);
    expect(await code(images.decode(bytes, 'one', { page: 3 }))).toBe('file.unreadable');
  });
});

describe('TIFF that a decoder does not read as a page', () => {
  const grey = (width: number, height: number, more: TiffPage['tags'] = []): TiffPage => ({
    tags: [[256, 4, width], [257, 4, height], [258, 3, 8], [259, 3, 1], [262, 3, 1], [277, 3, 1], [278, 4, height], ...more],
    strip: new Uint8Array(width * height).fill(200),
  });
  const oldJpeg = (strip: Uint8Array): TiffPage => ({
    tags: [
      [256, 4, 320],
      [257, 4, 200],
      [258, 3, 8],
      [259, 3, 6],
      [262, 3, 6],
      [277, 3, 3],
      [278, 4, 200],
      [274, 3, 6],
    ],
    resolution: [300, 300],
    strip,
  });

  test('an old-style JPEG is read where it lies in one piece, and lies and measures as the TIFF says', async () => {
    const bytes = tiff([oldJpeg(await picture(320, 200).jpeg().toBuffer()), oldJpeg(await picture(100, 50).jpeg().toBuffer())]);
    expect(await images.inspect(bytes, 'x')).toMatchObject({ width: 200, height: 320, pages: 2, dpi: 300 });
    const { raster, damaged } = await images.decode(bytes, 'x', whole);
    expect([damaged, raster.width, raster.height, quarters(raster)]).toEqual([false, 200, 320, 'wrgb']);
    expect((await images.decode(bytes, 'x', { page: 1 })).raster.width).toBe(50);
  });

  test('an old-style JPEG in parts says what to set the device to', async () => {
    const bytes = tiff([oldJpeg(new Uint8Array(5000).fill(7))]);
    expect(await code(images.inspect(bytes, 'x'))).toBe('file.oldJpegTiff');
  });

  test('smaller pictures of pages, and masks, are no pages', async () => {
    const bytes = tiff([
      grey(64, 40, [[254, 4, 1]]),
      grey(640, 400),
      grey(64, 40, [[254, 4, 1]]),
      grey(320, 200, [[254, 4, 2]]),
      grey(640, 400, [[254, 4, 4]]),
    ]);
    expect(await images.inspect(bytes, 'x')).toMatchObject({ width: 640, pages: 2 });
    expect(await images.inspect(bytes, 'x', 1)).toMatchObject({ width: 320 });
    expect((await images.decode(bytes, 'x', { page: 1 })).raster.width).toBe(320);
    expect(await images.inspect(tiff([grey(64, 40, [[254, 4, 1]])]), 'x')).toMatchObject({ width: 64, pages: 1 });
  });
});

describe('squeezed pixels are squared', () => {
  const jfif = (bytes: Buffer, x: number, y: number) => {
    const head = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
    head.writeUInt16BE(x, 12);
    head.writeUInt16BE(y, 14);
    return Buffer.concat([bytes.subarray(0, 2), head, bytes.subarray(2)]);
  };
  const physical = (bytes: Buffer, x: number, y: number) => {
    const data = Buffer.alloc(9);
    data.writeUInt32BE(Math.round(x / 0.0254), 0);
    data.writeUInt32BE(Math.round(y / 0.0254), 4);
    data[8] = 1;
    return Buffer.concat([bytes.subarray(0, 33), chunk('pHYs', data), bytes.subarray(33)]);
  };
  const fax = async (orientation: number) =>
    tiff([
      {
        tags: [
          [256, 4, 320],
          [257, 4, 200],
          [258, 3, 8],
          [259, 3, 1],
          [262, 3, 1],
          [274, 3, orientation],
          [277, 3, 1],
          [278, 4, 200],
        ],
        resolution: [204, 98],
        strip: await picture(320, 200).grayscale().toColourspace('b-w').raw().toBuffer(),
      },
    ]);

  test.each([
    ['a fax', () => fax(1), 320, 416, 204],
    ['a fax on its side', () => fax(6), 416, 320, 204],
    ['a JPEG', async () => jfif(await picture(320, 200).jpeg().toBuffer(), 200, 100), 320, 400, 200],
    ['a PNG', async () => physical(await picture(320, 200).png().toBuffer(), 100, 200), 640, 200, 200],
  ] as const)('%s: as it is seen and as it is read', async (_, make, width, height, dpi) => {
    const bytes = await make();
    const info = await images.inspect(bytes, 'x');
    expect([info.width, info.height]).toEqual([width, height]);
    if (_.startsWith('a fax')) expect(info.dpi).toBe(dpi);
    const { raster } = await images.decode(bytes, 'x', whole);
    expect([raster.width, raster.height]).toEqual([width, height]);
    const seen = await images.rendition(bytes, 'x', { ...whole, crop: [0, height - 20, 30, 20], format: 'jpeg' });
    expect(await images.inspect(seen, 'x')).toMatchObject({ width: 30, height: 20 });
  });

  test('a resolution that no device has says nothing of pixels', async () => {
    expect(await images.inspect(jfif(await picture(320, 200).jpeg().toBuffer(), 300, 72), 'x')).toMatchObject({ width: 320, height: 200 });
  });
});
