import type { ReadLine, ReadWord } from './recognise.ts';
import type { Char, Row } from './rows.ts';

/**
 * Where a value really begins and ends: the engine tells places of letters only roughly, so that its borders are brought to where the ink
 * has gaps. Straightened sheet pixels.
 */

export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** In x-heights of the row. */
const limits = {
  /** How far the engine may be wrong about where a word begins, and about a letter within a word. */
  wordAway: 3,
  letterAway: 1.2,
  /** Of several gaps, the n-th one is the n-th space, even where another lies nearer by this. */
  inOrder: 0.7,
  /** Narrower gaps are between the strokes of one letter. */
  narrowest: 0.08,
  /** From this width on a gap parts letters surely; one that is hardly any costs as much as lying so far away. */
  wide: 0.5,
  hardlyAny: 0.3,
} as const;

/** Parts of the narrowest space's width. */
const spaceWidth = {
  /** The next narrower gap is as wide as this: spaces are not told from other gaps by their width. */
  alike: 0.85,
  /** Then every gap from this width on may be a space. */
  candidate: 0.6,
} as const;

/** Where gaps are laid before words: their width counts twice as much as their distance, and a distance up to so many x-heights. */
const WIDTH_AGAINST_DISTANCE = 2;
const FARTHEST = 3;

/** Left and right of the characters `from` to `to` of a row. */
export function bounds(row: Row, from: number, to: number): { readonly x0: number; readonly x1: number } {
  const { chars } = row;
  const first = chars[from] as Char;
  const last = chars[to - 1] as Char;
  const before = chars.slice(0, from).findLast((char) => char.c !== ' ' && char.line === first.line);
  // What is glued to the value's end (a comma) is cut with it and dropped after reading.
  let end = to;
  while (end < chars.length && chars[end]?.c !== ' ' && !/[\p{L}\d]/u.test(chars[end]?.c ?? '')) end++;
  const behind = chars.slice(end).find((char) => char.c !== ' ' && char.line === last.line);
  const atSpace = (at: number) => chars[at]?.c === ' ';
  const x0 = !before
    ? first.line.x0
    : atSpace(from - 1)
      ? spaceNear(row, first.line, first.x0, spacesBefore(row, from, first.line)).to
      : gapNear(row, first.line, between(before, first)).to;
  const x1 = !behind
    ? last.line.x1
    : atSpace(end)
      ? spaceNear(row, last.line, behind.x0, spacesBefore(row, end + 1, last.line)).from
      : gapNear(row, last.line, between(chars[end - 1] as Char, behind)).from;
  return x1 > x0 ? { x0, x1 } : { x0: Math.min(first.x0, last.x1), x1: Math.max(first.x0, last.x1) };
}

/** The engine may draw out a word's last letter over all that follows: then only the next one's left end tells. */
function between(before: Char, behind: Char): number {
  return before.x1 > behind.x0 ? behind.x0 : (before.x1 + behind.x0) / 2;
}

/** Spaces of this span before the character, the one right before it included. */
function spacesBefore({ chars }: Row, at: number, line: ReadLine): number {
  return chars.slice(0, at).filter((char, i) => char.c === ' ' && char.line === line && chars[i - 1]?.line === line).length;
}

/**
 * The n-th space of the line; `x` is where the engine saw the next word begin. It is one of the widest gaps, as many as there are spaces: the
 * one that ends nearest to `x`, the n-th one before others. Where others are as wide, all words of the line are laid over the gaps together.
 */
function spaceNear(row: Row, line: ReadLine, x: number, nth: number): Gap {
  const xHeight = row.baseline - row.meanline;
  const gaps = gapsOf(line);
  const spaces = line.words.length - 1;
  const widest = [...gaps].sort((a, b) => width(b) - width(a));
  const [narrowest, next] = [widest[spaces - 1], widest[spaces]];
  const least = narrowest ? width(narrowest) : 0;
  if (next && width(next) > least * spaceWidth.alike) {
    const candidates = gaps.filter((gap) => width(gap) > least * spaceWidth.candidate);
    const gap = spacesAmong(line, candidates, xHeight)?.[nth - 1];
    if (gap && Math.abs(gap.to - x) < xHeight * limits.wordAway) return gap;
  }
  const wide = widest.slice(0, Math.max(1, spaces)).sort((a, b) => a.from - b.from);
  const costs = wide.map((gap, i) => Math.abs(gap.to - x) - (i === nth - 1 ? xHeight * limits.inOrder : 0));
  return nearest(wide, costs, xHeight * limits.wordAway) ?? { from: x, to: x };
}

/** The gap between two characters of one word, near `x`; where there is none, the border is `x` itself. */
function gapNear(row: Row, line: ReadLine, x: number): Gap {
  const xHeight = row.baseline - row.meanline;
  const gaps = gapsOf(line).filter((gap) => width(gap) >= xHeight * limits.narrowest);
  const costs = gaps.map(
    (gap) => Math.max(0, gap.from - x, x - gap.to) + xHeight * limits.hardlyAny * Math.max(0, 1 - width(gap) / (xHeight * limits.wide)),
  );
  return nearest(gaps, costs, xHeight * limits.letterAway) ?? { from: x, to: x };
}

/** The first gap of least cost, if that is under the limit. */
function nearest(gaps: readonly Gap[], costs: readonly number[], limit: number): Gap | null {
  const least = Math.min(...costs);
  return least < limit ? (gaps[costs.indexOf(least)] ?? null) : null;
}

function gapsOf({ runs }: ReadLine): readonly Gap[] {
  return runs.slice(1).map((run, i) => ({ from: (runs[i] as { x1: number }).x1, to: run.x0 }));
}

function width({ from, to }: Gap): number {
  return to - from;
}

/**
 * Which gaps are the spaces, in order, where the widest ones are not told from the others by their width (`1 1 1`, wide letters): the set
 * that lies best before the words and is widest. Null where there are fewer gaps than spaces.
 */
function spacesAmong(line: ReadLine, gaps: readonly Gap[], xHeight: number): readonly Gap[] | null {
  const words = line.words.slice(1);
  if (gaps.length < words.length) return null;
  const worth = (gap: Gap, word: ReadWord) =>
    WIDTH_AGAINST_DISTANCE * Math.min(width(gap), xHeight) - Math.min(Math.abs(gap.to - word.x0), xHeight * FARTHEST);
  // best[g]: the best set for the words so far among the gaps before g.
  let best: readonly (GapSet | null)[] = Array.from({ length: gaps.length + 1 }, () => ({ worth: 0, gaps: [] }));
  for (const word of words) {
    const now: (GapSet | null)[] = [null];
    gaps.forEach((gap, g) => {
      const before = best[g] ?? null;
      const without = now[g] ?? null;
      const taken = before && { worth: before.worth + worth(gap, word), gaps: [...before.gaps, gap] };
      now.push(taken && (!without || taken.worth > without.worth) ? taken : without);
    });
    best = now;
  }
  return best[gaps.length]?.gaps ?? null;
}

interface GapSet {
  readonly worth: number;
  readonly gaps: readonly Gap[];
}
