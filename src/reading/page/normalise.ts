import type { Turn } from '#domain/box';
import { finding } from '#domain/finding';
import type { Normalised, Quality } from '#domain/reading';
import type { Images } from '#ports';
import { findLines, type Layout } from '#reading/ink/lines';
import { MEASURED_SIDE, measureQuality, qualityFindings } from '#reading/ink/quality';
import { planes, reduce, type Sheet, turned } from '#reading/ink/sheet';
import { measureSkew } from '#reading/ink/skew';

/** Longest side that is read; 1200-dpi scans are reduced while they are decoded. A4 at 300 dpi is 3508. */
const READ_SIDE = 3700;

export interface Prepared {
  readonly sheet: Sheet;
  readonly layout: Layout;
  readonly quality: Quality;
  readonly damaged: boolean;
}

/** Decodes and prepares one page as it lies; `sideways` pages are turned by a quarter so that lines run across. */
export async function prepare(images: Images, bytes: Uint8Array, name: string, page: number, side = READ_SIDE): Promise<Prepared> {
  const info = await images.inspect(bytes, name);
  const { raster, damaged } = await images.decode(bytes, name, { page, fit: side });
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
  if (proportionInWords(layout) < 0.6) {
    const side = arrange(base, 90);
    if (proportionInWords(side.layout) > proportionInWords(layout) * 1.3) ({ sheet, layout } = side);
  }
  return { sheet, layout, damaged, quality: measureQuality(sheet, layout, info, dpi, damaged) };
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

/** The part of letters that stand close to another one on their line: most where lines run across, few where the page lies on its side. */
function proportionInWords({ lines, letter }: Layout): number {
  let all = 0;
  let inWords = 0;
  for (const line of lines) {
    const letters = line.pieces.filter((piece) => piece.y1 - piece.y0 >= letter * 0.5);
    all += letters.length;
    letters.forEach((piece, i) => {
      const before = letters[i - 1];
      const behind = letters[i + 1];
      if ((before && piece.x0 - before.x1 < letter * 0.5) || (behind && behind.x0 - piece.x1 < letter * 0.5)) inWords++;
    });
  }
  return all < 12 ? 1 : inWords / all;
}

/** From the file, or from the paper where the picture has the shape of A4 or A5. */
function resolution(said: number | null, width: number, height: number): number | null {
  if (said !== null && said >= 60 && said <= 1250) return said;
  const long = Math.max(width, height);
  const shape = long / Math.min(width, height);
  return Math.abs(shape - Math.SQRT2) < 0.04 ? Math.round(long / 11.69) : null;
}

/** What the step stores, with what is wrong with the picture. */
export function normalised({ sheet, quality }: Prepared): Normalised {
  const turned = sheet.turn === 0 ? [] : [finding('page.turned', 'info', null, { degrees: sheet.turn })];
  return { turn: sheet.turn, skew: (sheet.skew * 180) / Math.PI, quality, findings: [...qualityFindings(quality), ...turned] };
}

/** What can be told of a page as soon as it comes in, from a small picture of it: a tenth of the work of reading it. */
export async function firstLook(images: Images, bytes: Uint8Array, name: string, page: number): Promise<Quality> {
  return (await prepare(images, bytes, name, page, MEASURED_SIDE)).quality;
}
