import type { ReadLine, ReadWord } from './recognise.ts';

/** Rows of text: spans on one baseline joined, with the place of every character. Straightened sheet pixels. */

export interface Row {
  readonly index: number;
  readonly lines: readonly ReadLine[];
  readonly chars: readonly Char[];
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
  readonly meanline: number;
  readonly baseline: number;
  readonly x0: number;
  readonly x1: number;
}
export interface Char {
  readonly c: string;
  readonly word: ReadWord;
  readonly line: ReadLine;
  readonly x0: number;
  readonly x1: number;
  readonly first: boolean;
}
/** Stretches of one row, from the left; rows as they come. */
export function byRow(lines: readonly ReadLine[]): readonly (readonly ReadLine[])[] {
  const groups = new Map<number, ReadLine[]>();
  for (const line of lines) groups.set(line.row, [...(groups.get(line.row) ?? []), line]);
  return [...groups.values()].map((group) => [...group].sort((a, b) => a.x0 - b.x0));
}

export function rowsOf(lines: readonly ReadLine[]): readonly Row[] {
  return [...byRow(lines.filter((line) => line.words.length > 0))]
    .sort((a, b) => mean(a.map((l) => l.baseline)) - mean(b.map((l) => l.baseline)))
    .map((group, index) => {
      const chars: Char[] = [];
      for (const line of group) {
        line.words.forEach((word, w) => {
          if (chars.length > 0) chars.push({ c: ' ', word, line, x0: word.x0, x1: word.x0, first: w === 0 });
          const letters = word.letters;
          const count = [...word.text].length;
          [...word.text].forEach((c, i) => {
            const letter = letters.length === count ? letters[i] : undefined;
            const share = (word.x1 - word.x0) / count;
            chars.push({
              c,
              word,
              line,
              x0: letter?.x0 ?? word.x0 + share * i,
              x1: letter?.x1 ?? word.x0 + share * (i + 1),
              first: w === 0 && i === 0,
            });
          });
        });
      }
      return {
        index,
        lines: group,
        chars,
        text: chars.map((c) => c.c).join(''),
        top: Math.min(...group.map((l) => l.top)),
        bottom: Math.max(...group.map((l) => l.bottom)),
        meanline: mean(group.map((l) => l.meanline)),
        baseline: mean(group.map((l) => l.baseline)),
        x0: Math.min(...group.map((l) => l.x0)),
        x1: Math.max(...group.map((l) => l.x1)),
      };
    });
}

export function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
}

