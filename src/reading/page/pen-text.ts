import { inkWords, type PrintOfPage, penOrPrint, penScore } from '#reading/ink/pen';
import type { Sheet } from '#reading/ink/sheet';
import type { ReadLine, ReadWord } from './recognise.ts';
import type { Run } from './segments.ts';

/** In the whole text, pen is named and not guessed at: a reader sees that something stands there. */
export const PEN = '[viết tay]';

/** A word read more surely than this (0 to 100) is print, whatever its strokes. */
const SURE = 90;
const SUREST = 100;

/** Where pen stands on the line: words that were surely read are not looked at. */
export function penOn(sheet: Sheet, line: ReadLine, print: PrintOfPage): readonly Run[] {
  if (line.coloured) return [];
  const found = inkWords(line.runs, print.xHeight).filter((word) => {
    const read = line.words.filter((one) => liesOn(one, word));
    if (read.length > 0 && read.every(({ confidence }) => confidence >= SURE)) return false;
    const score = penScore(sheet, { ...line, ...word }, print);
    return score !== null && penOrPrint([score]) === 'pen';
  });
  return found;
}

/** What was read of these places is left out; pen is named once, however many words it wrote there. */
export function withPen(line: ReadLine, pen: readonly Run[]): ReadLine {
  if (pen.length === 0) return line;
  const print = line.words.filter((word) => !pen.some((run) => liesOn(word, run)));
  const named = pen.map(({ x0, x1 }): ReadWord => ({ text: PEN, confidence: SUREST, x0, x1, y0: line.top, y1: line.bottom, letters: [] }));
  const words = [...print, ...named].sort((a, b) => a.x0 - b.x0);
  return { ...line, words: words.filter((word, i) => word.text !== PEN || words[i - 1]?.text !== PEN) };
}

function liesOn({ x0, x1 }: Run, run: Run): boolean {
  const middle = (x0 + x1) / 2;
  return middle >= run.x0 && middle <= run.x1;
}
