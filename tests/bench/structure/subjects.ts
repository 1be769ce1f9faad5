import type { Box } from '#domain/box';
import type { PageReading } from '#domain/reading';
import type { Row } from '../truth.ts';

/** What stands where on a page that was read whole: the values that are right, each with its lines and its label. */

export interface Written {
  readonly text: string;
  readonly box: Box;
}
export interface Subject {
  readonly path: string;
  readonly truth: string;
  readonly accepted: boolean;
  /** Words of each of its lines, from the left. */
  readonly lines: readonly (readonly Written[])[];
  /** Words before it in its line that lead to it; empty where its label stands elsewhere. */
  readonly label: readonly Written[];
}
export interface Layout {
  /** Rows of words from the top, over the whole width. */
  readonly rows: readonly (readonly Written[])[];
  readonly subjects: readonly Subject[];
}

export function around(words: readonly Written[]): Box {
  const [left, top] = [Math.min(...words.map(({ box }) => box[0])), Math.min(...words.map(({ box }) => box[1]))];
  return [
    left,
    top,
    Math.max(...words.map(({ box }) => box[0] + box[2])) - left,
    Math.max(...words.map(({ box }) => box[1] + box[3])) - top,
  ];
}

/** `rows`: this page's values beside their truth. */
export function layoutOf(reading: PageReading, rows: readonly Row[]): Layout {
  const lines = byRow(reading.recognised.lines.flatMap((line) => line.words));
  const right = rows.filter((row) => row.right && row.value?.box && row.value.value !== null && !row.handwritten);
  const taken = right.map((row) => row.value?.box as Box);
  return { rows: lines, subjects: right.flatMap((row) => subjectOf(row, lines, taken) ?? []) };
}

function byRow(words: readonly Written[]): readonly (readonly Written[])[] {
  const rows: Written[][] = [];
  for (const word of [...words].sort((a, b) => middle(a.box) - middle(b.box))) {
    const row = rows.find((other) =>
      other.some(({ box }) => Math.abs(middle(box) - middle(word.box)) < Math.min(box[3], word.box[3]) * 0.4),
    );
    if (row) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}

const middle = ([, y, , h]: Box) => y + h / 2;
const holds = ([x, y, w, h]: Box, { box }: Written) => {
  const [cx, cy] = [box[0] + box[2] / 2, middle(box)];
  return cx > x && cx < x + w && cy > y && cy < y + h;
};

function subjectOf(row: Row, rows: readonly (readonly Written[])[], taken: readonly Box[]): Subject | null {
  const box = row.value?.box as Box;
  const lines = rows.map((words) => words.filter((word) => holds(box, word))).filter((words) => words.length > 0);
  const [first] = lines;
  if (!first) return null;
  const line = rows.find((words) => first[0] && words.includes(first[0])) ?? [];
  const label: Written[] = [];
  for (const word of line.slice(0, line.indexOf(first[0] as Written)).reverse()) {
    const next = label[0] ?? (first[0] as Written);
    if (taken.some((other) => holds(other, word)) || next.box[0] - word.box[0] - word.box[2] > word.box[3] * 1.6) break;
    label.unshift(word);
    // A figure with a comma is a value, known or not.
    const before = line[line.indexOf(word) - 1];
    if (before && /\d[,;]$/u.test(before.text)) break;
  }
  return { path: row.path, truth: row.truth, accepted: row.value?.accepted === true, lines, label };
}