/** The usual distance of baselines. */
export function usualPitch(rows: readonly Row[]): number {
  const steps = rows
    .slice(1)
    .map((row, i) => row.baseline - (rows[i] as Row).baseline)
    .filter((step, i) => step > ((rows[i] as Row).baseline - (rows[i] as Row).meanline) * 0.9)
    .sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The right edge of the text, specks and page borders aside. */
export function textEdge(rows: readonly Row[]): number {
  const full = rows.filter(
    (r) => (r.text.match(/\p{L}/gu) ?? []).length >= 8 && mean(r.lines.flatMap((l) => l.words.map((w) => w.confidence))) > 55,
  );
  return Math.max(
    ...(full.length > 0 ? full : rows).map((r) =>
      Math.max(...r.lines.filter((l) => l.words.some((w) => w.text.length > 1)).map((l) => l.x1), r.x0),
    ),
  );
}

/** Left and right of the characters a…b, brought to where the ink has gaps: the engine tells places of letters only roughly. */
export function bounds(row: Row, a: number, b: number): { x0: number; x1: number } {
  const first = row.chars[a] as Char;
  const last = row.chars[b - 1] as Char;
  const before = row.chars.slice(0, a).findLast((c) => c.c !== ' ' && c.line === first.line);
  // What is glued to the value's end (a comma) is cut with it and dropped after reading.
  let end = b;
  while (end < row.chars.length && row.chars[end]?.c !== ' ' && !/[\p{L}\d]/u.test(row.chars[end]?.c ?? '')) end++;
  const behind = row.chars.slice(end).find((c) => c.c !== ' ' && c.line === last.line);
  const rightmost = row.chars[end - 1] as Char;
  const x0 = before
    ? edge(
        first.line,
        row.chars[a - 1]?.c === ' ' ? first.x0 : between(before, first),
        'right',
        row,
        row.chars[a - 1]?.c === ' ' ? spacesBefore(row, a, first.line) : null,
      )
    : first.line.x0;
  const x1 = behind
    ? edge(
        last.line,
        row.chars[end]?.c === ' ' ? behind.x0 : between(rightmost, behind),
        'left',
        row,
        row.chars[end]?.c === ' ' ? spacesBefore(row, end + 1, last.line) : null,
      )
    : last.line.x1;
  return x1 > x0 ? { x0, x1 } : { x0: Math.min(first.x0, last.x1), x1: Math.max(first.x0, last.x1) };
}

/** The engine may stretch a word's last letter over all that follows: then only the next one's left end tells. */
function between(before: Char, behind: Char): number {
  return before.x1 > behind.x0 ? behind.x0 : (before.x1 + behind.x0) / 2;
}

/** Spaces of this span before the character, the one right before it included. */
function spacesBefore(row: Row, at: number, line: ReadLine): number {
  return row.chars.slice(0, at).filter((c, i) => c.c === ' ' && c.line === line && row.chars[i - 1]?.line === line).length;
}

/**
 * The side of the gap in the ink that belongs to a border of the text. At the n-th space (`x` is where the engine saw the next word
 * begin) it is one of the widest gaps, as many as there are spaces: the one that ends nearest to `x`, the n-th one before others.
 * Where others are as wide, all words of the line are laid over the gaps together. Elsewhere it is the nearest gap at all.
 */
function edge(line: ReadLine, x: number, side: 'left' | 'right', row: Row, nth: number | null): number {
  const size = row.baseline - row.meanline;
  const gaps = line.runs.slice(1).map((run, i) => ({ from: (line.runs[i] as { x1: number }).x1, to: run.x0 }));
  const spaces = line.words.length - 1;
  let best = x;
  let cost = size * (nth !== null ? 3 : 1.2);
  if (nth !== null) {
    const widest = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from));
    const [least, next] = [widest[spaces - 1], widest[spaces]];
    const width = least ? least.to - least.from : 0;
    if (next && next.to - next.from > width * 0.85) {
      const likely = gaps.filter((gap) => gap.to - gap.from > width * 0.6);
      const gap = spacesAt(line, likely, size)?.[nth - 1];
      if (gap && Math.abs(gap.to - x) < cost) return side === 'right' ? gap.to : gap.from;
    }
    const wide = widest.slice(0, Math.max(1, spaces)).sort((a, b) => a.from - b.from);
    wide.forEach((gap, i) => {
      const c = Math.abs(gap.to - x) - (i === nth - 1 ? size * 0.7 : 0);
      if (c < cost) {
        cost = c;
        best = side === 'right' ? gap.to : gap.from;
      }
    });
    return best;
  }
  for (const gap of gaps) {
    const width = gap.to - gap.from;
    if (width < size * 0.08) continue;
    const c = Math.max(0, gap.from - x, x - gap.to) + size * 0.3 * Math.max(0, 1 - width / (size * 0.5));
    if (c < cost) {
      cost = c;
      best = side === 'right' ? gap.to : gap.from;
    }
  }
  return best;
}

/**
 * Which gaps are the spaces, in order, where the widest ones are not told from the others by their width (`1 1 1`, wide letters): the set
 * that lies best before the words and is widest. Null where there are fewer gaps than spaces.
 */
function spacesAt(line: ReadLine, gaps: readonly Gap[], size: number): readonly Gap[] | null {
  const words = line.words.slice(1);
  if (gaps.length < words.length) return null;
  const closeness = (gap: Gap, word: ReadWord) => 2 * Math.min(gap.to - gap.from, size) - Math.min(Math.abs(gap.to - word.x0), size * 3);
  // best[g]: the best set for the words so far among the gaps before g.
  let best: readonly (Choice | null)[] = Array.from({ length: gaps.length + 1 }, () => ({ worth: 0, gaps: [] }));
  for (const word of words) {
    const now: (Choice | null)[] = [null];
    gaps.forEach((gap, g) => {
      const before = best[g] ?? null;
      const without = now[g] ?? null;
      const taken = before && { worth: before.worth + closeness(gap, word), gaps: [...before.gaps, gap] };
      now.push(taken && (!without || taken.worth > without.worth) ? taken : without);
    });
    best = now;
  }
  return best[gaps.length]?.gaps ?? null;
}

interface Gap {
  readonly from: number;
  readonly to: number;
}
interface Choice {
  readonly worth: number;
  readonly gaps: readonly Gap[];
}
