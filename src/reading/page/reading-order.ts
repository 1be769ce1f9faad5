/** In which order a person reads what stands on a page: columns of heads and signatures one after the other, tables row by row. */

/** A stretch of one line; straightened sheet pixels. `row` joins stretches on one base line, `cell` is its place in a ruled table. */
export interface Stretch {
  readonly x0: number;
  readonly x1: number;
  readonly high: number;
  readonly low: number;
  readonly row: number;
  readonly cell: { readonly grid: number; readonly row: number; readonly column: number } | null;
}

/** Lines of the text, each with its stretches from the left. `letter`: usual height of a letter's body, sheet pixels. */
export function readingOrder<T extends Stretch>(parts: readonly T[], letter: number): readonly (readonly T[])[] {
  const out: T[][] = [];
  const tables = Map.groupBy(
    parts.filter((part) => part.cell !== null),
    (part) => part.cell?.grid,
  );
  const waiting = [...tables.values()]
    .map((cells) => ({ top: Math.min(...cells.map((c) => c.high)), cells }))
    .sort((a, b) => a.top - b.top);
  let rest = parts.filter((part) => part.cell === null);
  for (const { top, cells } of waiting) {
    const above = rest.filter((part) => (part.high + part.low) / 2 < top);
    rest = rest.filter((part) => !above.includes(part));
    out.push(...inColumns(above, letter), ...tableLines(cells));
  }
  return [...out, ...inColumns(rest, letter)];
}

/** Cells from the left, each with all its lines, row after row. */
function tableLines<T extends Stretch>(cells: readonly T[]): T[][] {
  const rows = Map.groupBy(cells, (part) => part.cell?.row ?? 0);
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => [...row].sort((a, b) => (a.cell?.column ?? 0) - (b.cell?.column ?? 0) || a.low - b.low || a.x0 - b.x0));
}

interface Band {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

function inColumns<T extends Stretch>(parts: readonly T[], letter: number): T[][] {
  const sorted = [...parts].sort((a, b) => a.high + a.low - b.high - b.low || a.x0 - b.x0);
  const out: T[][] = [];
  let at = 0;
  while (at < sorted.length) {
    const band = nextBand(sorted, at, letter);
    out.push(...inRows(sorted.slice(at, band?.from ?? sorted.length)));
    if (!band) break;
    const members = sorted.slice(band.from, band.to);
    const left = members.filter((part) => (part.x0 + part.x1) / 2 < band.middle);
    const right = members.filter((part) => (part.x0 + part.x1) / 2 >= band.middle);
    out.push(...(tabular(left, right, letter) ? inRows(members) : [...inColumns(left, letter), ...inColumns(right, letter)]));
    at = band.to;
  }
  return out;
}

/** Rows from the top, stretches from the left. */
function inRows<T extends Stretch>(parts: readonly T[]): T[][] {
  const rows = Map.groupBy(parts, (part) => part.row);
  return [...rows.values()]
    .map((row) => [...row].sort((a, b) => a.x0 - b.x0))
    .sort((a, b) => Math.min(...a.map((p) => p.low)) - Math.min(...b.map((p) => p.low)));
}

/** Two stretches beside each other, and all before and after them that keep the gap between them free. */
function nextBand(sorted: readonly Stretch[], start: number, letter: number): Band | null {
  for (let i = start; i < sorted.length; i++) {
    const one = sorted[i] as Stretch;
    for (let k = i + 1; k < Math.min(sorted.length, i + 5); k++) {
      const other = sorted[k] as Stretch;
      const [a, b] = one.x0 < other.x0 ? [one, other] : [other, one];
      const overlap = Math.min(a.low, b.low) - Math.max(a.high, b.high);
      if (b.x0 - a.x1 < letter * 1.2 || overlap < 0.25 * Math.min(a.low - a.high, b.low - b.high)) continue;
      const band = grow(sorted, start, i, k, { left: a.x1, right: b.x0 }, letter);
      if (band) return band;
    }
  }
  return null;
}

function grow(
  sorted: readonly Stretch[],
  start: number,
  first: number,
  second: number,
  gap: { left: number; right: number },
  letter: number,
): Band | null {
  /** The gap that is left when this stretch keeps its side; null where it stands in it. */
  const narrowed = (part: Stretch): { left: number; right: number } | null => {
    const onLeft = (part.x0 + part.x1) / 2 < (gap.left + gap.right) / 2;
    const next = onLeft ? { left: Math.max(gap.left, part.x1), right: gap.right } : { left: gap.left, right: Math.min(gap.right, part.x0) };
    return next.right - next.left < letter ? null : next;
  };
  const near = (part: Stretch, side: Stretch) => {
    const size = Math.max(part.low - part.high, side.low - side.high);
    return Math.max(part.high - side.low, side.high - part.low) < size * 2.4;
  };
  const sideOf = (part: Stretch) => (part.x0 + part.x1) / 2 < (gap.left + gap.right) / 2;
  for (let i = first; i <= second; i++) {
    const next = narrowed(sorted[i] as Stretch);
    if (!next) return null;
    gap = next;
  }
  let from = first;
  for (; from > start; from--) {
    const part = sorted[from - 1] as Stretch;
    const next = narrowed(part);
    const neighbour = sorted.slice(from, second + 1).find((p) => sideOf(p) === sideOf(part));
    if (!next || !neighbour || !near(part, neighbour)) break;
    gap = next;
  }
  let to = second + 1;
  let sure = to;
  for (; to < sorted.length; to++) {
    const part = sorted[to] as Stretch;
    const next = narrowed(part);
    if (!next) break;
    const before = sorted.slice(from, to);
    const last = before.findLast((p) => sideOf(p) === sideOf(part));
    const beside = before.some((p) => sideOf(p) !== sideOf(part) && Math.min(p.low, part.low) - Math.max(p.high, part.high) > 0);
    // Room for a signature.
    if (part.high - Math.max(...before.map((p) => p.low)) > letter * 14) break;
    gap = next;
    if (beside || (last && near(part, last))) sure = to + 1;
  }
  return { from, to: sure, middle: (gap.left + gap.right) / 2 };
}

/** Labels with their values, or a table without rules: both sides begin at one edge and share their base lines. */
function tabular(left: readonly Stretch[], right: readonly Stretch[], letter: number): boolean {
  const rows = new Set(left.map((part) => part.row));
  const shared = new Set(right.filter((part) => rows.has(part.row)).map((part) => part.row)).size;
  if (shared < 3 || shared < Math.max(rows.size, new Set(right.map((part) => part.row)).size) * 0.7) return false;
  const edge = (side: readonly Stretch[]) => {
    const firsts = [...Map.groupBy(side, (part) => part.row).values()]
      .map((row) => Math.min(...row.map((part) => part.x0)))
      .sort((a, b) => a - b);
    const middle = firsts[firsts.length >> 1] as number;
    return firsts.filter((x) => Math.abs(x - middle) < letter).length / firsts.length;
  };
  return edge(left) > 0.7 && edge(right) > 0.7;
}
