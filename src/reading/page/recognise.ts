import type { Line, Recognised } from '#domain/reading';
import type { Ocr, OcrLine, OcrModel, Raster } from '#ports';
import { type Layout, redLines, type Stretch, type TextLine } from '#reading/ink/lines';
import { groundAt, type Sheet, strip, toOriginal } from '#reading/ink/sheet';

/** A word with its place in straightened sheet pixels. `starts` are the left ends of its letters. */
export interface ReadWord {
  readonly text: string;
  readonly confidence: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly letters: readonly { readonly text: string; readonly confidence: number; readonly x0: number; readonly x1: number }[];
}

/** A stretch to be read, sheet pixels; `row` joins stretches on one base line; `cell` is its place in a ruled table. */
interface Printed extends Stretch {
  readonly coloured: boolean;
  readonly row: number;
  readonly cell: Cell | null;
  /** Ink without gaps between its columns, left to right: where the paper really has spaces. */
  readonly runs: readonly Run[];
  readonly dots: readonly Dot[];
  /** Middles of the points under the base line. */
  readonly pointsBelow: readonly number[];
}

export interface Run {
  readonly x0: number;
  readonly x1: number;
}

/** The counter of a typewriter face's zero, with the point or stroke inside it: read as 9, 8 or 6 unless that is taken out. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

export interface Cell {
  readonly grid: number;
  readonly row: number;
  readonly column: number;
}

export interface Segment extends Printed {
  readonly pieces: number;
}

/** A stretch as read. */
export interface ReadLine extends Printed {
  readonly words: readonly ReadWord[];
}

/** How a strip is prepared for the engine: `air` is added above and below (part of the line's height), `pale` what becomes paper. */
export interface Preparation {
  readonly name: string;
  readonly air: number;
  readonly pale: number;
}

/** Narrow strips are cheap: the engine's work grows with the width after it has brought the height to 48 pixels. */
export const firstLook: Preparation = { name: 'first', air: 0.22, pale: 0.72 };

const ENGINE_HEIGHT = 48;

/** Cuts lines into stretches at wide gaps and table rules; straightened sheet pixels; in reading order. */
export function segments(sheet: Sheet, layout: Layout): readonly Segment[] {
  const out: Segment[] = [];
  const ordered = [...layout.lines].sort((a, b) => a.low - b.low);
  const rows = rowNumbers(ordered);
  ordered.forEach((line, i) => {
    for (const part of parts(line, layout)) out.push(asSegment(sheet, part.line, rows[i] as number, part.cell, false));
  });
  return out;
}

/** Stretches printed in strong colour; rows are numbered on from `after`. */
export function colouredSegments(sheet: Sheet, layout: Layout, after: number): readonly Segment[] {
  return redLines(sheet, layout).map((line, i) => asSegment(sheet, line, after + 1 + i, null, true));
}

function asSegment(sheet: Sheet, line: TextLine, row: number, cell: Cell | null, coloured: boolean): Segment {
  const { factor } = sheet.small;
  return {
    x0: line.x0 * factor,
    x1: line.x1 * factor,
    top: line.top * factor,
    bottom: line.bottom * factor,
    high: line.high * factor,
    low: line.low * factor,
    coloured,
    row,
    cell,
    pieces: line.pieces.length,
    runs: runsOf(line, factor),
    dots: coloured ? [] : dottedZeros(sheet, line),
    pointsBelow: pointsUnder(line).map((x) => x * factor),
  };
}

/** Points of the tone nặng stand free under the base line; commas and full stops begin above it. */
function pointsUnder(line: TextLine): readonly number[] {
  const size = line.low - line.high;
  return line.pieces
    .filter(
      (p) => p.y1 - p.y0 <= size * 0.42 && p.x1 - p.x0 <= size * 0.42 && p.y0 >= line.low - size * 0.02 && p.y0 <= line.low + size * 0.6,
    )
    .map((p) => (p.x0 + p.x1) / 2);
}

function runsOf(line: TextLine, factor: number): readonly Run[] {
  const out: { x0: number; x1: number }[] = [];
  for (const piece of line.pieces) {
    const last = out[out.length - 1];
    if (last && piece.x0 * factor <= last.x1 + 0.5) last.x1 = Math.max(last.x1, piece.x1 * factor);
    else out.push({ x0: piece.x0 * factor, x1: piece.x1 * factor });
  }
  return out;
}

