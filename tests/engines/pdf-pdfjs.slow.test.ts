// Long, because a PDF can hold a page in many ways, and each has to come out as a viewer shows it.
import { degrees, PDFDict, PDFDocument, PDFName, StandardFonts, TextRenderingMode } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ProblemError } from '#domain/problem';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openPdf } from '#engines/pdf-pdfjs/pdf-pdfjs';
import type { OpenPdf } from '#ports';
import { picture, quarters } from './pictures.ts';

const images = openImages();
const engine = openPdf(images);
/** For one question only: opened, asked, closed. */
async function opened<T>(bytes: Uint8Array, password: string | null, ask: (pdf: OpenPdf) => Promise<T>): Promise<T> {
  const file = await engine.open(bytes, 'x.pdf', password);
  try {
    return await ask(file);
  } finally {
    await file.close();
  }
}
const pdf = {
  inspect: (bytes: Uint8Array, _name: string, password: string | null) => opened(bytes, password, async ({ pages }) => ({ pages })),
  page: (bytes: Uint8Array, _name: string, index: number, password: string | null, dpi: number) =>
    opened(bytes, password, (file) => file.page(index, dpi)),
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: ProblemError) => error.code,
  );
const a6: [number, number] = [298, 420];

/** A scan of A6 at 150 dpi: corners red, green, blue, white. */
const jpeg = await picture(620, 876).jpeg({ quality: 90 }).toBuffer();
const png = await picture(620, 876).png().toBuffer();

async function made(draw: (document: PDFDocument) => Promise<unknown>): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  await draw(document);
  return document.save();
}

async function scan(document: PDFDocument, bytes: Uint8Array = jpeg) {
  const image = bytes[0] === 0xff ? await document.embedJpg(bytes) : await document.embedPng(bytes);
  const page = document.addPage(a6);
  page.drawImage(image, { x: 0, y: 0, width: a6[0], height: a6[1] });
  return page;
}

async function shown(bytes: Uint8Array, index = 0, password: string | null = null) {
  const page = await pdf.page(bytes, 'x.pdf', index, password, 300);
  const info = await images.inspect(page.bytes, 'x');
  const { raster } = await images.decode(page.bytes, 'x', { page: 0 });
  return { ...page, info, raster, corners: quarters(raster) };
}

/** The compressed picture data from the start of the scan on, which no header touches. */
const fromScan = (bytes: Uint8Array) => Buffer.from(bytes).subarray(Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xda])));

describe('a scanned page comes out as its scan', () => {
  test('a JPEG as its own bytes, with the resolution of the page', async () => {
    const page = await shown(await made(scan));
    expect(page).toMatchObject({ mediaType: 'image/jpeg', extracted: true, damaged: false, corners: 'rgbw' });
    expect(page.info).toMatchObject({ width: 620, height: 876, dpi: 150 });
    expect(fromScan(page.bytes).equals(fromScan(jpeg))).toBe(true);
  });

  test.each([
    [90, 'wrgb'],
    [180, 'bwrg'],
    [270, 'gbwr'],
    [-90, 'gbwr'],
    [360, 'rgbw'],
  ] as const)('turned by %i as a viewer shows it, without touching a pixel', async (turn, corners) => {
    const bytes = await made(async (document) => (await scan(document)).setRotation(degrees(turn)));
    const page = await shown(bytes);
    expect(page).toMatchObject({ mediaType: 'image/jpeg', extracted: true, corners });
    expect(fromScan(page.bytes).equals(fromScan(jpeg))).toBe(true);
    expect([page.info.width, page.info.height]).toEqual(turn % 180 ? [876, 620] : [620, 876]);
    const other = await shown(await made(async (document) => (await scan(document, png)).setRotation(degrees(turn))));
    expect(other).toMatchObject({ mediaType: 'image/png', extracted: true, corners });
    expect(other.info).toMatchObject({ width: page.info.width, height: page.info.height, dpi: 150 });
  });

  test('an image that the page itself turns', async () => {
    const bytes = await made(async (document) => {
      const image = await document.embedJpg(jpeg);
      const page = document.addPage([420, 298]);
      page.drawImage(image, { x: 420, y: 0, width: 298, height: 420, rotate: degrees(90) });
    });
    expect(await shown(bytes)).toMatchObject({ extracted: true, corners: 'gbwr' });
  });

  test('what the JPEG says of its own turn does not count in a PDF', async () => {
    const turned = await sharp(jpeg).keepExif().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const page = await shown(await made((document) => scan(document, turned)));
    expect(page).toMatchObject({ extracted: true, corners: 'rgbw' });
  });

  test('another image keeps its own pixels', async () => {
    const page = await shown(await made((document) => scan(document, png)));
    expect(page).toMatchObject({ mediaType: 'image/png', extracted: true, corners: 'rgbw' });
    const original = await images.decode(png, 'x', { page: 0 });
    expect(Buffer.compare(Buffer.from(page.raster.data), Buffer.from(original.raster.data))).toBe(0);
  });

  test('a CMYK JPEG is not handed on as it is', async () => {
    const cmyk = await picture(620, 876).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect(await shown(await made((document) => scan(document, cmyk)))).toMatchObject({
      mediaType: 'image/png',
      extracted: true,
      corners: 'rgbw',
    });
  });

  test('a scan with the invisible text of an earlier OCR', async () => {
    const bytes = await made(async (document) => {
      const page = await scan(document);
      page.drawText('invisible', {
        x: 20,
        y: 200,
        size: 12,
        font: await document.embedFont(StandardFonts.Helvetica),
        renderMode: TextRenderingMode.Invisible,
      });
    });
    expect(await shown(bytes)).toMatchObject({ mediaType: 'image/jpeg', extracted: true });
  });
});

