import type { Face, RecordType } from '#domain/record-type';
import { wordingsOf } from './classify.ts';
import { byPosition, startWithNumber } from './labels.ts';
import type { PrintedFace } from './locate.ts';
import type { ReadLine, ReadWord } from './recognise.ts';
import type { Region } from './region.ts';
import type { Char, Row } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';

/**
 * Whose every word of a face is: a value's, the form's (labels, headings, what a type's faces print), or nobody's. What stands above the
 * first label is the head, what stands below the last one and the last value belongs to signatures: of these the form says nothing.
 */

/** Words nobody owns, together as they stand. */
export interface Unowned {
  readonly text: string;
  readonly line: ReadLine;
  readonly row: Row;
  readonly x0: number;
  readonly x1: number;
}

/** Confidence (0 to 100) and letters from which a word is one. */
const sure = { confidence: 40, letters: 2 } as const;

export function unownedWords(faces: readonly PrintedFace[], type: RecordType, regions: readonly Region[]): readonly Unowned[] {
  const rows = faces[0]?.rows ?? [];
  const labels = faces.flatMap((one) => one.labels);
  const printed = faces.flatMap(({ face }) => formWords(face));
  const isOfValue = ({ word, line }: Char) => {
    const [x, y] = [(word.x0 + word.x1) / 2, (line.meanline + line.baseline) / 2];
    return regions.some(({ spans, label }) =>
      spans.some(
        (span) =>
          y >= span.top &&
          y <= span.bottom &&
          x <= span.x1 &&
          // What leads to a value without a label (`Krông Pắc, ngày …`) is the form's.
          (x >= span.x0 || (label === '' && span.words[0] !== undefined && line.words.includes(span.words[0]))),
      ),
    );
  };
  const leads = new Set(
    type.fields
      .concat(type.tables.flatMap(({ columns }) => columns))
      .flatMap(({ printed }) => [printed, ...printed.or].flatMap(({ labels }) => labels)),
  );
  const units = new Set(type.fields.flatMap((field) => field.printed.units));
  const owned = rows.map((row) => {
    const own = labels.filter((label) => label.row === row.index).sort(byPosition);
    const ranges = [
      ...own.map(({ start, end, text }, i) => ({
        start: startWithNumber(row, start),
        // Behind a label that leads to no field stands what nobody asks for.
        end: leads.has(text) ? end : (own[i + 1]?.start ?? row.text.length),
      })),
      ...printedOn(row, printed),
    ];
    return row.chars.map(
      (char, i) => ranges.some(({ start, end }) => i >= start && i < end) || isOfValue(char) || units.has(char.word.text),
    );
  });
  const isBody = (row: Row) => row.chars.some(isOfValue) || labels.some((label) => label.row === row.index && leads.has(label.text));
  const first = rows.findIndex(isBody);
  const last = rows.findLastIndex(isBody);
  return first < 0 ? [] : rows.slice(first, last + 1).flatMap((row, i) => groupsOf(row, owned[first + i] ?? []));
}

/** What a face prints beside its labels. */
function formWords({ anchors, words, not, byHand }: Face): readonly string[] {
  return [...anchors.flatMap(wordingsOf), ...words, ...not, ...byHand];
}

function printedOn({ text }: Row, printed: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
  const folded = fold(text);
  return printed.flatMap((one) => {
    const pattern = fold(one).text;
    return approximate(folded.text, pattern, tolerance(pattern.length)).map(({ start, end }) => ({
      start: folded.at[start] as number,
      end: (folded.at[end - 1] as number) + 1,
    }));
  });
}

/** Neighbouring words of one line that nobody owns. */
function groupsOf(row: Row, owned: readonly boolean[]): readonly Unowned[] {
  const { chars, lines } = row;
  const ownedWords = new Set(chars.flatMap(({ word }, i) => (owned[i] ? [word] : [])));
  return lines.flatMap((line) => {
    const groups: ReadWord[][] = [[]];
    for (const word of line.words) {
      if (ownedWords.has(word) || !isWord(word)) groups.push([]);
      else groups.at(-1)?.push(word);
    }
    return groups
      .filter((words) => words.length > 0)
      .map((words) => ({
        text: words.map(({ text }) => text).join(' '),
        line,
        row,
        x0: Math.min(...words.map(({ x0 }) => x0)),
        x1: Math.max(...words.map(({ x1 }) => x1)),
      }));
  });
}

function isWord({ text, confidence }: ReadWord): boolean {
  return confidence >= sure.confidence && (text.match(/[\p{L}\d]/gu)?.length ?? 0) >= sure.letters;
}
