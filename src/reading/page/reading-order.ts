import type { Segment } from './segments.ts';

/** In which order a person reads what stands on a page: columns of heads and signatures one after the other, tables row by row. */

/** What the order is told from; straightened sheet pixels. */
export type Placed = Pick<Segment, 'x0' | 'x1' | 'meanline' | 'baseline' | 'row' | 'cell'>;

/** In x-heights of the page unless said otherwise. */
const limits = {
  /** Two segments stand beside each other when so much lies between them and they overlap by this part of the smaller one. */
  gap: 1.2,
  overlap: 0.25,
  /** How many segments further down the other one is looked for. */
  ahead: 5,
  /** What must stay free between two columns, all the way down. */
  freeGap: 1,
  /** A column goes on over this distance, in x-heights of the taller segment. */
  lineStep: 2.4,
  /** Room for a signature; over more, columns end. */
  signature: 14,
  /** Labels with their values: rows shared at least, and as a part of all; the part of each side's rows that begin at one edge. */
  sharedRows: 3,
  sharedPart: 0.7,
  atEdge: 0.7,
} as const;

/** Lines of the text, each with its segments from the left. */
export function readingOrder<T extends Placed>(segments: readonly T[], xHeight: number): readonly (readonly T[])[] {
  const out: T[][] = [];
  const tables = Map.groupBy(
    segments.filter((segment) => segment.cell !== null),
    (segment) => segment.cell?.grid,
  );
  const waiting = [...tables.values()]
    .map((cells) => ({ top: Math.min(...cells.map((c) => c.meanline)), cells }))
    .sort((a, b) => a.top - b.top);
  let rest = segments.filter((segment) => segment.cell === null);
  for (const { top, cells } of waiting) {
    const above = rest.filter((segment) => (segment.meanline + segment.baseline) / 2 < top);
    rest = rest.filter((segment) => !above.includes(segment));
    out.push(...inColumns(above, xHeight), ...tableLines(cells));
  }
  return [...out, ...inColumns(rest, xHeight)];
}

/** Cells from the left, each with all its lines, row after row. */
function tableLines<T extends Placed>(cells: readonly T[]): T[][] {
  const rows = Map.groupBy(cells, (segment) => segment.cell?.row ?? 0);
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => [...row].sort((a, b) => (a.cell?.column ?? 0) - (b.cell?.column ?? 0) || a.baseline - b.baseline || a.x0 - b.x0));
}

/** Segments `from`…`to` stand in two columns on both sides of `middle`. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

function inColumns<T extends Placed>(segments: readonly T[], xHeight: number): T[][] {
  const sorted = [...segments].sort((a, b) => a.meanline + a.baseline - b.meanline - b.baseline || a.x0 - b.x0);
  const out: T[][] = [];
  let at = 0;
  while (at < sorted.length) {
    const band = nextBand(sorted, at, xHeight);
    out.push(...inRows(sorted.slice(at, band?.from ?? sorted.length)));
    if (!band) break;
    const members = sorted.slice(band.from, band.to);
    const left = members.filter((segment) => centre(segment) < band.middle);
    const right = members.filter((segment) => centre(segment) >= band.middle);
    out.push(...(isTabular(left, right, xHeight) ? inRows(members) : [...inColumns(left, xHeight), ...inColumns(right, xHeight)]));
    at = band.to;
  }
  return out;
}

const centre = (segment: Placed) => (segment.x0 + segment.x1) / 2;

/** Rows from the top, segments from the left. */
function inRows<T extends Placed>(segments: readonly T[]): T[][] {
  const rows = Map.groupBy(segments, (segment) => segment.row);
  return [...rows.values()]
    .map((row) => [...row].sort((a, b) => a.x0 - b.x0))
    .sort((a, b) => Math.min(...a.map((p) => p.baseline)) - Math.min(...b.map((p) => p.baseline)));
}