describe('what is more than one scan is drawn', () => {
  test('a page of text at 300 dpi, black on white, grey alone', async () => {
    const bytes = await made(async (document) => {
      const page = document.addPage(a6);
      page.drawText('GIAY KHAI SINH', { x: 20, y: 380, size: 24, font: await document.embedFont(StandardFonts.Helvetica) });
    });
    const page = await shown(bytes);
    expect(page).toMatchObject({ mediaType: 'image/png', extracted: false, damaged: false });
    expect(page.info).toMatchObject({ width: 1241, height: 1750, dpi: 300 });
    expect(page.raster.channels).toBe(1);
    const dark = page.raster.data.filter((value) => value < 80).length;
    expect(dark).toBeGreaterThan(5_000);
    expect(dark).toBeLessThan(200_000);
    const rows = Array.from({ length: page.raster.height }, (_, y) =>
      page.raster.data.subarray(y * 1241, (y + 1) * 1241).some((value) => value < 80),
    );
    expect(rows.indexOf(true)).toBeLessThan(200);
    expect(rows.lastIndexOf(true)).toBeLessThan(300);
  });

  test.each([
    [
      'visible text over it',
      async (document: PDFDocument) =>
        (await scan(document)).drawText('DA XAC NHAN', {
          x: 20,
          y: 200,
          size: 24,
          font: await document.embedFont(StandardFonts.Helvetica),
        }),
    ],
    ['a stamp drawn over it', async (document: PDFDocument) => (await scan(document)).drawCircle({ x: 100, y: 100, size: 40 })],
    ['a part cut off', async (document: PDFDocument) => (await scan(document)).setCropBox(0, 210, 298, 210)],
    [
      'two images',
      async (document: PDFDocument) =>
        (await scan(document)).drawImage(await document.embedPng(png), { x: 30, y: 30, width: 60, height: 90 }),
    ],
    [
      'a small picture on a page',
      async (document: PDFDocument) =>
        document.addPage(a6).drawImage(await document.embedJpg(jpeg), { x: 30, y: 30, width: 62, height: 88 }),
    ],
    [
      'a skewed image',
      async (document: PDFDocument) =>
        document.addPage(a6).drawImage(await document.embedJpg(jpeg), { x: 30, y: 0, width: 250, height: 360, rotate: degrees(3) }),
    ],
  ])('%s', async (_, draw) => {
    const page = await shown(await made(draw));
    expect(page).toMatchObject({ mediaType: 'image/png', extracted: false, damaged: false });
    expect(page.raster.data.some((value) => value < 100)).toBe(true);
  });

  test('drawn as fine as its image, and never over 40 million pixels', async () => {
    expect(
      (
        await shown(
          await made(async (document) =>
            document.addPage(a6).drawImage(await document.embedJpg(jpeg), { x: 30, y: 30, width: 62, height: 88 }),
          ),
        )
      ).info.dpi,
    ).toBe(300);
    expect((await shown(await made(async (document) => (await scan(document)).drawCircle({ x: 100, y: 100, size: 40 })))).info.dpi).toBe(
      150,
    );
    const wall = await shown(await made(async (document) => document.addPage([8000, 6000]).drawCircle({ x: 100, y: 100, size: 40 })));
    expect(wall.info.width * wall.info.height).toBeLessThan(40_000_000);
    expect(wall.info.width).toBeGreaterThan(6_000);
  });

  test('pages of different kinds in one file', async () => {
    const bytes = await made(async (document) => {
      await scan(document);
      document.addPage(a6).drawText('phu luc', { x: 20, y: 200, size: 24, font: await document.embedFont(StandardFonts.Helvetica) });
      await scan(document, png);
    });
    expect(await pdf.inspect(bytes, 'x', null)).toEqual({ pages: 3 });
    expect((await shown(bytes, 0)).mediaType).toBe('image/jpeg');
    expect((await shown(bytes, 1)).extracted).toBe(false);
    expect((await shown(bytes, 2)).mediaType).toBe('image/png');
    expect(await code(pdf.page(bytes, 'x', 3, null, 300))).toBe('pdf.damaged');
  });

  test('the same image on many pages', async () => {
    const bytes = await made(async (document) => {
      const image = await document.embedJpg(jpeg);
      for (let i = 0; i < 4; i++) document.addPage(a6).drawImage(image, { x: 0, y: 0, width: 298, height: 420 });
    });
    for (let i = 0; i < 4; i++) expect(await shown(bytes, i)).toMatchObject({ mediaType: 'image/jpeg', extracted: true, corners: 'rgbw' });
  });
});

