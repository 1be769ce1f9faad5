import type { Sheet } from '#reading/ink/sheet';
import type { Span } from '#reading/ink/text-lines';
import type { ReadLine } from './recognise.ts';
import type { Frame, Region, ValueSpan } from './region.ts';

/**
 * What the place of a printed value tells: whether it begins where values do, whether its words hold together, whether its ink is all in its
 * text, whether it was cut. What was cut away cleanly leaves no ink, but it leaves a gap.
 */

/** In x-heights of the value's line. Measured on 1,665 printed values of good pages, of which none has more (in brackets). */
const limits = {
  /** From the end of the label's ink to the value (1.6; pen on a printed leader 2.0 to 3.0), and more than what is usual on the page (0.7). */
  fromLabel: 1.9,
  moreThanUsual: 0.85,
  /** Between two words of a value (1.85): what stands farther off is something else. */
  betweenWords: 2.15,
  /** Ink behind a letter before the next one begins, the letter's own width aside (1.75). */
  betweenLetters: 2.2,
  /** Values that begin so near to one another stand at a tab stop, whatever their distance from the label. */
  tabStop: 0.8,
  /** Nearer to the picture's edge or to a fold than this. */
  edge: 0.4,
  /** Between a value's end and the picture's edge, half a letter and a space would have room that nobody read. */
  sideEdge: 1.5,
  /** Lines that were cut end this straight. */
  straight: 0.12,
} as const;

/** So many lines end in letters at one straight edge, beyond which nothing stands: a band over the page, not chance. */
const CUT_LINES = 4;

/** Values behind labels on their own lines that tell a page's usual distance. */
const FEWEST_DISTANCES = 4;
/** Other values at one tab stop. */
const AT_TAB_STOP = 2;

/** Lines share a row when they overlap by this part of the lower one. */
const SAME_ROW = 0.3;

export function isBeside(one: Pick<Span, 'meanline' | 'baseline'>, { meanline, baseline }: Pick<Span, 'meanline' | 'baseline'>): boolean {
  const overlap = Math.min(one.baseline, baseline) - Math.max(one.meanline, meanline);
  return overlap > SAME_ROW * Math.min(one.baseline - one.meanline, baseline - meanline);
}

/** The words behind a gap that no value has. */
export function wordsApart({ words, meanline, baseline }: ValueSpan): string | null {
  const widest = (baseline - meanline) * limits.betweenWords;
  const at = words.findIndex((word, i) => i > 0 && word.x0 - (words[i - 1]?.x1 ?? word.x0) > widest);
  return at < 0
    ? null
    : words
        .slice(at)
        .map(({ text }) => text)
        .join(' ');
}

/** Widths of letters, in x-heights: running text in any typeface has about these. */
const width = { narrow: 0.65, small: 0.8, usual: 1.1, capital: 1.5, wide: 1.7 } as const;
const letters = { narrow: 'iljtf1I.,;:!|()’/-', small: 'rs', wide: 'mwMW', capital: 'ABCDĐEFGHKLNOPQRSTUVXYZ' } as const;
const widths: ReadonlyMap<string, number> = new Map(
  (['narrow', 'small', 'wide', 'capital'] as const).flatMap((size) => [...letters[size]].map((letter) => [letter, width[size]] as const)),
);

function widthOf(letter: string): number {
  return widths.get(letter.normalize('NFD')[0] ?? '') ?? width.usual;
}

/** Between two letters that were read, or behind the last one, is ink for a word more. */
export function hasLostWord(span: ValueSpan, lines: readonly ReadLine[]): boolean {
  const xHeight = span.baseline - span.meanline;
  const runs = lines.filter((line) => isBeside(line, span)).flatMap((line) => line.runs);
  const letters = span.words
    .flatMap(({ text, letters, x0, x1 }) => {
      const signs = [...text];
      return signs.map((sign, i) => ({
        sign,
        x0: (letters.length === signs.length ? letters[i]?.x0 : undefined) ?? x0 + ((x1 - x0) * i) / signs.length,
      }));
    })
    .filter(({ x0 }) => x0 >= span.x0 - xHeight && x0 <= span.x1 + xHeight);
  return letters.some(({ sign, x0 }, i) => {
    const [from, to] = [x0 + widthOf(sign) * xHeight, letters[i + 1]?.x0 ?? span.x1];
    const ink = runs.reduce((sum, run) => sum + Math.max(0, Math.min(run.x1, to) - Math.max(run.x0, from)), 0);
    return ink > xHeight * limits.betweenLetters;
  });
}

/** In x-heights, from its label; null where none stands before it on its line. */
function distance({ label, table, spans: [span] }: Region): number | null {
  return label === '' || table !== null || !span || span.before === null ? null : (span.x0 - span.before) / (span.baseline - span.meanline);
}

/** What was at the beginning may have been lost, unless other values begin at the same place. */
export function isFarFromLabel(region: Region, all: readonly Region[]): boolean {
  const own = distance(region);
  const [span] = region.spans;
  if (own === null || !span) return false;
  const distances = all.flatMap((other) => distance(other) ?? []).sort((a, b) => a - b);
  const usual = distances.length < FEWEST_DISTANCES ? Number.POSITIVE_INFINITY : (distances[distances.length >> 1] as number);
  if (own <= Math.min(limits.fromLabel, usual + limits.moreThanUsual)) return false;
  const xHeight = span.baseline - span.meanline;
  const alike = all.filter(({ spans: [other] }) => other && other !== span && Math.abs(other.x0 - span.x0) < xHeight * limits.tabStop);
  return alike.length < AT_TAB_STOP;
}

/**
 * Where a page's text ends at a straight edge on the right (on the left all lines begin at one), in pixels across the picture, as bands lie.
 * Null: it ends as it comes.
 */
export function straightEnd(sheet: Sheet, lines: readonly ReadLine[]): number | null {
  const ends = lines.flatMap(({ words, meanline, baseline, cell }) => {
    const word = words.at(-1);
    // Numbers under one another end at one place.
    return word && cell === null && /\p{L}$/u.test(word.text)
      ? [{ x: acrossPicture(sheet, word.x1, (meanline + baseline) / 2), near: (baseline - meanline) * limits.straight }]
      : [];
  });
  const outermost = Math.max(...ends.map(({ x }) => x));
  return ends.filter(({ x, near }) => x >= outermost - near).length >= CUT_LINES ? outermost : null;
}

/** The value ends there, too. */
export function endsAt(edge: number | null, sheet: Sheet, { x1, meanline, baseline }: ValueSpan): boolean {
  const near = (baseline - meanline) * limits.straight;
  return edge !== null && Math.abs(acrossPicture(sheet, x1, (meanline + baseline) / 2) - edge) <= near;
}

function acrossPicture({ skew }: Sheet, x: number, y: number): number {
  return x * Math.cos(skew) - y * Math.sin(skew);
}

/** As the sheet lies: the picture's edges are not turned with its text. */
export function isAtEdge({ width, height, skew }: Sheet, { x0, x1, meanline, baseline }: ValueSpan, frame: Frame): boolean {
  const near = (baseline - meanline) * limits.edge;
  const side = (baseline - meanline) * limits.sideEdge;
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  const isOver = (x: number, y: number) => {
    const [px, py] = [x * cos - y * sin, x * sin + y * cos];
    return px < side || py < near || px > width - side || py > height - near;
  };
  const isAtFold = (frame.x0 > 0 && x0 < frame.x0 + near) || (frame.x0 + frame.width < width && x1 > frame.x0 + frame.width - near);
  return isAtFold || [meanline, baseline].some((y) => isOver(x0, y) || isOver(x1, y));
}
