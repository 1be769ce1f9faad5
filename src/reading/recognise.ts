import type { Line, Recognised } from '#domain/reading';
import type { Ocr, OcrLine, Raster } from '#ports';
import { type Layout, redLines, type TextLine } from './lines.ts';
import { type Sheet, strip, toOriginal } from './sheet.ts';

/** A word with its place in straightened sheet pixels. `starts` are the left ends of its letters. */
export interface ReadWord {
  readonly text: string; readonly confidence: number;
  readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number;
  readonly letters: readonly { readonly text: string; readonly confidence: number; readonly x0: number; readonly x1: number }[];
}

/** A stretch of text as read, straightened sheet pixels; `row` joins stretches on one base line; `cell` is its place in a ruled table. */
export interface ReadLine {
  readonly words: readonly ReadWord[];
  readonly x0: number; readonly x1: number; readonly top: number; readonly bottom: number; readonly high: number; readonly low: number;
  readonly coloured: boolean;
  readonly row: number;
  readonly cell: Cell | null;
}

export interface Cell { readonly grid: number; readonly row: number; readonly column: number }

/** A stretch to be read. */
export interface Segment {
  readonly x0: number; readonly x1: number; readonly top: number; readonly bottom: number; readonly high: number; readonly low: number;
  readonly coloured: boolean; readonly row: number; readonly cell: Cell | null; readonly pieces: number;
}

/** How a strip is prepared for the engine: `air` is added above and below (part of the line's height), `pale` what becomes paper. */
export interface Preparation { readonly name: string; readonly air: number; readonly pale: number }

/** Narrow strips are cheap: the engine's work grows with the width after it has brought the height to 48 pixels. */
export const firstLook: Preparation = { name: 'first', air: 0.22, pale: 0.72 };

const ENGINE_HEIGHT = 48;

/** Cuts lines into stretches at wide gaps and table rules; straightened sheet pixels; in reading order. */
export function segments(sheet: Sheet, layout: Layout): readonly Segment[] {
  const factor = sheet.small.factor;
  const out: Segment[] = [];
  const ordered = [...layout.lines].sort((a, b) => a.low - b.low);
  const rows = rowNumbers(ordered);
  ordered.forEach((line, i) => {
    for (const part of parts(line, layout)) out.push(asSegment(part.line, factor, rows[i] as number, part.cell, false));
  });
  const colour = redLines(sheet, layout);
  let row = (rows[rows.length - 1] ?? 0) + 1;
  for (const line of colour) out.push(asSegment(line, factor, row++, null, true));
  return out;
}

function asSegment(line: TextLine, factor: number, row: number, cell: Cell | null, coloured: boolean): Segment {
  return {
    x0: line.x0 * factor, x1: line.x1 * factor, top: line.top * factor, bottom: line.bottom * factor, high: line.high * factor, low: line.low * factor,
    coloured, row, cell, pieces: line.pieces.length,
  };
}

/** Lines that overlap in height by more than half share a row. */
function rowNumbers(lines: readonly TextLine[]): readonly number[] {
  const out: number[] = [];
  const rows: { high: number; low: number }[] = [];
  for (const line of lines) {
    let at = -1;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 4; i--) {
      const row = rows[i] as { high: number; low: number };
      const overlap = Math.min(row.low, line.low) - Math.max(row.high, line.high);
      if (overlap > Math.min(row.low - row.high, line.low - line.high) * 0.6) at = i;
    }
    if (at < 0) {
      rows.push({ high: line.high, low: line.low });
      at = rows.length - 1;
    }
    out.push(at);
  }
  return out;
}

