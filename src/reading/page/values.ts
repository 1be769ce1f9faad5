import type { Field } from '#domain/record-type';
import { byPlace, colonAsLetter, labelStart, type Mark } from './marks.ts';
import { type Found, type Frame, type ValueSpan, within } from './place.ts';
import { bounds, mean, type Row, textEdge, usualPitch } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';

/** From a printed word to its value: where it begins, over which rows it runs and where it ends. */

export function placeOf(field: Field, mark: Mark | null, rows: readonly Row[], marks: readonly Mark[], frame: Frame): Found | null {
  if (!mark) return field.printed.shape !== null ? byShape(field, field.printed.shape, rows, marks, frame) : null;
  const at = rows.findIndex((row) => row.index === mark.row);
  const row = rows[at] as Row;
  const right = textEdge(rows);
  const pitch = usualPitch(rows);
  const parts: { row: Row; from: number; to: number }[] = [];
  let from = mark.end + (colonAsLetter.test(row.text.slice(mark.end)) ? 1 : 0);
  while (from < row.text.length && /[\s:.;,_"”'-]/u.test(row.text[from] as string)) from++;
  let [to, ended] = endOf(field, row, marks, from, mark);
  if (!field.printed.below && (to > from || field.handwritten)) parts.push({ row, from, to });
  let last = row;
  // A printed word at the end of its line leaves its whole value to the next.
  let count = field.printed.below || to <= from ? 0 : 1;
  for (let next = at + 1; next < rows.length && count < field.printed.lines && !ended; next++) {
    const below = rows[next] as Row;
    const size = below.baseline - below.meanline;
    if (below.x0 > right - size || !/[\p{L}\d]/u.test(below.text)) continue;
    if (marks.some((m) => m.row === below.index && !/[\p{L}]{3}/u.test(below.text.slice(0, m.start)))) break;
    if (below.baseline - last.baseline > pitch * 1.6) break;
    if (!field.printed.below || count > 0) {
      // A value goes on only when the next word had no room, or where a person found none behind the printed word.
      const word = below.lines[0]?.words[0];
      const room = right - last.x1;
      const mayBeBelow = count === 0 && field.handwritten && field.printed.lines > 1;
      if (word && !mayBeBelow && room > (word.x1 - word.x0) * 1.15 + size * 2.5) break;
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
  return writtenPlace(found, row, mark, Math.max(right, row.x1), parts, last);
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

export function asPlace(parts: readonly { row: Row; from: number; to: number }[], label: string, field: Field): Found {
  const spans: ValueSpan[] = [];
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
      meanline: mean(used.map((l) => l.meanline)),
      baseline: mean(used.map((l) => l.baseline)),
      coloured: used.some((l) => l.coloured),
      words,
      dottedZeros: used.flatMap((l) => l.dottedZeros),
      dotsBelow: used.flatMap((l) => l.dotsBelow).filter((x) => x >= sides.x0 && x <= sides.x1),
    });
  }
  return { spans, raw: texts.join(' ').trim(), confidence: confidences.length > 0 ? Math.min(...confidences) : 0, label };
}

/** The place of handwriting: from the printed word to the next one or to the end of the line, with room above and below. */
function writtenPlace(
  found: Found,
  row: Row,
  mark: Mark,
  right: number,
  parts: readonly { row: Row; from: number; to: number }[],
  last: Row,
): Found {
  const size = row.baseline - row.meanline;
  // The engine may stretch a printed word's last letter into the hand that follows.
  const x0 = Math.min(row.chars[mark.end - 1]?.x1 ?? row.x0, (row.chars[mark.end - 1]?.x0 ?? row.x0) + size) - size * 0.2;
  const next = row.chars[parts[0]?.row === row ? parts[0].to : row.chars.length];
  const x1 = next ? next.x0 + size * 0.1 : right + size * 0.5;
  const first = { ...writtenSpan(row, x0, Math.max(x1, x0 + size * 2), size), words: found.spans[0]?.words ?? [] };
  const others =
    last === row ? [] : parts.slice(1).map((part) => writtenSpan(part.row, part.row.x0 - size * 0.5, part.row.x1 + size * 0.5, size));
  // Behind a printed word at the end of its line nobody writes.
  const below = others.length > 0 && (parts[0]?.to ?? 0) <= (parts[0]?.from ?? 0) && x1 - x0 < size * 6;
  return { ...found, spans: below ? others : [first, ...others] };
}

/** A span of a row with room for a hand that does not keep to the line. */
function writtenSpan(
  { top, bottom, meanline, baseline }: Pick<Row, 'top' | 'bottom' | 'meanline' | 'baseline'>,
  x0: number,
  x1: number,
  size: number,
): ValueSpan {
  return {
    x0,
    x1,
    top: top - size * 0.7,
    bottom: bottom + size * 0.56,
    meanline,
    baseline,
    coloured: false,
    words: [],
    dottedZeros: [],
    dotsBelow: [],
  };
}

/** Numbers in colour are few on a page: one that was badly read is looked at again, not lost. */
const mostlyFigures = /^\S{1,3}\s?\S{0,2}(?:\d\s?){4,}\S*$/u;

/** A value without a printed word of its own, by its shape, in what no printed word claims. The region decides between several. */
function byShape(field: Field, shape: string, rows: readonly Row[], marks: readonly Mark[], frame: Frame): Found | null {
  const pattern = new RegExp(shape, 'iu');
  const region = field.printed.region;
  const found: (Found & { order: number })[] = [];
  const pitch = usualPitch(rows);
  rows.forEach((row, i) => {
    const coloured = row.lines.some((l) => l.coloured);
    const below = rows[i + 1];
    const strict = pattern.exec(row.text);
    const match =
      strict ??
      (coloured && field.printed.coloured ? mostlyFigures.exec(row.text) : null) ??
      (below && below.baseline - row.baseline < pitch * 1.6 ? pattern.exec(`${row.text} ${below.text}`) : null);
    if (!match || match.index >= row.text.length) return;
    const end = match.index + match[0].length;
    // Printed words are black: in a number in colour (`BA 176967`) there is none.
    const inColour = strict !== null && coloured && field.printed.coloured;
    const claimed = marks.some((m) => m.row === row.index && m.start < end && m.start <= match.index && field.printed.labels.length === 0);
    if (claimed && !inColour) return;
    const y = (row.meanline + row.baseline) / 2;
    const x = row.chars[match.index]?.x0 ?? 0;
    if (region && !within(region, frame, x, y)) return;
    const parts = [{ row, from: match.index, to: Math.min(end, row.text.length) }];
    if (below && end > row.text.length) parts.push({ row: below, from: 0, to: end - row.text.length - 1 });
    const size = row.baseline - row.meanline;
    const plain = asPlace(parts, '', field);
    const spans = plain.spans.map((span) => ({ ...writtenSpan(span, span.x0 - size, span.x1 + size, size), words: span.words }));
    const place = field.handwritten ? { ...plain, spans } : plain;
    found.push({ ...place, order: (strict ? 2e6 : 0) + (field.printed.coloured && coloured ? 1e6 : 0) + y });
  });
  found.sort((a, b) => b.order - a.order);
  return found[0] ?? null;
}
