/** Text for matching printed words: marks off, letters small, everything else dropped. `at[i]` is the index in the original of folded character i. */
export interface Folded { readonly text: string; readonly at: readonly number[] }

export function fold(text: string): Folded {
  let out = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const plain = foldChar(text[i] as string);
    for (const c of plain) {
      out += c;
      at.push(i);
    }
  }
  return { text: out, at };
}

const folded = new Map<string, string>();

function foldChar(c: string): string {
  const known = folded.get(c);
  if (known !== undefined) return known;
  const plain = c.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[đðɖ]/g, 'd').replace(/[^a-z0-9]/g, '');
  folded.set(c, plain);
  return plain;
}

/** Letters that engines confuse cost less than others. */
const lookalikes = new Set(['0o', 'o0', '1l', 'l1', '1i', 'i1', 'il', 'li', '5s', 's5', 'dc', 'cd', 'ec', 'ce', 'hb', 'bh', 'uv', 'vu', 'rt', 'tr', 'ft', 'tf', '8b', 'b8', 'gq', 'qg', 'g9', '9g']);

/**
 * Where `pattern` (folded) stands in `text` (folded) with the least edits: start, end (exclusive) and cost.
 * Answers every place that is no worse than `limit`, best ones first, without overlaps.
 */
export function approximate(text: string, pattern: string, limit: number): readonly { readonly start: number; readonly end: number; readonly cost: number }[] {
  const m = pattern.length;
  const n = text.length;
  if (m === 0 || n === 0) return [];
  let previous = new Float32Array(m + 1);
  let current = new Float32Array(m + 1);
  let previousStart = new Int32Array(m + 1);
  let currentStart = new Int32Array(m + 1);
  for (let i = 0; i <= m; i++) previous[i] = i;
  const ends: { start: number; end: number; cost: number }[] = [];
  for (let j = 1; j <= n; j++) {
    current[0] = 0;
    currentStart[0] = j;
    const c = text[j - 1] as string;
    for (let i = 1; i <= m; i++) {
      const p = pattern[i - 1] as string;
      const same = (previous[i - 1] as number) + (p === c ? 0 : lookalikes.has(p + c) ? 0.5 : 1);
      const extra = (previous[i] as number) + 1;
      const lost = (current[i - 1] as number) + 1;
      if (same <= extra && same <= lost) {
        current[i] = same;
        currentStart[i] = i === 1 ? j - 1 : (previousStart[i - 1] as number);
      } else if (extra <= lost) {
        current[i] = extra;
        currentStart[i] = previousStart[i] as number;
      } else {
        current[i] = lost;
        currentStart[i] = currentStart[i - 1] as number;
      }
    }
    const cost = current[m] as number;
    if (cost <= limit) ends.push({ start: currentStart[m] as number, end: j, cost });
    [previous, current] = [current, previous];
    [previousStart, currentStart] = [currentStart, previousStart];
  }
  ends.sort((a, b) => a.cost - b.cost || (b.end - b.start) - (a.end - a.start));
  const kept: { start: number; end: number; cost: number }[] = [];
  for (const e of ends) if (e.end > e.start && !kept.some((k) => e.start < k.end && k.start < e.end)) kept.push(e);
  return kept;
}

/** How many edits a printed word of this length may carry and still be known. */
export function tolerance(length: number): number {
  return length <= 3 ? 0 : length <= 5 ? 0.5 : length <= 8 ? 1.5 : Math.min(6, length * 0.22);
}

/** Levenshtein distance over code points. */
export function distance(a: string, b: string): number {
  const one = [...a];
  const other = [...b];
  let previous = other.map((_, i) => i).concat(other.length);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row.push(Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    previous = row;
  }
  return previous[other.length] as number;
}
