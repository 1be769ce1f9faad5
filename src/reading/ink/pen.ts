import { weigh } from './network.ts';
import { network } from './pen-network.ts';
import type { Sheet } from './sheet.ts';
import { DIRECTIONS, median, type StrokeTraits, strokeTraits } from './stroke-traits.ts';
import type { Span } from './text-lines.ts';

/**
 * Is this ink pen or print? Told by its strokes and by how they differ from what else stands on the page, never by what it says. A small network
 * weighs the traits of each word (`tests/training/pen.ts` made it, of fonts of hand and of print, worn like scans); print in a second face, of a
 * typewriter or of needles is print.
 */

/** Ink without wide gaps between its columns, left to right; straightened sheet pixels. */
export interface InkRun {
  readonly x0: number;
  readonly x1: number;
}

/** What is usual for the print of a page. */
export type PrintOfPage = Pick<StrokeTraits, (typeof traits)[number] | 'edges'> & { readonly xHeight: number };

const traits = [
  'thickness',
  'evenness',
  'darkness',
  'foot',
  'scatter',
  'height',
  'heightScatter',
  'joined',
  'dots',
  'fill',
  'straight',
  'flat',
] as const;
/** What tells by how far it is off the usual, to either side. */
const offUsual = ['thickness', 'darkness', 'foot', 'height', 'fill'] as const;

const limits = {
  /** Runs of ink are one word over such gaps, x-heights. */
  gap: 0.45,
  /** Words of so many glyphs say what is usual on a page; so many words are enough. */
  glyphs: 3,
  words: 28,
  /** Logits. Words that surely are pen make their value so where there are two, or where one is more than this part of it; others may in the mean. */
  sure: 2,
  part: 1 / 3,
  likely: 1,
  /** Where a pen is often used, a word over this is not surely print. */
  unlikely: -2,
  /** Under this part of nothing a logarithm would not end. */
  nothing: 1e-6,
} as const;

/** The words of a span: runs that stand close together. */
export function inkWords(runs: readonly InkRun[], xHeight: number): readonly InkRun[] {
  const out: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of runs) {
    const last = out.at(-1);
    if (last && x0 - last.x1 < xHeight * limits.gap) last.x1 = Math.max(last.x1, x1);
    else out.push({ x0, x1 });
  }
  return out;
}

/** What is usual for these words; null where they are too few. */
export function printOf(found: readonly StrokeTraits[]): Omit<PrintOfPage, 'xHeight'> | null {
  const told = found.filter(({ glyphs }) => glyphs >= limits.glyphs);
  if (told.length < limits.glyphs) return null;
  const usual = (of: (one: StrokeTraits) => number) => median(told.map(of));
  return {
    ...(Object.fromEntries(traits.map((trait) => [trait, usual((one) => one[trait])])) as Record<(typeof traits)[number], number>),
    edges: Array.from({ length: DIRECTIONS }, (_, i) => usual(({ edges }) => edges[i] as number)),
  };
}

/** The usual print of a page, of words from all over it; `xHeight` is the page's, in sheet pixels. */
export function printOfPage(
  sheet: Sheet,
  lines: readonly (Span & { readonly runs: readonly InkRun[] })[],
  xHeight: number,
): PrintOfPage | null {
  const words = lines.flatMap((line) => inkWords(line.runs, xHeight).map((word) => ({ ...line, ...word })));
  const step = Math.max(1, words.length / limits.words);
  const found: StrokeTraits[] = [];
  for (let at = 0; at < words.length; at += step) {
    const one = strokeTraits(sheet, words[Math.floor(at)] as Span, xHeight);
    if (one) found.push(one);
  }
  const print = printOf(found);
  return print && { ...print, xHeight };
}

/** How much a word looks like pen: a logit, 0 is even. Null where it has no glyphs. */
export function penScore(sheet: Sheet, word: Span, print: PrintOfPage): number | null {
  const found = strokeTraits(sheet, word, print.xHeight);
  return found && weigh(network, inputsOf(found, print));
}

/** `partly`: a word among many surely is pen; it may be a mark beside the print. */
export type PenOrPrint = 'pen' | 'partly' | 'unsure' | 'print';

/** What the words of one value are, by their scores. Without a word nothing is told. */
export function penOrPrint(scores: readonly number[]): PenOrPrint {
  if (scores.length === 0) return 'unsure';
  const sure = scores.filter((score) => score > limits.sure).length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  if (sure > 1 || sure > scores.length * limits.part || mean > limits.likely) return 'pen';
  if (sure > 0) return 'partly';
  return scores.some((score) => score > limits.unlikely) ? 'unsure' : 'print';
}

/** What the network is told of a word. */
export function inputsOf(one: StrokeTraits, print: Omit<PrintOfPage, 'xHeight'>): readonly number[] {
  return [
    ...traits.map((trait) => one[trait]),
    ...traits.map((trait) => one[trait] - print[trait]),
    ...offUsual.map((trait) => Math.abs(one[trait] - print[trait])),
    ...one.edges,
    one.edges.reduce((sum, part, i) => sum + Math.abs(part - (print.edges[i] as number)), 0),
    Math.log(one.glyphs),
    Math.abs(one.foot),
    one.edges.reduce((sum, part) => sum + part * Math.log(part + limits.nothing), 0),
  ];
}
