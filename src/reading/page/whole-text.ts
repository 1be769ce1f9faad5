import type { Ocr } from '#ports';
import { WHITE } from '#reading/ink/background';
import { gridsOf } from '#reading/ink/grids';
import { findLayout, type Layout } from '#reading/ink/layout';
import { findRulingLines, withoutRulingLines } from '#reading/ink/ruling-lines';
import { reduce, type Sheet } from '#reading/ink/sheet';
import { cutOut, type Preparation } from '#reading/ink/strips';
import type { Prepared } from './normalise.ts';
import { penOn, withPen } from './pen-text.ts';
import { printOfLines } from './pen-values.ts';
import { readingOrder } from './reading-order.ts';
import { type ReadLine, type ReadWord, readSegment } from './recognise.ts';
import type { Frame } from './region.ts';
import { colouredSegments, hasTextOrFigure, type Segment, segments } from './segments.ts';
import { chooseWords, isPlausible } from './word-choice.ts';

/**
 * All text of a page in the order in which a person reads it. Apart from the reading of forms, which it neither uses nor changes: what a
 * form needs are single values as surely as can be; here nothing may be left out, and nothing made of stamps, ruling lines and specks.
 */

/** Softer than the first pass of forms: the pale hooks and dots over letters stay. Errors are half as many on copies at 200 dpi. */
const softPass: Preparation = { name: 'soft', air: 0.22, pale: 1 };
/** Larger letters, another raster: wrong where the first is right, and the other way round. */
const closePass: Preparation = { name: 'close', air: 0.06, pale: 1.15 };

/** A line with a word of less confidence (0 to 100) is read a second time. */
const SURE = 88;

/** Lines from the top, a table's rows as one line each. `frames`: the pages that lie side by side on the sheet, sheet pixels. */
export async function wholeText(ocr: Ocr, prepared: Prepared, frames: readonly Frame[]): Promise<string> {
  const { sheet, layout } = withoutRuling(prepared);
  const xHeight = layout.xHeight * sheet.small.factor;
  const black = segments(sheet, layout).filter((segment) => hasTextOrFigure(segment, xHeight));
  // Numbers and titles are also printed in red.
  const red = colouredSegments(sheet, layout, black).filter(
    (segment) => hasTextOrFigure(segment, xHeight) && !black.some((other) => overlaps(segment, other)),
  );
  const found = [...black, ...red];
  const read: ReadLine[] = [];
  for (const segment of found) read.push(await readTwice(ocr, sheet, withDash(sheet, segment, found)));
  const lines = withPenNamed(read, sheet, xHeight);
  const rows = frames.flatMap((frame) => {
    const own = lines.filter(({ x0, x1 }) => (x0 + x1) / 2 >= frame.x0 && (x0 + x1) / 2 < frame.x0 + frame.width);
    return readingOrder(own, xHeight);
  });
  const texts = rows.map((row) => {
    const parts = row.map((line) => tidyLine(line.words.map((word) => word.text).join(' ')));
    return joined(parts, ' ');
  });
  return joined(texts, '\n');
}

/** Lines without clutter, pen named where it stands; a line that is all pen is told from clutter by the print beside it. */
function withPenNamed(read: readonly ReadLine[], sheet: Sheet, xHeight: number): readonly ReadLine[] {
  const kept = read.map((line) => cleaned(line, sheet, xHeight));
  const print = printOfLines(
    sheet,
    kept.flatMap((line) => (line && !line.coloured ? [line] : [])),
  );
  const rows = new Set(kept.flatMap((line) => (line ? [line.row] : [])));
  return read.flatMap((line, i) => {
    const own = kept[i] ?? null;
    const pen = print && (own || rows.has(line.row)) ? penOn(sheet, line, print) : [];
    if (own) return [withPen(own, pen)];
    return pen.length > 0 ? [withPen({ ...line, words: [] }, pen)] : [];
  });
}

