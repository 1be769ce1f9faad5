import type { Turn } from '#domain/box';
import { type Finding, finding } from '#domain/finding';
import type { Normalised, Quality } from '#domain/reading';
import type { Images } from '#ports';
import { findLines, type Layout } from './lines.ts';
import { planes, reduce, type Sheet, turned } from './sheet.ts';
import { measureSkew } from './skew.ts';

/** Longest side that is read; 1200-dpi scans are reduced while they are decoded. A4 at 300 dpi is 3508. */
const READ_SIDE = 3700;

export interface Prepared {
  readonly sheet: Sheet;
  readonly layout: Layout;
  readonly quality: Quality;
  readonly damaged: boolean;
}

/** Decodes and prepares one page as it lies; `sideways` pages are turned by a quarter so that lines run across. */
export async function prepare(images: Images, bytes: Uint8Array, name: string, page: number): Promise<Prepared> {
  const info = await images.inspect(bytes, name);
  const { raster, damaged } = await images.decode(bytes, name, { page, fit: READ_SIDE });
  const split = planes(raster);
  const scale = raster.width / info.width;
  const dpi = resolution(info.dpi, info.width, info.height);
  const base = {
    plane: split.plane,
    inkAll: split.inkAll,
    colour: split.colour,
    width: raster.width,
    height: raster.height,
    scale,
    dpi: (dpi ?? 300) * scale,
    original: { width: info.width, height: info.height },
  };
  let { sheet, layout } = arrange(base, 0);
  if (proportionInLines(layout) < 0.6) {
    const side = arrange(base, 90);
    if (proportionInLines(side.layout) > proportionInLines(layout) * 1.3) ({ sheet, layout } = side);
  }
  return { sheet, layout, damaged, quality: qualityOf(sheet, layout, info, dpi, damaged) };
}

interface Base {
  readonly plane: Uint8Array;
  readonly inkAll: Uint8Array | null;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly dpi: number;
  readonly original: { readonly width: number; readonly height: number };
}

function arrange(base: Base, turn: Turn): { sheet: Sheet; layout: Layout } {
  const across = turn === 90 || turn === 270;
  const width = across ? base.height : base.width;
  const height = across ? base.width : base.height;
  const plane = turned(base.plane, base.width, base.height, turn);
  const inkAll = base.inkAll ? turned(base.inkAll, base.width, base.height, turn) : null;
  const small = reduce(plane, width, height);
  const { skew } = measureSkew(small);
  const sheet: Sheet = { width, height, plane, inkAll, small, skew, scale: base.scale, dpi: base.dpi, turn, original: base.original };
  return { sheet, layout: findLines(sheet) };
}

/** The same page seen upside down. */
export function upsideDown(prepared: Prepared): Prepared {
  const { sheet } = prepared;
  const { sheet: other, layout } = arrange({ ...sheet }, 180);
  const turn = ((sheet.turn + 180) % 360) as Turn;
  return { ...prepared, sheet: { ...other, turn }, layout };
}

/** The part of letter-like pieces that stand in lines of at least six. */
function proportionInLines(layout: Layout): number {
  let all = 0;
  let inLines = 0;
  for (const line of layout.lines) {
    all += line.pieces.length;
    if (line.pieces.length >= 6) inLines += line.pieces.length;
  }
  return all < 12 ? 1 : inLines / all;
}

/** From the file, or from the paper where the picture has the shape of A4 or A5. */
function resolution(said: number | null, width: number, height: number): number | null {
  if (said !== null && said >= 60 && said <= 1250) return said;
  const long = Math.max(width, height);
  const shape = long / Math.min(width, height);
  return Math.abs(shape - Math.SQRT2) < 0.04 ? Math.round(long / 11.69) : null;
}

