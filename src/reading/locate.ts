import type { Face, Field, RecordType, Table } from '#domain/record-type';
import type { Dot, ReadLine, ReadWord } from './recognise.ts';
import { approximate, fold, tolerance } from './text.ts';

/**
 * Finds values by the words printed before them. All coordinates are straightened sheet pixels.
 *
 * Every row of the page is searched for all printed words of the face at once, so that neighbours end each other; the best set of
 * words that do not overlap is kept. A field takes the first fitting word of its section; its value runs to the next printed word,
 * and over following rows that begin with none.
 */

/** The part of the sheet that a face covers: all of it, or a lane of an open sheet. */
export interface Frame {
  readonly x0: number;
  readonly width: number;
  readonly height: number;
}

export function within(region: readonly [number, number, number, number], frame: Frame, x: number, y: number): boolean {
  const fx = (x - frame.x0) / frame.width;
  const fy = y / frame.height;
  return fx >= region[0] && fy >= region[1] && fx <= region[2] && fy <= region[3];
}

/** A stretch of a value on one row. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  readonly high: number;
  readonly low: number;
  readonly coloured: boolean;
  readonly words: readonly ReadWord[];
  readonly dots: readonly Dot[];
  readonly pointsBelow: readonly number[];
}

export interface Place {
  readonly field: Field;
  readonly table: string | null;
  readonly row: number;
  readonly entry: number;
  readonly spans: readonly Span[];
  readonly raw: string;
  readonly confidence: number;
  /** The printed word that led here, as the type writes it. */
  readonly label: string;
}

interface Row {
  readonly index: number;
  readonly lines: readonly ReadLine[];
  readonly chars: readonly Char[];
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
  readonly high: number;
  readonly low: number;
  readonly x0: number;
  readonly x1: number;
}
interface Char {
  readonly c: string;
  readonly word: ReadWord;
  readonly line: ReadLine;
  readonly x0: number;
  readonly x1: number;
  readonly first: boolean;
}
interface Mark {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly cost: number;
}

export function locate(lines: readonly ReadLine[], type: RecordType, faces: readonly string[], frame: Frame): readonly Place[] {
  const out: Place[] = [];
  for (const id of faces) {
    const face = type.faces.find((f) => f.id === id);
    if (face) out.push(...locateFace(lines, type, face, frame));
  }
  return out;
}

function locateFace(lines: readonly ReadLine[], type: RecordType, face: Face, frame: Frame): readonly Place[] {
  const rows = rowsOf(lines.filter((line) => line.cell === null));
  const fields = type.fields.filter((f) => f.face === face.id);
  const pageTables = type.tables.filter((t) => t.face === face.id && t.rows === 'page');
  const wanted = [
    ...fields.map((field) => ({ field, table: null as string | null })),
    ...pageTables.flatMap((t) => t.columns.map((field) => ({ field, table: t.key }))),
  ];
  const entries = entryBounds(rows, face);
  const out: Place[] = [];
  entries.forEach(([from, to], entry) => {
    const part = rows.filter((row) => row.index >= from && row.index < to);
    const marks: Mark[] = findMarks(
      part,
      wanted.map((w) => w.field),
      face,
    );
    const first = assign(
      marks,
      wanted.map((w) => w.field),
      face,
      part,
      frame,
    );
    const weak = weakMarks(
      part,
      marks,
      wanted.map((w) => w.field).filter((f) => !first.has(f.key)),
    );
    const byKey =
      weak.length === 0
        ? first
        : assign(
            [...marks, ...weak].sort(byPlace),
            wanted.map((w) => w.field),
            face,
            part,
            frame,
          );
    marks.push(...weak);
    for (const { field, table } of wanted) {
      const place = placeOf(field, byKey.get(field.key) ?? null, part, marks, frame);
      if (place) out.push({ ...place, field, table, row: 0, entry });
    }
  });
  for (const table of type.tables) if (table.face === face.id && table.rows === 'ruled') out.push(...cellsOf(table, lines));
  return out;
}

