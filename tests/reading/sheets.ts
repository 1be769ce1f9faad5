import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Raster } from '#ports';
import { planes, reduce, type Sheet } from '#reading/ink/sheet';
import type { ValueSpan } from '#reading/page/region';
import { random } from '#tests/bench/holdout/random';

/**
 * Sheets of paper as tests describe them: text in a real font (Tinos, which has all Vietnamese letters), ruling lines, stamps, skew, shade and
 * grain. All lengths are pixels of the sheet, from its upper left corner; what is drawn on a skewed sheet is turned about that corner, so that
 * its places are those of the straightened sheet.
 */
export interface SheetPlan {
  /** A4 at 150 dpi where nothing is said. */
  readonly width?: number;
  readonly height?: number;
  /** Degrees, positive when lines fall to the right. */
  readonly skew?: number;
  readonly paper?: string;
  /** How much darker the right edge is than the left one, 0 to 1: the gutter of a book. */
  readonly shade?: number;
  /** Greatest deviation of a pixel's brightness, 0–255: a worn copy. The same every time. */
  readonly grain?: number;
  readonly print?: readonly Print[];
  readonly ruling?: readonly Ruling[];
  readonly stamps?: readonly Stamp[];
  /** Glyphs that no font has, pixel by pixel. */
  readonly drawn?: readonly Drawn[];
}

/** A line of text; `y` is its baseline, `size` that of the font (13 points at 200 dpi are 36). */
export interface Print {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
}

/** A ruling line; `x, y` is its left or upper end. `dash`: so much ink, so much paper. */
export interface Ruling {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly vertical?: boolean;
  readonly thickness?: number;
  readonly colour?: string;
  readonly dash?: readonly [number, number];
}

/** A round seal with words around it. */
export interface Stamp {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text?: string;
  readonly colour?: string;
}

/** `ink` says for the middle of a pixel, from the middle of the glyph, whether it is black. */
export interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ink: (x: number, y: number) => boolean;
}

const [INK, RULED, SEAL] = ['#1a1a1a', '#1a1a1a', '#d21f36'];

const require = createRequire(import.meta.url);
// Three subsets, each a family: the canvas takes a letter from the first that has it.
const families = { 400: family(400), 700: family(700) };

function family(weight: 400 | 700): string {
  return ['vietnamese', 'latin-ext', 'latin']
    .map((subset) => {
      const name = `sheet-${subset}-${weight}`;
      GlobalFonts.register(readFileSync(require.resolve(`@fontsource/tinos/files/tinos-${subset}-${weight}-normal.woff2`)), name);
      return name;
    })
    .join(', ');
}

const fontOf = ({ size, bold }: Pick<Print, 'size' | 'bold'>) => `${size}px ${families[bold ? 700 : 400]}`;

/** The lines of a table: all columns and rows of one grid. */
export function tableRuling(xs: readonly number[], ys: readonly number[], line: Omit<Ruling, 'x' | 'y' | 'length' | 'vertical'> = {}) {
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  return [
    ...ys.map((y): Ruling => ({ ...line, x: left, y, length: right - left + 1 })),
    ...xs.map((x): Ruling => ({ ...line, x, y: top, length: bottom - top + 1, vertical: true })),
  ];
}

/** The picture as a file. */
export function pictureOf(plan: SheetPlan): Buffer {
  return canvasOf(plan).toBuffer('image/png');
}

/** Nothing was done to the picture. */
export const asScanned = { scale: 1, turn: 0, streaks: [], paper: null, warp: null, shifts: null, negative: false } as const;

/** Prepared for reading, with the skew that the plan has. */
export function sheetOf(plan: SheetPlan): Sheet {
  const raster = rasterOf(plan);
  const { width, height } = raster;
  const { plane, inkAll } = planes(raster);
  const skew = ((plan.skew ?? 0) * Math.PI) / 180;
  const small = reduce(plane, width, height);
  return {
    width,
    height,
    plane,
    inkAll,
    small,
    skew,
    original: { width, height },
    ...asScanned,
  };
}

export function rasterOf(plan: SheetPlan): Raster {
  const canvas = canvasOf(plan);
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const grain = random(1);
  const out = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const light = 1 - (plan.shade ?? 0) * ((i % width) / width);
    const noise = plan.grain ? Math.round((grain.next() - 0.5) * 2 * plan.grain) : 0;
    for (let c = 0; c < 3; c++) out[i * 3 + c] = Math.max(0, Math.min(255, Math.round((data[i * 4 + c] as number) * light) + noise));
  }
  return { width, height, channels: 3, data: out };
}

