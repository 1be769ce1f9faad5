import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { picture, tiff } from './pictures.ts';

/** Files that a careless reader would choke on. All are made here: nothing of this kind lies in the repository. */
export interface Hostile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The codes that may come of it; `ok` is a success, flagged or not. */
  readonly expected: readonly string[];
  /** Works on and on: a short time limit shows the same as the real one. */
  readonly endless?: true;
  /** One of many of its kind: tried before a release, the others in every run. */
  readonly many?: true;
}

const broken = [
  'ok',
  'file.truncated',
  'file.unreadable',
  'file.notAnImage',
  'file.tooLarge',
  'file.tooMuchMemory',
  'file.tooSlow',
  'file.tooManyPages',
  'pdf.damaged',
  'pdf.noPages',
  'pdf.locked',
];

export async function hostileFiles(): Promise<readonly Hostile[]> {
  const jpeg = await picture(1240, 1754).jpeg({ quality: 85 }).toBuffer();
  const small = await picture(310, 438).jpeg().toBuffer();
  const png = await picture(620, 877).png().toBuffer();
  const lzw = await picture(620, 877).tiff({ compression: 'lzw' }).toBuffer();
  const g4 = await picture(620, 877).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
  const tiled = await picture(620, 877).tiff({ compression: 'jpeg', tile: true }).toBuffer();
  const pdf = await scannedPdf(small, 3);
  const originals = { 'a.jpg': jpeg, 'a.png': png, 'a.tif': lzw, 'g4.tif': g4, 'tiled.tif': tiled, 'a.pdf': pdf };
  return [
    { name: 'empty.jpg', bytes: new Uint8Array(), expected: ['file.empty'] },
    { name: 'text.tif', bytes: Buffer.from('Sổ hộ khẩu'), expected: ['file.notAnImage'] },
    { name: 'program.jpg', bytes: Buffer.concat([Buffer.from('MZ'), noise(4_000, 1)]), expected: ['file.notAnImage'] },
    { name: 'picture.bmp', bytes: Buffer.concat([Buffer.from('BM'), noise(4_000, 2)]), expected: ['file.notAnImage'] },
    { name: 'wrong-extension.pdf', bytes: jpeg, expected: ['ok'] },
    { name: 'wrong-extension.jpg', bytes: pdf, expected: ['ok'] },
    { name: 'locked.pdf', bytes: await lockedPdf(small), expected: ['pdf.locked'] },
    { name: '30000.png', bytes: flatPng(30_000, 30_000, 1), expected: ['file.tooLarge'] },
    { name: '2000000000.png', bytes: flatPng(0x7fffffff, 0x7fffffff, 1, 10), expected: ['file.tooLarge', 'file.unreadable'] },
    { name: 'bomb.png', bytes: flatPng(12_000, 12_000, 8), expected: ['ok', 'file.tooMuchMemory', 'file.tooSlow'] },
    {
      name: 'bomb-16-bit-interlaced.png',
      many: true,
      bytes: flatPng(12_000, 12_000, 16, undefined, 6, 1),
      expected: ['ok', 'file.unreadable', 'file.truncated', 'file.tooMuchMemory', 'file.tooSlow'],
    },
    { name: 'comment-bomb.png', bytes: commentPng(), expected: ['ok', 'file.unreadable'] },
    { name: '65500.jpg', bytes: resized(jpeg, 65_500, 65_500), expected: ['file.tooLarge'] },
    {
      name: '30000.tif',
      bytes: tiff([
        {
          tags: [
            [256, 4, 30_000],
            [257, 4, 30_000],
            [258, 3, 8],
            [259, 3, 1],
            [262, 3, 1],
            [277, 3, 1],
            [278, 4, 30_000],
          ],
          strip: noise(500, 3),
        },
      ]),
      expected: ['file.tooLarge'],
    },
    { name: 'circle.tif', bytes: circularTiff(), expected: broken },
    {
      name: '5000-pages.tif',
      bytes: tiff(
        Array.from({ length: 5_000 }, () => ({
          tags: [
            [256, 4, 8],
            [257, 4, 8],
            [258, 3, 8],
            [259, 3, 1],
            [262, 3, 1],
            [277, 3, 1],
            [278, 4, 8],
          ] as const,
          strip: noise(64, 4),
        })),
      ),
      expected: ['file.tooManyPages'],
    },
    {
      name: 'forms-in-forms.pdf',
      bytes: formsInForms(),
      endless: true,
      expected: ['ok', 'file.tooSlow', 'file.tooMuchMemory', 'pdf.damaged'],
    },
    { name: 'form-in-itself.pdf', bytes: formInItself(), expected: ['ok', 'file.tooSlow', 'file.tooMuchMemory', 'pdf.damaged'] },
    {
      name: 'endless-drawing.pdf',
      bytes: content('0 0 m 500 500 l S\n', 12_000_000),
      endless: true,
      expected: ['ok', 'file.tooSlow', 'file.tooMuchMemory', 'pdf.damaged'],
    },
    {
      name: 'deflate-bomb.pdf',
      bytes: content(' ', 800_000_000, true),
      endless: true,
      expected: ['ok', 'file.tooSlow', 'file.tooMuchMemory', 'pdf.damaged'],
    },
    {
      name: 'billion-pages.pdf',
      bytes: assemble(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1000000000 /Kids [2 0 R] >>']),
      expected: ['file.tooManyPages', 'pdf.damaged', 'pdf.noPages'],
    },
    {
      name: 'giant-image.pdf',
      bytes: giantImage('/FlateDecode', deflateSync(Buffer.alloc(1000))),
      endless: true,
      expected: ['file.tooMuchMemory', 'file.tooSlow', 'pdf.damaged'],
    },
    {
      name: 'giant-jpeg.pdf',
      many: true,
      bytes: giantImage('/DCTDecode', resized(small, 60_000, 60_000)),
      endless: true,
      expected: ['file.tooMuchMemory', 'file.tooSlow', 'file.tooLarge', 'pdf.damaged'],
    },
    {
      name: 'giant-page.pdf',
      bytes: assemble([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10000000 10000000] >>',
      ]),
      expected: ['ok', 'pdf.damaged'],
    },
    {
      name: 'endless-pattern.pdf',
      bytes: pattern(),
      endless: true,
      many: true,
      expected: ['ok', 'file.tooSlow', 'file.tooMuchMemory', 'pdf.damaged'],
    },
    ...Object.entries(originals).flatMap(([name, bytes]) => truncations(name, bytes)),
    ...Object.entries(originals).flatMap(([name, bytes]) => mutations(name, bytes)),
    ...Object.entries(originals).map(([name, bytes], i) => ({
      name: `random-after-head-${name}`,
      bytes: Buffer.concat([bytes.subarray(0, 16), noise(60_000, i)]),
      expected: broken,
    })),
  ];
}