function rowsOf(lines: readonly ReadLine[]): readonly Row[] {
  const groups = new Map<number, ReadLine[]>();
  for (const line of lines) if (line.words.length > 0) groups.set(line.row, [...(groups.get(line.row) ?? []), line]);
  return [...groups.values()]
    .map((group) => [...group].sort((a, b) => a.x0 - b.x0))
    .sort((a, b) => mean(a.map((l) => l.low)) - mean(b.map((l) => l.low)))
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
        high: mean(group.map((l) => l.high)),
        low: mean(group.map((l) => l.low)),
        x0: Math.min(...group.map((l) => l.x0)),
        x1: Math.max(...group.map((l) => l.x1)),
      };
    });
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
}

/** A page with several records is cut where the first anchor of its face begins again. */
function entryBounds(rows: readonly Row[], face: Face): readonly (readonly [number, number])[] {
  const all: readonly [number, number] = [0, rows.length];
  if (face.entries === 1) return [all];
  const first = face.anchors[0];
  if (!first) return [all];
  const pattern = fold(first.text).text;
  const starts = rows
    .filter((row) => approximate(fold(row.text).text, pattern, tolerance(pattern.length)).length > 0)
    .map((row) => row.index)
    .slice(0, face.entries);
  if (starts.length < 2) return [all];
  return starts.map((start, i) => [i === 0 ? 0 : start, starts[i + 1] ?? rows.length] as const);
}

/** All printed words of the face on all rows: per row the set without overlaps that explains most letters. */
function findMarks(rows: readonly Row[], fields: readonly Field[], face: Face): Mark[] {
  const labels = new Set<string>();
  for (const field of fields) for (const label of field.printed.labels) labels.add(label);
  // Other printed words may also be said within a value ("Đất trồng cây lâu năm"): they count only where a stretch begins.
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
        const end = (folded.at[place.end - 1] as number) + 1;
        if ((pattern.length <= 4 || others.has(label)) && !aloneAtStart(row, start, end, others.has(label))) continue;
        if (
          !atWordStart(row, start, pattern.length) ||
          (place.cost > 0 && /\p{L}/u.test(row.text[end] ?? ' ') && /\p{L}/u.test(row.text[end - 1] ?? ' ')) ||
          !sameCase(label, row.text.slice(start, end))
        )
          continue;
        found.push({ row: row.index, start, end, label, cost: place.cost, gain: pattern.length - 2.5 * place.cost });
      }
    }
    out.push(...bestSet(found));
  }
  return out;
}

