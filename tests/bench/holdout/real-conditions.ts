import sharp from 'sharp';
import type { Random } from './random.ts';

/** What lies between a sheet and its picture outside of a scanner: a camera that stands askew, a cloth, a shadow, a bend, a copier. */
export const conditions = ['flatbed', 'flatbed', 'skew', 'photocopy', 'photo', 'tablecloth', 'bent', 'shadow'] as const;
export type Condition = (typeof conditions)[number];

export const isPhoto = (condition: Condition) => /^(?:photo|tablecloth|bent|shadow)$/u.test(condition);

/** The sheet as the camera or the copier gives it, JPEG. */
export async function taken(picture: Uint8Array, condition: Condition, r: Random): Promise<Uint8Array> {
  if (condition === 'photocopy') return photocopy(picture, r);
  const { data, info } = await sharp(picture).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width: w, height: h } = info;
  const margin = condition === 'tablecloth' ? r.real(0.07, 0.13) : r.real(0.015, 0.05);
  const [width, height] = [Math.round(w * (1 + 2 * margin)), Math.round(h * (1 + 2 * margin))];
  const lean = condition === 'photo' || condition === 'tablecloth' ? r.real(0.02, 0.05) : 0.006;
  const corner = (x: number, y: number): Point => [x + r.real(-lean, lean) * w, y + r.real(-lean, lean) * h];
  const [left, top] = [(width - w) / 2, (height - h) / 2];
  const toSheet = projection([corner(left, top), corner(left + w, top), corner(left + w, top + h), corner(left, top + h)], w, h);
  const sag = condition === 'bent' ? r.real(0.006, 0.016) * h : 0;
  const cloth = clothOf(condition, r);
  const [edge, slope, depth] = [r.real(0.3, 0.7), r.real(-0.5, 0.5), condition === 'shadow' ? r.real(0.35, 0.55) : 0];
  const out = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let [sx, sy] = toSheet(x, y);
      sy += sag * Math.sin((Math.PI * sx) / w) + (sag / 2) * (1 - sx / w);
      const to = (y * width + x) * 3;
      const dark = depth === 0 ? 1 : 1 - depth * smooth((x / width - edge + slope * (y / height - 0.5)) * 9);
      if (sx < 0 || sy < 0 || sx >= w - 1 || sy >= h - 1) {
        const near = sx > -14 && sy > -14 && sx < w + 13 && sy < h + 13 ? 0.72 : 1;
        const colour = cloth(x, y);
        for (let c = 0; c < 3; c++) out[to + c] = (colour[c] as number) * near * dark;
        continue;
      }
      const [px, py] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - px, sy - py];
      const at = (py * w + px) * 3;
      for (let c = 0; c < 3; c++) {
        const [a, b, d, e] = [
          data[at + c] as number,
          data[at + c + 3] as number,
          data[at + w * 3 + c] as number,
          data[at + w * 3 + c + 3] as number,
        ];
        out[to + c] = ((a * (1 - fx) + b * fx) * (1 - fy) + (d * (1 - fx) + e * fx) * fy) * dark;
      }
    }
  return sharp(out, { raw: { width, height, channels: 3 } })
    .blur(r.real(0.4, 0.8))
    .withMetadata({ density: 72 })
    .jpeg({ quality: r.whole(72, 88) })
    .toBuffer();
}

type Point = readonly [number, number];
const smooth = (x: number) => 1 / (1 + Math.exp(-x));

/** From a point of the picture to the sheet of `w` × `h` whose corners lie there, clockwise from the upper left. */
function projection([p0, p1, p2, p3]: readonly [Point, Point, Point, Point], w: number, h: number): (x: number, y: number) => Point {
  // The square of side 1 onto the four corners (Heckbert 1989), and its inverse.
  const [dx1, dy1] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [dx2, dy2] = [p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const den = dx1 * dy2 - dx2 * dy1;
  const [g, k] = [(sx * dy2 - dx2 * sy) / den, (dx1 * sy - sx * dy1) / den];
  const [a, b, c] = [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + k * p3[0], p0[0]];
  const [d, e, f] = [p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + k * p3[1], p0[1]];
  const inverse = [
    e - f * k,
    c * k - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * k - e * g,
    b * g - a * k,
    a * e - b * d,
  ] as const;
  return (x, y) => {
    const z = inverse[6] * x + inverse[7] * y + inverse[8];
    return [((inverse[0] * x + inverse[1] * y + inverse[2]) / z) * w, ((inverse[3] * x + inverse[4] * y + inverse[5]) / z) * h];
  };
}

function clothOf(condition: Condition, r: Random): (x: number, y: number) => Point | readonly [number, number, number] {
  const base = r.pick([
    [96, 70, 48],
    [60, 64, 70],
    [150, 120, 92],
  ] as const);
  if (condition !== 'tablecloth') return () => base;
  const other = r.pick([
    [208, 196, 170],
    [180, 60, 64],
    [222, 222, 218],
  ] as const);
  const cell = r.whole(16, 46);
  const checks = r.chance(0.5);
  return (x, y) => {
    const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)];
    return checks ? ((i + j) % 2 === 0 ? base : other) : (x % cell) ** 2 + (y % cell) ** 2 < (cell * 0.4) ** 2 ? other : base;
  };
}

/** Grey, hard, 150 dpi, with the dark edges of a lid that stood open. */
async function photocopy(picture: Uint8Array, r: Random): Promise<Uint8Array> {
  const small = sharp(picture)
    .grayscale()
    .resize({ width: Math.round(8.27 * 150) });
  const { data, info } = await small.linear(r.real(1.2, 1.5), -r.real(10, 45)).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const edges = Array.from({ length: 4 }, () => (r.chance(0.6) ? r.whole(3, 22) : 0));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (x < (edges[0] ?? 0) || y < (edges[1] ?? 0) || x >= width - (edges[2] ?? 0) || y >= height - (edges[3] ?? 0))
        data[y * width + x] = 12;
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .withMetadata({ density: 150 })
    .jpeg({ quality: 70 })
    .toBuffer();
}
