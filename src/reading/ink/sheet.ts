import { type Box, type Turn, turnBox } from '#domain/box';
import type { Raster } from '#ports';

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
  /** Resolution of the sheet in dots per inch, as the file or the paper size says; 300 where nothing does. */
  readonly dpi: number;
  /** Pixels of the sheet per pixel of the original (≤ 1 when the scan was reduced). */
  readonly scale: number;
  readonly turn: Turn;
  readonly original: { readonly width: number; readonly height: number };
}

/** The reduced picture: `even` is brightness over local background (255 = paper), `ink` its threshold. */
export interface Small {
  readonly factor: number;
  readonly width: number;
  readonly height: number;
  readonly even: Uint8Array;
  readonly ground: Ground;
  /** Evened brightness of solid text, and the value under which a pixel counts as ink. */
  readonly dark: number;
  readonly limit: number;
}

/** Local paper brightness in square cells of the small picture. */
export interface Ground {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly level: Float32Array;
}

const SMALL_SIDE = 1754;
const CELL = 24;

/** Splits colour into the two planes. */
export function planes(raster: Raster): { readonly plane: Uint8Array; readonly inkAll: Uint8Array | null; readonly colour: boolean } {
  if (raster.channels === 1) return { plane: raster.data, inkAll: null, colour: false };
  const count = raster.width * raster.height;
  const data = raster.data;
  const plane = new Uint8Array(count);
  const low = new Uint8Array(count);
  let coloured = 0;
  // Eight million times a page: without branches, which noise would mislead.
  for (let i = 0, p = 0; i < count; i++, p += 3) {
    const r = data[p] as number;
    const g = data[p + 1] as number;
    const b = data[p + 2] as number;
    const rg = r - g;
    const least = rg & (rg >> 31);
    const high = (r - least) | 0;
    const less = (g + least) | 0;
    const hb = high - b;
    const lb = less - b;
    const max = high - (hb & (hb >> 31));
    const min = b + (lb & (lb >> 31));
    plane[i] = max;
    low[i] = min;
    coloured += (24 - max + min) >>> 31;
  }
  const colour = coloured > count / 500;
  return { plane, inkAll: colour ? low : null, colour };
}

export function reduce(plane: Uint8Array, width: number, height: number): Small {
  const factor = Math.max(1, Math.round(Math.max(width, height) / SMALL_SIDE));
  const w = Math.floor(width / factor);
  const h = Math.floor(height / factor);
  const small = factor === 1 && w === width ? plane : boxReduce(plane, width, w, h, factor);
  const ground = groundOf(small, w, h);
  const even = evened(small, w, h, ground);
  const { dark, limit } = levels(even);
  return { factor, width: w, height: h, even, ground, dark, limit };
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

/** Brightness of paper by cell: the 80th percentile, then the brightest of near neighbours' medians, smoothed. */
function groundOf(small: Uint8Array, w: number, h: number): Ground {
  const columns = Math.ceil(w / CELL);
  const rows = Math.ceil(h / CELL);
  const raw = new Float32Array(columns * rows);
  const bins = new Int32Array(256);
  for (let cy = 0; cy < rows; cy++) {
    for (let cx = 0; cx < columns; cx++) {
      bins.fill(0);
      const y1 = Math.min(h, (cy + 1) * CELL);
      const x1 = Math.min(w, (cx + 1) * CELL);
      for (let y = cy * CELL; y < y1; y++)
        for (let i = y * w + cx * CELL, end = y * w + x1; i < end; i++) {
          const v = small[i] as number;
          bins[v] = (bins[v] as number) + 1;
        }
      let rest = (y1 - cy * CELL) * (x1 - cx * CELL) * 0.2;
      let level = 255;
      while (level > 0 && rest > 0) rest -= bins[level--] as number;
      raw[cy * columns + cx] = Math.max(24, level + 1);
    }
  }
  const level = new Float32Array(columns * rows);
  for (let cy = 0; cy < rows; cy++)
    for (let cx = 0; cx < columns; cx++) {
      const near: number[] = [];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const x = cx + dx;
          const y = cy + dy;
          if (x >= 0 && y >= 0 && x < columns && y < rows) near.push(raw[y * columns + x] as number);
        }
      near.sort((a, b) => a - b);
      level[cy * columns + cx] = near[near.length >> 1] as number;
    }
  return { cell: CELL, columns, rows, level };
}