/** For fields whose printed word was not found: badly read words at the left end of stretches that nothing else claims. */
function weakMarks(rows: readonly Row[], marks: readonly Mark[], missing: readonly Field[]): readonly Mark[] {
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

/** Short words count only at the left end of a stretch, numbering aside, and whole. */
function aloneAtStart(row: Row, start: number, end: number, open: boolean): boolean {
  const line = row.chars[start]?.line;
  const from = row.chars.findIndex((c) => c.line === line && c.c !== ' ');
  return /^[\s\dIVa-hđ.):(*\-"',]*$/u.test(row.text.slice(from, start)) && (open || !/[\p{L}\d]/u.test(row.text[end] ?? ' '));
}

function atWordStart(row: Row, start: number, length: number): boolean {
  // One letter too many may have been read at the left end of a long word.
  return (length >= 8 ? [start, start - 1] : [start]).some((at) => at <= 0 || !/\p{L}/u.test(row.text[at - 1] ?? ' '));
}

/** Words printed in capitals are not the same words in a running text. */
function sameCase(label: string, text: string): boolean {
  if (label !== label.toUpperCase()) return true;
  const letters = [...text].filter((c) => /\p{L}/u.test(c));
  return letters.filter((c) => c === c.toUpperCase()).length >= letters.length * 0.7;
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
function assign(
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

function byPlace(a: Mark, b: Mark): number {
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
  const y = row ? (row.high + row.low) / 2 : 0;
  return within(region, frame, x, y);
}

type Found = Omit<Place, 'field' | 'table' | 'row' | 'entry'>;

function placeOf(field: Field, mark: Mark | null, rows: readonly Row[], marks: readonly Mark[], frame: Frame): Found | null {
  if (!mark) return field.printed.shape !== null ? byShape(field, field.printed.shape, rows, marks, frame) : null;
  const at = rows.findIndex((row) => row.index === mark.row);
  const row = rows[at] as Row;
  const right = textEdge(rows);
  const pitch = usualPitch(rows);
  const parts: { row: Row; from: number; to: number }[] = [];
  let from = mark.end;
  while (from < row.text.length && /[\s:.;,_"”'-]/u.test(row.text[from] as string)) from++;
  let [to, ended] = endOf(field, row, marks, from, mark);
  if (!field.printed.below && (to > from || field.handwritten)) parts.push({ row, from, to });
  let last = row;
  // A printed word at the end of its line leaves its whole value to the next.
  let count = field.printed.below || to <= from ? 0 : 1;
  for (let next = at + 1; next < rows.length && count < field.printed.lines && !ended; next++) {
    const below = rows[next] as Row;
    const size = below.low - below.high;
    if (below.x0 > right - size || !/[\p{L}\d]/u.test(below.text)) continue;
    if (marks.some((m) => m.row === below.index && !/[\p{L}]{3}/u.test(below.text.slice(0, m.start)))) break;
    if (below.low - last.low > pitch * 1.6) break;
    if (!field.printed.below || count > 0) {
      if (count === 0 && field.handwritten) break;
      // A value goes on only when the next word had no room, or where a person writes.
      const word = below.lines[0]?.words[0];
      const room = right - last.x1;
      if (word && room > (word.x1 - word.x0) * 1.15 + size * 2.5) break;
      if (below.x0 > row.x0 + (right - row.x0) * 0.25) break;
    }
    [to, ended] = endOf(field, below, marks, 0, null);
    parts.push({ row: below, from: 0, to });
    last = below;
    count++;
  }
  if (parts.length === 0) return null;
  const found = asPlace(parts, mark.label, field);
  if (!field.handwritten) return found.raw === '' ? null : found;
  return writtenPlace(found, row, mark, marks, right, parts, last);
}

/** The usual distance of base lines. */
function usualPitch(rows: readonly Row[]): number {
  const steps = rows
    .slice(1)
    .map((row, i) => row.low - (rows[i] as Row).low)
    .filter((step, i) => step > ((rows[i] as Row).low - (rows[i] as Row).high) * 0.9)
    .sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** The right edge of the text, specks and page borders aside. */
function textEdge(rows: readonly Row[]): number {
  const full = rows.filter(
    (r) => (r.text.match(/\p{L}/gu) ?? []).length >= 8 && mean(r.lines.flatMap((l) => l.words.map((w) => w.confidence))) > 55,
  );
  return Math.max(
    ...(full.length > 0 ? full : rows).map((r) =>
      Math.max(...r.lines.filter((l) => l.words.some((w) => w.text.length > 1)).map((l) => l.x1), r.x0),
    ),
  );
}

/** Where the value ends on this row: the next printed word, or a word of `until`. */
function endOf(field: Field, row: Row, marks: readonly Mark[], from: number, own: Mark | null): [number, boolean] {
  const next = marks.filter((m) => m.row === row.index && m !== own && m.start >= from).sort(byPlace)[0];
  let to = next ? labelStart(row, next.start) : row.text.length;
  let ended = next !== undefined;
  const folded = fold(row.text.slice(from, to));
  for (const word of field.printed.until) {
    const pattern = fold(word).text;
    const at =
      pattern === ''
        ? row.text.slice(from, to).indexOf(word)
        : (() => {
            const place = [...approximate(folded.text, pattern, tolerance(pattern.length))].sort((a, b) => a.start - b.start)[0];
            return place ? (folded.at[place.start] as number) : -1;
          })();
    if (at >= 0) {
      to = Math.min(to, from + at);
      ended = true;
    }
  }
  return [to, ended];
}

/** Numbering before a printed word ("3.", "b)", "(") belongs to it. */
function labelStart(row: Row, start: number): number {
  const lead = /(?:^|\s)[\s(*]*(?:(?:\d{1,2}|[a-zđ]|[IVX]{1,4})\s?[.)])?\s*$/iu.exec(row.text.slice(0, start));
  return lead ? lead.index : start;
}

function asPlace(parts: readonly { row: Row; from: number; to: number }[], label: string, field: Field): Found {
  const spans: Span[] = [];
  const texts: string[] = [];
  const confidences: number[] = [];
  for (const { row, from, to } of parts) {
    let a = from;
    let b = to;
    while (a < b && /[\s]/u.test(row.text[a] as string)) a++;
    while (b > a && /[\s,;:]/u.test(row.text[b - 1] as string)) b--;
    for (const unit of field.printed.units) {
      const tail = row.text.slice(a, b);
      if (tail.toLowerCase().endsWith(unit.toLowerCase())) b -= unit.length;
      while (b > a && /[\s,;:]/u.test(row.text[b - 1] as string)) b--;
    }
    if (b <= a) continue;
    const chars = row.chars.slice(a, b);
    texts.push(row.text.slice(a, b));
    const words = [...new Set(chars.filter((c) => c.c !== ' ').map((c) => c.word))];
    confidences.push(...words.map((w) => w.confidence));
    const used = [...new Set(chars.map((c) => c.line))];
    const sides = bounds(row, a, b);
    spans.push({
      ...sides,
      top: Math.min(...used.map((l) => l.top)),
      bottom: Math.max(...used.map((l) => l.bottom)),
      high: mean(used.map((l) => l.high)),
      low: mean(used.map((l) => l.low)),
      coloured: used.some((l) => l.coloured),
      words,
      dots: used.flatMap((l) => l.dots),
      pointsBelow: used.flatMap((l) => l.pointsBelow).filter((x) => x >= sides.x0 && x <= sides.x1),
    });
  }
  return { spans, raw: texts.join(' ').trim(), confidence: confidences.length > 0 ? Math.min(...confidences) : 0, label };
}

/** Left and right of the characters a…b, brought to where the ink has gaps: the engine tells places of letters only roughly. */
function bounds(row: Row, a: number, b: number): { x0: number; x1: number } {
  const first = row.chars[a] as Char;
  const last = row.chars[b - 1] as Char;
  const before = row.chars.slice(0, a).findLast((c) => c.c !== ' ' && c.line === first.line);
  // What is glued to the value's end (a comma) is cut with it and dropped after reading.
  let end = b;
  while (end < row.chars.length && row.chars[end]?.c !== ' ' && !/[\p{L}\d]/u.test(row.chars[end]?.c ?? '')) end++;
  const behind = row.chars.slice(end).find((c) => c.c !== ' ' && c.line === last.line);
  const rightmost = row.chars[end - 1] as Char;
  const x0 = before
    ? edge(
        first.line,
        row.chars[a - 1]?.c === ' ' ? first.x0 : between(before, first),
        'right',
        row,
        row.chars[a - 1]?.c === ' ' ? spacesBefore(row, a, first.line) : null,
      )
    : first.line.x0;
  const x1 = behind
    ? edge(
        last.line,
        row.chars[end]?.c === ' ' ? behind.x0 : between(rightmost, behind),
        'left',
        row,
        row.chars[end]?.c === ' ' ? spacesBefore(row, end + 1, last.line) : null,
      )
    : last.line.x1;
  return x1 > x0 ? { x0, x1 } : { x0: Math.min(first.x0, last.x1), x1: Math.max(first.x0, last.x1) };
}

/** The engine may stretch a word's last letter over all that follows: then only the next one's left end tells. */
function between(before: Char, behind: Char): number {
  return before.x1 > behind.x0 ? behind.x0 : (before.x1 + behind.x0) / 2;
}

/** Spaces of this stretch before the character, the one right before it included. */
function spacesBefore(row: Row, at: number, line: ReadLine): number {
  return row.chars.slice(0, at).filter((c, i) => c.c === ' ' && c.line === line && row.chars[i - 1]?.line === line).length;
}

/**
 * The side of the gap in the ink that belongs to a border of the text. At the n-th space (`x` is where the engine saw the next word
 * begin) it is one of the widest gaps, as many as there are spaces: the one that ends nearest to `x`, the n-th one before others.
 * Elsewhere it is the nearest gap at all.
 */
function edge(line: ReadLine, x: number, side: 'left' | 'right', row: Row, nth: number | null): number {
  const size = row.low - row.high;
  const gaps = line.runs.slice(1).map((run, i) => ({ from: (line.runs[i] as { x1: number }).x1, to: run.x0 }));
  const spaces = line.words.length - 1;
  let best = x;
  let cost = size * (nth !== null ? 3 : 1.2);
  if (nth !== null) {
    const wide = [...gaps]
      .sort((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, Math.max(1, spaces))
      .sort((a, b) => a.from - b.from);
    wide.forEach((gap, i) => {
      const c = Math.abs(gap.to - x) - (i === nth - 1 ? size * 0.7 : 0);
      if (c < cost) {
        cost = c;
        best = side === 'right' ? gap.to : gap.from;
      }
    });
    return best;
  }
  for (const gap of gaps) {
    const width = gap.to - gap.from;
    if (width < size * 0.08) continue;
    const c = Math.max(0, gap.from - x, x - gap.to) + size * 0.3 * Math.max(0, 1 - width / (size * 0.5));
    if (c < cost) {
      cost = c;
      best = side === 'right' ? gap.to : gap.from;
    }
  }
  return best;
}

/** The place of handwriting: from the printed word to the next one or to the end of the line, with room above and below. */
function writtenPlace(
  found: Found,
  row: Row,
  mark: Mark,
  marks: readonly Mark[],
  right: number,
  parts: readonly { row: Row; from: number; to: number }[],
  last: Row,
): Found {
  const size = row.low - row.high;
  const next = marks.filter((m) => m.row === row.index && m.start > mark.start).sort(byPlace)[0];
  const x0 = (row.chars[mark.end - 1]?.x1 ?? row.x0) - size * 0.2;
  const nextStart = next ? labelStart(row, next.start) : null;
  const x1 = nextStart !== null ? (row.chars[nextStart]?.x0 ?? right) + size * 0.1 : right + size * 0.5;
  const pad = size * 0.7;
  const spans: Span[] = [
    {
      x0,
      x1: Math.max(x1, x0 + size * 2),
      top: row.top - pad,
      bottom: row.bottom + pad * 0.8,
      high: row.high,
      low: row.low,
      coloured: false,
      words: found.spans[0]?.words ?? [],
      dots: [],
      pointsBelow: [],
    },
  ];
  if (last !== row) {
    for (const part of parts.slice(1)) {
      spans.push({
        x0: part.row.x0 - size * 0.5,
        x1: part.row.x1 + size * 0.5,
        top: part.row.top - pad * 0.6,
        bottom: part.row.bottom + pad * 0.8,
        high: part.row.high,
        low: part.row.low,
        coloured: false,
        words: [],
        dots: [],
        pointsBelow: [],
      });
    }
  }
  return { ...found, spans };
}

/** A value without a printed word of its own, by its shape, in what no printed word claims. The region decides between several. */
function byShape(field: Field, shape: string, rows: readonly Row[], marks: readonly Mark[], frame: Frame): Found | null {
  const pattern = new RegExp(shape, 'iu');
  const region = field.printed.region;
  const found: (Found & { order: number })[] = [];
  for (const row of rows) {
    const coloured = row.lines.some((l) => l.coloured);
    const match = pattern.exec(row.text);
    if (!match) continue;
    const claimed = marks.some(
      (m) => m.row === row.index && m.start < match.index + match[0].length && m.start <= match.index && field.printed.labels.length === 0,
    );
    if (claimed) continue;
    const y = (row.high + row.low) / 2;
    const x = row.chars[match.index]?.x0 ?? 0;
    if (region && !within(region, frame, x, y)) continue;
    const place = asPlace([{ row, from: match.index, to: match.index + match[0].length }], '', field);
    found.push({ ...place, order: (field.printed.coloured && coloured ? 1e6 : 0) + y });
  }
  found.sort((a, b) => b.order - a.order);
  return found[0] ?? null;
}

/** Rows of ruled tables: columns are known by their printed heads, else by their order. */
function cellsOf(table: Table, lines: readonly ReadLine[]): readonly Place[] {
  const grids = new Map<number, ReadLine[]>();
  for (const line of lines) if (line.cell) grids.set(line.cell.grid, [...(grids.get(line.cell.grid) ?? []), line]);
  const out: Place[] = [];
  for (const cells of grids.values()) {
    const heads = headsOf(table, cells);
    if (!heads) continue;
    const rowIds = [...new Set(cells.map((l) => (l.cell as { row: number }).row))].filter((r) => r > heads.row).sort((a, b) => a - b);
    let index = 0;
    for (const rowId of rowIds) {
      const row: Place[] = [];
      for (const column of table.columns) {
        const at = heads.columns.get(column.key);
        if (at === undefined) continue;
        const inside = cells
          .filter((l) => l.cell?.row === rowId && l.cell.column === at && l.words.length > 0)
          .sort((a, b) => a.low - b.low || a.x0 - b.x0);
        if (inside.length === 0) continue;
        const parts = rowsOf(inside).map((r) => ({ row: r, from: 0, to: r.text.length }));
        const place = asPlace(parts, column.printed.labels[0] ?? '', column);
        if (place.raw !== '') row.push({ ...place, field: column, table: table.key, row: index, entry: 0 });
      }
      if (row.length >= Math.max(1, Math.min(2, table.columns.length - 1))) {
        out.push(...row);
        index++;
      }
    }
  }
  return out;
}

function headsOf(table: Table, cells: readonly ReadLine[]): { row: number; columns: ReadonlyMap<string, number> } | null {
  const texts = new Map<string, string>();
  for (const line of cells) {
    const cell = line.cell as { row: number; column: number };
    const key = `${cell.row}/${cell.column}`;
    texts.set(key, `${texts.get(key) ?? ''} ${line.words.map((w) => w.text).join(' ')}`);
  }
  let best: { row: number; columns: Map<string, number> } | null = null;
  const top = Math.min(...cells.map((l) => (l.cell as { row: number }).row));
  for (const row of [top, top + 1, top + 2]) {
    const columns = new Map<string, number>();
    for (const column of table.columns) {
      let least = Number.POSITIVE_INFINITY;
      for (const [key, text] of texts) {
        const [r, c] = key.split('/').map(Number) as [number, number];
        if (r !== row) continue;
        for (const label of column.printed.labels) {
          const pattern = fold(label).text;
          const folded = fold(text).text;
          const [place] = approximate(folded, pattern, tolerance(pattern.length) + 1);
          if (place && place.cost + Math.abs(folded.length - pattern.length) * 0.3 < least) {
            least = place.cost + Math.abs(folded.length - pattern.length) * 0.3;
            columns.set(column.key, c);
          }
        }
      }
    }
    if (columns.size > (best?.columns.size ?? 0)) best = { row, columns };
  }
  return best && best.columns.size >= Math.ceil(table.columns.length / 2) ? best : null;
}
