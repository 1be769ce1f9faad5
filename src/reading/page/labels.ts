import type { Face, Field } from '#domain/record-type';
import type { Row } from './rows.ts';
import { approximate, fold, sameCase, tolerance } from './text.ts';

/** The words that a form prints, found again on the page, and which field each of them leads to. */

/** A label where it stands: characters `start` to `end` of a row's text. */
export interface PrintedLabel {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** As the record type writes it. */
  readonly text: string;
  /** Edits between the folded label and what was read (`approximate`). */
  readonly cost: number;
}

/** Lengths in folded letters (`fold`), costs in edits. */
const limits = {
  /** A label no longer than this is found within many a value (Số, Họ): it counts only at the start of a span. */
  short: 4,
  /** From this length on, letters that agree by chance are rare: a space may be lost behind the label, or a letter too many read before it. */
  long: 8,
  /** More edits than this part of the length: badly read, so that it needs the start of a span or a colon behind it. */
  badlyRead: 0.05,
  /** What one edit costs against letters explained, where labels overlap. */
  editAgainstLetters: 2.5,
  /** A colon that ends the label is looked for in so many last characters. */
  colonWithin: 3,
} as const;

/** Labels that were not found at first are looked for once more, more leniently. */
const weak = {
  shortest: 6,
  /** Part of the length that may be wrong; ordinary labels carry 0.22 (`tolerance`). */
  edits: 0.28,
  /** Folded letters that may stand before it in its span. */
  before: 3,
} as const;

/** All labels and other printed words of the face on all rows: per row the set without overlaps that explains most letters. */
export function findLabels(rows: readonly Row[], fields: readonly Field[], face: Face): PrintedLabel[] {
  const texts = new Set(fields.flatMap((field) => field.printed.labels));
  // Other printed words may also be said within a value ("Đất trồng cây lâu năm"): they count only where a span begins.
  const words = new Set(face.words.filter((word) => !texts.has(word)));
  const out: PrintedLabel[] = [];
  for (const row of rows) {
    const folded = fold(row.text);
    const found: (PrintedLabel & { readonly gain: number })[] = [];
    for (const text of [...texts, ...words]) {
      const pattern = fold(text).text;
      for (const match of approximate(folded.text, pattern, tolerance(pattern.length))) {
        const start = folded.at[match.start] as number;
        const end = untilColon(row.text, start, (folded.at[match.end - 1] as number) + 1, text);
        const label = { row: row.index, start, end, text, cost: match.cost };
        if (isPrinted(label, row, pattern.length, words.has(text)))
          found.push({ ...label, gain: pattern.length - limits.editAgainstLetters * match.cost });
      }
    }
    out.push(...bestSet(found).map(({ gain, ...label }) => label));
  }
  return out;
}

/** A last letter that was not read is no reason to take the value's first one for it: `người ch: PHẠM` ends at its colon. */
function untilColon(row: string, start: number, end: number, label: string): number {
  // A colon may be read as a semicolon or a full stop.
  const tail = row.slice(Math.max(start + 1, end - limits.colonWithin), end);
  const colon = tail.search(/[:;.]/u);
  return colon >= 0 && !/[:;.]/u.test(label) ? end - tail.length + colon : end;
}

/** Whether these letters are the form's own and not part of a value that looks like them; `length` is that of the folded label. */
function isPrinted({ start, end, text, cost }: PrintedLabel, row: Row, length: number, isOtherWord: boolean): boolean {
  // Within a running line a short label is told by the sign before it ("; bà"), the colon behind it ("Số: 12, ngày:"), its two words ("và bà")
  // or its capitals (CCCD); others are found within many a value.
  const sign = /^[;,]/u.test(text);
  if (sign && !/[;,]\s?$/u.test(row.text.slice(0, start))) return false;
  const colon = /^\p{Ll}+:$/u.test(text) && /^\s?[:;]/u.test(row.text.slice(end));
  const told = sign || colon || (cost === 0 && /\p{L}\s\p{L}|^\p{Lu}{3,}$/u.test(text));
  if ((isOtherWord || (length <= limits.short && !told)) && !beginsSpan(row, start, end, isOtherWord)) return false;
  const behind = row.text.slice(end);
  // A short label that has a colon is told by it from a number that begins with the same letters (Bà:, BA 176967).
  if (length <= limits.short && text.endsWith(':') && !/[:;.]/u.test(row.text.slice(start, end) + behind.slice(0, 2))) return false;
  // A space may be lost behind a long label, read surely; what else ends within a word is none ("ông: BẠ|CH", "Ông/Bà").
  const endsInWord = /^\p{L}/u.test(behind) && !colonAsLetter.test(behind) && /\p{L}/u.test(row.text[end - 1] ?? ' ');
  if (endsInWord && (cost > 0 || length < limits.long)) return false;
  // A colon stands behind a label. Badly read ones within a span need it: "huyện Gio Linh, tỉnh" is no "Giới tính".
  if (row.text.slice(start, end - 1).includes(':') && !text.includes(':')) return false;
  if (cost > length * limits.badlyRead && !beginsSpan(row, start, end, true) && !/^\s?[:;.]/u.test(behind)) return false;
  return beginsWord(row, start, length) && sameCase(text, row.text.slice(start, end));
}