/** Paper brightness at a point of the small picture, between cell centres. */
export function groundAt(ground: Ground, x: number, y: number): number {
  const fx = Math.min(ground.columns - 1, Math.max(0, x / ground.cell - 0.5));
  const fy = Math.min(ground.rows - 1, Math.max(0, y / ground.cell - 0.5));
  const x0 = fx | 0;
  const y0 = fy | 0;
  const x1 = Math.min(ground.columns - 1, x0 + 1);
  const y1 = Math.min(ground.rows - 1, y0 + 1);
  const dx = fx - x0;
  const dy = fy - y0;
  const { level, columns } = ground;
  const top = (level[y0 * columns + x0] as number) * (1 - dx) + (level[y0 * columns + x1] as number) * dx;
  const low = (level[y1 * columns + x0] as number) * (1 - dx) + (level[y1 * columns + x1] as number) * dx;
  return top * (1 - dy) + low * dy;
}

function evened(small: Uint8Array, w: number, h: number, ground: Ground): Uint8Array {
  const out = new Uint8Array(w * h);
  const STEP = 8;
  for (let y = 0; y < h; y++) {
    for (let x0 = 0; x0 < w; x0 += STEP) {
      const gain = 255 / groundAt(ground, x0 + STEP / 2, y);
      const x1 = Math.min(w, x0 + STEP);
      for (let i = y * w + x0, end = y * w + x1; i < end; i++) {
        const v = ((small[i] as number) * gain) | 0;
        out[i] = Math.min(v, 255);
      }
    }
  }
  return out;
}

/** Text is the darkest part of the page: its level is where the darkest 0.4 % ends; ink is nearer to it than to paper. */
function levels(even: Uint8Array): { dark: number; limit: number } {
  const bins = new Int32Array(256);
  for (let i = 0; i < even.length; i++) {
    const v = even[i] as number;
    bins[v] = (bins[v] as number) + 1;
  }
  let rest = even.length * 0.004;
  let dark = 0;
  while (dark < 255 && rest > 0) rest -= bins[dark++] as number;
  return { dark, limit: Math.round(dark + (255 - dark) * 0.5) };
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
  const [bx, by, bw, bh] = turnBox([left, top, Math.max(0, right - left), Math.max(0, bottom - top)], sheet.width, sheet.height, back);
  return [Math.round(bx / sheet.scale), Math.round(by / sheet.scale), Math.round(bw / sheet.scale), Math.round(bh / sheet.scale)];
}

/**
 * Cuts a straightened strip: `x, y, w, h` in straightened sheet pixels, `zoom` output pixels per sheet pixel. Brightness is evened;
 * what is paler than the part `pale` of the way from ink to paper becomes paper.
 */
export function strip(sheet: Sheet, plane: Uint8Array, x: number, y: number, w: number, h: number, zoom: number, pale: number): Raster {
  const width = Math.max(1, Math.round(w * zoom));
  const height = Math.max(1, Math.round(h * zoom));
  const data = new Uint8Array(width * height);
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const { small } = sheet;
  const dark = small.dark * 0.9;
  const gain = 255 / ((255 - dark) * pale);
  const step = 1 / zoom;
  // Reducing by more than a third needs more than one sample, or thin strokes break.
  const fine = step > 1.3;
  const q = step * 0.25;
  for (let j = 0, to = 0; j < height; j++) {
    const py = y + (j + 0.5) * step;
    const fromX = py * sin;
    const fromY = py * cos;
    let level = 1;
    for (let i = 0; i < width; i++, to++) {
      const px = x + (i + 0.5) * step;
      const sx = px * cos - fromX - 0.5;
      const sy = px * sin + fromY - 0.5;
      if ((i & 15) === 0) level = 255 / groundAt(small.ground, sx / small.factor, sy / small.factor);
      const v = fine
        ? (bilinear(plane, sheet.width, sheet.height, sx - q, sy - q) +
            bilinear(plane, sheet.width, sheet.height, sx + q, sy - q) +
            bilinear(plane, sheet.width, sheet.height, sx - q, sy + q) +
            bilinear(plane, sheet.width, sheet.height, sx + q, sy + q)) /
          4
        : bilinear(plane, sheet.width, sheet.height, sx, sy);
      const out = ((v * level - dark) * gain) | 0;
      data[to] = out < 0 ? 0 : Math.min(out, 255);
    }
  }
  return { width, height, channels: 1, data };
}

function bilinear(plane: Uint8Array, width: number, height: number, x: number, y: number): number {
  if (x < 0) x = 0;
  else if (x > width - 1.001) x = width - 1.001;
  if (y < 0) y = 0;
  else if (y > height - 1.001) y = height - 1.001;
  const x0 = x | 0;
  const y0 = y | 0;
  const dx = x - x0;
  const dy = y - y0;
  const at = y0 * width + x0;
  const a = plane[at] as number;
  const b = plane[at + 1] as number;
  const c = plane[at + width] as number;
  const d = plane[at + width + 1] as number;
  return a + (b - a) * dx + (c - a) * dy + (a - b - c + d) * dx * dy;
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
