import { colouredLines } from '#reading/ink/coloured-lines';
import { type DottedZero, dottedZeros } from '#reading/ink/dotted-zeros';
import type { Layout } from '#reading/ink/layout';
import type { Sheet } from '#reading/ink/sheet';
import type { Span, TextLine } from '#reading/ink/text-lines';

/** What is recognised at once: lines of text cut at wide gaps and at the ruling lines of tables. Straightened sheet pixels. */

/** A span to be read. */
export interface Segment extends Span {
  /** Printed in strong colour, which only `inkAll` of the sheet shows. */
  readonly coloured: boolean;
  /** Joins segments on one baseline. */
  readonly row: number;
  /** Its place in a ruled table. */
  readonly cell: Cell | null;
  /** Ink without gaps between its columns, left to right: where the paper really has spaces. */
  readonly runs: readonly Run[];
  readonly dottedZeros: readonly DottedZero[];
  /** Middles of the dots below the baseline (nặng). */
  readonly dotsBelow: readonly number[];
  /** Connected components, diacritics among them. */
  readonly components: number;
}

export interface Run {
  readonly x0: number;
  readonly x1: number;
}

export interface Cell {
  readonly grid: number;
  readonly row: number;
  readonly column: number;
}

/** In x-heights of the line. */
const limits = {
  /** A wider gap parts two segments: printed spaces have at most one x-height, columns of a form three or more. */
  gap: 2.3,
  /** A segment has a letter, not only specks: so high is its highest component. */
  letterHeight: 0.5,
  /** A dot below: its greatest width and height, and where it begins, from just over the baseline down. Commas and full stops begin above it. */
  dotSize: 0.42,
  dotOver: 0.02,
  dotUnder: 0.6,
} as const;

/** Which segments hold text at all. In x-heights of the page unless said otherwise. */
const text = {
  /** A single stroke beside the text is a border or a fold: with so few runs of ink it must be this wide. */
  fewRuns: 2,
  stroke: 0.8,
  /** X-height of the segment, and its width by that. */
  lowest: 0.45,
  highest: 6,
  width: 0.5,
  /** A figure may stand alone in a cell, and be smaller. */
  lowestInCell: 0.4,
  widthInCell: 0.15,
} as const;

/** Lines share a row when they overlap by this part of the smaller one; so many rows back are compared. */
const SAME_ROW = 0.6;
const ROWS_BACK = 4;
/** Sheet pixels between two components that are one run of ink. */
const TOUCHING = 0.5;

/** Segments in black ink, in reading order. */
export function segments(sheet: Sheet, layout: Layout): readonly Segment[] {
  const ordered = [...layout.lines].sort((a, b) => a.baseline - b.baseline);
  const rows = rowNumbers(ordered);
  return ordered.flatMap((line, i) =>
    splitLine(line, layout).map((part) => segmentOf(sheet, part.line, { row: rows[i] as number, cell: part.cell, coloured: false })),
  );
}

/** Whether it is worth recognising; `xHeight` is the page's, in sheet pixels. */
export function hasText(segment: Segment, xHeight: number): boolean {
  const [width, height] = [segment.x1 - segment.x0, segment.baseline - segment.meanline];
  if (segment.runs.length <= text.fewRuns && segment.cell === null && width < xHeight * text.stroke) return false;
  return height > xHeight * text.lowest && width > height * text.width && height < xHeight * text.highest;
}

/** The same, where a cell may hold a single figure. */
export function hasTextOrFigure(segment: Segment, xHeight: number): boolean {
  if (segment.cell === null) return hasText(segment, xHeight);
  const [width, height] = [segment.x1 - segment.x0, segment.baseline - segment.meanline];
  return height > xHeight * text.lowestInCell && width > height * text.widthInCell && height < xHeight * text.highest;
}

/** A page whose segments are coloured too, this part of them or more, is printed in coloured ink: nothing stands out of it. */
const COLOURED_INK = 0.5;

/** Segments printed in strong colour, beside those of black ink (`others`); their rows are numbered on. */
export function colouredSegments(sheet: Sheet, layout: Layout, others: readonly Segment[]): readonly Segment[] {
  const after = Math.max(0, ...others.map(({ row }) => row));
  const found = colouredLines(sheet, layout).map((line, i) => segmentOf(sheet, line, { row: after + 1 + i, cell: null, coloured: true }));
  // Counted in coloured lines: one of a frame or a heading lies on many that a pattern makes.
  const twice = new Set(found.filter((segment) => others.some((other) => covers(segment, other))));
  return twice.size < others.length * COLOURED_INK ? found : found.filter((segment) => !twice.has(segment));
}

