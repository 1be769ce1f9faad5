import type { Field } from '#domain/record-type';
import type { Ocr } from '#ports';
import { type Prepared, upsideDown } from './normalise.ts';
import { type ReadLine, readSegment } from './recognise.ts';
import { type Frame, isWithin } from './region.ts';
import { colouredSegments, hasText, type Segment, segments } from './segments.ts';

/**
 * A lane is one page of the form: the whole sheet, or one half of a folded sheet that was scanned open. Recognition is the dear step, so a
 * lane reads segments only when it is asked to, and each of them once.
 */
export interface Lane {
  readonly frame: Frame;
  /** Segments where labels and values stand. */
  readonly body: readonly Segment[];
  readonly all: () => readonly Segment[];
  readonly read: (segments: readonly Segment[]) => Promise<void>;
  /** What was read so far. */
  readonly lines: () => readonly ReadLine[];
  /** Black text that was not. */
  readonly unread: () => readonly Segment[];
  /** Segments not read yet that may hold the field, the likeliest first. */
  readonly candidates: (field: Field) => readonly Segment[];
}

/** A page turns out to be upside down by the mean confidence of some lines (0–100): low as it lies, and so much higher when turned. */
const upright = {
  confidence: 75,
  better: 8,
  /** Lines that tell: how many, of how many components at least, and how high at most (x-heights of the page): headings are no ordinary lines. */
  lines: 3,
  components: 10,
  highest: 2,
} as const;

/** An open sheet lies across; it folds where hardly any segment crosses. */
const folded = {
  /** Width by height. */
  wide: 1.15,
  /** The part of the width where the fold may be, and the step in which it is looked for. */
  from: 0.42,
  to: 0.58,
  step: 0.01,
  /** Segments that may cross it, as a part of all, beside one. */
  crossing: 0.06,
} as const;

/** Turns the page upright if its first lines make no sense, and finds its lanes, from the left. */
export async function openLanes(ocr: Ocr, asItLies: Prepared): Promise<{ readonly prepared: Prepared; readonly lanes: readonly Lane[] }> {
  let page = await probe(ocr, asItLies);
  if (page.confidence < upright.confidence && page.done.size > 0) {
    const other = await probe(ocr, upsideDown(asItLies));
    if (other.confidence > page.confidence + upright.better) page = other;
  }
  const { prepared, segments, done } = page;
  const { width, height } = prepared.sheet;
  const fold = width > height * folded.wide ? foldOf(segments, width) : null;
  if (fold === null) return { prepared, lanes: [laneOf(ocr, prepared, segments, done, { x0: 0, width, height })] };
  const frames = [
    { x0: 0, width: fold, height },
    { x0: fold, width: width - fold, height },
  ];
  const lanes = frames.map((frame) => {
    const own = segments.filter((segment) => isIn(segment, frame));
    return laneOf(ocr, prepared, own, done, frame);
  });
  return { prepared, lanes };
}

interface Probed {
  readonly prepared: Prepared;
  readonly segments: readonly Segment[];
  /** What was read of them. */
  readonly done: Map<Segment, ReadLine>;
  readonly confidence: number;
}

/** Reads a few long ordinary lines. */
async function probe(ocr: Ocr, prepared: Prepared): Promise<Probed> {
  const { sheet, layout } = prepared;
  const xHeight = layout.xHeight * sheet.small.factor;
  const all = segments(sheet, layout).filter((segment) => hasText(segment, xHeight));
  const body = new Set(bodyOf(all, xHeight));
  const long = all
    .filter((segment) => segment.components >= upright.components && segment.baseline - segment.meanline < xHeight * upright.highest)
    .sort((a, b) => Number(body.has(b)) - Number(body.has(a)) || b.components - a.components)
    .slice(0, upright.lines);
  const done = new Map<Segment, ReadLine>();
  for (const segment of long) done.set(segment, await readSegment(ocr, sheet, segment));
  return { prepared, segments: all, done, confidence: meanConfidence([...done.values()]) };
}

