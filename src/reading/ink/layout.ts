import { WHITE } from './background.ts';
import { type Component, connectedComponents, type LabelledInk, straightened } from './components.ts';
import { type Grid, gridOf, isOnGrid } from './grids.ts';
import type { Sheet } from './sheet.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** What the ink of a page is: lines of text and ruled tables, by the size and the shape of connected components. Straightened small pixels. */
export interface Layout {
  readonly lines: readonly TextLine[];
  readonly grids: readonly Grid[];
  /** Usual height of small letters (of capitals where the page has no others). */
  readonly xHeight: number;
}

/** Components of any kind of ink. In x-heights of the page unless said otherwise. */
const limits = {
  /** Specks: smaller both ways than one 800th of the picture's height (two pixels of A4 at 150 dpi), or of fewer pixels. */
  specksPerHeight: 800,
  speckSideAtLeast: 2,
  speckArea: 3,
  /** A solid ruling line, or one of dots that touch: its least length, and its greatest thickness (x-heights, or by its length: skewed lines). */
  lineLength: 8,
  lineThickness: 0.5,
  lineSlope: 0.07,
  /** Mean ink above one pixel of its length: solid shapes have more. */
  lineInk: 6,
  /** No letter, nor several that touch: longer than the first and (taller than the second or wider than the third). */
  bigSide: 4.5,
  bigHeight: 4,
  bigWidth: 12,
  /** A ruled table in one component: part of the page's width, height, and part of its box that is ink at most. */
  gridWidth: 0.2,
  gridHeight: 2.5,
  gridInk: 0.25,
} as const;

/** Bits of broken ruling lines, in x-heights: a table may be there that is ruled in grey. */
const pale = {
  thickness: 0.2,
  thicknessAtLeast: 3,
  verticalLength: 1.6,
  horizontalLength: 2,
  /** So many bits, of each kind or together. */
  vertical: 3,
  horizontal: 5,
  both: 6,
  /** The paler threshold, as a part of the way from ink to paper; and the part of the page that may be under it: more is a pattern. */
  threshold: 0.78,
  inkAtMost: 0.12,
  /** Every seventh pixel is enough to count. */
  sample: 7,
} as const;

export function findLayout(sheet: Sheet): Layout {
  const { components, grids: plain, rulingLines, xHeight } = sortComponents(connectedComponents(sheet.small, sheet.small.threshold), sheet);
  if (plain.length > 0) return { lines: textLines(components, xHeight), grids: plain, xHeight };
  const grids = mayBeRuled(components, rulingLines, xHeight) ? paleGrids(sheet) : [];
  const letters = components.filter((c) => !isOnGrid(c, grids));
  return { lines: textLines(letters, xHeight), grids, xHeight };
}

/** Several thin upright strokes, and long flat ones. */
function mayBeRuled(components: readonly Component[], rulingLines: number, xHeight: number): boolean {
  const thin = Math.max(pale.thicknessAtLeast, xHeight * pale.thickness);
  const vertical = components.filter((c) => c.x1 - c.x0 <= thin && c.y1 - c.y0 >= xHeight * pale.verticalLength).length;
  const horizontal = rulingLines + components.filter((c) => c.y1 - c.y0 <= thin && c.x1 - c.x0 >= xHeight * pale.horizontalLength).length;
  return vertical >= pale.vertical || horizontal >= pale.horizontal || vertical + horizontal >= pale.both;
}

/** Tables are often ruled in grey: on paper without a pattern a paler threshold still tells line from paper. */
function paleGrids(sheet: Sheet): readonly Grid[] {
  const { even, dark } = sheet.small;
  const threshold = Math.round(dark + (WHITE - dark) * pale.threshold);
  let ink = 0;
  for (let i = 0; i < even.length; i += pale.sample) if ((even[i] as number) < threshold) ink += pale.sample;
  return ink > even.length * pale.inkAtMost ? [] : sortComponents(connectedComponents(sheet.small, threshold), sheet).grids;
}

