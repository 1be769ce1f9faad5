import { type Box, type Turn, turnBox } from '#domain/box';
import type { Raster } from '#ports';
import { type Background, backgroundOf, evened, WHITE } from './background.ts';
import { scaledCorners, withoutSurroundings } from './surroundings.ts';
import { type Corners, onPicture, type Warp } from './warp.ts';

/**
 * A page prepared for reading: one plane of ink (black text dark, coloured print and patterns pale) at the resolution of the scan,
 * a small evened picture for finding lines, and the geometry between them and the stored original.
 */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** max(R, G, B): drops stamps and coloured patterns. */
  readonly plane: Uint8Array;
  /** min(R, G, B) where the scan has colour, for red print; null in grey scans. */
  readonly inkAll: Uint8Array | null;
  readonly small: Small;
  /** Skew in radians, positive when lines fall to the right. */
  readonly skew: number;
  /** Pixels of the sheet per pixel of the original (≤ 1 when the scan was reduced). */
  readonly scale: number;
  readonly turn: Turn;
  readonly original: { readonly width: number; readonly height: number };
  /** Streaks that were taken out of the planes: first and last pixel column of the original. */
  readonly streaks: readonly (readonly [number, number])[];
  /** Where the paper lies on this plane, when it was told from what is around it and not straightened; null where it is all there is. */
  readonly paper: Corners | null;
  /** How the sheet, not turned, lies on the picture it was cut out of; null where it is the whole picture. */
  readonly warp: Warp | null;
  /** By how many pixels each column of the sheet, not turned, was moved up so that bent paper is flat; null where it was. */
  readonly shifts: Float32Array | null;
  /** The picture was white on black. */
  readonly negative: boolean;
}

/** The reduced picture: `even` is brightness over local background (255 is paper). Its pixels are “small pixels”, `factor` sheet pixels wide. */
export interface Small {
  readonly factor: number;
  readonly width: number;
  readonly height: number;
  readonly even: Uint8Array;
  readonly background: Background;
  /** Evened brightness of solid text, and the value under which a pixel counts as ink. */
  readonly dark: number;
  readonly threshold: number;
}

/** Longest side of the small picture, about: A4 at 150 dpi, where strokes are still two pixels wide. */
const SMALL_SIDE = 1754;

/** A pixel is coloured when its planes differ by more than this (0–255: a scanner's own fringes are weaker), a scan when one pixel in 500 is. */
const COLOURED = 24;
const PIXELS_BY_COLOURED = 500;

/** Text is the darkest part of the page: solid text ends where the darkest 0.4 % end. Ink is nearer to it than to paper. */
const DARKEST = 0.004;
const INK = 0.5;

/** Red, green, blue. */
const CHANNELS = 3;

/** Splits colour into the two planes. */
export function planes(raster: Raster): { readonly plane: Uint8Array; readonly inkAll: Uint8Array | null } {
  if (raster.channels === 1) return { plane: raster.data, inkAll: null };
  const count = raster.width * raster.height;
  const data = raster.data;
  const plane = new Uint8Array(count);
  const inkAll = new Uint8Array(count);
  let coloured = 0;
  // Eight million times a page: without branches, which noise would mislead. A difference shifted by its sign is its negative part.
  for (let i = 0, p = 0; i < count; i++, p += CHANNELS) {
    const r = data[p] as number;
    const g = data[p + 1] as number;
    const b = data[p + 2] as number;
    const rg = r - g;
    const least = rg & (rg >> 31);
    const higher = (r - least) | 0;
    const lower = (g + least) | 0;
    const hb = higher - b;
    const lb = lower - b;
    const max = higher - (hb & (hb >> 31));
    const min = b + (lb & (lb >> 31));
    plane[i] = max;
    inkAll[i] = min;
    coloured += (COLOURED - max + min) >>> 31;
  }
  return { plane, inkAll: coloured > count / PIXELS_BY_COLOURED ? inkAll : null };
}

