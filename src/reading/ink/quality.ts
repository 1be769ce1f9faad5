import { type Finding, finding } from '#domain/finding';
import type { Quality } from '#domain/reading';
import { WHITE } from './background.ts';
import type { Layout } from './layout.ts';
import type { Sheet } from './sheet.ts';
import { isWithin, scaledCorners } from './surroundings.ts';
import { cornersOf, keystone } from './warp.ts';

/**
 * When a picture is bad enough to be taken again. Measured on readable pages that were made worse step by step: under these limits
 * between one value in five and all of them are lost.
 */
export const qualityLimits = {
  /** Dots per inch. At 120 one value in three is lost on patterned paper; offices scan at 200 at least (NĐ 30/2020), better at 300. */
  dpi: 145,
  /** In pixels of the original, where the file's dpi lies. */
  xHeight: 13,
  /** A4's longer side in inches, and how near to it a whole page is, as a part of it. */
  a4: 11.69,
  a4Within: 0.04,
  /** Steepest step at letters' edges at the size of A4 at 150 dpi, as a part of the step from paper to ink. Good scans 0.6–0.85, worn ones over 0.5. */
  sharpness: 0.36,
  /** From the evened paper to solid text, 1 is black on white. Good scans 0.7–1, worn ones over 0.45. */
  contrast: 0.13,
  /** Mean brightness of the paper, 0–255: under it the lid was open or the exposure wrong. */
  light: 50,
  /** Letter-like marks in lines; a page with fewer has no text. */
  letters: 10,
  /** Part of the long lines that run into the border, and how many at least. */
  cutLines: 0.15,
  fewestCut: 2,
  /** Strokes that the upper or lower border runs through; 130 whole pages, worn ones among them, had 4 at most. */
  cutStrokes: 14,
  /** Difference of opposite sides, as a part of the longer one, from which a photo is said to be aslant: letters at the far end are that much smaller. */
  keystone: 0.06,
  /** The darkest part of the paper's light, by the brightest: pages in even light have 0.87 at least, under half a hand's shadow 0.5. */
  evenness: 0.65,
} as const;

/** Longest side at which sharpness is measured, in pixels: the same for every scan, whatever its resolution. A4 at 150 dpi. */
export const MEASURED_SIDE = 1754;

/** Connected components that a line has at least, to be counted as letters, measured for sharpness, or taken for a long line. */
const components = { letters: 4, sharp: 6, long: 8 } as const;

const edges = {
  /** Pixels, at the measured side, of a line in which its steepest step is looked for: two or three letters. */
  window: 40,
  /** Least step from paper to ink, 0–255, or as a part of the page's own contrast: between the paper and a diacritic that is none. */
  step: 60,
  stepByContrast: 0.4,
} as const;

const border = {
  /** A line touches the left or right border within this part of the page's width, and small pixels at least. */
  touching: 0.004,
  touchingAtLeast: 3,
  /** Strokes no wider than this many x-heights count: letters, no lines or shadows. */
  stroke: 1.5,
  /** Small pixels from the border: each of these rows must be crossed, as noise or a border's shadow fills one or two. */
  rows: [1, 2, 3],
} as const;

export function measureQuality(
  sheet: Sheet,
  layout: Layout,
  info: { readonly width: number; readonly height: number },
  dpi: number | null,
  damaged: boolean,
): Quality {
  const { small } = sheet;
  const letters = layout.lines.reduce((sum, line) => sum + (line.components.length >= components.letters ? line.components.length : 0), 0);
  const { level } = small.background;
  return {
    width: info.width,
    height: info.height,
    dpi,
    xHeight: letterHeight(sheet, layout),
    sharpness: sharpness(sheet, layout),
    contrast: (WHITE - small.dark) / WHITE,
    light: level.reduce((sum, v) => sum + v, 0) / Math.max(1, level.length),
    // A sheet whose corners all lie within the picture is whole.
    cut: sheet.warp === null && sheet.paper === null && isCut(sheet, layout),
    blank: letters < qualityLimits.letters,
    damaged,
    streaks: sheet.streaks.map(([from, to]) => [from, to]),
    keystone: sheet.warp ? keystone(cornersOf(sheet.warp, sheet)) : 0,
    bent: sheet.shifts !== null,
    negative: sheet.negative,
    evenness: evenness(sheet),
  };
}

/** Of the page's letters, in pixels of the original. */
export function letterHeight({ small, scale }: Sheet, layout: Layout): number {
  return (textHeight(layout) * small.factor) / scale;
}

/**
 * The usual x-height of lines, the longer the more it counts, in small pixels: the many small shapes of a printed frame or a pattern, which may be most of
 * a page's components, stand in few long lines. What is usual of all components where there are none.
 */
function textHeight({ lines, xHeight }: Layout): number {
  const long = lines
    .filter((line) => line.components.length >= components.long)
    .map((line) => ({ height: line.baseline - line.meanline, weight: line.components.length ** 2 }))
    .sort((a, b) => a.height - b.height);
  let rest = long.reduce((sum, { weight }) => sum + weight, 0) / 2;
  for (const { height, weight } of long) {
    rest -= weight;
    if (rest <= 0) return height;
  }
  return xHeight;
}