function parts(line: TextLine, layout: Layout): { line: TextLine; cell: Cell | null }[] {
  const size = line.low - line.high;
  const middle = (line.high + line.low) / 2;
  const grid = layout.grids.findIndex((g) => middle > (g.ys[0] as number) && middle < (g.ys[g.ys.length - 1] as number)
    && (line.x0 + line.x1) / 2 > (g.xs[0] as number) - size && (line.x0 + line.x1) / 2 < (g.xs[g.xs.length - 1] as number) + size);
  const cellOf = (x: number): Cell | null => {
    const g = grid < 0 ? undefined : layout.grids[grid];
    if (!g) return null;
    const column = g.xs.filter((rule) => rule < x).length - 1;
    const row = g.ys.filter((rule) => rule < middle).length - 1;
    return column < 0 || column >= g.xs.length - 1 ? null : { grid, row, column };
  };
  const groups: { pieces: TextLine['pieces'][number][]; cell: Cell | null }[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const piece of line.pieces) {
    const cell = cellOf((piece.x0 + piece.x1) / 2);
    const last = groups[groups.length - 1];
    const apart = last && (piece.x0 - right > size * 2.3 || cell?.column !== last.cell?.column);
    if (!last || apart) groups.push({ pieces: [piece], cell });
    else last.pieces.push(piece);
    right = Math.max(right, piece.x1);
  }
  return groups
    .filter((g) => g.pieces.some((p) => p.y1 - p.y0 > size * 0.5))
    .map((g) => ({
      cell: g.cell,
      line: {
        ...line, pieces: g.pieces, x0: Math.min(...g.pieces.map((p) => p.x0)), x1: Math.max(...g.pieces.map((p) => p.x1)),
        top: Math.min(...g.pieces.map((p) => p.y0)), bottom: Math.max(...g.pieces.map((p) => p.y1)),
      },
    }));
}

export interface Cut { readonly raster: Raster; readonly x: number; readonly y: number; readonly zoom: number }

/** The strip of a stretch, brought to the engine's height. */
export function cut(sheet: Sheet, part: Pick<Segment, 'x0' | 'x1' | 'top' | 'bottom' | 'high' | 'low' | 'coloured'>, preparation: Preparation): Cut {
  const size = part.low - part.high;
  // A line without marks or tails would be blown up: its strip is at least as tall as a full line of its size.
  const top = Math.min(part.top, part.high - size * 0.3) - size * 0.12;
  const bottom = Math.max(part.bottom, part.low + size * 0.25) + size * 0.12;
  const height = (bottom - top) * (1 + preparation.air);
  const y = (top + bottom) / 2 - height / 2;
  const side = size * 0.3;
  const x = part.x0 - side;
  const width = part.x1 - part.x0 + 2 * side;
  const zoom = ENGINE_HEIGHT / height;
  const plane = part.coloured && sheet.inkAll ? sheet.inkAll : sheet.plane;
  return { raster: strip(sheet, plane, x, y, width, height, zoom, { pale: preparation.pale }), x, y, zoom };
}

/** Reads one stretch. */
export async function readSegment(ocr: Ocr, sheet: Sheet, part: Segment, preparation: Preparation = firstLook): Promise<ReadLine> {
  const piece = cut(sheet, part, preparation);
  const lines = await ocr.recognise(piece.raster, { language: 'vie', layout: 'raw' });
  return { ...part, words: lines.flatMap((line) => wordsOf(line, piece)) };
}

export function wordsOf(line: OcrLine, piece: Cut): readonly ReadWord[] {
  return line.words.filter((word) => word.text.trim() !== '').map((word) => ({
    text: tidy(word.text), confidence: word.confidence,
    x0: piece.x + word.box[0] / piece.zoom, y0: piece.y + word.box[1] / piece.zoom,
    x1: piece.x + (word.box[0] + word.box[2]) / piece.zoom, y1: piece.y + (word.box[1] + word.box[3]) / piece.zoom,
    letters: word.symbols.map((s) => ({ text: s.text, confidence: s.confidence, x0: piece.x + s.box[0] / piece.zoom, x1: piece.x + (s.box[0] + s.box[2]) / piece.zoom })),
  }));
}

/** The engine writes eth for Đ, and typographic signs that no form prints. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/Ð/g, 'Đ').replace(/ð/g, 'đ').replace(/[‘’ʼ`´]/g, '’').replace(/[“”„]/g, '"').replace(/[–—]/g, '-');
}

/** What the step stores: lines with boxes on the original. */
export function recognised(sheet: Sheet, lines: readonly ReadLine[], codes: Recognised['codes']): Recognised {
  const out: Line[] = [];
  for (const line of lines) {
    if (line.words.length === 0) continue;
    out.push({
      text: line.words.map((word) => word.text).join(' '),
      confidence: line.words.reduce((sum, word) => sum + word.confidence, 0) / line.words.length,
      box: toOriginal(sheet, line.x0, line.top, line.x1 - line.x0, line.bottom - line.top),
      words: line.words.map((word) => ({ text: word.text, confidence: word.confidence, box: toOriginal(sheet, word.x0, line.top, word.x1 - word.x0, line.bottom - line.top) })),
    });
  }
  return { lines: out, codes: [...codes] };
}