export function reduce(plane: Uint8Array, width: number, height: number, paper: Corners | null = null): Small {
  const factor = Math.max(1, Math.round(Math.max(width, height) / SMALL_SIDE));
  const w = Math.floor(width / factor);
  const h = Math.floor(height / factor);
  const small = factor === 1 && w === width ? plane : boxReduce(plane, width, w, h, factor);
  const background = backgroundOf(small, w, h);
  const all = evened(small, w, h, background);
  const even = paper ? withoutSurroundings(all, w, h, scaledCorners(paper, 1 / factor)) : all;
  const dark = solidText(even);
  return { factor, width: w, height: h, even, background, dark, threshold: Math.round(dark + (WHITE - dark) * INK) };
}

function boxReduce(plane: Uint8Array, width: number, w: number, h: number, factor: number): Uint8Array {
  const out = new Uint8Array(w * h);
  if (factor === 2) {
    // 300-dpi scans: most of all pages.
    for (let y = 0, to = 0; y < h; y++) {
      let at = y * 2 * width;
      for (let x = 0; x < w; x++, at += 2, to++) {
        out[to] =
          ((plane[at] as number) + (plane[at + 1] as number) + (plane[at + width] as number) + (plane[at + width + 1] as number)) >> 2;
      }
    }
    return out;
  }
  const area = factor * factor;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      let at = y * factor * width + x * factor;
      for (let dy = 0; dy < factor; dy++, at += width) for (let dx = 0; dx < factor; dx++) sum += plane[at + dx] as number;
      out[y * w + x] = sum / area;
    }
  }
  return out;
}

function solidText(even: Uint8Array): number {
  const bins = new Int32Array(WHITE + 1);
  for (let i = 0; i < even.length; i++) {
    const v = even[i] as number;
    bins[v] = (bins[v] as number) + 1;
  }
  let rest = even.length * DARKEST;
  let dark = 0;
  while (dark < WHITE && rest > 0) rest -= bins[dark++] as number;
  return dark;
}

/** Original-image box around a box of the straightened sheet (sheet pixels, turned about the origin by the skew). */
export function toOriginal(sheet: Sheet, x: number, y: number, w: number, h: number): Box {
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const corners = [
    [x, y],
    [x + w, y],
    [x, y + h],
    [x + w, y + h],
  ] as const;
  const xs = corners.map(([px, py]) => px * cos - py * sin);
  const ys = corners.map(([px, py]) => px * sin + py * cos);
  const left = Math.max(0, Math.min(...xs));
  const top = Math.max(0, Math.min(...ys));
  const right = Math.min(sheet.width, Math.max(...xs));
  const bottom = Math.min(sheet.height, Math.max(...ys));
  const back = ((360 - sheet.turn) % 360) as Turn;
  const turned = turnBox([left, top, Math.max(0, right - left), Math.max(0, bottom - top)], sheet.width, sheet.height, back);
  const [bx, by, bw, bh] = sheet.warp || sheet.shifts ? boxOnPicture(sheet, turned) : turned;
  return [Math.round(bx / sheet.scale), Math.round(by / sheet.scale), Math.round(bw / sheet.scale), Math.round(bh / sheet.scale)];
}

function boxOnPicture({ original, scale, warp, shifts }: Sheet, [x, y, w, h]: Box): Box {
  const onBent = (px: number, py: number) => py + (shifts?.[Math.min(shifts.length - 1, Math.max(0, Math.round(px)))] ?? 0);
  const place = (px: number, py: number) => (warp ? onPicture(warp, px, onBent(px, py)) : { x: px, y: onBent(px, py) });
  const corners = [place(x, y), place(x + w, y), place(x, y + h), place(x + w, y + h)];
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  const [left, top] = [Math.max(0, Math.min(...xs)), Math.max(0, Math.min(...ys))];
  const right = Math.min(original.width * scale, Math.max(...xs));
  const bottom = Math.min(original.height * scale, Math.max(...ys));
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
}

/** A picture turned clockwise by quarter turns. */
export function turned(data: Uint8Array, width: number, height: number, turn: Turn): Uint8Array {
  if (turn === 0) return data;
  const out = new Uint8Array(data.length);
  if (turn === 180) {
    for (let i = 0, j = data.length - 1; i < data.length; i++, j--) out[j] = data[i] as number;
    return out;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = turn === 90 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      out[at] = data[y * width + x] as number;
    }
  }
  return out;
}
