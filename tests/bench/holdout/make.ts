import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { turnBox } from '#domain/box';
import { openAddresses } from './addresses.ts';
import { openFonts, printed, typewriters } from './fonts.ts';
import { type Face, faces, type Style } from './forms.ts';
import { type Ink, type InkBox, inkOf } from './ink.ts';
import { otherPapers } from './other.ts';
import { type Random, random } from './random.ts';
import { realRecords } from './real.ts';
import { content, type Fields, type RecordTypeId, recordTypes } from './records.ts';
import { type Level, levels, type Mode, type Scan, wear } from './wear.ts';

/**
 * `node tests/bench/holdout/make.ts OUT_FOLDER [--records 36] [--seed 1] [--only REGEX] [--fonts FOLDER] [--other | --turned | --real] [--chromium FILE]`
 * Renders records that nobody tuned to, in the layout of the bench's folder (pages and truth.json). The same seed gives the same values;
 * pixels depend on the fonts installed. `--other` writes papers of unknown kinds instead, `--turned` the known forms on their head or side.
 * `--real`: records laid out, filled in and photographed as in offices (real.ts). FOLDER: unpacked @fontsource packages (hands and more faces), see fonts.ts.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: 'string', default: '36' },
    seed: { type: 'string', default: '1' },
    fonts: { type: 'string' },
    only: { type: 'string', default: '.' },
    other: { type: 'boolean', default: false },
    turned: { type: 'boolean', default: false },
    real: { type: 'boolean', default: false },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const out = positionals[0];
if (!out) throw new Error('usage: make.ts OUT_FOLDER [--records N] [--seed S]');
const seed = Number(args.seed);
const fonts = openFonts(args.fonts ?? null);

interface TruthPage {
  readonly file: string;
  readonly role: string;
  readonly dpi: number;
  readonly mode: Mode;
  readonly angle: number;
  readonly turned?: number;
  /** Where the ink of every value is, a box for each of its lines, in pixels of the file. */
  readonly boxes: Readonly<Record<string, readonly InkBox[]>>;
}
interface Truth {
  readonly id: string;
  readonly recordType: RecordTypeId;
  readonly level: Level;
  readonly handwritten: boolean;
  readonly pages: readonly TruthPage[];
  readonly fields: Fields;
  readonly qr?: string;
}

prepareZXingModule({
  overrides: {
    wasmBinary: readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))).buffer as ArrayBuffer,
  },
});

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: args.chromium, args: ['--no-sandbox', '--font-render-hinting=none'] });
try {
  if (args.other) await others(out);
  else if (args.real)
    await realRecords(out, { count: Number(args.records), seed, only: new RegExp(args.only) }, { shoot, qrOf, styleOf, fonts });
  else await records(out, Number(args.records));
} finally {
  await browser.close();
}

