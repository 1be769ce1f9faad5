/**
 * `node tests/training/make-lines.ts OUT WORDS [--seed 1] [--pages 20] [--fonts FOLDER] [--hands 0.15] [--chromium FILE]`: pages of unrelated lines in many faces, worn like
 * scans, and cut into strips by the reader's own steps. Writes OUT/<seed>-<page>.tif (a strip a page) with its .box file, as the engine's
 * trainer takes them. WORDS: a word list, one to a line. FOLDER: unpacked
 * @fontsource packages as `fontsource-<name>/package`, for half of the texts. `--hands`: the part of
 * pages whose values are written in faces that look like a hand.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { openImages } from '#engines/images-sharp/images-sharp';
import type { Raster } from '#ports';
import { toOriginal } from '#reading/ink/sheet';
import { stripOf } from '#reading/ink/strips';
import { prepare } from '#reading/page/normalise';
import { colouredSegments, segments } from '#reading/page/segments';
import { faces as facesOf } from '#tests/bench/holdout/fonts';
import { type Random, random } from '#tests/bench/holdout/random';
import { type Mode, wear } from '#tests/bench/holdout/wear';
import { type Text, texts } from './text.ts';
import { tiff } from './tiff.ts';

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    pages: { type: 'string', default: '20' },
    fonts: { type: 'string' },
    hands: { type: 'string', default: '0.15' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const [out, list] = positionals;
if (!out || !list) throw new Error('usage: make-lines.ts OUT WORDS [--seed N] [--pages N]');
mkdirSync(out, { recursive: true });

/** Families with the letters of Vietnamese; those that unseen records are measured with (fonts.ts of the holdout, packed ones) are left out. */
const faces = {
  times: ['Liberation Serif', 'Tinos', 'FreeSerif', 'Liberation Serif', 'Tinos'],
  serif: [
    'Charis SIL',
    'Gentium Plus',
    'Gentium Book Basic',
    'Doulos SIL',
    'DejaVu Serif',
    'Noto Serif',
    'Linux Libertine O',
    'Vollkorn',
    'Junicode Two Beta',
  ],
  sans: [
    'Arimo',
    'Liberation Sans',
    'Noto Sans',
    'Roboto',
    'Lato',
    'Inter',
    'Carlito',
    'DejaVu Sans',
    'Andika',
    'FreeSans',
    'Cantarell',
    'Roboto Condensed',
    'Linux Biolinum O',
  ],
  mono: ['Cousine', 'Liberation Mono', 'Noto Sans Mono', 'FreeMono', 'Cousine', 'Noto Sans Mono', 'DejaVu Sans Mono'],
} as const;

const packages = args.fonts ? readdirSync(args.fonts).flatMap((name) => /^fontsource-(.+)$/.exec(name)?.[1] ?? []) : [];
const monoName = /mono|code|inconsolata|cousine/;
const handName =
  /sriracha|charm|srisakdi|grandstander|shantell|playwrite|pacifico|great-vibes|sedgwick|amatic|kodchasan|mansalva|playpen|lemonada|grape-nuts|comic/;
const packedHand = packages.filter((name) => handName.test(name));
const packedMono = packages.filter((name) => monoName.test(name));
const packedText = packages.filter((name) => !monoName.test(name) && !handName.test(name));

const family = (r: Random, mono = true): string => {
  const way = r.next();
  const single = way >= 0.78 && mono;
  const packed = single ? packedMono : packedText;
  if (packed.length > 0 && r.chance(0.45)) return `'hold ${r.pick(packed)}'`;
  return `'${r.pick(single ? faces.mono : way < 0.42 ? faces.times : way < 0.6 ? faces.serif : faces.sans)}'`;
};

/** The packed families that the page's styles ask for. */
const cssOf = (html: string): string =>
  packages
    .filter((name) => html.includes(`'hold ${name}'`))
    .map((name) => facesOf(name, join(args.fonts ?? '', `fontsource-${name}`, 'package')))
    .join('');

const random_ = random(Number(args.seed) * 7_907);
const next = texts(readFileSync(list, 'utf8').split('\n').filter(Boolean));
const images = openImages();
const browser = await chromium.launch({ executablePath: args.chromium, args: ['--no-sandbox', '--font-render-hinting=none'] });
let lines = 0;
try {
  for (let page = 0; page < Number(args.pages); page++) lines += await onePage(page);
} finally {
  await browser.close();
}
console.log(`${lines} lines`);