describe('passwords', () => {
  test.each([
    ['AES-256', 'mật khẩu'],
    ['AES-128', 'mat khau'],
    ['RC4-128', 'mat khau'],
  ] as const)('%s', async (algorithm, userPassword) => {
    const document = await PDFDocument.create();
    await scan(document);
    document.encrypt({ userPassword, ownerPassword: 'chu', algorithm, allowWeakCryptography: true });
    const bytes = await document.save();
    expect(await code(pdf.inspect(bytes, 'x', null))).toBe('pdf.locked');
    expect(await code(pdf.page(bytes, 'x', 0, null, 300))).toBe('pdf.locked');
    expect(await code(pdf.inspect(bytes, 'x', 'sai'))).toBe('pdf.wrongPassword');
    expect(await pdf.inspect(bytes, 'x', userPassword)).toEqual({ pages: 1 });
    const page = await shown(bytes, 0, userPassword);
    expect(page).toMatchObject({ extracted: true, corners: 'rgbw' });
  });

  test('a password for the owner alone asks nobody who reads', async () => {
    const document = await PDFDocument.create();
    await scan(document);
    document.encrypt({ ownerPassword: 'chu' });
    expect(await shown(await document.save())).toMatchObject({ extracted: true, corners: 'rgbw' });
  });
});