function canvasOf({ width = 1240, height = 1754, skew = 0, paper = '#f6f3ec', print, ruling, stamps, drawn }: SheetPlan): Canvas {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  pen.rotate((skew * Math.PI) / 180);
  for (const line of ruling ?? []) rule(pen, line);
  for (const each of print ?? []) {
    pen.font = fontOf(each);
    pen.fillStyle = each.colour ?? INK;
    pen.fillText(each.text, each.x, each.y);
  }
  for (const each of drawn ?? []) {
    pen.fillStyle = INK;
    for (let y = 0; y < each.height; y++)
      for (let x = 0; x < each.width; x++)
        if (each.ink(x + 0.5 - each.width / 2, y + 0.5 - each.height / 2)) pen.fillRect(each.x + x, each.y + y, 1, 1);
  }
  for (const stamp of stamps ?? []) seal(pen, stamp);
  return canvas;
}

function rule(pen: SKRSContext2D, { x, y, length, vertical, thickness = 2, colour = RULED, dash }: Ruling): void {
  pen.fillStyle = colour;
  const [on, off] = dash ?? [length, 0];
  for (let at = 0; at < length; at += on + off) {
    const part = Math.min(on, length - at);
    if (vertical) pen.fillRect(x, y + at, thickness, part);
    else pen.fillRect(x + at, y, part, thickness);
  }
}

function seal(pen: SKRSContext2D, { x, y, radius, text = '', colour = SEAL }: Stamp): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  for (const [part, width] of [
    [1, 0.05],
    [0.62, 0.02],
  ] as const) {
    pen.lineWidth = radius * width;
    pen.beginPath();
    pen.arc(x, y, radius * part, 0, Math.PI * 2);
    pen.stroke();
  }
  pen.font = fontOf({ size: radius * 0.2, bold: true });
  pen.textAlign = 'center';
  const letters = [...text];
  letters.forEach((letter, i) => {
    pen.save();
    pen.translate(x, y);
    pen.rotate(((i + 0.5) / letters.length - 0.5) * Math.PI * 1.6);
    pen.fillText(letter, 0, -radius * 0.72);
    pen.restore();
  });
  pen.restore();
}

/** What the font says of a line of text: from its baseline up, and from its left end on. */
export interface Metrics {
  readonly xHeight: number;
  readonly capHeight: number;
  readonly width: number;
  /** Where its ink begins and ends: letters keep a little space beside them. */
  readonly inkFrom: number;
  readonly inkTo: number;
  /** Where letter i begins; one more for the end. */
  readonly starts: readonly number[];
}

export function metricsOf({ text, size, bold }: Pick<Print, 'text' | 'size' | 'bold'>): Metrics {
  // Measured large: the canvas rounds heights to whole pixels.
  const scale = size / LARGE;
  ruler.font = fontOf({ size: LARGE, ...(bold ? { bold } : {}) });
  const letters = [...text];
  const starts = [...letters, ''].map((_, i) => ruler.measureText(letters.slice(0, i).join('')).width * scale);
  const height = (letter: string) => ruler.measureText(letter).actualBoundingBoxAscent * scale;
  const { actualBoundingBoxLeft, actualBoundingBoxRight } = ruler.measureText(text);
  const ink = { inkFrom: -actualBoundingBoxLeft * scale, inkTo: actualBoundingBoxRight * scale };
  return { xHeight: height('x'), capHeight: height('H'), width: starts.at(-1) ?? 0, ...ink, starts };
}

const LARGE = 1000;
const ruler = createCanvas(1, 1).getContext('2d');

/** The span of a printed line, with the words that were read of it where they stand: letter for letter, whatever they were read as. */
export function readAs(print: Print, read: string = print.text): ValueSpan {
  const { xHeight, capHeight, starts, width } = metricsOf(print);
  const isCapitals = print.text === print.text.toUpperCase();
  const meanline = print.y - (isCapitals ? capHeight : xHeight);
  const [top, bottom] = [print.y - print.size, print.y + print.size * 0.25];
  const at = (i: number) => print.x + (starts[i] ?? 0);
  const words = [...read.matchAll(/\S+/gu)].map(({ 0: text, index }) => ({
    text,
    confidence: 90,
    x0: at(index),
    x1: at(index + text.length),
    y0: top,
    y1: bottom,
    letters: [...text].map((letter, i) => ({ text: letter, confidence: 90, x0: at(index + i), x1: at(index + i + 1) })),
  }));
  return {
    ...{ x0: print.x, x1: print.x + width, top, bottom, meanline, baseline: print.y },
    ...{ coloured: false, words, dottedZeros: [], dotsBelow: [], before: null, behind: null },
  };
}
