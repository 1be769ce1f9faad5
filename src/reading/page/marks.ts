import type { Face, Field } from '#domain/record-type';
import { type Frame, within } from './place.ts';
import type { Row } from './rows.ts';
import { approximate, fold, sameCase, tolerance } from './text.ts';

/** The words that a form prints, found again on the page, and which field each of them leads to. */

export interface Mark {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly cost: number;
}

/** All printed words of the face on all rows: per row the set without overlaps that explains most letters. */
export function findMarks(rows: readonly Row[], fields: readonly Field[], face: Face): Mark[] {
  const labels = new Set<string>();
  for (const field of fields) for (const label of field.printed.labels) labels.add(label);
  // Other printed words may also be said within a value ("Đất trồng cây lâu năm"): they count only where a span begins.
  const others = new Set(face.words.filter((word) => !labels.has(word)));
  for (const word of others) labels.add(word);
  const out: Mark[] = [];
  for (const row of rows) {
    const folded = fold(row.text);
    const found: (Mark & { gain: number })[] = [];
    for (const label of labels) {
      const pattern = fold(label).text;
      for (const place of approximate(folded.text, pattern, tolerance(pattern.length))) {
        const start = folded.at[place.start] as number;
        const end = untilColon(row.text, start, (folded.at[place.end - 1] as number) + 1, label);
        if (!isPrinted({ row: row.index, start, end, label, cost: place.cost }, row, pattern.length, others.has(label))) continue;
        found.push({ row: row.index, start, end, label, cost: place.cost, gain: pattern.length - 2.5 * place.cost });
      }
    }
    out.push(...bestSet(found));
  }
  return out;
}

/** A last letter that was not read is no reason to take the value's first one for it: `người ch: PHẠM` ends at its colon. */
function untilColon(text: string, start: number, end: number, label: string): number {
  // A colon may be read as another point.
  const tail = text.slice(Math.max(start + 1, end - 3), end);
  const point = tail.search(/[:;.]/u);
  return point >= 0 && !/[:;.]/u.test(label) ? end - tail.length + point : end;
}

/** Whether these letters are the form's own and not part of a value that looks like them; `length` is that of the folded word. */
function isPrinted({ start, end, label, cost }: Mark, row: Row, length: number, other: boolean): boolean {
  if ((length <= 4 || other) && !aloneAtStart(row, start, end, other)) return false;
  const behind = row.text.slice(end);
  // A space may be lost behind a long word, read surely; what else ends within a word is none ("ông: BẠ|CH", "Ông/Bà").
  const within = /^\p{L}/u.test(behind) && !colonAsLetter.test(behind) && /\p{L}/u.test(row.text[end - 1] ?? ' ');
  if (within && (cost > 0 || length < 8)) return false;
  // A colon stands behind a printed word. Badly read ones within a span need it: "huyện Gio Linh, tỉnh" is no "Giới tính".
  if (row.text.slice(start, end - 1).includes(':') && !label.includes(':')) return false;
  if (cost > length * 0.05 && !aloneAtStart(row, start, end, true) && !/^\s?[:;.]/u.test(behind)) return false;
  return atWordStart(row, start, length) && sameCase(label, row.text.slice(start, end));
}

/** For fields whose printed word was not found: badly read words at the left end of spans that nothing else claims. */
export function weakMarks(rows: readonly Row[], marks: readonly Mark[], missing: readonly Field[]): readonly Mark[] {
  const out: Mark[] = [];
  for (const row of rows) {
    for (const line of row.lines) {
      const from = row.chars.findIndex((c) => c.line === line && c.c !== ' ');
      const to = row.chars.findLastIndex((c) => c.line === line) + 1;
      if (marks.some((m) => m.row === row.index && m.start < to && m.end > from)) continue;
      const folded = fold(row.text.slice(from, to));
      let best: Mark | null = null;
      for (const field of missing) {
        for (const label of field.printed.labels) {
          const pattern = fold(label).text;
          if (pattern.length < 6) continue;
          const place = approximate(folded.text, pattern, pattern.length * 0.28)[0];
          if (!place || place.start > 3 || (best && best.cost <= place.cost)) continue;
          best = {
            row: row.index,
            start: from + (folded.at[place.start] as number),
            end: from + (folded.at[place.end - 1] as number) + 1,
            label,
            cost: place.cost,
          };
        }
      }
      if (best) out.push(best);
    }
  }
  return out;
}

/** What stands behind a printed word whose colon was read as a thin letter ("Sốt 424/2016"). */
export const colonAsLetter = /^[tliíì1]\s/u;