/** Zeros with a point or a stroke inside: both middle lines of the letter cross ink three times, at both edges and in the middle. */
function dottedZeros(sheet: Sheet, line: TextLine): readonly Dot[] {
  const { factor } = sheet.small;
  const size = line.low - line.high;
  const out: Dot[] = [];
  for (const piece of line.pieces) {
    const w = piece.x1 - piece.x0;
    const h = piece.y1 - piece.y0;
    if (h < size * 0.75 || h > size * 1.9 || w < h * 0.4 || w > h * 0.85) continue;
    const x = ((piece.x0 + piece.x1) / 2) * factor;
    const y = ((piece.y0 + piece.y1) / 2) * factor;
    const across = middleOf(profile(sheet, x, y, w * factor, true));
    const down = middleOf(profile(sheet, x, y, h * factor, false));
    if (across === null || down === null || across.part > 0.45 || down.part > 0.5 || notRound(sheet, x, y, w * factor, h * factor))
      continue;
    // All that stands in the counter is taken out: the ends of a stroke at its walls make a nine or a six of it.
    out.push({
      x: x + across.shift,
      y: y + down.shift,
      rx: Math.max(2.5, across.half * COUNTER),
      ry: Math.max(2.5, down.half * COUNTER),
    });
  }
  return out;
}

/**
 * An eight is narrower in the middle than a fifth of its height above and below; a zero is not. Slanted letters are met by the mean of
 * both. Nor has a zero a side that is open there (5, 6, 9, s), or a bar through its wall (Đ).
 */
function notRound(sheet: Sheet, x: number, y: number, w: number, h: number): boolean {
  const [middle, above, below] = [0, -0.2, 0.2].map((part) => sides(profile(sheet, x, y + h * part, w, true)));
  if (!middle || !above || !below) return true;
  if (Math.min(above[1] - above[0], below[1] - below[0]) < (middle[1] - middle[0]) * 0.75) return true;
  const slack = Math.max(0.25, w * 0.02);
  const left = (above[0] + below[0]) / 2 - middle[0];
  const right = middle[1] - (above[1] + below[1]) / 2;
  // An ellipse is wider in the middle by 0.04 of its width at either side.
  return Math.min(left, right) < -slack || Math.max(left, right) > w * 0.06 + slack * 2;
}

/** Where ink begins and ends, between pixels. */
function sides(values: readonly number[]): readonly [number, number] | null {
  const low = Math.min(...values);
  const limit = low + (255 - low) * 0.55;
  const from = values.findIndex((v) => v < limit);
  const to = values.findLastIndex((v) => v < limit);
  if (from < 0) return null;
  const before = values[from - 1] ?? 255;
  const behind = values[to + 1] ?? 255;
  return [
    from - (limit - (values[from] as number)) / Math.max(1, before - (values[from] as number)),
    to + (limit - (values[to] as number)) / Math.max(1, behind - (values[to] as number)),
  ];
}

/** Brightness over paper along a middle line of a letter of this extent, a little beyond its edges. */
function profile(sheet: Sheet, x: number, y: number, extent: number, across: boolean): readonly number[] {
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const ground = groundAt(sheet.small.ground, (x * cos - y * sin) / sheet.small.factor, (x * sin + y * cos) / sheet.small.factor);
  const out: number[] = [];
  const half = Math.round(extent / 2 + 1);
  for (let i = -half; i <= half; i++) {
    const px = across ? x + i : x;
    const py = across ? y : y + i;
    const sx = Math.round(px * cos - py * sin);
    const sy = Math.round(px * sin + py * cos);
    out.push(
      sx < 0 || sy < 0 || sx >= sheet.width || sy >= sheet.height ? 255 : ((sheet.plane[sy * sheet.width + sx] as number) * 255) / ground,
    );
  }
  return out;
}

/** How much of the way to the walls is surely no wall, at slanted letters too. */
const COUNTER = 0.9;

/**
 * Ink, paper, ink, paper, ink with the middle one in the middle: its part of the extent, half the way from wall to wall, and how far the
 * middle between the walls lies behind that of the extent; else null.
 */
function middleOf(values: readonly number[]): { readonly part: number; readonly half: number; readonly shift: number } | null {
  const low = Math.min(...values);
  const limit = low + (255 - low) * 0.55;
  const runs: { ink: boolean; from: number; to: number }[] = [];
  values.forEach((v, i) => {
    const ink = v < limit;
    const last = runs[runs.length - 1];
    if (last && last.ink === ink) last.to = i;
    else runs.push({ ink, from: i, to: i });
  });
  const dark = runs.filter((r) => r.ink);
  if (dark.length !== 3) return null;
  const [first, middle, last] = dark as [(typeof dark)[number], (typeof dark)[number], (typeof dark)[number]];
  const n = values.length;
  const centre = (middle.from + middle.to) / 2;
  if (Math.abs(centre - (n - 1) / 2) > n * 0.12 || first.from > n * 0.22 || last.to < n * 0.78) return null;
  return {
    part: (middle.to - middle.from + 1) / n,
    half: (last.from - first.to - 1) / 2,
    shift: (first.to + last.from) / 2 - (n - 1) / 2,
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
  const grid = layout.grids.findIndex(
    (g) =>
      middle > (g.ys[0] as number) &&
      middle < (g.ys[g.ys.length - 1] as number) &&
      (line.x0 + line.x1) / 2 > (g.xs[0] as number) - size &&
      (line.x0 + line.x1) / 2 < (g.xs[g.xs.length - 1] as number) + size,
  );
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
        ...line,
        pieces: g.pieces,
        x0: Math.min(...g.pieces.map((p) => p.x0)),
        x1: Math.max(...g.pieces.map((p) => p.x1)),
        top: Math.min(...g.pieces.map((p) => p.y0)),
        bottom: Math.max(...g.pieces.map((p) => p.y1)),
      },
    }));
}

