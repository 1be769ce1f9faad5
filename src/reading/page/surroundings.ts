import type { Grid } from '#reading/ink/grids';
import type { Sheet } from '#reading/ink/sheet';
import type { Span } from '#reading/ink/text-lines';
import { isDark, type Run, unreadInk } from '#reading/ink/unread-ink';
import type { Unowned } from './owners.ts';
import { endsAt, hasLostWord, isAtEdge, isBeside, isFarFromLabel, straightEnd, wordsApart } from './place.ts';
import type { ReadLine } from './recognise.ts';
import type { Frame, Region, ValueSpan } from './region.ts';
import { rowsOf, textEdge, usualPitch } from './rows.ts';
import type { Segment } from './segments.ts';
import { continues } from './values.ts';

/** What stands around a printed value and in its midst that its reading does not explain: ink and words that are nobody's. */

/** In x-heights of the value's line. */
const limits = {
  /** The width of ink that was not read: before the value, where a thin letter would be lost, and elsewhere. */
  unreadBefore: 0.3,
  unread: 0.45,
  /** So far behind the value its line is looked at, and so far behind the end of the page's text. */
  behind: 8,
  behindText: 2,
  /** Where a row begins, so far before it. */
  beforeRow: 1.5,
  /** From the ruling lines of a cell. */
  insideCell: 0.35,
  /** A band that covers the paper: so near to the value, and so wide. */
  bandNear: 0.15,
  bandWide: 1,
} as const;

/**
 * Where a value goes on: so many usual distances of baselines below it; so far in from where its line begins (part of its length) or from where
 * the value does (x-heights); in so many runs of ink.
 */
const nextLine = { from: 0.5, to: 1.6, indent: 0.35, underValue: 2, runs: 2 } as const;

/** A few words and a colon. */
const beginsWithLabel = /^\W*(?:\p{L}+\s?){1,5}:/u;

export interface Surroundings {
  readonly regions: readonly Region[];
  /** Ink that was not read, one place for each value that has some. */
  readonly unread: readonly Span[];
}

/** What was read of a lane, the text on it that was not, and the words that are nobody's. */
export interface Lines {
  readonly lines: readonly ReadLine[];
  readonly rest: readonly Segment[];
  readonly unowned: readonly Unowned[];
  readonly frame: Frame;
}

export function withSurroundings(sheet: Sheet, grids: readonly Grid[], read: Lines, regions: readonly Region[]): Surroundings {
  const { lines, frame } = read;
  const unread: Span[] = [];
  const rows = rowsOf(lines.filter(({ cell }) => cell === null));
  const edge = straightEnd(sheet, lines);
  const [pitch, textEnd] = [usualPitch(rows), textEdge(rows)];
  const told = regions.map((region): Region => {
    const { field, spans } = region;
    if (field.handwritten) return region;
    const ink = spans.flatMap((span) => (span.coloured ? [] : inkAround(sheet, grids, lines, span, textEnd).map((run) => ({ run, span }))));
    const below = lineBelow(region, read, regions, pitch);
    unread.push(...ink.map(({ run, span }) => ({ ...span, ...run })), ...(below && below.text === null ? [below.place] : []));
    const [first] = ink;
    const where = first && (first.run.x1 <= first.span.x0 ? 'before' : first.run.x0 >= first.span.x1 ? 'behind' : 'within');
    const apart = spans.map(wordsApart).find((words) => words !== null) ?? null;
    const lost = spans.some((span) => !span.coloured && hasLostWord(span, lines)) ? ('within' as const) : null;
    return {
      ...region,
      unexplained: region.unexplained ?? apart ?? below?.text ?? null,
      unread: where ?? lost ?? (below && below.text === null ? 'below' : null),
      atEdge: spans.some((span) => isAtEdge(sheet, span, frame) || endsAt(edge, sheet, span) || meetsBand(sheet, span)),
      farFromLabel: isFarFromLabel(region, regions),
    };
  });
  return { regions: told, unread };
}

/** Something dark lies over the paper from where the value begins or ends. */
function meetsBand(sheet: Sheet, span: ValueSpan): boolean {
  const xHeight = span.baseline - span.meanline;
  const [near, wide] = [xHeight * limits.bandNear, xHeight * limits.bandWide];
  return (
    isDark(sheet, { ...span, x0: span.x1 + near, x1: span.x1 + wide }) || isDark(sheet, { ...span, x0: span.x0 - wide, x1: span.x0 - near })
  );
}

/** Ink on the value's line that no reading covers: from its label to the next one, within a cell, or some way behind it. */
function inkAround(sheet: Sheet, grids: readonly Grid[], lines: readonly ReadLine[], span: ValueSpan, textEnd: number): readonly Run[] {
  const xHeight = span.baseline - span.meanline;
  const read = lines.filter((line) => line.words.length > 0 && isBeside(line, span)).flatMap(({ runs }) => runs);
  const [word] = span.words;
  const cell = (word && lines.find(({ words }) => words.includes(word)))?.cell;
  const xs = cell ? grids[cell.grid]?.xs : undefined;
  const side = (at: number) => (xs?.[at] ?? Number.NaN) * sheet.small.factor;
  const zone = cell
    ? { x0: side(cell.column) + xHeight * limits.insideCell, x1: side(cell.column + 1) - xHeight * limits.insideCell }
    : {
        x0: span.before ?? span.x0 - xHeight * limits.beforeRow,
        x1: Math.min(span.behind ?? Math.max(span.x1, textEnd) + xHeight * limits.behindText, span.x1 + xHeight * limits.behind),
      };
  return unreadInk(sheet, { ...zone, meanline: span.meanline, baseline: span.baseline }, read).filter(
    ({ x0, x1 }) => x1 - x0 >= xHeight * (x1 <= span.x0 ? limits.unreadBefore : limits.unread),
  );
}

/** Text that nobody read, or words that are nobody's, where a value would go on: it is the last of its row, or they stand right under it. */
function lineBelow(
  { field, table, label, spans }: Region,
  { lines, rest, unowned }: Lines,
  all: readonly Region[],
  pitch: number,
): { readonly text: string | null; readonly place: Span } | null {
  const [first, last] = [spans[0], spans.at(-1)];
  const line = last?.words[0] && lines.find(({ words }) => last.words[0] !== undefined && words.includes(last.words[0]));
  // What a shape found stands alone, wherever it is: nothing goes on below it.
  if (!first || !last || !line || table !== null || label === '') return null;
  const xHeight = last.baseline - last.meanline;
  const isLast = !all.some((other) => other.spans.some((span) => span.x0 > last.x1 && isBeside(span, last)));
  const goesOn = ({ x0, baseline }: Pick<Span, 'x0' | 'baseline'>) => {
    const step = baseline - last.baseline;
    if (step < pitch * nextLine.from || step > pitch * nextLine.to || x0 < line.x0 - pitch) return false;
    const isUnder = Math.abs(x0 - first.x0) < xHeight * nextLine.underValue;
    return isUnder || (isLast && x0 < Math.max(line.x0 + (line.x1 - line.x0) * nextLine.indent, first.x0));
  };
  const words = unowned.find(
    ({ x0, row, line: { baseline } }) =>
      x0 < row.x0 + xHeight && !beginsWithLabel.test(row.text) && continues(field, row) && goesOn({ x0, baseline }),
  );
  if (words) return { text: words.text, place: words.line };
  const place = rest.find((segment) => segment.runs.length >= nextLine.runs && goesOn(segment));
  return place ? { text: null, place } : null;
}