/** Short words count only at the left end of a span, numbering aside, and whole. */
function aloneAtStart(row: Row, start: number, end: number, open: boolean): boolean {
  const line = row.chars[start]?.line;
  const from = row.chars.findIndex((c) => c.line === line && c.c !== ' ');
  const behind = row.text.slice(end);
  const whole = !/^[\p{L}\d]/u.test(behind) || colonAsLetter.test(behind);
  return /^(?:[\s\dIVa-hđ.):(*\-"',]*|\s*[\p{L}\d]{1,2}\s?[.)]\s*)$/u.test(row.text.slice(from, start)) && (open || whole);
}

function atWordStart(row: Row, start: number, length: number): boolean {
  // One letter too many may have been read at the left end of a long word.
  return (length >= 8 ? [start, start - 1] : [start]).some((at) => at <= 0 || !/\p{L}/u.test(row.text[at - 1] ?? ' '));
}

function bestSet<M extends { readonly start: number; readonly end: number; readonly gain: number }>(found: readonly M[]): readonly M[] {
  const sorted = [...found].sort((a, b) => a.end - b.end);
  const best: { gain: number; set: readonly M[] }[] = [{ gain: 0, set: [] }];
  sorted.forEach((m, i) => {
    let j = i - 1;
    while (j >= 0 && (sorted[j] as M).end > m.start) j--;
    const before = best[j + 1] as { gain: number; set: readonly M[] };
    const taken = { gain: before.gain + m.gain, set: [...before.set, m] };
    const left = best[i] as { gain: number; set: readonly M[] };
    best.push(taken.gain > left.gain ? taken : left);
  });
  return (best[best.length - 1] as { set: readonly M[] }).set;
}

/** Which printed word belongs to which field. */
export function assign(
  marks: readonly Mark[],
  fields: readonly Field[],
  face: Face,
  rows: readonly Row[],
  frame: Frame,
): ReadonlyMap<string, Mark> {
  const out = new Map<string, Mark>();
  const heads = new Set(fields.map((f) => f.printed.after).filter((key): key is string => key !== null));
  const shared = new Map<string, number>();
  for (const field of fields) for (const label of field.printed.labels) shared.set(label, (shared.get(label) ?? 0) + 1);
  for (const word of face.words) shared.set(word, (shared.get(word) ?? 0) + 1);
  const order = [...fields.filter((f) => heads.has(f.key)), ...fields.filter((f) => !heads.has(f.key))];
  for (const field of order) {
    const fitting = marks.filter((mark) => field.printed.labels.includes(mark.label) && inRegion(field, mark, rows, frame));
    const after = field.printed.after;
    let list = fitting;
    if (after !== null) {
      const head = out.get(after);
      if (!head) continue;
      const next = [...out.entries()]
        .filter(([key, mark]) => heads.has(key) && key !== after && isAfter(mark, head))
        .map(([, mark]) => mark)
        .sort(byPlace)[0];
      list = fitting.filter((mark) => isAfter(mark, head) && (!next || isAfter(next, mark)));
    } else if (!heads.has(field.key) && field.printed.labels.some((label) => (shared.get(label) ?? 0) > 1)) {
      const firstHead = [...out.entries()]
        .filter(([key]) => heads.has(key))
        .map(([, mark]) => mark)
        .sort(byPlace)[0];
      if (firstHead) list = fitting.filter((mark) => isAfter(firstHead, mark));
    }
    const mark = list[field.printed.occurrence - 1];
    if (mark) out.set(field.key, mark);
  }
  return out;
}

export function byPlace(a: Mark, b: Mark): number {
  return a.row - b.row || a.start - b.start;
}

function isAfter(one: Mark, other: Mark): boolean {
  return byPlace(one, other) > 0;
}

function inRegion(field: Field, mark: Mark, rows: readonly Row[], frame: Frame): boolean {
  const region = field.printed.region;
  if (!region) return true;
  const row = rows.find((r) => r.index === mark.row);
  const x = row?.chars[mark.start]?.x0 ?? 0;
  const y = row ? (row.meanline + row.baseline) / 2 : 0;
  return within(region, frame, x, y);
}

/** Numbering before a printed word ("3.", "b)", "(") belongs to it. */
export function labelStart(row: Row, start: number): number {
  const lead = /(?:^|\s)[\s(*]*(?:(?:\d{1,2}|\p{L}|[IVX]{1,4})\s?[.)])?\s*$/iu.exec(row.text.slice(0, start));
  return lead ? lead.index : start;
}