/** For fields whose label was not found: badly read labels at the left end of spans that nothing else claims. */
export function findWeakLabels(rows: readonly Row[], labels: readonly PrintedLabel[], missing: readonly Field[]): readonly PrintedLabel[] {
  const out: PrintedLabel[] = [];
  for (const row of rows) {
    for (const line of row.lines) {
      const from = row.chars.findIndex((char) => char.line === line && char.c !== ' ');
      const to = row.chars.findLastIndex((char) => char.line === line) + 1;
      if (labels.some((label) => label.row === row.index && label.start < to && label.end > from)) continue;
      const folded = fold(row.text.slice(from, to));
      let best: PrintedLabel | null = null;
      for (const text of missing.flatMap((field) => field.printed.labels)) {
        const pattern = fold(text).text;
        if (pattern.length < weak.shortest) continue;
        const match = approximate(folded.text, pattern, pattern.length * weak.edits)[0];
        if (!match || match.start > weak.before || (best && best.cost <= match.cost)) continue;
        const [start, end] = [from + (folded.at[match.start] as number), from + (folded.at[match.end - 1] as number) + 1];
        best = { row: row.index, start, end, text, cost: match.cost };
      }
      if (best) out.push(best);
    }
  }
  return out;
}

/** What stands behind a label whose colon was read as a thin letter ("Sốt 424/2016"). */
export const colonAsLetter = /^[tliíì1]\s/u;

/** The label stands at the left end of its span, numbering aside, and is a whole word unless it may go on (`mayGoOn`). */
function beginsSpan(row: Row, start: number, end: number, mayGoOn: boolean): boolean {
  const line = row.chars[start]?.line;
  const from = row.chars.findIndex((char) => char.line === line && char.c !== ' ');
  const behind = row.text.slice(end);
  const isWhole = !/^[\p{L}\d]/u.test(behind) || colonAsLetter.test(behind);
  return /^(?:[\s\dIVa-hđ.):(*\-"',]*|\s*[\p{L}\d]{1,2}\s?[.)]\s*)$/u.test(row.text.slice(from, start)) && (mayGoOn || isWhole);
}

function beginsWord(row: Row, start: number, length: number): boolean {
  // One letter too many may have been read at the left end of a long label.
  return (length >= limits.long ? [start, start - 1] : [start]).some((at) => at <= 0 || !/\p{L}/u.test(row.text[at - 1] ?? ' '));
}

/** Weighted interval scheduling: of labels on one row, those without overlaps that gain most. */
function bestSet<L extends { readonly start: number; readonly end: number; readonly gain: number }>(found: readonly L[]): readonly L[] {
  const sorted = [...found].sort((a, b) => a.end - b.end);
  // best[i]: the best set among the first i.
  const best: { readonly gain: number; readonly set: readonly L[] }[] = [{ gain: 0, set: [] }];
  sorted.forEach((label, i) => {
    let before = i - 1;
    while (before >= 0 && (sorted[before] as L).end > label.start) before--;
    const rest = best[before + 1] as { gain: number; set: readonly L[] };
    const taken = { gain: rest.gain + label.gain, set: [...rest.set, label] };
    const left = best[i] as { gain: number; set: readonly L[] };
    best.push(taken.gain > left.gain ? taken : left);
  });
  return best.at(-1)?.set ?? [];
}

export function byPosition(a: PrintedLabel, b: PrintedLabel): number {
  return a.row - b.row || a.start - b.start;
}

/** Numbering before a label ("3.", "b)", "(") belongs to it. */
export function startWithNumber(row: Row, start: number): number {
  const lead = /(?:^|\s)[\s(*]*(?:(?:\d{1,2}|\p{L}|[IVX]{1,4})\s?[.)])?\s*$/iu.exec(row.text.slice(0, start));
  return lead ? lead.index : start;
}
