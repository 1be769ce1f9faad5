import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { type Random, random } from '../holdout/random.ts';
import { type Level, type Mode, wear } from '../holdout/wear.ts';
import { kinds, paper } from './papers.ts';

/** Part of a page's text; where paper lets one read in columns or in rows, either is right. */
export interface Region {
  readonly readings: readonly string[];
}
export interface TextTruth {
  readonly file: string;
  readonly kind: string;
  readonly level: Level;
  readonly mode: Mode;
  /** Through a copier before the scanner. */
  readonly copied: boolean;
  readonly regions: readonly Region[];
}

const DPI = 200;

/** Renders pages of office papers as worn 200-dpi scans with their text (truth.json). The same seed gives the same text. */
export async function makePapers(folder: string, seed: number, count: number, executablePath: string): Promise<readonly TextTruth[]> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] });
  const out: TextTruth[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const r = random(seed * 6151 + n * 92_821);
      const made = paper(r, kinds[n % kinds.length] ?? 'letter');
      const context = await browser.newContext({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: DPI / 96 });
      const page = await context.newPage();
      await page.setContent(made.html, { waitUntil: 'load' });
      await page.evaluate('document.fonts.ready');
      const regions = await regionsOf(page);
      const shot = await page.screenshot({ type: 'png' });
      await context.close();
      const level: Level = r.pick(['light', 'medium', 'medium', 'heavy', 'heavy']);
      const mode: Mode = r.pick(['color', 'color', 'gray', 'gray', 'bitonal']);
      const copied = r.chance(0.45);
      const scan = await wear(copied ? await copier(shot, r) : shot, level, mode, DPI, r);
      const file = `${made.kind}-${String(n + 1).padStart(2, '0')}.${scan.extension}`;
      writeFileSync(join(folder, file), scan.bytes);
      out.push({ file, kind: made.kind, level, mode, copied, regions });
    }
  } finally {
    await browser.close();
  }
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(out, null, 1)}\n`);
  return out;
}

/** A copy: soft, grainy, then steep; strokes come out thin and broken or fat and clotted. */
async function copier(picture: Uint8Array, r: Random): Promise<Uint8Array> {
  const { data, info } = await sharp(picture).removeAlpha().blur(r.real(0.55, 0.95)).raw().toBuffer({ resolveWithObject: true });
  const middle = r.real(96, 178);
  const steep = r.real(2, 4.5);
  const grain = r.real(8, 26);
  const out = Buffer.alloc(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const n = (r.next() + r.next() + r.next() - 1.5) * 2 * grain;
    for (let c = 0; c < 3; c++) out[i + c] = Math.max(20, Math.min(250, ((data[i + c] ?? 0) + n - middle) * steep + 128));
  }
  return await sharp(out, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png({ compressionLevel: 2 })
    .toBuffer();
}

/** The text in the order of the document; for free regions also by columns of rows as they stand on the paper. */
async function regionsOf(page: Page): Promise<readonly Region[]> {
  const found = (await page.evaluate(wordsOnPage)) as readonly {
    readonly free: number;
    readonly words: readonly (readonly [number, number, number, string])[];
  }[];
  const regions: { free: number; blocks: (readonly (readonly [number, number, number, string])[])[] }[] = [];
  for (const { free, words } of found) {
    const visible = words.filter(([, y]) => y < 1119);
    const last = regions[regions.length - 1];
    if (last && last.free === free) last.blocks.push(visible);
    else regions.push({ free, blocks: [visible] });
  }
  return regions.map(({ free, blocks }) => {
    const inOrder = blocks.flatMap((words) => words.map((w) => w[3])).join(' ');
    if (free < 0) return { readings: [inOrder] };
    const rows: (readonly [number, number, number, string])[][] = [];
    for (const word of blocks.flat().sort((a, b) => a[1] - b[1])) {
      const row = rows.find(([first]) => first !== undefined && Math.abs(first[1] - word[1]) < Math.min(first[2], word[2]) * 0.5);
      if (row) row.push(word);
      else rows.push([word]);
    }
    const across = rows
      .map((row) =>
        row
          .sort((a, b) => a[0] - b[0])
          .map((w) => w[3])
          .join(' '),
      )
      .join(' ');
    return { readings: across === inOrder ? [inOrder] : [inOrder, across] };
  });
}

/** Runs in the page: for every block its free region (or -1) and its words as left edge, middle, height, text. */
const wordsOnPage = `[...document.querySelectorAll('[data-text]')].map((block) => {
  const frees = [...document.querySelectorAll('[data-free]')];
  const words = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const found of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      words.push([box.left, (box.top + box.bottom) / 2, box.height, found[0]]);
    }
  }
  return { free: frees.indexOf(block.closest('[data-free]')), words };
})`;