describe('damaged', () => {
  test('empty, foreign, without pages, cut off', async () => {
    expect(await code(pdf.inspect(new Uint8Array(), 'x', null))).toBe('file.empty');
    expect(await code(pdf.inspect(Buffer.from('xin chào'), 'x', null))).toBe('pdf.damaged');
    expect(await code(pdf.inspect(Buffer.from('%PDF-1.7\n'), 'x', null))).toBe('pdf.damaged');
    const whole = await made(scan);
    expect(['pdf.damaged', 'none']).toContain(await code(pdf.page(whole.subarray(0, whole.length / 2), 'x', 0, null, 300)));
  });

  test('lines before the mark and rubbish after the end do no harm', async () => {
    const whole = Buffer.from(await made(scan));
    expect(await pdf.inspect(Buffer.concat([Buffer.from('HTTP header\r\n\r\n'), whole, Buffer.alloc(3000, 32)]), 'x', null)).toEqual({
      pages: 1,
    });
  });

  test('a lost cross reference is found again', async () => {
    const document = await PDFDocument.create();
    await scan(document);
    const bytes = Buffer.from(await document.save({ useObjectStreams: false }));
    const at = bytes.lastIndexOf('startxref');
    bytes.write('999999999', at + 10);
    expect(await shown(bytes)).toMatchObject({ extracted: true, corners: 'rgbw' });
  });

  test('an image that cannot be decoded is told, not drawn as an empty page', async () => {
    const document = await PDFDocument.create();
    await scan(document);
    const bytes = Buffer.from(await document.save({ useObjectStreams: false }));
    const at = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
    bytes.fill(0x41, at, at + jpeg.length - 10);
    expect(await code(pdf.page(bytes, 'x', 0, null, 300))).toBe('pdf.damaged');
    const beside = await PDFDocument.create();
    (await scan(beside)).drawImage(await beside.embedPng(png), { x: 30, y: 30, width: 60, height: 90 });
    const mixed = Buffer.from(await beside.save({ useObjectStreams: false }));
    const there = mixed.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
    mixed.fill(0x41, there, there + jpeg.length - 10);
    expect(await pdf.page(mixed, 'x', 0, null, 300)).toMatchObject({ damaged: true, extracted: false });
  });

  test('no pages', async () => {
    const document = await PDFDocument.create();
    document.addPage(a6);
    const pages = document.catalog.Pages();
    pages.set(PDFName.of('Kids'), document.context.obj([]));
    pages.set(PDFName.of('Count'), document.context.obj(0));
    const bytes = await document.save({ useObjectStreams: false, addDefaultPage: false });
    expect(['pdf.noPages', 'pdf.damaged']).toContain(await code(pdf.inspect(bytes, 'x', null)));
  });
});

describe('files in a PDF', () => {
  const paper = () => made((document) => scan(document));

  test('are named, those of the whole and those pinned to a page, and the page is read as ever', async () => {
    const bytes = await made(async (document) => {
      await scan(document);
      await document.attach(await paper(), 'kèm theo.pdf');
      await document.attach(Buffer.from('<x/>'), 'hoa-don.xml');
    });
    await opened(bytes, null, async (file) => {
      expect(file.pages).toBe(1);
      const attached = await file.attached();
      expect(attached.map(({ name }) => name).sort()).toEqual(['hoa-don.xml', 'kèm theo.pdf']);
      const own = attached.find(({ name }) => name.endsWith('.pdf'));
      expect(await opened(own?.bytes ?? new Uint8Array(), null, async ({ pages }) => pages)).toBe(1);
    });
    expect(await opened(await paper(), null, (file) => file.attached())).toEqual([]);
  });

  test('of a portfolio are all there is: its page only says which program opens it', async () => {
    const bytes = await made(async (document) => {
      await scan(document);
      await document.attach(await paper(), 'a.pdf');
      document.catalog.set(PDFName.of('Collection'), document.context.obj({ Type: 'Collection', View: 'D' }));
    });
    expect(await opened(bytes, null, async (file) => [file.pages, (await file.attached()).length])).toEqual([0, 1]);
  });
});

describe('electronic forms', () => {
  const form = (fields: boolean) =>
    made(async (document) => {
      const page = await scan(document);
      if (fields) {
        const field = document.getForm().createTextField('họ tên');
        field.addToPage(page, { x: 10, y: 10, width: 50, height: 12 });
      }
      const xfa = document.context.register(document.context.stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>'));
      const own = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) ?? document.context.obj({ Fields: [] });
      own.set(PDFName.of('XFA'), document.context.obj(['template', xfa]));
      document.catalog.set(PDFName.of('AcroForm'), own);
    });

  test('that another program would have to lay out say so: the notice to wait is no paper', async () => {
    expect(await code(pdf.inspect(await form(false), 'x', null))).toBe('pdf.xfaForm');
  });

  test('whose fields are drawn on the page are pages', async () => {
    expect(await code(pdf.inspect(await form(true), 'x', null))).toBe('none');
  });
});
