import { ImageKind } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Raster } from '#ports';
import type { Orientation } from '../exif.ts';

/** An image as pdf.js decodes it. A stencil has no kind; `ref` is the image's object in the file, as `12R`. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly kind: number;
  readonly data: Uint8Array | Uint8ClampedArray | null;
  readonly ref: string | null;
}

/** On white, one channel when it has no colour; null for a stencil and other kinds, which have to be drawn. */
export function toRaster({ width, height, kind, data }: Decoded): Raster | null {
  if (!data || width < 1 || height < 1) return null;
  if (kind === ImageKind.GRAYSCALE_1BPP) return { width, height, channels: 1, data: unpacked(width, height, data) };
  const rgb = kind === ImageKind.RGBA_32BPP ? onWhite(data) : kind === ImageKind.RGB_24BPP ? data : null;
  if (!rgb || rgb.length < width * height * 3) return null;
  return withoutColour({ width, height, channels: 3, data: new Uint8Array(rgb.buffer, rgb.byteOffset, width * height * 3) });
}

function unpacked(width: number, height: number, bits: Uint8Array | Uint8ClampedArray): Uint8Array {
  const out = new Uint8Array(width * height);
  const row = (width + 7) >> 3;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (((bits[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) out[y * width + x] = 255;
  return out;
}

function onWhite(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255;
    for (let c = 0; c < 3; c++) out[to + c] = alpha === 255 ? (rgba[from + c] ?? 0) : 255 + (((rgba[from + c] ?? 0) - 255) * alpha) / 255;
  }
  return out;
}

function withoutColour(raster: Raster): Raster {
  const { width, height, data } = raster;
  const grey = new Uint8Array(width * height);
  for (let from = 0, to = 0; to < grey.length; from += 3, to++) {
    const value = data[from] ?? 0;
    if (value !== data[from + 1] || value !== data[from + 2]) return raster;
    grey[to] = value;
  }
  return { width, height, channels: 1, data: grey };
}

/** The picture brought upright from how EXIF would note its orientation. */
export function oriented(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const { width: w, height: h, channels, data } = raster;
  const swapped = orientation > 4;
  const [width, height] = swapped ? [h, w] : [w, h];
  // where the original's step to the right and its step down lead in the result
  const right = { 1: 1, 2: -1, 3: -1, 4: 1, 5: width, 6: width, 7: -width, 8: -width }[orientation];
  const down = { 1: width, 2: width, 3: -width, 4: -width, 5: 1, 6: -1, 7: -1, 8: 1 }[orientation];
  const start = (right < 0 ? -right * (w - 1) : 0) + (down < 0 ? -down * (h - 1) : 0);
  const out = new Uint8Array(data.length);
  for (let y = 0, from = 0; y < h; y++)
    for (let x = 0, at = start + y * down; x < w; x++, at += right)
      for (let c = 0; c < channels; c++, from++) out[at * channels + c] = data[from] ?? 0;
  return { width, height, channels, data: out };
}