export interface Cut {
  readonly raster: Raster;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The strip of a stretch, brought to the engine's height. */
export function cut(
  sheet: Sheet,
  part: Pick<Segment, 'x0' | 'x1' | 'top' | 'bottom' | 'high' | 'low' | 'coloured' | 'dots'>,
  preparation: Preparation,
): Cut {
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
  const raster = strip(sheet, plane, x, y, width, height, zoom, preparation.pale);
  for (const dot of part.dots) erase(raster, (dot.x - x) * zoom, (dot.y - y) * zoom, dot.rx * zoom, dot.ry * zoom);
  return { raster, x, y, zoom };
}

function erase(raster: Raster, x: number, y: number, rx: number, ry: number): void {
  for (let j = Math.max(0, Math.floor(y - ry)); j <= Math.min(raster.height - 1, Math.ceil(y + ry)); j++)
    for (let i = Math.max(0, Math.floor(x - rx)); i <= Math.min(raster.width - 1, Math.ceil(x + rx)); i++)
      if (((i + 0.5 - x) / (rx + 0.5)) ** 2 + ((j + 0.5 - y) / (ry + 0.5)) ** 2 <= 1) raster.data[j * raster.width + i] = 255;
}

/** Reads one stretch. */
export async function readSegment(
  ocr: Ocr,
  sheet: Sheet,
  part: Segment,
  preparation: Preparation = firstLook,
  model: OcrModel = 'vie-quick',
): Promise<ReadLine> {
  const piece = cut(sheet, part, preparation);
  const lines = await ocr.recognise(piece.raster, { model, layout: 'raw' });
  return { ...part, words: lines.flatMap((line) => wordsOf(line, piece)) };
}

export function wordsOf(line: OcrLine, piece: Cut): readonly ReadWord[] {
  return line.words
    .filter((word) => word.text.trim() !== '')
    .map((word) => ({
      text: tidy(word.text),
      confidence: word.confidence,
      x0: piece.x + word.box[0] / piece.zoom,
      y0: piece.y + word.box[1] / piece.zoom,
      x1: piece.x + (word.box[0] + word.box[2]) / piece.zoom,
      y1: piece.y + (word.box[1] + word.box[3]) / piece.zoom,
      letters: word.symbols.map((s) => ({
        text: s.text,
        confidence: s.confidence,
        x0: piece.x + s.box[0] / piece.zoom,
        x1: piece.x + (s.box[0] + s.box[2]) / piece.zoom,
      })),
    }));
}

/** The engine writes eth for Đ, and typographic signs that no form prints. */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/Ð/g, 'Đ')
      .replace(/ð/g, 'đ')
      .replace(/[‘ʼ`´]/g, '’')
      .replace(/[“”„]/g, '"')
      .replace(/[–—]/g, '-')
      // A raised sign between a capital and a letter can only be an apostrophe (Cư M’gar, H'Bia).
      .replace(/(?<=\p{Lu})[?"*°'^)\]|](?:["'])?(?=\p{L})/gu, '’')
  );
}

/** Rows from the top, stretches of a row from the left. */
function inReadingOrder(lines: readonly ReadLine[]): readonly ReadLine[] {
  const height = new Map<number, number>();
  for (const line of lines) height.set(line.row, Math.min(height.get(line.row) ?? Number.POSITIVE_INFINITY, line.low));
  const at = (line: ReadLine) => height.get(line.row) ?? line.low;
  return [...lines].sort((a, b) => at(a) - at(b) || a.x0 - b.x0);
}

/** What the step stores: lines with boxes on the original. */
export function recognised(sheet: Sheet, lines: readonly ReadLine[], codes: Recognised['codes']): Recognised {
  const out: Line[] = [];
  for (const line of inReadingOrder(lines)) {
    if (line.words.length === 0) continue;
    out.push({
      text: line.words.map((word) => word.text).join(' '),
      confidence: line.words.reduce((sum, word) => sum + word.confidence, 0) / line.words.length,
      box: toOriginal(sheet, line.x0, line.top, line.x1 - line.x0, line.bottom - line.top),
      words: line.words.map((word) => ({
        text: word.text,
        confidence: word.confidence,
        box: toOriginal(sheet, word.x0, line.top, word.x1 - word.x0, line.bottom - line.top),
      })),
    });
  }
  return { lines: out, codes: [...codes] };
}
