import type { Raster } from '#ports';

/** Connected ink of a strip, pixel by pixel: letters, and diacritics that stand free. Coordinates are pixels of the strip. */
export interface Glyph {
  readonly x0: number;
  readonly y0: number;
  /** Last column and row. */
  readonly x1: number;
  readonly y1: number;
  /** Pixels of ink. */
  readonly area: number;
  /** Their places in the strip. */
  readonly pixels: readonly number[];
}

/** Brightness under which a pixel of a strip is ink: paper is 255, solid text near 0. */
const INK = 155;

/** Dark pixels that touch, eight neighbours; from the top. */
export function glyphsIn({ data, width, height }: Raster): readonly Glyph[] {
  const seen = new Uint8Array(data.length);
  const out: Glyph[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] as number) >= INK) continue;
    const glyph = { x0: width, y0: height, x1: 0, y1: 0, area: 0, pixels: [] as number[] };
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const at = stack.pop() as number;
      const x = at % width;
      const y = (at - x) / width;
      glyph.area++;
      glyph.pixels.push(at);
      if (x < glyph.x0) glyph.x0 = x;
      if (x > glyph.x1) glyph.x1 = x;
      if (y < glyph.y0) glyph.y0 = y;
      if (y > glyph.y1) glyph.y1 = y;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          const ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (seen[next] || (data[next] as number) >= INK) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    out.push(glyph);
  }
  return out;
}