function qualityOf(
  sheet: Sheet,
  layout: Layout,
  info: { readonly width: number; readonly height: number },
  dpi: number | null,
  damaged: boolean,
): Quality {
  const { small } = sheet;
  const letters = layout.lines.reduce((sum, line) => sum + (line.pieces.length >= 4 ? line.pieces.length : 0), 0);
  return {
    width: info.width,
    height: info.height,
    dpi,
    sharpness: sharpness(sheet, layout),
    contrast: (255 - small.dark) / 255,
    blank: letters < 10,
    damaged,
  };
}

/** Mean of the steepest step at letters' edges over the whole step from paper to ink: 1 is a hard edge, under 0.2 is blurred. */
function sharpness(sheet: Sheet, layout: Layout): number {
  const { plane, width, height, small, skew } = sheet;
  let sum = 0;
  let count = 0;
  for (const line of layout.lines) {
    if (line.pieces.length < 6) continue;
    const y = ((line.high + line.low) / 2) * small.factor;
    for (let x = line.x0 * small.factor; x < line.x1 * small.factor; x += 40) {
      const from = Math.round(x * Math.cos(skew) - y * Math.sin(skew));
      const row = Math.round(x * Math.sin(skew) + y * Math.cos(skew));
      if (row < 0 || row >= height) continue;
      let low = 255;
      let high = 0;
      let steepest = 0;
      for (let i = Math.max(1, from); i < Math.min(width, from + 40); i++) {
        const v = plane[row * width + i] as number;
        const step = Math.abs(v - (plane[row * width + i - 1] as number));
        if (v < low) low = v;
        if (v > high) high = v;
        if (step > steepest) steepest = step;
      }
      if (high - low > 60) {
        sum += steepest / (high - low);
        count++;
      }
    }
  }
  return count > 0 ? sum / count : 0;
}

/** What the step stores, with what is wrong with the picture. */
export function normalised(prepared: Prepared, meanConfidence: number): Normalised {
  const { sheet, layout, quality } = prepared;
  const findings: Finding[] = [];
  const meanGround = sheet.small.ground.level.reduce((sum, v) => sum + v, 0) / Math.max(1, sheet.small.ground.level.length);
  if (quality.damaged) findings.push(finding('page.damaged', 'error', null));
  if (meanGround < 50) findings.push(finding('page.dark', 'error', null));
  else if (quality.blank) findings.push(finding('page.blank', 'warning', null));
  if (sheet.turn !== 0) findings.push(finding('page.turned', 'info', null, { degrees: sheet.turn }));
  if (!quality.blank) {
    const letterPixels = (layout.letter * sheet.small.factor) / sheet.scale;
    if ((quality.dpi !== null && quality.dpi < 150) || letterPixels < 13)
      findings.push(finding('page.lowResolution', 'warning', null, { dpi: quality.dpi ?? 0 }));
    if (quality.sharpness > 0 && quality.sharpness < 0.16 && meanConfidence < 85) findings.push(finding('page.blurred', 'warning', null));
    if (cut(sheet, layout)) findings.push(finding('page.cut', 'warning', null));
  }
  return { turn: sheet.turn, skew: (sheet.skew * 180) / Math.PI, quality, findings };
}

/** Several lines of text run into the border of the picture. */
function cut(sheet: Sheet, layout: Layout): boolean {
  const { width, height } = sheet.small;
  const edge = Math.max(3, width * 0.004);
  const long = layout.lines.filter((line) => line.pieces.length >= 8);
  if (long.length === 0) return false;
  const touching = long.filter((line) => {
    const tilt = Math.sin(sheet.skew) * ((line.high + line.low) / 2);
    return line.x0 - tilt < edge || line.x1 - tilt > width - edge;
  });
  const across = long.some((line) => {
    const tilt = Math.sin(sheet.skew) * ((line.x0 + line.x1) / 2);
    return line.high + tilt < 1 || line.low + tilt > height - 1;
  });
  return touching.length >= Math.max(2, long.length * 0.15) || across;
}
