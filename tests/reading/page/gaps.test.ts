import { expect, test } from 'vitest';
import { bounds } from '#reading/page/gaps';
import type { ReadLine } from '#reading/page/recognise';
import { rowsOf } from '#reading/page/rows';

/** A line as scanned: places of words and letters as the engine tells them, and where the ink really has gaps. */
function line(words: readonly (readonly [text: string, x1: number, ...letters: number[]])[], ink: string): ReadLine {
  const read = words.map(([text, x1, ...at]) => ({
    text,
    confidence: 96,
    x0: at[0] as number,
    y0: 374,
    x1,
    y1: 412,
    letters: [...text].map((c, i) => ({ text: c, confidence: 96, x0: at[i] as number, x1: at[i + 1] ?? x1 })),
  }));
  const runs = ink.split(' ').map((run) => {
    const [x0, x1] = run.split('-').map(Number) as [number, number];
    return { x0, x1 };
  });
  const edges = { x0: 249, x1: 1031, top: 370, bottom: 412, meanline: 380, baseline: 405 };
  return { ...edges, words: read, runs, coloured: false, row: 0, cell: null, dottedZeros: [], dotsBelow: [] };
}

test('gaps between narrow figures as wide as spaces do not cut a figure off', () => {
  const [row] = rowsOf([
    line(
      [
        ['4)', 281, 249, 270],
        ['Thửa', 395, 307, 330, 358, 373],
        ['đất', 471, 411, 443, 456],
        ['số:', 540, 493, 507, 534],
        ['1129,', 674, 565, 586, 612, 630, 643],
        ['tờ', 729, 693, 708],
        ['bản', 811, 751, 771, 793],
        ['đồ', 871, 833, 856],
        ['số:', 941, 892, 908, 936],
        ['111', 1030, 965, 989, 1018],
      ],
      '249-267 271-281 297-329 331-353 357-385 387-403 417-441 443-461 465-477 491-503 507-529 535-539 559-571 587-601 613-637 643-665 671-678.6 693-707 709-733 745-769 773-789 793-815 831-855 857-877 891-905 909-931 935-941 961-973 989-1002.7 1017-1031',
    ),
  ]);
  if (!row) throw new Error('no row');
  const of = (text: string) => {
    const at = row.text.indexOf(text);
    return bounds(row, at, at + text.length);
  };
  expect(of('1129')).toEqual({ x0: 559, x1: 678.6 });
  expect(of('111')).toEqual({ x0: 961, x1: 1031 });
});