async function shoot(face: Pick<Face, 'html' | 'width' | 'height'>, dpi: number): Promise<{ picture: Uint8Array; ink: Ink }> {
  const context = await browser.newContext({ viewport: { width: face.width, height: face.height }, deviceScaleFactor: dpi / 96 });
  const page = await context.newPage();
  await page.setContent(face.html, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready');
  const picture = await page.screenshot({ type: 'png' });
  const ink = await inkOf(page, dpi / 96);
  await context.close();
  return { picture, ink };
}

async function records(folder: string, count: number): Promise<void> {
  const addresses = openAddresses();
  const truth: Truth[] = [];
  for (let n = 0; n < count; n++) {
    const kind = n % recordTypes.length;
    const turn = Math.floor(n / recordTypes.length);
    const recordType = recordTypes[kind] ?? 'birth-certificate';
    const id = `${recordType}-${String(turn + 1).padStart(2, '0')}`;
    if (!new RegExp(args.only).test(id)) continue;
    const level = levelOf(kind, turn);
    const r = random(seed * 7919 + n * 104_729);
    const what = content(recordType, r, addresses, turn);
    const style = styleOf(r, recordType, level);
    const qrSvg = await qrOf(what.qr);
    const list = faces(what, style, r, fonts.css([style.label, style.value, style.hand]), qrSvg);
    // Faces of old certificates reach the scanner in any order.
    const sorted = recordType === 'land-certificate-2009' && turn % 3 === 2 ? [...list].reverse() : list;
    const pages: TruthPage[] = [];
    for (const [at, face] of sorted.entries()) {
      const dpi = level === 'heavy' ? r.pick([200, 240]) : level === 'medium' ? r.pick([200, 240, 300]) : 300;
      const plain = recordType === 'household-register-book' || recordType === 'residence-confirmation-ct07';
      const mode: Mode = plain && level !== 'heavy' && r.chance(0.22) ? 'bitonal' : r.chance(0.3) ? 'gray' : 'color';
      const turned = args.turned ? r.pick([180, 180, 90, 270] as const) : 0;
      const { picture, ink } = await shoot(face, dpi);
      const scan = await wear(picture, level, mode, dpi, r);
      const file = `${id}-p${at + 1}.${scan.extension}`;
      writeFileSync(join(folder, file), turned ? await turn90(scan.bytes, turned, scan.extension, dpi) : scan.bytes);
      pages.push({ file, role: face.role, dpi, mode, angle: scan.angle, ...(turned ? { turned } : {}), boxes: boxesOn(scan, ink, turned) });
    }
    truth.push({
      id,
      recordType,
      level,
      handwritten: recordType === 'household-register-book',
      pages,
      fields: what.fields,
      ...(what.qr ? { qr: what.qr } : {}),
    });
    writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
    console.log(`${id} ${level} ${style.label} / ${style.value} ${style.valueCss} ${pages.map((p) => `${p.dpi} ${p.mode}`).join(', ')}`);
  }
}

async function qrOf(text: string | undefined): Promise<string> {
  if (!text) return '';
  const { svg } = await writeBarcode(text, { format: 'QRCode', scale: 4 });
  return svg.replace(/^[\s\S]*?<svg/, '<svg').replace('<svg', '<svg preserveAspectRatio="none" style="width:100%;height:100%"');
}

/** The ink as it lies on the scan. */
function boxesOn(scan: Scan, ink: Ink, turned: 0 | 90 | 180 | 270): Record<string, InkBox[]> {
  const on = (slices: readonly InkBox[]): InkBox => {
    const points = slices.flatMap(([x, y, w, h]) => [scan.at(x, y), scan.at(x + w, y), scan.at(x, y + h), scan.at(x + w, y + h)]);
    const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return turnBox([left, top, Math.max(...xs) - left, Math.max(...ys) - top], scan.width, scan.height, turned);
  };
  return Object.fromEntries(
    Object.entries(ink).map(([path, lines]) => [path, lines.map((line) => on(line).map((side) => Math.round(side)) as unknown as InkBox)]),
  );
}

async function turn90(bytes: Uint8Array, degrees: number, extension: string, dpi: number): Promise<Uint8Array> {
  const image = sharp(bytes).rotate(degrees).withMetadata();
  return extension === 'tif'
    ? image.tiff({ compression: 'lzw', xres: dpi / 25.4, yres: dpi / 25.4 }).toBuffer()
    : extension === 'png'
      ? image.png().toBuffer()
      : image.jpeg({ quality: 88 }).toBuffer();
}

/** Nine records of each level in 36. */
function levelOf(kind: number, turn: number): Level {
  const cycle = turn % 6;
  const level = cycle < 4 ? levels[cycle] : kind % 2 === 0 ? levels[(cycle - 4) * 2] : levels[(cycle - 4) * 2 + 1];
  return level ?? 'light';
}

function styleOf(r: Random, type: RecordTypeId, level: Level): Style {
  const label = r.pick([...printed, ...fonts.printed]);
  const way = r.next();
  const value = way < 0.26 ? r.pick([...typewriters, ...fonts.typewriters]) : way < 0.38 ? r.pick([...printed, ...fonts.printed]) : label;
  const wide = /Mono|mono|Cousine|DejaVu/.test(value);
  return {
    label: `${label},"Liberation Serif",serif`,
    value: `${value},"Liberation Serif",serif`,
    valueCss: wide ? 'font-size:.93em' : way < 0.58 ? 'font-weight:bold' : way < 0.68 ? 'font-style:italic' : '',
    hand: `${fonts.hands.length > 0 ? r.pick(fonts.hands) : '"FreeSerif"'},"DejaVu Sans",sans-serif`,
    size:
      Math.round(
        (type === 'birth-certificate' ? 16.4 : 17) * r.real(0.9, 1.06) * (/DejaVu|Arimo|Noto|be-v|lora/.test(label) ? 0.92 : 1) * 10,
      ) / 10,
    leading: r.real(type === 'birth-certificate' ? 1.5 : 1.62, 1.86),
    margin: r.whole(52, 78),
    guilloche: r.whole(0, 3),
    sealOver: (level === 'medium' || level === 'heavy') && r.chance(0.4),
    paper: type === 'household-register-book' && r.chance(0.5) ? 0.78 : 1,
  };
}

/** Unknown papers: every page alone, its kind in the name; no truth but `unknown`. */
async function others(folder: string): Promise<void> {
  const r = random(seed * 104_723);
  const style = () => styleOf(r, 'residence-confirmation-ct07', 'light');
  const names: { readonly file: string; readonly kind: string }[] = [];
  for (const [at, paper] of otherPapers(r).entries()) {
    const look = style();
    const level = levels[at % 4] ?? 'light';
    const dpi = r.pick([200, 240, 300]);
    const picture =
      'html' in paper
        ? (
            await shoot(
              {
                html: paper.html.replace(
                  '/*fonts*/',
                  `${fonts.css([look.label, look.hand])}body{font:${look.size}px/1.45 ${look.label}}.h{font-family:${look.hand}}`,
                ),
                width: 794,
                height: 1123,
              },
              dpi,
            )
          ).picture
        : await paper.picture(dpi);
    const mode: Mode = r.chance(0.25) ? 'gray' : 'color';
    const scan = await wear(picture, level, mode, dpi, r);
    const file = `other-${String(at + 1).padStart(2, '0')}-${paper.kind}.${scan.extension}`;
    writeFileSync(join(folder, file), scan.bytes);
    names.push({ file, kind: paper.kind });
    console.log(file, level, dpi);
  }
  writeFileSync(join(folder, 'unknown.json'), `${JSON.stringify(names, null, 1)}\n`);
}
