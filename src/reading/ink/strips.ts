import type { Raster } from '#ports';
import { backgroundAt, WHITE } from './background.ts';
import type { DottedZero } from './dotted-zeros.ts';
import type { Sheet } from './sheet.ts';
import type { Span } from './text-lines.ts';

/** The picture of one span, straightened, evened and brought to the size that is recognised. */

/** How a strip is prepared for the engine: `air` is added above and below (part of the line's height), `pale` what becomes paper (see `cutOut`). */
export interface Preparation {
  readonly name: string;
  readonly air: number;
  readonly pale: number;
}

/** Little air: the engine's work grows with the width after it has brought the height to 48 pixels. */
export const firstPass: Preparation = { name: 'first', air: 0.22, pale: 0.72 };

/** The height in pixels to which the engine's networks bring every line. */
const ENGINE_HEIGHT = 48;

/** Around a span, in its x-heights. */
const around = {
  /** A line without diacritics or descenders would be blown up: its strip is at least as tall as a full line of its size. */
  above: 0.3,
  below: 0.25,
  /** Beyond the ink. */
  margin: 0.12,
  side: 0.3,
} as const;

/** Where a strip lies on the straightened sheet: its upper left corner in sheet pixels, and strip pixels per sheet pixel. */
export interface Strip {
  readonly raster: Raster;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The strip of a span (sheet pixels), brought to the engine's height. */
export function stripOf(
  sheet: Sheet,
  span: Span & { readonly coloured: boolean; readonly dottedZeros: readonly DottedZero[] },
  preparation: Preparation,
): Strip {
  const xHeight = span.baseline - span.meanline;
  const top = Math.min(span.top, span.meanline - xHeight * around.above) - xHeight * around.margin;
  const bottom = Math.max(span.bottom, span.baseline + xHeight * around.below) + xHeight * around.margin;
  const height = (bottom - top) * (1 + preparation.air);
  const y = (top + bottom) / 2 - height / 2;
  const side = xHeight * around.side;
  const x = span.x0 - side;
  const width = span.x1 - span.x0 + 2 * side;
  const zoom = ENGINE_HEIGHT / height;
  const plane = span.coloured && sheet.inkAll ? sheet.inkAll : sheet.plane;
  const raster = cutOut(sheet, plane, x, y, width, height, zoom, preparation.pale);
  for (const zero of span.dottedZeros) erase(raster, (zero.x - x) * zoom, (zero.y - y) * zoom, zero.rx * zoom, zero.ry * zoom);
  return { raster, x, y, zoom };
}

function erase(raster: Raster, x: number, y: number, rx: number, ry: number): void {
  for (let j = Math.max(0, Math.floor(y - ry)); j <= Math.min(raster.height - 1, Math.ceil(y + ry)); j++)
    for (let i = Math.max(0, Math.floor(x - rx)); i <= Math.min(raster.width - 1, Math.ceil(x + rx)); i++)
      if (((i + 0.5 - x) / (rx + 0.5)) ** 2 + ((j + 0.5 - y) / (ry + 0.5)) ** 2 <= 1) raster.data[j * raster.width + i] = WHITE;
}

/** What is darker than this part of solid text is black. */
const BLACK = 0.9;
/** Sheet pixels per strip pixel from which one sample a pixel breaks thin strokes; then four, a quarter of that distance from its centre. */
const REDUCED = 1.3;
const SAMPLES = 4;
const SAMPLE_OFFSET = 0.25;
/** Strip pixels that share one level of the background, less one (a bit mask). */
const SAME_BACKGROUND = 15;
/** Just inside the last pixel, so that its right neighbour exists. */
const LAST_PIXEL = 1.001;

/**
 * A straightened strip: `x, y, w, h` in straightened sheet pixels, `zoom` output pixels per sheet pixel. Brightness is evened;
 * what is paler than the part `pale` of the way from ink to paper becomes paper.
 */
export function cutOut(sheet: Sheet, plane: Uint8Array, x: number, y: number, w: number, h: number, zoom: number, pale: number): Raster {
  const width = Math.max(1, Math.round(w * zoom));
  const height = Math.max(1, Math.round(h * zoom));
  const data = new Uint8Array(width * height);
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const { small } = sheet;
  const dark = small.dark * BLACK;
  const gain = WHITE / ((WHITE - dark) * pale);
  const step = 1 / zoom;
  const fine = step > REDUCED;
  const q = step * SAMPLE_OFFSET;
  for (let j = 0, to = 0; j < height; j++) {
    const py = y + (j + 0.5) * step;
    const fromX = py * sin;
    const fromY = py * cos;
    let level = 1;
    for (let i = 0; i < width; i++, to++) {
      const px = x + (i + 0.5) * step;
      const sx = px * cos - fromX - 0.5;
      const sy = px * sin + fromY - 0.5;
      if ((i & SAME_BACKGROUND) === 0) level = WHITE / backgroundAt(small.background, sx / small.factor, sy / small.factor);
      const v = fine
        ? (bilinear(plane, sheet.width, sheet.height, sx - q, sy - q) +
            bilinear(plane, sheet.width, sheet.height, sx + q, sy - q) +
            bilinear(plane, sheet.width, sheet.height, sx - q, sy + q) +
            bilinear(plane, sheet.width, sheet.height, sx + q, sy + q)) /
          SAMPLES
        : bilinear(plane, sheet.width, sheet.height, sx, sy);
      const out = ((v * level - dark) * gain) | 0;
      data[to] = out < 0 ? 0 : Math.min(out, WHITE);
    }
  }
  return { width, height, channels: 1, data };
}

function bilinear(plane: Uint8Array, width: number, height: number, x: number, y: number): number {
  if (x < 0) x = 0;
  else if (x > width - LAST_PIXEL) x = width - LAST_PIXEL;
  if (y < 0) y = 0;
  else if (y > height - LAST_PIXEL) y = height - LAST_PIXEL;
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