function meanConfidence(lines: readonly ReadLine[]): number {
  const words = lines.flatMap((line) => line.words);
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

/** The place near the middle that fewest segments cross, if hardly any does; null where the sheet is one page. */
function foldOf(segments: readonly Segment[], width: number): number | null {
  let best: number | null = null;
  let least = segments.length * folded.crossing + 1;
  for (let x = width * folded.from; x <= width * folded.to; x += width * folded.step) {
    const crossing = segments.filter((s) => s.x0 < x && s.x1 > x).length + Math.abs(x - width / 2) / width;
    if (crossing < least) {
      least = crossing;
      best = x;
    }
  }
  return best;
}

function laneOf(ocr: Ocr, { sheet, layout }: Prepared, segments: readonly Segment[], done: Map<Segment, ReadLine>, frame: Frame): Lane {
  let coloured: readonly Segment[] | null = null;
  const inColour = () => {
    coloured ??= colouredSegments(sheet, layout, segments).filter((segment) => isIn(segment, frame));
    return coloured;
  };
  const body = bodyOf(segments, layout.xHeight * sheet.small.factor);
  const top = Math.min(...body.map((s) => s.meanline));
  const bottom = Math.max(...body.map((s) => s.baseline));
  const away = (segment: Segment) => Math.max(0, top - segment.baseline, segment.meanline - bottom);
  return {
    frame,
    body,
    all: () => [...segments, ...inColour()],
    read: async (list) => {
      for (const segment of list) if (!done.has(segment)) done.set(segment, await readSegment(ocr, sheet, segment));
    },
    lines: () => [...segments, ...(coloured ?? [])].flatMap((segment) => done.get(segment) ?? []),
    unread: () => segments.filter((segment) => !done.has(segment)),
    candidates: (field) => {
      const { region, coloured: red } = field.printed;
      const open = [...(red ? inColour() : []), ...segments].filter(
        (segment) => !done.has(segment) && segment.cell === null && (!region || reaches(segment, region, frame)),
      );
      // What is not in the body stands near it, but for numbers in colour.
      return open.sort((a, b) => Number(b.coloured) - Number(a.coloured) || (red ? b.baseline - a.baseline : away(a) - away(b)));
    },
  };
}

function isIn(segment: Segment, frame: Frame): boolean {
  const middle = (segment.x0 + segment.x1) / 2;
  return middle >= frame.x0 && middle < frame.x0 + frame.width;
}

/** Some of the segment lies in the region. */
function reaches(segment: Segment, region: readonly [number, number, number, number], frame: Frame): boolean {
  const y = (segment.meanline + segment.baseline) / 2;
  const x = Math.min(Math.max(segment.x0, frame.x0 + region[0] * frame.width), segment.x1);
  return isWithin(region, frame, x, y);
}

/** In x-heights of the page. */
const leftEdge = {
  /** Where most of the segments with so many runs of ink begin, within this distance, is the left edge of the text. */
  runs: 6,
  within: 2,
  /** Rows begin at it when they do so within this distance of one x-height behind it. */
  rows: 2.5,
} as const;

const head = {
  /** Between the office on the left and the country on the right, in x-heights of the page. */
  gap: 7,
  /** Runs of ink that the left one has at least, and where the right one ends, as a part of the text's right edge. */
  runs: 4,
  right: 0.75,
} as const;

/** Rows that begin at the left edge of the text, and table cells: there labels and values stand. */
function bodyOf(segments: readonly Segment[], xHeight: number): readonly Segment[] {
  const starts = segments
    .filter((s) => s.cell === null && s.runs.length >= leftEdge.runs)
    .map((s) => s.x0)
    .sort((a, b) => a - b);
  let left = 0;
  let most = 0;
  for (const x of starts) {
    const count = starts.filter((other) => other >= x && other <= x + xHeight * leftEdge.within).length;
    if (count > most) {
      most = count;
      left = x;
    }
  }
  const rows = new Set(segments.filter((s) => Math.abs(s.x0 - left - xHeight) <= xHeight * leftEdge.rows).map((s) => s.row));
  return segments.filter((s) => s.cell !== null || (rows.has(s.row) && !isHead(s, segments, xHeight)));
}

/** Heads have two columns far apart. They hold values only where a region says so. */
function isHead(segment: Segment, segments: readonly Segment[], xHeight: number): boolean {
  const right = Math.max(...segments.map((s) => s.x1));
  const row = segments.filter((s) => s.row === segment.row && s.cell === null).sort((a, b) => a.x0 - b.x0);
  return row.some((s, i) => {
    const next = row[i + 1];
    return next !== undefined && next.x0 - s.x1 > xHeight * head.gap && s.runs.length >= head.runs && next.x1 > right * head.right;
  });
}