/** A word or number broken after its hyphen goes on without a space. */
function joined(parts: readonly string[], by: string): string {
  return parts.reduce(
    (text, part) => `${text}${text === '' || (/[\p{L}\d]-$/u.test(text) && /^[\p{L}\d]/u.test(part)) ? '' : by}${part}`,
    '',
  );
}

/** Characters that the engine does not know or doubles, where only one can stand. */
export function tidyLine(text: string): string {
  return text
    .replace(/(?<=\d ?[kcdm]?m)[°ˆ®?*”"'^’](?=[\s,.;:)/]|$)/gu, '²')
    .replace(/(?<=\p{L}Đ?-)TT(?:yg|gy|gg|y|q|9)(?!\p{L})/gu, 'TTg')
    .replace(/(?<![\p{L}])QĐĐ(?=-)/gu, 'QĐ')
    .replace(/(?<![\p{L}])UUBND(?!\p{L})/gu, 'UBND');
}

/** Once, and again where a word is doubtful. */
async function readTwice(ocr: Ocr, sheet: Sheet, segment: Segment): Promise<ReadLine> {
  const first = await readSegment(ocr, sheet, segment, softPass);
  if (first.words.every((word) => word.confidence >= SURE && isPlausible(word.text))) return first;
  const second = await readSegment(ocr, sheet, segment, closePass, 'vie-careful');
  return { ...first, words: chooseWords(first.words, second.words) };
}

/**
 * What is text and not what a stamp, a pen or a speck left. `sure` is the mean confidence of its words by letters (0 to 100), `plausible`
 * the part of its letters in plausible words. Set on copies of office letters at 200 dpi with stamps and signatures.
 */
const clutter = {
  /** In colour a stamp is as red as a number or a title, but says only a word or two where it is straight. */
  coloured: { sure: 82, plausible: 0.85, words: 4 },
  /** Nothing of it may be written so; outside of a table, where figures and short names stand, that is asked sooner. */
  anywhere: { sure: 40, plausible: 0.7 },
  outsideCells: { sure: 65, plausible: 0.4 },
  /** A word or two of so many letters at most. */
  short: { words: 2, letters: 8, sure: 78 },
  /** A few strokes alone, so many runs of ink: a number stands like that only at the page's upper and lower edge (parts of its height). */
  strokes: { runs: 4, top: 0.09, bottom: 0.9, sure: 60 },
  /** A single word of few strokes: so few letters, so high (x-heights of the page), or neither plausible nor so sure. */
  word: { letters: 2, highest: 1.7, sure: 85 },
  /** A word at either end: dashes and dots that are surer than this stay; letters that are less sure and so few go. */
  speck: { dash: 55, letters: 2, sure: 50 },
} as const;

/** Without the specks at its ends; null where nothing else is there. */
function cleaned(line: ReadLine, sheet: Sheet, xHeight: number): ReadLine | null {
  let words = [...line.words];
  while (words.length > 1 && isSpeck(words[words.length - 1] as ReadWord)) words = words.slice(0, -1);
  while (words.length > 1 && isSpeck(words[0] as ReadWord)) words = words.slice(1);
  const text = words.map((word) => word.text).join('');
  if (!/[\p{L}\d]/u.test(text)) return null;
  const byLetters = (of: (word: ReadWord) => number) => words.reduce((sum, word) => sum + of(word) * word.text.length, 0) / text.length;
  const sure = byLetters((word) => word.confidence);
  const plausible = byLetters((word) => (isPlausible(word.text) && /[\p{L}\d]/u.test(word.text) ? 1 : 0));
  const under = (least: { readonly sure: number; readonly plausible: number }) => sure < least.sure && plausible < least.plausible;
  if (line.coloured) {
    const { coloured } = clutter;
    if (sure < coloured.sure || plausible < coloured.plausible || (words.length < coloured.words && !/\d{3}/.test(text))) return null;
  }
  if (under(clutter.anywhere) || (line.cell === null && under(clutter.outsideCells))) return null;
  const kept = { ...line, words };
  if (line.cell !== null) return kept;
  if (words.length <= clutter.short.words && text.length <= clutter.short.letters && sure < clutter.short.sure) return null;
  if (line.runs.length > clutter.strokes.runs || words.length > 1) return kept;
  const atEdge = line.baseline < sheet.height * clutter.strokes.top || line.meanline > sheet.height * clutter.strokes.bottom;
  if (/^\d+$/.test(text)) return atEdge && sure > clutter.strokes.sure ? kept : null;
  const { letters, highest, sure: sureWord } = clutter.word;
  if (text.length <= letters || line.baseline - line.meanline > xHeight * highest) return null;
  return plausible < 1 && sure < sureWord ? null : kept;
}

function isSpeck({ text, confidence }: ReadWord): boolean {
  if (!/[\p{L}\d]/u.test(text)) return !(/^[-+.…]+$/.test(text) && confidence > clutter.speck.dash);
  return text.length <= clutter.speck.letters && confidence < clutter.speck.sure && !isPlausible(text);
}

/** The sheet without ruling lines, and the tables that they made. */
function withoutRuling({ sheet, layout }: Prepared): { readonly sheet: Sheet; readonly layout: Layout } {
  const lines = findRulingLines(sheet, layout.xHeight);
  const grids = gridsOf(lines, layout.xHeight);
  const plane = withoutRulingLines(sheet, lines, layout.xHeight);
  const bare: Sheet = { ...sheet, plane, small: { ...reduce(plane, sheet.width, sheet.height), background: sheet.small.background } };
  return { sheet: bare, layout: { ...findLayout(bare), xHeight: layout.xHeight, grids: grids.length > 0 ? grids : layout.grids } };
}

function overlaps(one: Segment, other: Segment): boolean {
  return one.x0 < other.x1 && other.x0 < one.x1 && one.meanline < other.baseline && other.meanline < one.baseline;
}

/** The dash of a list, in x-heights of its line. */
const dash = {
  /** So far before the text it is looked for, above and below the line's letters by these, and not in the first letter's own edge. */
  reach: 2.6,
  above: 0.3,
  height: 1.6,
  edge: 0.12,
  /** Its length, its thickness (and strip pixels at least), and how often it is longer than thick. */
  shortest: 0.2,
  longest: 1.1,
  thickest: 0.32,
  thicknessAtLeast: 3,
  lengthByThickness: 1.2,
  /** Where its middle lies, parts of the height that is looked at. */
  from: 0.35,
  to: 0.8,
} as const;

/** With the dash of a list before it, which stands too far from the letters to be seen as one of them. */
function withDash(sheet: Sheet, segment: Segment, all: readonly Segment[]): Segment {
  const xHeight = segment.baseline - segment.meanline;
  const reach = xHeight * dash.reach;
  const isFree = all.every(
    (other) =>
      other === segment ||
      other.x1 < segment.x0 - reach ||
      other.x0 >= segment.x0 ||
      other.baseline < segment.meanline ||
      other.meanline > segment.baseline,
  );
  if (!isFree || segment.x0 < reach) return segment;
  const zoom = 1 / sheet.small.factor;
  const top = segment.meanline - xHeight * dash.above;
  const { width, height, data } = cutOut(sheet, sheet.plane, segment.x0 - reach, top, reach, xHeight * dash.height, zoom, 1);
  const unit = xHeight * zoom;
  const box = { left: width, right: -1, top: height, bottom: -1 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width - unit * dash.edge; x++)
      if ((data[y * width + x] as number) <= WHITE >> 1) {
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
  const [w, h, middle] = [box.right - box.left + 1, box.bottom - box.top + 1, (box.top + box.bottom) / 2 / height];
  const isDash =
    w >= unit * dash.shortest &&
    w <= unit * dash.longest &&
    h <= Math.max(dash.thicknessAtLeast, unit * dash.thickest) &&
    w > h * dash.lengthByThickness &&
    middle > dash.from &&
    middle < dash.to;
  return isDash ? { ...segment, x0: segment.x0 - reach + box.left / zoom } : segment;
}