/** What is wrong with the picture; whatever has one of these but `page.blank` should be scanned again. */
export function qualityFindings(quality: Quality): readonly Finding[] {
  const findings: Finding[] = [];
  if (quality.damaged) findings.push(finding('page.damaged', 'error', null));
  if (quality.light < qualityLimits.light) return [...findings, finding('page.dark', 'error', null)];
  // On faint paper hardly a letter is found: it is told from a blank page by what little there is.
  if (quality.blank) return [...findings, finding('page.blank', 'warning', null)];
  if ((quality.dpi !== null && quality.dpi < qualityLimits.dpi) || (quality.xHeight < qualityLimits.xHeight && !isWholeA4(quality)))
    findings.push(finding('page.lowResolution', 'warning', null, { dpi: quality.dpi ?? 0 }));
  if (quality.contrast < qualityLimits.contrast) findings.push(finding('page.faint', 'warning', null));
  if (quality.sharpness > 0 && quality.sharpness < qualityLimits.sharpness) findings.push(finding('page.blurred', 'warning', null));
  if (quality.cut) findings.push(finding('page.cut', 'warning', null));
  if (quality.keystone > qualityLimits.keystone) findings.push(finding('page.perspective', 'info', null));
  if (quality.bent) findings.push(finding('page.bent', 'info', null));
  if (!quality.damaged && quality.evenness < qualityLimits.evenness) findings.push(finding('page.shadow', 'info', null));
  if (quality.negative) findings.push(finding('page.negative', 'info', null));
  if (quality.streaks.length > 0) findings.push(finding('page.streaks', 'warning', null));
  return findings;
}

/** By its dots per inch the picture is as long as A4: then these are true, and small letters are small print or the pattern's. */
function isWholeA4({ width, height, dpi }: Quality): boolean {
  return dpi !== null && Math.abs(Math.max(width, height) / dpi - qualityLimits.a4) < qualityLimits.a4 * qualityLimits.a4Within;
}

/** Mean of the steepest step at letters' edges over the whole step from paper to ink: 1 is a hard edge. 0: no text to measure. */
function sharpness(sheet: Sheet, layout: Layout): number {
  const { plane, width, height, small, skew } = sheet;
  const step = Math.max(1, Math.max(width, height) / MEASURED_SIDE);
  const window = Math.round(edges.window * step);
  const [whole, part] = [Math.floor(step), step - Math.floor(step)];
  const least = Math.min(edges.step, edges.stepByContrast * (WHITE - small.dark));
  let sum = 0;
  let count = 0;
  for (const line of layout.lines) {
    if (line.components.length < components.sharp) continue;
    const y = ((line.meanline + line.baseline) / 2) * small.factor;
    for (let x = line.x0 * small.factor; x < line.x1 * small.factor; x += window) {
      const from = Math.round(x * Math.cos(skew) - y * Math.sin(skew));
      const row = Math.round(x * Math.sin(skew) + y * Math.cos(skew));
      if (row < 0 || row >= height) continue;
      const start = row * width;
      let darkest: number = WHITE;
      let brightest = 0;
      let steepest = 0;
      for (let i = Math.max(whole + 1, from); i < Math.min(width, from + window); i++) {
        const v = plane[start + i] as number;
        const near = plane[start + i - whole] as number;
        const before = part === 0 ? near : near + part * ((plane[start + i - whole - 1] as number) - near);
        const rise = Math.abs(v - before);
        if (v < darkest) darkest = v;
        if (v > brightest) brightest = v;
        if (rise > steepest) steepest = rise;
      }
      if (brightest - darkest > least) {
        sum += Math.min(1, steepest / (brightest - darkest));
        count++;
      }
    }
  }
  return count > 0 ? sum / count : 0;
}

/** Tenths of the paper, from the darkest; its edges, where hardly anything is read, are left out. */
const light = { darkest: 0.1, brightest: 0.9, edge: 0.04 } as const;

function evenness({ paper, small: { background, factor } }: Sheet): number {
  const { cell, columns, rows, level } = background;
  const corners = paper && scaledCorners(paper, 1 / (factor * cell));
  const isInner = (at: number, count: number) => at >= count * light.edge && at < count * (1 - light.edge);
  const isPaper = (x: number, y: number) =>
    corners ? isWithin(corners, x, y) && isWithin(corners, x + 1, y + 1) : isInner(x, columns) && isInner(y, rows);
  const inner = level.filter((_, i) => isPaper(i % columns, Math.floor(i / columns))).sort();
  const at = (part: number) => inner[Math.floor(part * (inner.length - 1))] ?? WHITE;
  return at(light.darkest) / at(light.brightest);
}

/** Several lines of text run into the border of the picture. */
function isCut(sheet: Sheet, layout: Layout): boolean {
  const { width } = sheet.small;
  const edge = Math.max(border.touchingAtLeast, width * border.touching);
  const long = layout.lines.filter((line) => line.components.length >= components.long);
  const touching = long.filter((line) => {
    const shift = Math.sin(sheet.skew) * ((line.meanline + line.baseline) / 2);
    return line.x0 - shift < edge || line.x1 - shift > width - edge;
  });
  return (
    touching.length >= Math.max(qualityLimits.fewestCut, long.length * qualityLimits.cutLines) ||
    borderStrokes(sheet, layout) >= qualityLimits.cutStrokes
  );
}

/** Strokes no wider than letters that run through the upper or the lower border: half a line of text is no line any more. */
function borderStrokes({ small: { even, width, height, threshold } }: Sheet, { xHeight }: Layout): number {
  const strokes = (y: number) => {
    let count = 0;
    let run = 0;
    for (let x = 2; x < width - 2; x++) {
      if ((even[y * width + x] as number) < threshold) run++;
      else {
        if (run > 0 && run <= xHeight * border.stroke) count++;
        run = 0;
      }
    }
    return count;
  };
  const fewest = (rows: readonly number[]) => Math.min(...rows.map(strokes));
  return Math.max(fewest(border.rows), fewest(border.rows.map((row) => height - 1 - row)));
}