interface Item {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

async function onePage(page: number): Promise<number> {
  const r = random_;
  const dpi = r.pick([200, 200, 240, 300, 300]);
  const level = r.pick(['clean', 'light', 'light', 'medium', 'medium', 'heavy', 'heavy'] as const);
  const mode: Mode = r.chance(0.1) && level !== 'heavy' ? 'bitonal' : r.chance(0.3) ? 'gray' : 'color';
  const { html, items: texts_ } = pageOf(r);
  const context = await browser.newContext({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: dpi / 96 });
  const view = await context.newPage();
  await view.setContent(html, { waitUntil: 'load' });
  await view.evaluate('document.fonts.ready');
  const boxes = (await view.evaluate(
    `[...document.querySelectorAll('[data-i]')].map((e) => { const r = e.getBoundingClientRect(); return [r.left, r.right, (r.top + r.bottom) / 2, r.height]; })`,
  )) as [number, number, number, number][];
  const picture = await view.screenshot({ type: 'png' });
  await context.close();
  const scan = await wear(picture, level, mode, dpi, r);
  const { sheet, layout } = await prepare(images, scan.bytes, `page.${scan.extension}`, 0);
  if (sheet.turn !== 0) return 0;
  const scale = dpi / 96;
  const items: Item[] = boxes.map(([x0, x1, y, height], at) => {
    const [left, middle] = scan.at(x0 * scale, y * scale);
    const [right, end] = scan.at(x1 * scale, y * scale);
    return { text: texts_[at] ?? '', x0: left, x1: right, y: (middle + end) / 2, size: height * scale };
  });
  const strips: { readonly text: string; readonly raster: Raster }[] = [];
  const plain = segments(sheet, layout);
  const all = [...plain, ...colouredSegments(sheet, layout, plain)];
  for (const part of all) {
    const [x, y, w, h] = toOriginal(sheet, part.x0, part.meanline, part.x1 - part.x0, part.baseline - part.meanline);
    const item = items.find(
      (i) => Math.abs(i.y - (y + h / 2)) < i.size * 0.3 && Math.abs(i.x0 - x) < i.size * 0.45 && Math.abs(i.x1 - (x + w)) < i.size * 0.45,
    );
    if (!item || h > item.size) continue;
    const way = r.next();
    const [air, pale] =
      way < 0.5 ? [0.22, 0.72] : way < 0.75 ? [0.12, 0.85] : way < 0.85 ? [0.22, 0.95] : [r.real(0.02, 0.35), r.real(0.65, 1)];
    strips.push({ text: item.text, raster: stripOf(sheet, part, { name: 'training', air, pale }).raster });
  }
  const name = join(out as string, `${args.seed}-${page}`);
  writeFileSync(`${name}.tif`, tiff(strips.map((s) => s.raster)));
  writeFileSync(
    `${name}.box`,
    strips
      .map(({ text, raster: { width: w, height: h } }, at) => `WordStr 0 0 ${w} ${h} ${at} #${text}\n\t ${w} 0 ${w + 1} ${h + 1} ${at}\n`)
      .join(''),
  );
  writeFileSync(`${name}.txt`, strips.map((s) => `${s.text}\n`).join(''));
  console.log(`${args.seed}-${page} ${level} ${mode} ${dpi}: ${strips.length} of ${items.length}`);
  return strips.length;
}

/** A page of lines one under the other; some rows hold two or three short texts apart, as tables do. */
function pageOf(r: Random): { html: string; items: string[] } {
  const items: string[] = [];
  const label = family(r, false);
  // What a hand fills in is never taken for read, but the print before it has to be.
  const hand = packedHand.length > 0 && r.chance(Number(args.hands));
  const value = hand ? `'hold ${r.pick(packedHand)}'` : r.chance(0.5) ? label : family(r);
  const style = () => r.pick(['', '', 'font-weight:bold;', 'font-weight:bold;', 'font-style:italic;']);
  const valueStyle = hand ? `font-size:${r.real(1.1, 1.4).toFixed(2)}em;color:${r.pick(['#1c2450', '#23338f', '#222'])};` : style();
  const paper = r.pick(['#fff', '#fff', '#fae6e8', '#fbf6e2', '#e4f4f2', '#f4f0e6']);
  const tile =
    paper === '#fff' || r.chance(0.25) ? '' : `url("data:image/svg+xml,${encodeURIComponent(pattern(r)).replaceAll("'", '%27')}")`;
  let y = 34;
  let body = '';
  const text = ({ label: a, value: b }: Text, own: string, inColour: string) => {
    items.push(`${a}${b}`.replace(/\s+/g, ' ').trim());
    const face = own || `font-family:${value};${valueStyle}`;
    return `<span data-i style="${inColour}">${safe(a)}<span style="${face}">${safe(b)}</span></span>`;
  };
  while (y < 1060) {
    const size = r.chance(0.12) ? r.real(17, 24) : r.real(12.5, 17.5);
    const other = r.chance(0.3) ? `font-family:${family(r)};${style()}` : '';
    const colour = r.chance(0.05) ? `color:${r.pick(['#b5142a', '#a8152b', '#d21f36'])};` : '';
    const spacing = r.chance(0.08) ? `letter-spacing:${r.real(0.3, 1.6).toFixed(2)}px;` : '';
    const css = `font:${size.toFixed(1)}px/1.3 ${other ? family(r, false) : label};${spacing}`;
    if (r.chance(0.22)) {
      let x = r.whole(40, 90);
      for (let k = 0; k < 3 && x < 600; k++) {
        const own = next(r);
        const short = { label: '', value: (own.value || own.label).split(' ').slice(0, r.whole(1, 4)).join(' ') };
        body += `<div style="left:${x}px;top:${y}px;${css}">${text(short, other, colour)}</div>`;
        x += r.whole(230, 280);
      }
    } else {
      const own = next(r);
      // What would run off the sheet is shortened at a space.
      const room = Math.floor(690 / (size * (/Mono|Cousine/.test(value + other) ? 0.64 : 0.56)));
      const fit = own.label.length + 6 > room ? { label: '', value: own.value } : own;
      const left = room - fit.label.length;
      const cutAt = fit.value.length > left ? Math.max(fit.value.lastIndexOf(' ', left), 0) : fit.value.length;
      const shown = { label: fit.label, value: fit.value.slice(0, cutAt || left) };
      if (shown.value.trim()) body += `<div style="left:${r.whole(36, 70)}px;top:${y}px;${css}">${text(shown, other, colour)}</div>`;
    }
    y += size * r.real(1.5, 2.05);
  }
  const seals = Array.from({ length: r.chance(0.5) ? r.whole(1, 2) : 0 }, () => seal(r)).join('');
  return {
    items,
    html: `<!doctype html><html lang="vi"><meta charset="utf-8"><style>${cssOf(body)}body{margin:0;width:794px;height:1123px;position:relative;overflow:hidden;background:${paper} ${tile};color:${r.pick(['#161616', '#222', '#0e0e0e', '#2b2b33'])}}div{position:absolute;white-space:pre}svg{position:absolute;opacity:.8;mix-blend-mode:multiply}</style><body>${body}${seals}</body></html>`,
  };
}

function seal(r: Random): string {
  const size = r.whole(110, 160);
  return `<svg style="left:${r.whole(40, 640)}px;top:${r.whole(40, 960)}px" width="${size}" height="${size}" viewBox="0 0 200 200"><g fill="none" stroke="#d21f36"><circle cx="100" cy="100" r="94" stroke-width="5"/><circle cx="100" cy="100" r="63" stroke-width="2"/><path fill="#d21f36" stroke="none" d="M100 58l10 31h32l-26 19 10 31-26-19-26 19 10-31-26-19h32z"/></g></svg>`;
}

/** Fine lines behind the print, as papers of value have them. */
function pattern(r: Random): string {
  const ink = r.pick(['#e2a3b0', '#dfcd86', '#8fc7c4', '#c9b6d8', '#b9c99a']);
  const size = r.whole(30, 90);
  const middle = size / 2;
  const kinds = [
    `<circle cx='${middle}' cy='${middle}' r='${size * 0.4}'/><path d='M0 ${middle}q${size / 4}-${size / 3} ${middle} 0t${middle} 0'/>`,
    Array.from({ length: 4 }, (_, k) => `<path d='M0 ${(k * size) / 4 + 3}q${size / 4}-${size / 6} ${middle} 0t${middle} 0'/>`).join(''),
    Array.from(
      { length: 9 },
      (_, k) =>
        `<ellipse cx='${middle}' cy='${middle}' rx='${size * 0.46}' ry='${size * 0.16}' transform='rotate(${k * 20} ${middle} ${middle})'/>`,
    ).join(''),
  ];
  return `<svg xmlns='http://www.w3.org/2000/svg' width='${size}' height='${size}'><g fill='none' stroke='${ink}' stroke-width='.8'>${r.pick(kinds)}</g></svg>`;
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
