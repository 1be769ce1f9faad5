import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Box } from '#domain/box';
import type { Raster } from '#ports';

/** What can be done to the pixels of a scanned page: ink taken away, moved or added, rows put in between. Everything changes the picture given. */

/** Three channels; `grey` and `dpi` say how it is written again. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
  readonly grey: boolean;
  readonly dpi: number;
}

export function pixelsOf(raster: Raster, dpi: number): Pixels {
  const { width, height, channels } = raster;
  if (channels === 3) return { width, height, data: Uint8Array.from(raster.data), grey: false, dpi };
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.fill(raster.data[i] as number, i * 3, i * 3 + 3);
  return { width, height, data, grey: true, dpi };
}

/** A scanner's JPEG, with no more loss than it has to have. */
export async function fileOf({ width, height, data, grey, dpi }: Pixels): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ density: dpi });
  return (grey ? picture.grayscale() : picture).jpeg({ quality: 93, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Turned so that lines lie level: places are then the same on paper and picture. */
export async function straightened(pixels: Pixels, turn: number, skew: number): Promise<Pixels> {
  const { data, info } = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
    .rotate(turn)
    .rotate(-skew, { background: '#f4f2ee' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...pixels, width: info.width, height: info.height, data: new Uint8Array(data) };
}

export function cutOut(pixels: Pixels, box: Box): Pixels {
  const [x, y, w, h] = within(pixels, box);
  const data = new Uint8Array(w * h * 3);
  for (let r = 0; r < h; r++)
    data.set(pixels.data.subarray(((y + r) * pixels.width + x) * 3, ((y + r) * pixels.width + x + w) * 3), r * w * 3);
  return { ...pixels, width: w, height: h, data };
}

/** The box in whole pixels, cut to the picture. */
export function within({ width, height }: Pick<Pixels, 'width' | 'height'>, [x, y, w, h]: Box): Box {
  const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))];
  return [left, top, Math.max(0, Math.min(width, Math.round(x + w)) - left), Math.max(0, Math.min(height, Math.round(y + h)) - top)];
}

const light = (data: Uint8Array, i: number) =>
  (data[i * 3] as number) * 0.3 + (data[i * 3 + 1] as number) * 0.59 + (data[i * 3 + 2] as number) * 0.11;

/** Brightness of the paper around, and below what brightness a pixel is ink. */
function paperOf(pixels: Pixels, box: Box): { readonly paper: number; readonly ink: number } {
  const [x, y, w, h] = within(pixels, box);
  const all: number[] = [];
  const step = Math.max(1, Math.floor(Math.sqrt((w * h) / 4000)));
  for (let j = y; j < y + h; j += step) for (let i = x; i < x + w; i += step) all.push(light(pixels.data, j * pixels.width + i));
  all.sort((a, b) => a - b);
  const paper = all[Math.floor(all.length * 0.8)] ?? 255;
  return { paper, ink: paper * 0.72 };
}

/** Share of the pixels that are ink, 0 to 1. */
export function inkIn(pixels: Pixels, box: Box): number {
  const [x, y, w, h] = within(pixels, box);
  const { ink } = paperOf(pixels, [x - h, y - h, w + 2 * h, 3 * h]);
  let count = 0;
  for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) if (light(pixels.data, j * pixels.width + i) < ink) count++;
  return count / Math.max(1, w * h);
}

/** Ink pixels in each column of the box. */
export function inkByColumn(pixels: Pixels, box: Box): readonly number[] {
  const [x, y, w, h] = within(pixels, box);
  const { ink } = paperOf(pixels, [x, y - h / 2, w, 2 * h]);
  return Array.from({ length: w }, (_, i) => {
    let count = 0;
    for (let j = y; j < y + h; j++) if (light(pixels.data, j * pixels.width + x + i) < ink) count++;
    return count;
  });
}

