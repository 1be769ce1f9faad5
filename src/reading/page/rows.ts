import type { ReadLine, ReadWord } from './recognise.ts';

/** Rows of text: spans on one baseline joined, with the place of every character. Straightened sheet pixels. */

/** In x-heights: baselines nearer than this are one crooked row that was taken for two. */
const SMALLEST_PITCH = 0.9;

/** A row is text, and its right end is the text's, with so many letters and words of this mean confidence (0 to 100). */
const fullRow = { letters: 8, confidence: 55 } as const;

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

/** Spans of one row, from the left; rows as they come. */
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
    .filter((step, i) => step > ((rows[i] as Row).baseline - (rows[i] as Row).meanline) * SMALLEST_PITCH)
    .sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The right edge of the text, specks and page borders aside. */
export function textEdge(rows: readonly Row[]): number {
  const full = rows.filter(
    (row) =>
      (row.text.match(/\p{L}/gu) ?? []).length >= fullRow.letters &&
      mean(row.lines.flatMap((line) => line.words.map((word) => word.confidence))) > fullRow.confidence,
  );
  return Math.max(
    ...(full.length > 0 ? full : rows).map((r) =>
      Math.max(...r.lines.filter((l) => l.words.some((w) => w.text.length > 1)).map((l) => l.x1), r.x0),
    ),
  );
}
