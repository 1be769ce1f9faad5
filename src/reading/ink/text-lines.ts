import type { Component } from './components.ts';

/**
 * Text on one baseline. `meanline` and `baseline` are the upper and lower edge of its usual letters (of its capitals where it has no others):
 * what lies between them is its x-height. `top` and `bottom` hold diacritics, ascenders and descenders too.
 */
export interface Span {
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  readonly meanline: number;
  readonly baseline: number;
}

/** A line of text as the ink shows it, through all gaps that are no wider than two or three words; straightened small pixels. */
export interface TextLine extends Span {
  /** From the left. */
  readonly components: readonly Component[];
}

/** Parts of the page's x-height: a letter is so high; the rest are diacritics, dots, dashes and specks. */
const letter = { lowest: 0.55, highest: 4 } as const;

/** Whether a letter goes on a line that is being built. By the line's own x-height, or the letter's height. */
const joins = {
  /** Widest gap, by the greater of both heights: letters spread over a form's columns still are one line. */
  gap: 3.2,
  /** Least overlap in height, by the smaller of both. */
  overlap: 0.45,
  /** Height of the letter by the line's x-height. */
  tallest: 3,
  lowest: 0.3,
  /** What a pixel of gap counts beside a pixel off the line's middle. */
  gapCost: 0.1,
} as const;

/** A line's edges follow its letters slowly, so that the last few tell where it is: what stays of the old value, and what the new one adds. */
const follow = { middleOld: 0.8, middleNew: 0.2, edgeOld: 0.85, edgeNew: 0.15 } as const;

/** Which line a diacritic belongs to, in x-heights of the line. */
const diacritic = {
  /** So far beyond the line's ends. */
  beside: 0.8,
  /** Distance from the letters at most; below the baseline every pixel counts for more, as diacritics of the next line stand there. */
  away: 1.05,
  belowCost: 1.6,
} as const;

/** Letters first, from the left onto baselines; then diacritics and dots to the nearest line below or above. */
export function textLines(components: readonly Component[], xHeight: number): readonly TextLine[] {
  const isLetter = (c: Component) => c.y1 - c.y0 >= xHeight * letter.lowest && c.y1 - c.y0 <= xHeight * letter.highest;
  const lines = baselines(components.filter(isLetter).sort((a, b) => a.x0 - b.x0));
  const added: Component[][] = lines.map(() => []);
  for (const c of components) {
    if (isLetter(c)) continue;
    const at = nearestLine(c, lines);
    if (at >= 0) (added[at] as Component[]).push(c);
  }
  return lines.map((line, i) => {
    const all = [...line.components, ...(added[i] as Component[])].sort((a, b) => a.x0 - b.x0);
    return {
      ...line,
      x0: Math.min(...all.map((c) => c.x0)),
      x1: Math.max(...all.map((c) => c.x1)),
      top: Math.min(...all.map((c) => c.y0)),
      bottom: Math.max(...all.map((c) => c.y1)),
      components: all,
    };
  });
}

interface OpenLine {
  readonly letters: Component[];
  x1: number;
  middle: number;
  meanline: number;
  baseline: number;
}

/** Lines of letters, from the top by their baselines. */
function baselines(letters: readonly Component[]): readonly TextLine[] {
  const open: OpenLine[] = [];
  for (const c of letters) {
    const h = c.y1 - c.y0;
    const middle = (c.y0 + c.y1) / 2;
    let best: OpenLine | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const line of open) {
      const gap = c.x0 - line.x1;
      const xHeight = line.baseline - line.meanline;
      if (gap > Math.max(xHeight, h) * joins.gap) continue;
      const overlap = Math.min(c.y1, line.baseline) - Math.max(c.y0, line.meanline);
      if (overlap < Math.min(h, xHeight) * joins.overlap) continue;
      const ratio = h / xHeight;
      if (ratio > joins.tallest || ratio < joins.lowest) continue;
      const cost = Math.abs(middle - line.middle) + Math.max(0, gap) * joins.gapCost;
      if (cost < bestCost) {
        bestCost = cost;
        best = line;
      }
    }
    if (best) {
      best.letters.push(c);
      best.x1 = Math.max(best.x1, c.x1);
      best.middle = best.middle * follow.middleOld + middle * follow.middleNew;
      best.meanline = best.meanline * follow.edgeOld + c.y0 * follow.edgeNew;
      best.baseline = best.baseline * follow.edgeOld + c.y1 * follow.edgeNew;
    } else open.push({ letters: [c], x1: c.x1, middle, meanline: c.y0, baseline: c.y1 });
  }
  return open.map((line) => lineOf(line.letters)).sort((a, b) => a.baseline - b.baseline);
}

/** The line's edges are the middle ones of its letters'. */
function lineOf(letters: readonly Component[]): TextLine {
  const tops = letters.map((c) => c.y0).sort((a, b) => a - b);
  const bottoms = letters.map((c) => c.y1).sort((a, b) => a - b);
  const middle = letters.length >> 1;
  return {
    x0: Math.min(...letters.map((c) => c.x0)),
    x1: Math.max(...letters.map((c) => c.x1)),
    top: tops[0] as number,
    bottom: bottoms[bottoms.length - 1] as number,
    meanline: tops[middle] as number,
    baseline: bottoms[middle] as number,
    components: letters,
  };
}

/** Index of the line that is nearest above or below; -1 where none is near. */
function nearestLine(c: Component, lines: readonly TextLine[]): number {
  const middle = (c.y0 + c.y1) / 2;
  const centre = (c.x0 + c.x1) / 2;
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  lines.forEach((line, i) => {
    const xHeight = line.baseline - line.meanline;
    if (centre < line.x0 - xHeight * diacritic.beside || centre > line.x1 + xHeight * diacritic.beside) return;
    const above = line.meanline - middle;
    const below = middle - line.baseline;
    const cost = above > 0 ? above : below > 0 ? below * diacritic.belowCost : 0;
    if (cost > xHeight * diacritic.away || cost >= bestCost) return;
    bestCost = cost;
    best = i;
  });
  return best;
}