/** Two segments beside each other, and all before and after them that keep the gap between them free. */
function nextBand(sorted: readonly Placed[], start: number, xHeight: number): Band | null {
  for (let i = start; i < sorted.length; i++) {
    const one = sorted[i] as Placed;
    for (let k = i + 1; k < Math.min(sorted.length, i + limits.ahead); k++) {
      const other = sorted[k] as Placed;
      const [a, b] = one.x0 < other.x0 ? [one, other] : [other, one];
      const overlap = Math.min(a.baseline, b.baseline) - Math.max(a.meanline, b.meanline);
      if (b.x0 - a.x1 < xHeight * limits.gap) continue;
      if (overlap < limits.overlap * Math.min(a.baseline - a.meanline, b.baseline - b.meanline)) continue;
      const band = grow(sorted, start, i, k, { left: a.x1, right: b.x0 }, xHeight);
      if (band) return band;
    }
  }
  return null;
}

interface Gap {
  readonly left: number;
  readonly right: number;
}

/** The band around the segments `first` and `second`, not above `start`; null where something stands in the gap between them. */
function grow(sorted: readonly Placed[], start: number, first: number, second: number, between: Gap, xHeight: number): Band | null {
  let gap = between;
  const isLeft = (segment: Placed) => centre(segment) < (gap.left + gap.right) / 2;
  /** The gap that is left when this segment keeps its side; null where it stands in it. */
  const narrowed = (segment: Placed): Gap | null => {
    const next = isLeft(segment)
      ? { left: Math.max(gap.left, segment.x1), right: gap.right }
      : { left: gap.left, right: Math.min(gap.right, segment.x0) };
    return next.right - next.left < xHeight * limits.freeGap ? null : next;
  };
  for (let i = first; i <= second; i++) {
    const next = narrowed(sorted[i] as Placed);
    if (!next) return null;
    gap = next;
  }
  let from = first;
  for (; from > start; from--) {
    const segment = sorted[from - 1] as Placed;
    const next = narrowed(segment);
    const neighbour = sorted.slice(from, second + 1).find((p) => isLeft(p) === isLeft(segment));
    if (!next || !neighbour || !isNear(segment, neighbour)) break;
    gap = next;
  }
  let to = second + 1;
  let end = to;
  for (; to < sorted.length; to++) {
    const segment = sorted[to] as Placed;
    const next = narrowed(segment);
    if (!next) break;
    const before = sorted.slice(from, to);
    const last = before.findLast((p) => isLeft(p) === isLeft(segment));
    const beside = before.some(
      (p) => isLeft(p) !== isLeft(segment) && Math.min(p.baseline, segment.baseline) - Math.max(p.meanline, segment.meanline) > 0,
    );
    if (segment.meanline - Math.max(...before.map((p) => p.baseline)) > xHeight * limits.signature) break;
    gap = next;
    if (beside || (last && isNear(segment, last))) end = to + 1;
  }
  return { from, to: end, middle: (gap.left + gap.right) / 2 };
}

/** On the next line, or the one after an empty one. */
function isNear(one: Placed, other: Placed): boolean {
  const xHeight = Math.max(one.baseline - one.meanline, other.baseline - other.meanline);
  return Math.max(one.meanline - other.baseline, other.meanline - one.baseline) < xHeight * limits.lineStep;
}

/** Labels with their values, or a table without ruling lines: both sides begin at one edge and share their baselines. */
function isTabular(left: readonly Placed[], right: readonly Placed[], xHeight: number): boolean {
  const rows = new Set(left.map((segment) => segment.row));
  const shared = new Set(right.filter((segment) => rows.has(segment.row)).map((segment) => segment.row)).size;
  const all = Math.max(rows.size, new Set(right.map((segment) => segment.row)).size);
  if (shared < limits.sharedRows || shared < all * limits.sharedPart) return false;
  const atEdge = (side: readonly Placed[]) => {
    const firsts = [...Map.groupBy(side, (segment) => segment.row).values()]
      .map((row) => Math.min(...row.map((segment) => segment.x0)))
      .sort((a, b) => a - b);
    const middle = firsts[firsts.length >> 1] as number;
    return firsts.filter((x) => Math.abs(x - middle) < xHeight).length / firsts.length;
  };
  return atEdge(left) > limits.atEdge && atEdge(right) > limits.atEdge;
}