/** They lie in one line, one over the other. */
function covers(one: Segment, other: Segment): boolean {
  const across = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
  const down = Math.min(one.baseline, other.baseline) - Math.max(one.meanline, other.meanline);
  return across > 0 && down > (other.baseline - other.meanline) / 2;
}

function segmentOf(sheet: Sheet, line: TextLine, at: Pick<Segment, 'row' | 'cell' | 'coloured'>): Segment {
  const { factor } = sheet.small;
  return {
    ...at,
    x0: line.x0 * factor,
    x1: line.x1 * factor,
    top: line.top * factor,
    bottom: line.bottom * factor,
    meanline: line.meanline * factor,
    baseline: line.baseline * factor,
    components: line.components.length,
    runs: runsOf(line, factor),
    dottedZeros: at.coloured ? [] : dottedZeros(sheet, line),
    dotsBelow: dotsBelow(line).map((x) => x * factor),
  };
}

/** Dots of the tone nặng stand free below the baseline. */
function dotsBelow(line: TextLine): readonly number[] {
  const xHeight = line.baseline - line.meanline;
  const size = xHeight * limits.dotSize;
  const [from, to] = [line.baseline - xHeight * limits.dotOver, line.baseline + xHeight * limits.dotUnder];
  return line.components
    .filter((c) => c.y1 - c.y0 <= size && c.x1 - c.x0 <= size && c.y0 >= from && c.y0 <= to)
    .map((c) => (c.x0 + c.x1) / 2);
}

function runsOf(line: TextLine, factor: number): readonly Run[] {
  const out: { x0: number; x1: number }[] = [];
  for (const c of line.components) {
    const last = out[out.length - 1];
    if (last && c.x0 * factor <= last.x1 + TOUCHING) last.x1 = Math.max(last.x1, c.x1 * factor);
    else out.push({ x0: c.x0 * factor, x1: c.x1 * factor });
  }
  return out;
}

/** The row of each line; lines that overlap in height by more than half share one. */
function rowNumbers(lines: readonly TextLine[]): readonly number[] {
  const out: number[] = [];
  const rows: Pick<Span, 'meanline' | 'baseline'>[] = [];
  for (const line of lines) {
    let at = -1;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - ROWS_BACK; i--) {
      const row = rows[i] as Pick<Span, 'meanline' | 'baseline'>;
      const overlap = Math.min(row.baseline, line.baseline) - Math.max(row.meanline, line.meanline);
      if (overlap > Math.min(row.baseline - row.meanline, line.baseline - line.meanline) * SAME_ROW) at = i;
    }
    if (at < 0) {
      rows.push({ meanline: line.meanline, baseline: line.baseline });
      at = rows.length - 1;
    }
    out.push(at);
  }
  return out;
}

/** The line's parts between wide gaps and, inside a table, between ruling lines. */
function splitLine(line: TextLine, layout: Layout): readonly { readonly line: TextLine; readonly cell: Cell | null }[] {
  const xHeight = line.baseline - line.meanline;
  const cellOf = cellsOf(line, layout);
  const parts: { components: TextLine['components'][number][]; cell: Cell | null }[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const c of line.components) {
    const cell = cellOf((c.x0 + c.x1) / 2);
    const last = parts[parts.length - 1];
    const apart = last && (c.x0 - right > xHeight * limits.gap || cell?.column !== last.cell?.column);
    if (!last || apart) parts.push({ components: [c], cell });
    else last.components.push(c);
    right = Math.max(right, c.x1);
  }
  return parts
    .filter(({ components }) => components.some((c) => c.y1 - c.y0 > xHeight * limits.letterHeight))
    .map(({ components, cell }) => ({
      cell,
      line: {
        ...line,
        components,
        x0: Math.min(...components.map((c) => c.x0)),
        x1: Math.max(...components.map((c) => c.x1)),
        top: Math.min(...components.map((c) => c.y0)),
        bottom: Math.max(...components.map((c) => c.y1)),
      },
    }));
}

/** The cell at a place of the line; null beside tables. */
function cellsOf(line: TextLine, layout: Layout): (x: number) => Cell | null {
  const xHeight = line.baseline - line.meanline;
  const middle = (line.meanline + line.baseline) / 2;
  const centre = (line.x0 + line.x1) / 2;
  const grid = layout.grids.findIndex(
    ({ xs, ys }) =>
      middle > (ys[0] as number) &&
      middle < (ys[ys.length - 1] as number) &&
      centre > (xs[0] as number) - xHeight &&
      centre < (xs[xs.length - 1] as number) + xHeight,
  );
  const found = layout.grids[grid];
  if (!found) return () => null;
  const row = found.ys.filter((y) => y < middle).length - 1;
  return (x) => {
    const column = found.xs.filter((line) => line < x).length - 1;
    return column < 0 || column >= found.xs.length - 1 ? null : { grid, row, column };
  };
}