const shares = [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.999];

function truncations(name: string, bytes: Uint8Array): readonly Hostile[] {
  return shares.map((share) => ({
    name: `cut-${share}-${name}`,
    bytes: bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share))),
    expected: broken,
    ...([0.01, 0.8].includes(share) ? {} : { many: true }),
  }));
}

/** A handful of bytes changed, half of them in the head, where sizes and offsets are. */
function mutations(name: string, bytes: Uint8Array): readonly Hostile[] {
  return Array.from({ length: 12 }, (_, seed) => {
    const changed = Buffer.from(bytes);
    const random = noise(64, seed + 100);
    for (let i = 0; i < 8; i++) {
      const wide = i % 2 === 0 ? 400 : changed.length;
      changed[random.readUInt32LE(i * 8) % Math.min(wide, changed.length)] = random[i * 8 + 4] ?? 0;
    }
    return { name: `mutated-${seed}-${name}`, bytes: changed, expected: broken, ...(seed % 6 === 1 ? {} : { many: true }) };
  });
}

/** The same bytes for the same seed, on every machine. */
function noise(length: number, seed: number): Buffer {
  const out = Buffer.alloc(length);
  let state = (seed + 1) * 2_654_435_761;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    out[i] = state >>> 24;
  }
  return out;
}

async function scannedPdf(jpeg: Uint8Array, pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const image = await document.embedJpg(jpeg);
  for (let i = 0; i < pages; i++) document.addPage([298, 421]).drawImage(image, { x: 0, y: 0, width: 298, height: 421 });
  return document.save({ useObjectStreams: false });
}