/** Ink pixels in each row of the box. */
export function inkByRow(pixels: Pixels, box: Box): readonly number[] {
  const [x, y, w, h] = within(pixels, box);
  const { ink } = paperOf(pixels, [x, y, w, h]);
  return Array.from({ length: h }, (_, j) => {
    let count = 0;
    for (let i = x; i < x + w; i++) if (light(pixels.data, (y + j) * pixels.width + i) < ink) count++;
    return count;
  });
}

/** Letters vanish, the paper with its pattern stays. */
export function eraseInk(pixels: Pixels, box: Box): void {
  const [x, y, w, h] = within(pixels, box);
  const { ink, paper } = paperOf(pixels, [x, y - h / 2, w, 2 * h]);
  const edge = (paper + ink) / 2;
  const rim = Math.max(2, Math.round(pixels.dpi / 90));
  const marked = new Uint8Array(w * h);
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++) {
      if (light(pixels.data, (y + j) * pixels.width + x + i) >= (ink + edge) / 2) continue;
      for (let v = Math.max(0, j - rim); v <= Math.min(h - 1, j + rim); v++)
        marked.fill(1, v * w + Math.max(0, i - rim), v * w + Math.min(w, i + rim + 1));
    }
  // Row by row: what lies between two clean pixels takes their colours.
  for (let j = 0; j < h; j++) {
    for (let i = 0; i < w; i++) {
      if (!marked[j * w + i]) continue;
      let end = i;
      while (end < w && marked[j * w + end]) end++;
      const at = (column: number) => ((y + j) * pixels.width + x + column) * 3;
      const isClean = (column: number) => x + column >= 0 && x + column < pixels.width && light(pixels.data, at(column) / 3) > ink;
      const [left, right] = [isClean(i - 1) ? i - 1 : isClean(end) ? end : null, isClean(end) ? end : isClean(i - 1) ? i - 1 : null];
      for (let k = i; k < end; k++)
        for (let c = 0; c < 3; c++) {
          const [a, b] = [
            left === null ? paper : (pixels.data[at(left) + c] as number),
            right === null ? paper : (pixels.data[at(right) + c] as number),
          ];
          pixels.data[at(k) + c] = Math.round(a + ((b - a) * (k - i + 1)) / (end - i + 1));
        }
      i = end;
    }
  }
}

export function fill(pixels: Pixels, box: Box, colour: readonly [number, number, number]): void {
  const [x, y, w, h] = within(pixels, box);
  for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) pixels.data.set(colour, (j * pixels.width + i) * 3);
}

/** The patch's ink on the paper that is there; `whole`: the patch covers what is there. */
export function paste(pixels: Pixels, patch: Pixels, x: number, y: number, how: 'ink' | 'whole'): void {
  const { paper } = paperOf(patch, [0, 0, patch.width, patch.height]);
  for (let j = 0; j < patch.height; j++) {
    const row = Math.round(y) + j;
    if (row < 0 || row >= pixels.height) continue;
    for (let i = 0; i < patch.width; i++) {
      const column = Math.round(x) + i;
      if (column < 0 || column >= pixels.width) continue;
      const [to, from] = [(row * pixels.width + column) * 3, (j * patch.width + i) * 3];
      for (let c = 0; c < 3; c++) {
        const [there, own] = [pixels.data[to + c] as number, patch.data[from + c] as number];
        pixels.data[to + c] = how === 'whole' ? own : Math.round(there * Math.min(1, own / (paper * 0.94)));
      }
    }
  }
}

/** Everything below `y` moves down by `count` rows; between lies paper. */
export function insertRows(pixels: Pixels, y: number, count: number): void {
  const { width } = pixels;
  const at = Math.max(1, Math.min(pixels.height - 1, Math.round(y)));
  const data = new Uint8Array(width * (pixels.height + count) * 3);
  data.set(pixels.data.subarray(0, at * width * 3));
  data.set(pixels.data.subarray(at * width * 3), (at + count) * width * 3);
  for (let k = 0; k < count; k++) {
    const from = Math.max(0, at - 1 - (k % Math.min(count, at)));
    data.set(pixels.data.subarray(from * width * 3, (from + 1) * width * 3), (at + count - 1 - k) * width * 3);
  }
  pixels.data = data;
  pixels.height += count;
  eraseInk(pixels, [0, at, width, count]);
}

