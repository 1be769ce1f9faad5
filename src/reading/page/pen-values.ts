import { inkWords, type PrintOfPage, penOrPrint, penScore, printOfPage } from '#reading/ink/pen';
import type { Sheet } from '#reading/ink/sheet';
import { median } from '#reading/ink/stroke-traits';
import type { ReadLine } from './recognise.ts';
import type { Region, ValueSpan } from './region.ts';
import type { Run } from './segments.ts';

/** In x-heights of the span: a run belongs to it when it stands on its line, and pen may stand so far off the line of the print. */
const SAME_LINE = 0.8;
/** Mean confidence of a line's words, 0 to 100. */
const SURE = 80;

/**
 * Values of a printed form that a pen has written, told from the print of the page by their ink; `unsure` where a word may be by pen, or where the
 * form is often filled in so and they are not surely print.
 */
export function penRegions(sheet: Sheet, regions: readonly Region[], lines: readonly ReadLine[]): ReadonlyMap<Region, 'pen' | 'unsure'> {
  const black = lines.filter(({ coloured }) => !coloured);
  const print = printOfLines(sheet, black);
  const found = new Map<Region, 'pen' | 'unsure'>();
  for (const region of regions) {
    const { field } = region;
    if (field.handwritten || region.spans.some(({ coloured }) => coloured)) continue;
    const told = print ? penOrPrint(wordScores(sheet, region, black, print)) : 'unsure';
    if (told === 'pen' || (told === 'partly' && field.oftenByPen)) found.set(region, 'pen');
    else if (told === 'partly' || (told === 'unsure' && field.oftenByPen)) found.set(region, 'unsure');
  }
  return found;
}

/** What is usual for the print of lines that were read surely. */
export function printOfLines(sheet: Sheet, lines: readonly ReadLine[]): PrintOfPage | null {
  const sure = lines.filter(isSure);
  return printOfPage(sheet, sure, median(sure.map(({ meanline, baseline }) => baseline - meanline)));
}

/** Surely text: what is usual is not told from patterns and stamps. */
function isSure({ words }: ReadLine): boolean {
  return words.length > 0 && words.reduce((sum, { confidence }) => sum + confidence, 0) > words.length * SURE;
}

function wordScores(sheet: Sheet, { spans }: Region, lines: readonly ReadLine[], print: PrintOfPage): readonly number[] {
  return spans.flatMap((span) =>
    inkWords(runsIn(span, lines), print.xHeight).flatMap((word) => penScore(sheet, { ...span, ...word }, print) ?? []),
  );
}

function runsIn(span: ValueSpan, lines: readonly ReadLine[]): readonly Run[] {
  const near = (span.baseline - span.meanline) * SAME_LINE;
  return lines
    .filter((line) => Math.abs(line.baseline - span.baseline) < near)
    .flatMap(({ runs }) => runs.filter(({ x0, x1 }) => (x0 + x1) / 2 >= span.x0 && (x0 + x1) / 2 <= span.x1))
    .sort((a, b) => a.x0 - b.x0);
}