async function lockedPdf(jpeg: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(await scannedPdf(jpeg, 1));
  document.encrypt({ userPassword: 'bi mat', ownerPassword: 'chu' });
  return document.save();
}

/** A PNG of one colour: a few kilobytes that say they are a whole wall. */
function flatPng(width: number, height: number, depth: number, rows = height, colour = 0, interlaced = 0): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([depth, colour, 0, 0, interlaced], 8);
  const length = Math.min(1 + Math.ceil((width * depth * (colour === 6 ? 4 : 1)) / 8), 500_000);
  const data = deflateSync(Buffer.alloc(Math.min(length * rows, 600_000_000)), { level: 1 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', size),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function commentPng(): Buffer {
  const size = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const comment = Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(400_000_000), { level: 1 })]);
  const data = deflateSync(Buffer.alloc(8 * 9));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', size),
    chunk('zTXt', comment),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** The frame of a JPEG says another size than its data has. */
function resized(jpeg: Uint8Array, width: number, height: number): Buffer {
  const out = Buffer.from(jpeg);
  const at = out.indexOf(Buffer.from([0xff, 0xc0]));
  out.writeUInt16BE(height, at + 5);
  out.writeUInt16BE(width, at + 7);
  return out;
}

/** The second directory names the first as its next. */
function circularTiff(): Buffer {
  const page = {
    tags: [
      [256, 4, 8],
      [257, 4, 8],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [277, 3, 1],
      [278, 4, 8],
    ] as const,
    strip: noise(64, 9),
  };
  const out = tiff([page, page]);
  const second = out.readUInt32LE(8 + 2 + 9 * 12);
  out.writeUInt32LE(8, second + 2 + 9 * 12);
  return out;
}

/** Objects from 1; the first is the catalogue. */
function assemble(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = 9;
  for (const [i, object] of objects.entries()) {
    offsets.push(at);
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    parts.push(part);
    at += part.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(dict: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<< ${dict} /Length ${data.length} >>\nstream\n`), data, Buffer.from('\nendstream')]);
}

const page = (resources: string, contents: string) => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${contents} >>`,
];

/** Ten levels, each drawing the next twenty times: 10¹³ lines. */
function formsInForms(): Buffer {
  const forms = Array.from({ length: 10 }, (_, i) => {
    const next = i < 9 ? `/Resources << /XObject << /F ${i + 6} 0 R >> >>` : '';
    return stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${next}`,
      Buffer.from(i < 9 ? '/F Do '.repeat(20) : '0 0 m 9 9 l S '.repeat(20)),
    );
  });
  return assemble([...page('/XObject << /F 5 0 R >>', '4 0 R'), stream('', Buffer.from('/F Do')), ...forms]);
}

function formInItself(): Buffer {
  const form = stream(
    '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>',
    Buffer.from('/F Do /F Do '),
  );
  return assemble([...page('/XObject << /F 5 0 R >>', '4 0 R'), stream('', Buffer.from('/F Do')), form]);
}

/** A content stream of so many repetitions, or bytes, which deflates to little. */
function content(text: string, times: number, bytes = false): Buffer {
  const once = deflateSync(Buffer.alloc((bytes ? times : times * text.length) / (bytes ? 4 : 1), text), { level: 1 });
  const twice = bytes ? stream('/Filter [/FlateDecode /FlateDecode]', deflateSync(once)) : stream('/Filter /FlateDecode', once);
  return bytes ? assemble([...page('', '[4 0 R 4 0 R 4 0 R 4 0 R]'), twice]) : assemble([...page('', '4 0 R'), twice]);
}

function giantImage(filter: string, data: Buffer): Buffer {
  const image = stream(
    `/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter ${filter}`,
    data,
  );
  return assemble([...page('/XObject << /I 5 0 R >>', '4 0 R'), stream('', Buffer.from('595 0 0 842 0 0 cm /I Do')), image]);
}

function pattern(): Buffer {
  const tile = stream(
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001 /Resources << >>',
    Buffer.from('0 0 1 1 re f '.repeat(100_000)),
  );
  return assemble([
    ...page('/Pattern << /P 5 0 R >>', '4 0 R'),
    stream('', Buffer.from('/Pattern cs /P scn 0 0 595 842 re f '.repeat(200))),
    tile,
  ]);
}
