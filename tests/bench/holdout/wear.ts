import sharp, { type Sharp } from 'sharp';
import type { Random } from './random.ts';

export const levels = ['clean', 'light', 'medium', 'heavy'] as const;
export type Level = (typeof levels)[number];
export type Mode = 'color' | 'gray' | 'bitonal';

export interface Scan {
  readonly bytes: Uint8Array;
  readonly extension: 'jpg' | 'png' | 'tif';
  /** Degrees, clockwise positive. */
  readonly angle: number;
  readonly width: number;
  readonly height: number;
  /** Where a point of the picture came to lie. */
  readonly at: (x: number, y: number) => readonly [number, number];
}

/** Pixels of the sheet → the same sheet as a worn copy lies on a scanner. `dpi` is that of the picture given. */
export async function wear(
  picture: Uint8Array,
  level: Level,
  mode: Mode,
  dpi: number,
  r: Random,
  most?: { readonly angle: number },
): Promise<Scan> {
  const { data: from, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width: w, height: h } = info;
  const step = levels.indexOf(level);
  const size = dpi / 300;
  const reach = most?.angle ?? ([0.25, 0.6, 1.3, 3] as const)[step] ?? 0;
  const angle = Math.round(r.real(-reach, reach) * 100) / 100;
  const sin = Math.sin((angle * Math.PI) / 180);
  const cos = Math.cos((angle * Math.PI) / 180);
  const width = Math.round(Math.abs(w * cos) + Math.abs(h * sin)) + r.whole(0, 8);
  const height = Math.round(Math.abs(h * cos) + Math.abs(w * sin)) + r.whole(0, 8);
  // Keystone of a camera or a sheet that does not lie flat.
  const tiltX = step === 3 ? r.real(-0.012, 0.012) / w : 0;
  const tiltY = step === 3 ? r.real(-0.016, 0.016) / h : 0;
  const bed = r.chance(0.6) ? r.whole(38, 96) : r.whole(228, 246);
  const fade = ([0, 0.04, 0.13, 0.26] as const)[step] ?? 0;
  const lift = fade * r.real(0.75, 1.15);
  const dim = step === 0 ? 1 : r.real(1 - 0.07 * step, 1);
  const warm = mode === 'color' && step > 0 ? r.real(-0.05, 0.09) * (step / 3) : 0;
  const slope = ([0.0, 0.05, 0.11, 0.2] as const)[step] ?? 0;
  const gainX = r.real(-slope, slope);
  const gainY = r.real(-slope, slope);
  const spotX = r.real(0.2, 0.8);
  const spotY = r.real(0.2, 0.8);
  const spot = slope * r.real(0.2, 0.9);
  const folds = Array.from({ length: step === 0 ? 0 : step === 1 ? r.whole(0, 1) : r.whole(1, 2) }, () => ({
    across: r.chance(0.75),
    at: r.real(0.18, 0.82),
    lean: r.real(-0.012, 0.012),
    width: r.real(1.2, 2.6) * size * (1 + step / 3),
    depth: r.real(0.06, 0.1 + 0.06 * step),
    light: r.chance(0.5),
  }));
  const stains = Array.from({ length: step < 2 ? 0 : r.whole(1, step) }, () => ({
    x: r.real(0.05, 0.95) * w,
    y: r.real(0.05, 0.95) * h,
    rx: r.real(40, 150) * size * 2,
    ry: r.real(40, 150) * size * 2,
    depth: r.real(0.05, 0.13),
  }));
  const out = Buffer.alloc(width * height * 3);
  const centreX = width / 2;
  const centreY = height / 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - centreX;
      const dy = y - centreY;
      const scale = 1 + tiltX * dx + tiltY * dy;
      const sx = (dx * cos + dy * sin) * scale + w / 2;
      const sy = (-dx * sin + dy * cos) * scale + h / 2;
      const to = (y * width + x) * 3;
      if (sx < 0 || sy < 0 || sx >= w - 1 || sy >= h - 1) {
        out[to] = out[to + 1] = out[to + 2] = bed;
        continue;
      }
      const px = Math.floor(sx);
      const py = Math.floor(sy);
      const fx = sx - px;
      const fy = sy - py;
      const u = sx / w;
      const v = sy / h;
      let gain = dim + gainX * (u - 0.5) + gainY * (v - 0.5) - spot * ((u - spotX) ** 2 + (v - spotY) ** 2);
      for (const fold of folds) {
        const off = fold.across ? sy - (fold.at + fold.lean * (u - 0.5)) * h : sx - (fold.at + fold.lean * (v - 0.5)) * w;
        const near = Math.abs(off) / fold.width;
        if (near < 1) gain *= 1 + (fold.light ? 1 : -1) * fold.depth * (1 - near);
        else if (near < 22) gain *= 1 - Math.sign(off) * fold.depth * 0.18 * (1 - near / 22);
      }
      let brown = 0;
      for (const stain of stains) {
        const d = ((sx - stain.x) / stain.rx) ** 2 + ((sy - stain.y) / stain.ry) ** 2;
        if (d < 1) brown += stain.depth * (d > 0.86 ? 1.5 : 0.8 + 0.2 * d);
      }
      const at = (py * w + px) * 3;
      const below = at + w * 3;
      for (let c = 0; c < 3; c++) {
        const top = (from[at + c] ?? 0) * (1 - fx) + (from[at + c + 3] ?? 0) * fx;
        const bottom = (from[below + c] ?? 0) * (1 - fx) + (from[below + c + 3] ?? 0) * fx;
        let value = top * (1 - fy) + bottom * fy;
        value = value * (1 - lift) + 205 * lift;
        value *= gain * (1 - brown * (c === 0 ? 0.35 : c === 1 ? 0.7 : 1.25)) * (1 + (c === 0 ? warm : c === 2 ? -warm : 0));
        out[to + c] = value < 0 ? 0 : Math.min(value, 255);
      }
    }
  }
  const blur = ([0, 0.42, 0.62, 0.8] as const)[step] ?? 0;
  const sigma = blur * r.real(0.85, 1.2) * (dpi === 300 ? 1.1 : dpi === 240 ? 1 : 0.88);
  const raw = { width, height, channels: 3 as const };
  let soft = sharp(out, { raw });
  if (sigma > 0.3) soft = soft.blur(sigma);
  const pixels = await soft.raw().toBuffer();
  const grain = ([1.2, 2.2, 3.6, 5.2] as const)[step] ?? 0;
  const noise = Float32Array.from({ length: 65_521 }, () => (r.next() + r.next() + r.next() - 1.5) * 2 * grain);
  for (let i = 0, p = 0; i < pixels.length; i += 3, p++) {
    const n = noise[(p * 31 + ((p / width) | 0) * 977) % 65_521] ?? 0;
    for (let c = 0; c < 3; c++) {
      const value = (pixels[i + c] ?? 0) + n + (noise[(i + c * 7919) % 65_521] ?? 0) * 0.35;
      pixels[i + c] = value < 0 ? 0 : Math.min(value, 255);
    }
  }
  // Old copies: specks of dust.
  for (let k = 0; k < step * r.whole(3, 14); k++) {
    const x = r.whole(2, width - 6);
    const y = r.whole(2, height - 6);
    for (let d = 0; d < r.whole(1, 3); d++)
      pixels.fill(r.whole(40, 120), ((y + d) * width + x) * 3, ((y + d) * width + x + r.whole(1, 3)) * 3);
  }
  const at = (x: number, y: number): readonly [number, number] => {
    const [u, v] = [x - w / 2, y - h / 2];
    let scale = 1;
    let [dx, dy] = [0, 0];
    // The keystone is slight: each round is nearer by two figures.
    for (let round = 0; round < 4; round++) {
      dx = (u * cos - v * sin) / scale;
      dy = (u * sin + v * cos) / scale;
      scale = 1 + tiltX * dx + tiltY * dy;
    }
    return [dx + centreX, dy + centreY];
  };
  return { ...(await encode(sharp(pixels, { raw }), level, mode, dpi, r)), angle, width, height, at };
}

async function encode(image: Sharp, level: Level, mode: Mode, dpi: number, r: Random): Promise<Pick<Scan, 'bytes' | 'extension'>> {
  const density = dpi;
  if (mode === 'bitonal')
    return {
      extension: 'tif',
      bytes: await image
        .grayscale()
        .threshold(r.whole(128, 165))
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: dpi / 25.4, yres: dpi / 25.4 })
        .toBuffer(),
    };
  const picture = (mode === 'gray' ? image.grayscale().toColourspace('b-w') : image).withMetadata({ density });
  const kind = r.next();
  if (kind < 0.17)
    return {
      extension: 'tif',
      bytes: await picture
        .tiff({ compression: r.chance(0.5) ? 'lzw' : 'jpeg', quality: 90, xres: dpi / 25.4, yres: dpi / 25.4 })
        .toBuffer(),
    };
  if (kind < 0.22 && level === 'clean') return { extension: 'png', bytes: await picture.png({ compressionLevel: 6 }).toBuffer() };
  const [low, high] = ({ clean: [82, 90], light: [72, 88], medium: [60, 80], heavy: [45, 66] } as const)[level];
  return { extension: 'jpg', bytes: await picture.jpeg({ quality: r.whole(low, high) }).toBuffer() };
}