export function cropTo(pixels: Pixels, box: Box): void {
  const part = cutOut(pixels, box);
  Object.assign(pixels, { width: part.width, height: part.height, data: part.data });
}

const require = createRequire(import.meta.url);
// Three subsets, each a family: the canvas takes a letter from the first that has it.
const families = Object.fromEntries(
  ([400, 700] as const).map((weight) => [
    weight,
    ['vietnamese', 'latin-ext', 'latin']
      .map((subset) => {
        const name = `structure-${subset}-${weight}`;
        GlobalFonts.register(readFileSync(require.resolve(`@fontsource/tinos/files/tinos-${subset}-${weight}-normal.woff2`)), name);
        return name;
      })
      .join(', '),
  ]),
) as Record<400 | 700, string>;
const pen = createCanvas(1, 1).getContext('2d');

export interface Printing {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  /** Of the font, pixels. */
  readonly size: number;
  readonly bold?: boolean;
  /** Clockwise. */
  readonly degrees?: number;
  /** Text is squeezed where it would be longer. */
  readonly longest?: number;
  readonly colour: readonly [number, number, number];
  /** 0 to 1. */
  readonly strength?: number;
}

export function widthOf(text: string, size: number, bold = false): number {
  pen.font = `100px ${families[bold ? 700 : 400]}`;
  return (pen.measureText(text).width * size) / 100;
}

/** Prints as a press does: paper shows through what is not quite black. Answers the place. */
export function print(
  pixels: Pixels,
  { text, x, baseline, size, bold = false, degrees = 0, longest, colour, strength = 1 }: Printing,
): Box {
  const full = widthOf(text, size, bold);
  const squeeze = longest === undefined ? 1 : Math.min(1, longest / full);
  const [w, h] = [Math.ceil(full * squeeze + size), Math.ceil(size * 1.6 + (Math.abs(degrees) / 45) * full)];
  const canvas = createCanvas(w, h);
  const brush = canvas.getContext('2d');
  brush.font = `${size}px ${families[bold ? 700 : 400]}`;
  brush.translate(size * 0.2, h / 2 + size * 0.35);
  brush.rotate((degrees * Math.PI) / 180);
  brush.scale(squeeze, 1);
  brush.fillText(text, 0, 0);
  const drawn = brush.getImageData(0, 0, w, h).data;
  const [left, top] = [Math.round(x - size * 0.2), Math.round(baseline - h / 2 - size * 0.35)];
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++) {
      const [column, row] = [left + i, top + j];
      const alpha = ((drawn[(j * w + i) * 4 + 3] as number) / 255) * strength;
      if (alpha === 0 || column < 0 || row < 0 || column >= pixels.width || row >= pixels.height) continue;
      const to = (row * pixels.width + column) * 3;
      for (let c = 0; c < 3; c++) {
        const there = pixels.data[to + c] as number;
        pixels.data[to + c] = Math.round(there * (1 - alpha) + Math.min(there, colour[c] as number) * alpha);
      }
    }
  return [left, top, w, h];
}

/** The colour of a place's ink: the middle of its darkest pixels. */
export function inkColour(pixels: Pixels, box: Box): [number, number, number] {
  const [x, y, w, h] = within(pixels, box);
  const all: number[] = [];
  for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) all.push(j * pixels.width + i);
  all.sort((a, b) => light(pixels.data, a) - light(pixels.data, b));
  const at = all[Math.floor(all.length * 0.03)] ?? 0;
  return [pixels.data[at * 3] ?? 30, pixels.data[at * 3 + 1] ?? 30, pixels.data[at * 3 + 2] ?? 30];
}
