import type { Sharp } from 'sharp';
import sharp from 'sharp';

/** A picture whose corners tell its turn: red, green, blue, white clockwise from the top left; noise between, as paper has it. */
export function corners(
  width: number,
  height: number,
): { readonly data: Buffer; readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 } } {
  const data = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const noise = (seed >> 16) % 40;
      const left = x < width / 2;
      const top = y < height / 2;
      const colour = top ? (left ? [200, 0, 0] : [0, 200, 0]) : left ? [210, 210, 210] : [0, 0, 200];
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = (colour[c] ?? 0) + noise;
    }
  return { data, raw: { width, height, channels: 3 } };
}

export function picture(width: number, height: number): Sharp {
  const { data, raw } = corners(width, height);
  return sharp(data, { raw });
}

/** Which colour lies in the middle of each quarter: clockwise from the top left. */
export function quarters(raster: {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}): string {
  const at = (fx: number, fy: number) => {
    const offset = (Math.floor(raster.height * fy) * raster.width + Math.floor(raster.width * fx)) * raster.channels;
    const [r = 0, g = 0, b = 0] = raster.data.subarray(offset, offset + 3);
    if (r > 150 && g > 150 && b > 150) return 'w';
    return r > g && r > b ? 'r' : g > b ? 'g' : 'b';
  };
  return at(0.25, 0.25) + at(0.75, 0.25) + at(0.75, 0.75) + at(0.25, 0.75);
}

export interface TiffPage {
  readonly tags: readonly (readonly [tag: number, type: 3 | 4, value: number])[];
  readonly strip: Uint8Array;
  /** Dots per inch across and down. */
  readonly resolution?: readonly [number, number];
}

/** A little-endian TIFF from its strips, the directories before the pixels, for what sharp does not write. */
export function tiff(pages: readonly TiffPage[]): Buffer {
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]);
  const sizes = pages.map((page) => 2 + (page.tags.length + (page.resolution ? 5 : 2)) * 12 + 4);
  const rationals = pages.map((page) => (page.resolution ? 16 : 0));
  let at = 8 + [...sizes, ...rationals].reduce((a, b) => a + b, 0);
  let next = 8;
  const parts: Buffer[] = [head];
  for (const [i, page] of pages.entries()) {
    const size = sizes[i] ?? 0;
    next += size + (rationals[i] ?? 0);
    const own = next - (rationals[i] ?? 0);
    const fine = page.resolution
      ? ([
          [282, 5, own],
          [283, 5, own + 8],
          [296, 3, 2],
        ] as const)
      : [];
    const tags = [...page.tags, ...fine, [273, 4, at] as const, [279, 4, page.strip.length] as const].sort((a, b) => a[0] - b[0]);
    const directory = Buffer.alloc(size);
    directory.writeUInt16LE(tags.length, 0);
    for (const [k, [tag, type, value]] of tags.entries()) {
      directory.writeUInt16LE(tag, 2 + k * 12);
      directory.writeUInt16LE(type, 4 + k * 12);
      directory.writeUInt32LE(1, 6 + k * 12);
      if (type === 3) directory.writeUInt16LE(value, 10 + k * 12);
      else directory.writeUInt32LE(value, 10 + k * 12);
    }
    directory.writeUInt32LE(i + 1 < pages.length ? next : 0, directory.length - 4);
    parts.push(directory, ...(page.resolution ?? []).map((dpi) => Buffer.from(new Uint32Array([dpi, 1]).buffer)));
    at += page.strip.length;
  }
  return Buffer.concat([...parts, ...pages.map((page) => Buffer.from(page.strip))]);
}

/** An uncompressed 8-bit grey page. */
export function greyPage(width: number, height: number, value: number, more: readonly (readonly [number, 3 | 4, number])[] = []) {
  return {
    tags: [[256, 4, width], [257, 4, height], [258, 3, 8], [259, 3, 1], [262, 3, 1], [277, 3, 1], [278, 4, height], ...more] as const,
    strip: new Uint8Array(width * height).fill(value),
  };
}