/** Components that may be letters or their diacritics, straightened; tables; and how many other ruling lines there are. */
function sortComponents(
  found: LabelledInk,
  sheet: Sheet,
): { readonly components: readonly Component[]; readonly grids: readonly Grid[]; readonly rulingLines: number; readonly xHeight: number } {
  const { width, height } = sheet.small;
  const speck = Math.max(limits.speckSideAtLeast, Math.round(height / limits.specksPerHeight));
  const xHeight = usualHeight(found.components, height);
  const components: Component[] = [];
  const grids: Grid[] = [];
  let rulingLines = 0;
  found.components.forEach((c, at) => {
    const w = c.x1 - c.x0 + 1;
    const h = c.y1 - c.y0 + 1;
    if ((w < speck && h < speck) || c.area < limits.speckArea) return;
    const thickness = Math.max(xHeight * limits.lineThickness, w * limits.lineSlope + 2);
    if (w > xHeight * limits.lineLength && h < thickness && c.area < w * limits.lineInk) {
      rulingLines++;
      return;
    }
    if (Math.max(w, h) > xHeight * limits.bigSide && (h > xHeight * limits.bigHeight || w > xHeight * limits.bigWidth)) {
      if (w > width * limits.gridWidth && h > xHeight * limits.gridHeight && c.area < w * h * limits.gridInk) {
        const grid = gridOf(at, found.runs, sheet);
        if (grid) grids.push(grid);
      }
      return;
    }
    components.push(straightened(c, sheet));
  });
  return { components, grids, rulingLines, xHeight };
}

/** Which components count for the usual height, all by their boxes: the parts of the page's height between which they lie, how wide and how full. */
const letterLike = {
  lowestPerPage: 300,
  highestPerPage: 20,
  widestByHeight: 4,
  heightByNarrowest: 6,
  boxByLeastInk: 8,
  /** With fewer of them there is no usual height: then a letter of 12 points on A4 is expected. */
  fewest: 8,
  expectedPerPage: 120,
  /** Small pixels: heights that may be the usual one. */
  lowest: 4,
  highest: 500,
  /** A second frequent height between these parts of the first: small letters beside capitals or a large hand. */
  smallerFrom: 0.4,
  smallerTo: 0.58,
} as const;

/**
 * The most frequent height among components that look like letters, weighing neighbours. Where a height of about half of it is as frequent,
 * that one is the print and the other a large hand: print must not be taken for diacritics.
 */
function usualHeight(components: readonly Component[], pageHeight: number): number {
  const [lowest, highest] = [pageHeight / letterLike.lowestPerPage, pageHeight / letterLike.highestPerPage];
  const bins = new Float64Array(letterLike.highest + 2);
  let count = 0;
  for (const c of components) {
    const w = c.x1 - c.x0 + 1;
    const h = c.y1 - c.y0 + 1;
    if (h < lowest || h >= highest || w >= h * letterLike.widestByHeight || w <= h / letterLike.heightByNarrowest) continue;
    if (c.area <= (w * h) / letterLike.boxByLeastInk) continue;
    count++;
    if (h < bins.length) bins[h] = (bins[h] as number) + 1;
  }
  const expected = pageHeight / letterLike.expectedPerPage;
  if (count < letterLike.fewest) return expected;
  const often = (i: number) => (bins[i - 1] as number) + 2 * (bins[i] as number) + (bins[i + 1] as number);
  let most = 0;
  let usual = expected;
  for (let i = letterLike.lowest; i < letterLike.highest; i++) {
    const weight = often(i) * Math.sqrt(i);
    if (weight > most) {
      most = weight;
      usual = i;
    }
  }
  let print = usual;
  let printOften = often(Math.round(usual));
  for (let i = Math.max(letterLike.lowest, Math.ceil(usual * letterLike.smallerFrom)); i <= usual * letterLike.smallerTo; i++) {
    if (often(i) < printOften) continue;
    printOften = often(i);
    print = i;
  }
  return print;
}
