import type { Turn } from '#domain/box';
import { finding } from '#domain/finding';
import type { Normalised, Quality } from '#domain/reading';
import type { ImageInfo, Images } from '#ports';
import { BEND_STRIPS } from '#reading/ink/bend';
import { findLayout, type Layout } from '#reading/ink/layout';
import { letterHeight, MEASURED_SIDE, measureQuality, qualityFindings } from '#reading/ink/quality';
import { reduce, type Sheet, turned } from '#reading/ink/sheet';
import { measureSkew, slopesOfStrips } from '#reading/ink/skew';
import { turnedCorners } from '#reading/ink/surroundings';
import { type Base, baseOf, laidFlat, straightened } from './picture.ts';

/** Longest side that is read, pixels; 1200-dpi scans are reduced while they are decoded. A4 at 300 dpi is 3508. */
const READ_SIDE = 3700;

const resolutions = {
  /** Dots per inch that a file may say and be believed. */
  from: 60,
  to: 1250,
  /** Letters of running text are lower: 0.06 to 0.12 inches on forms and certificates. Where they would be higher, the file says too few dots. */
  letterInches: 0.15,
  /** Pictures have the shape of A4 and A5 when their sides' ratio is as near as this to √2; A4 is so many inches long. */
  shape: 0.04,
  a4Inches: 11.69,
} as const;

const sideways = {
  /** A page lies on its side when less than this part of its letters has a neighbour, and more when it is turned: by this factor. */
  inWords: 0.6,
  better: 1.3,
  /** Letters, by x-heights, and the widest gap to a neighbour; fewer letters tell nothing. */
  letterHeight: 0.5,
  gap: 0.5,
  letters: 12,
} as const;

export interface Prepared {
  readonly sheet: Sheet;
  readonly layout: Layout;
  readonly quality: Quality;
  readonly damaged: boolean;
}

/** Decodes and prepares one page as it lies; pages that lie on their side are turned by a quarter so that lines run across. */
export async function prepare(images: Images, bytes: Uint8Array, name: string, page: number, side = READ_SIDE): Promise<Prepared> {
  const info = await images.inspect(bytes, name, page);
  const { raster, damaged } = await images.decode(bytes, name, { page, fit: side });
  let base = baseOf(raster, info);
  let { sheet, layout } = arrange(base, 0);
  const straight = straightened(base);
  if (straight) {
    const other = arrange(straight.base, 0);
    // Lines are read as they lie, their letters not drawn anew; a table must be rectangles.
    if (straight.isSteep || other.layout.grids.length > 0) ({ base, sheet, layout } = { base: straight.base, ...other });
  }
  if (partInWords(layout) < sideways.inWords) {
    const side = arrange(base, 90);
    if (partInWords(side.layout) > partInWords(layout) * sideways.better) ({ sheet, layout } = side);
  }
  const flat = sheet.turn === 0 ? laidFlat(base, slopesOfStrips(sheet.small, sheet.skew, BEND_STRIPS)) : null;
  if (flat) ({ sheet, layout } = arrange(flat, 0));
  const dpi = resolution(info, letterHeight(sheet, layout));
  return { sheet, layout, damaged, quality: measureQuality(sheet, layout, info, dpi, damaged) };
}

function arrange(base: Base, turn: Turn): { sheet: Sheet; layout: Layout } {
  const onSide = turn === 90 || turn === 270;
  const width = onSide ? base.height : base.width;
  const height = onSide ? base.width : base.height;
  const plane = turned(base.plane, base.width, base.height, turn);
  const inkAll = base.inkAll ? turned(base.inkAll, base.width, base.height, turn) : null;
  const paper = base.paper && turnedCorners(base.paper, base.width, base.height, turn);
  const small = reduce(plane, width, height, paper);
  const skew = measureSkew(small);
  const sheet: Sheet = {
    width,
    height,
    plane,
    inkAll,
    small,
    skew,
    scale: base.scale,
    turn,
    original: base.original,
    // On a page that lies on its side, what runs from edge to edge is a fold of the paper.
    streaks: onSide ? [] : base.streaks,
    paper,
    warp: base.warp,
    shifts: base.shifts,
    negative: base.negative,
  };
  return { sheet, layout: findLayout(sheet) };
}

/** The same page seen upside down. */
export function upsideDown(prepared: Prepared): Prepared {
  const { sheet } = prepared;
  const { sheet: other, layout } = arrange(sheet, 180);
  const turn = ((sheet.turn + 180) % 360) as Turn;
  return { ...prepared, sheet: { ...other, turn }, layout };
}

/** The part of letters that stand close to another one on their line: most where lines run across, few where the page lies on its side. */
function partInWords({ lines, xHeight }: Layout): number {
  let all = 0;
  let inWords = 0;
  const gap = xHeight * sideways.gap;
  for (const line of lines) {
    const letters = line.components.filter((c) => c.y1 - c.y0 >= xHeight * sideways.letterHeight);
    all += letters.length;
    letters.forEach((letter, i) => {
      const before = letters[i - 1];
      const behind = letters[i + 1];
      if ((before && letter.x0 - before.x1 < gap) || (behind && behind.x0 - letter.x1 < gap)) inWords++;
    });
  }
  return all < sideways.letters ? 1 : inWords / all;
}

/**
 * Dots per inch from the file unless its letters, `xHeight` pixels high, would then be larger than print; else from the paper where the
 * picture has the shape of A4 or A5; null where nothing tells.
 */
function resolution({ dpi: said, width, height }: ImageInfo, xHeight: number): number | null {
  if (said !== null && said >= resolutions.from && said <= resolutions.to && xHeight <= said * resolutions.letterInches) return said;
  const long = Math.max(width, height);
  const shape = long / Math.min(width, height);
  return Math.abs(shape - Math.SQRT2) < resolutions.shape ? Math.round(long / resolutions.a4Inches) : null;
}

/** Degrees in π. */
const HALF_TURN = 180;

/** What the step stores, with what is wrong with the picture. */
export function normalised({ sheet, quality }: Prepared): Normalised {
  const turned = sheet.turn === 0 ? [] : [finding('page.turned', 'info', null, { degrees: sheet.turn })];
  return { turn: sheet.turn, skew: (sheet.skew * HALF_TURN) / Math.PI, quality, findings: [...qualityFindings(quality), ...turned] };
}

/** What can be told of a page as soon as it comes in, from a small picture of it: a tenth of the work of reading it. */
export async function previewQuality(images: Images, bytes: Uint8Array, name: string, page: number): Promise<Quality> {
  return (await prepare(images, bytes, name, page, MEASURED_SIDE)).quality;
}
