import type { Field } from '#domain/record-type';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { bounds } from './gaps.ts';
import { byPosition, colonAsLetter, type PrintedLabel, startWithNumber } from './labels.ts';
import type { ReadLine } from './recognise.ts';
import { type Frame, isWithin, type UnnamedRegion, type ValueSpan } from './region.ts';
import { mean, type Row, textEdge, usualPitch } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';

/** From a label to its value: where it begins, over which rows it runs and where it ends. */

/** Characters `from` to `to` of a row's text. */
export interface RowPart {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
}

/** When a value goes on in the next row. */
const nextRow = {
  /** Usual distances of baselines: a row further down is another paragraph. */
  pitch: 1.6,
  /** A value goes on only where the next word had no room: its width by this, and so many x-heights for the space and a loose setting. */
  wordWidth: 1.15,
  space: 2.5,
  /** It goes on near the left edge: within this part of the way from where its row begins to the edge of the text. */
  indent: 0.25,
} as const;

/** Words below this confidence (0 to 100) are none. */
const NOISE = 40;

/** Room for handwriting, in x-heights of the printed row. */
const hand = {
  /** It keeps neither to the baseline nor to the line above. */
  above: 0.7,
  below: 0.56,
  /** It may begin so far over the end of the label, and end so far over the beginning of the next one or beyond the text. */
  overLabel: 0.2,
  overNext: 0.1,
  beyond: 0.5,
  /** An empty place is shown at least so wide. */
  narrowest: 2,
  /** Behind a label at the end of its line, in less room than this, nobody writes: the whole value stands below. */
  tooNarrow: 6,
  /** Behind the last printed word before a blank. */
  lastBlank: 5,
} as const;

/** A region, the rows that it takes, and the row below where it would go on, if it may and nothing there begins another value. */
export interface Placed {
  readonly region: UnnamedRegion;
  readonly rows: readonly Row[];
  readonly below: Row | null;
}

/** Where the value of this label stands; without a label, where its shape does. Null where nothing of it was found. */
export function regionOf(
  field: Field,
  label: PrintedLabel | null,
  rows: readonly Row[],
  labels: readonly PrintedLabel[],
  frame: Frame,
): Placed | null {
  if (!label) return field.printed.shape !== null ? regionByShape(field, field.printed.shape, rows, labels, frame) : null;
  const at = rows.findIndex((row) => row.index === label.row);
  const row = rows[at] as Row;
  const right = textEdge(rows);
  const pitch = usualPitch(rows);
  const parts: RowPart[] = [];
  let from = label.end + (colonAsLetter.test(row.text.slice(label.end)) ? 1 : 0);
  while (from < row.text.length && /[\s:.;,_"”')-]/u.test(row.text[from] as string)) from++;
  let [to, ended] = endOfValue(field, row, labels, from, label, right);
  if (!field.printed.below && (to > from || field.handwritten)) parts.push({ row, from, to });
  let last = row;
  // A label at the end of its line leaves its whole value to the next.
  let count = field.printed.below || to <= from ? 0 : 1;
  for (let next = at + 1; next < rows.length && count < field.printed.lines && !ended; next++) {
    const below = rows[next] as Row;
    const xHeight = below.baseline - below.meanline;
    if (below.x0 > right - xHeight || isSpeck(below, field)) continue;
    // A label near its left edge begins the next line's own value; words or a number before it are this one's.
    if (labels.some((one) => one.row === below.index && !/\p{L}{3}|\d{5}/u.test(below.text.slice(0, one.start)))) break;
    if (below.baseline - last.baseline > pitch * nextRow.pitch) break;
    if (startsWithLabel(field, below)) break;
    const soFar = regionOfParts(parts, label.text, field).raw;
    // What cannot end here goes on, wherever its line ended.
    const goesOn = soFar !== '' && (/[,;:(]\s*$/u.test(last.text.slice(0, to)) || readingKinds[field.kind].goesOn(soFar));
    if ((!field.printed.below || count > 0) && !goesOn) {
      // A value goes on only when the next word had no room, or where a person found none behind the label.
      const word = below.lines[0]?.words[0];
      const room = right - last.x1;
      const mayBeBelow = count === 0 && field.handwritten && field.printed.lines > 1;
      if (word && !mayBeBelow && room > (word.x1 - word.x0) * nextRow.wordWidth + xHeight * nextRow.space) break;
      if (below.x0 > row.x0 + (right - row.x0) * nextRow.indent) break;
    }
    [to, ended] = endOfValue(field, below, labels, 0, null, right);
    parts.push({ row: below, from: 0, to });
    last = below;
    count++;
  }
  if (parts.length === 0) return null;
  const region = regionOfParts(parts, label.text, field);
  const taken = parts.map((part) => part.row);
  if (field.handwritten)
    return { region: handwrittenRegion(region, row, label, Math.max(right, row.x1), parts, last), rows: taken, below: null };
  if (region.raw === '') return null;
  const under = field.printed.lines > 1 && !ended ? rows.slice(rows.indexOf(last) + 1).find((one) => !isSpeck(one, field)) : undefined;
  const mayGoOn =
    under !== undefined &&
    under.baseline - last.baseline <= pitch * nextRow.pitch &&
    under.x0 <= row.x0 + (right - row.x0) * nextRow.indent &&
    under.x1 > row.x0 &&
    continues(field, under);
  return { region, rows: taken, below: mayGoOn ? under : null };
}

/** Where the label itself is the value. */
export function regionOfLabel(field: Field, { row: at, start, end }: PrintedLabel, rows: readonly Row[]): Placed | null {
  const row = rows.find(({ index }) => index === at);
  return row ? { region: regionOfParts([{ row, from: start, to: end }], '', field), rows: [row], below: null } : null;
}

/** The row may be more of a value: it begins neither as an item of the form nor with a label. */
export function continues(field: Field, row: Row): boolean {
  return beginsAsText.test(row.text) && !startsWithLabel(field, row);
}

/** Words and no numbering: what begins with one is an item of the form. */
const beginsAsText = /^(?!\W*(?:\d{1,2}|\p{L}|[IVX]{1,4})\s?[.)])(?=.*\p{L}{2})/u;

/** Single signs, or what the engine itself does not believe, unless a hand may have written it: dirt between two rows. */
function isSpeck({ text, lines }: Row, { handwritten }: Field): boolean {
  return handwritten ? !/[\p{L}\d]/u.test(text) : !/\p{L}{2}|\d/u.test(text) || lines.every(isNoise);
}

function isNoise({ words }: ReadLine): boolean {
  return words.every(({ confidence }) => confidence < NOISE);
}

/** Up to where the row is text: the pattern of a frame, right of the text's edge, is read as letters too. */
function endOfText(row: Row, right: number): number {
  const at = row.chars.findIndex(({ line }) => line.x0 >= right && isNoise(line));
  return at < 0 ? row.text.length : at;
}

/** The row begins with a label that no type knows: a few words and a colon. */
function startsWithLabel({ kind }: Field, { text }: Row): boolean {
  const [head] = /^\W*(?:\p{L}+\s?){1,5}:\s*\S?/u.exec(text) ?? [];
  return head !== undefined && readingKinds[kind].holdsLabel(head);
}

/** Where the value ends on this row, and whether that is before the row does: at the next label, or at a word of `until`. */
function endOfValue(
  field: Field,
  row: Row,
  labels: readonly PrintedLabel[],
  from: number,
  own: PrintedLabel | null,
  right: number,
): [number, boolean] {
  const [next] = labels.filter((label) => label.row === row.index && label !== own && label.start >= from).sort(byPosition);
  const last = next ? startWithNumber(row, next.start) : field.handwritten ? row.text.length : Math.max(from, endOfText(row, right));
  const text = row.text.slice(from, last);
  const folded = fold(text);
  const words = field.printed.until.map((word) => {
    const pattern = fold(word).text;
    // A sign alone (;) folds to nothing.
    if (pattern === '') return text.indexOf(word);
    const [first] = [...approximate(folded.text, pattern, tolerance(pattern.length))].sort((a, b) => a.start - b.start);
    return first ? (folded.at[first.start] as number) : -1;
  });
  const ends = words.filter((at) => at >= 0);
  return [Math.min(last, ...ends.map((at) => from + at)), next !== undefined || ends.length > 0];
}

/** One span for each part, without the spaces, signs and units at its ends. */
export function regionOfParts(parts: readonly RowPart[], label: string, field: Field): UnnamedRegion {
  const spans: ValueSpan[] = [];
  const texts: string[] = [];
  const confidences: number[] = [];
  for (const { row, ...part } of parts) {
    let { from, to } = part;
    while (from < to && /[\s]/u.test(row.text[from] as string)) from++;
    const dropEnd = () => {
      while (to > from && /[\s,;:]/u.test(row.text[to - 1] as string)) to--;
    };
    dropEnd();
    for (const unit of field.printed.units) {
      if (row.text.slice(from, to).toLowerCase().endsWith(unit.toLowerCase())) to -= unit.length;
      dropEnd();
    }
    if (to <= from) continue;
    const chars = row.chars.slice(from, to);
    // Between the parts of a list that goes on in the next line its semicolon is kept.
    const goesOn = part.to > to && row !== parts.at(-1)?.row && row.text.slice(to, part.to).includes(';');
    texts.push(`${row.text.slice(from, to)}${goesOn ? ';' : ''}`);
    const words = [...new Set(chars.filter((char) => char.c !== ' ').map((char) => char.word))];
    confidences.push(...words.map((word) => word.confidence));
    const lines = [...new Set(chars.map((char) => char.line))];
    const sides = bounds(row, from, to);
    spans.push({
      ...sides,
      top: Math.min(...lines.map((line) => line.top)),
      bottom: Math.max(...lines.map((line) => line.bottom)),
      meanline: mean(lines.map((line) => line.meanline)),
      baseline: mean(lines.map((line) => line.baseline)),
      coloured: lines.some((line) => line.coloured),
      words,
      dottedZeros: lines.flatMap((line) => line.dottedZeros),
      dotsBelow: lines.flatMap((line) => line.dotsBelow).filter((x) => x >= sides.x0 && x <= sides.x1),
      before: row.chars.slice(0, part.from).findLast(({ c }) => c !== ' ')?.x1 ?? null,
      behind: row.chars.slice(part.to).find(({ c }) => c !== ' ')?.x0 ?? null,
    });
  }
  const confidence = confidences.length > 0 ? Math.min(...confidences) : 0;
  return { spans, raw: texts.join(' ').trim(), confidence, label, unexplained: null, unread: null, atEdge: false, farFromLabel: false };
}

/** Where a hand may write: from the label to the next one or to the end of the line, with room above and below. */
function handwrittenRegion(
  region: UnnamedRegion,
  row: Row,
  label: PrintedLabel,
  right: number,
  parts: readonly RowPart[],
  last: Row,
): UnnamedRegion {
  const xHeight = row.baseline - row.meanline;
  const end = row.chars[label.end - 1];
  // The engine may draw out a label's last letter into the hand that follows.
  const x0 = Math.min(end?.x1 ?? row.x0, (end?.x0 ?? row.x0) + xHeight) - xHeight * hand.overLabel;
  const next = row.chars[parts[0]?.row === row ? parts[0].to : row.chars.length];
  const x1 = next ? next.x0 + xHeight * hand.overNext : right + xHeight * hand.beyond;
  const first = { ...spanForHand(row, x0, Math.max(x1, x0 + xHeight * hand.narrowest), xHeight), words: region.spans[0]?.words ?? [] };
  const side = xHeight * hand.beyond;
  const others = last === row ? [] : parts.slice(1).map((part) => spanForHand(part.row, part.row.x0 - side, part.row.x1 + side, xHeight));
  const isBelow = others.length > 0 && (parts[0]?.to ?? 0) <= (parts[0]?.from ?? 0) && x1 - x0 < xHeight * hand.tooNarrow;
  return { ...region, spans: isBelow ? others : [first, ...others] };
}

/** A span with room for a hand that does not keep to the line. */
function spanForHand(
  { top, bottom, meanline, baseline }: Pick<Row, 'top' | 'bottom' | 'meanline' | 'baseline'>,
  x0: number,
  x1: number,
  xHeight: number,
): ValueSpan {
  return {
    x0,
    x1,
    top: top - xHeight * hand.above,
    bottom: bottom + xHeight * hand.below,
    meanline,
    baseline,
    coloured: false,
    words: [],
    dottedZeros: [],
    dotsBelow: [],
    before: null,
    behind: null,
  };
}

/** Numbers in colour are few on a page: one that was badly read is read again, not lost. */
const mostlyFigures = /^\S{1,3}\s?\S{0,2}(?:\d\s?){4,}\S*$/u;

/** The lowest row with the printed words around such a value's blanks that no label claims, to its end: pen may have filled them in. */
function regionByOutline(field: Field, rows: readonly Row[], labels: readonly PrintedLabel[], frame: Frame): Placed | null {
  const { outline } = readingKinds[field.kind];
  const { region: part } = field.printed;
  if (!outline) return null;
  const found = rows.findLast((row) => {
    const at = outline.exec(row.text)?.index ?? -1;
    const isClaimed = labels.some((label) => label.row === row.index && label.start <= at);
    return at >= 0 && !isClaimed && (!part || isWithin(part, frame, row.chars[at]?.x0 ?? 0, (row.meanline + row.baseline) / 2));
  });
  if (!found) return null;
  const region = regionOfParts([{ row: found, from: outline.exec(found.text)?.index ?? 0, to: found.text.length }], '', field);
  const xHeight = found.baseline - found.meanline;
  // What the pen wrote last may not have been seen as text of this row.
  const spans = region.spans.map((span) => ({ ...span, x1: span.x1 + xHeight * hand.lastBlank }));
  return { region: { ...region, spans, onlyByPen: true }, rows: [found], below: null };
}

/** A value without a label of its own, by its shape, in what no label claims. The type's region decides between several; then the lowest is meant. */
function regionByShape(field: Field, shape: string, rows: readonly Row[], labels: readonly PrintedLabel[], frame: Frame): Placed | null {
  const pattern = new RegExp(shape, 'iu');
  const { region, coloured } = field.printed;
  const pitch = usualPitch(rows);
  const found = rows.flatMap((row, i) => {
    const inColour = coloured && row.lines.some((line) => line.coloured);
    const below = rows[i + 1];
    const exact = pattern.exec(row.text);
    const match =
      exact ??
      (inColour ? mostlyFigures.exec(row.text) : null) ??
      (below && below.baseline - row.baseline < pitch * nextRow.pitch ? pattern.exec(`${row.text} ${below.text}`) : null);
    if (!match || match.index >= row.text.length) return [];
    const end = match.index + match[0].length;
    const isClaimed =
      field.printed.labels.length === 0 &&
      labels.some((label) => label.row === row.index && label.start < end && label.start <= match.index);
    // Labels are black: in a number in colour (`BA 176967`) there is none.
    if (isClaimed && !(exact && inColour)) return [];
    const y = (row.meanline + row.baseline) / 2;
    const x = row.chars[match.index]?.x0 ?? 0;
    if (region && !isWithin(region, frame, x, y)) return [];
    const parts = [{ row, from: match.index, to: Math.min(end, row.text.length) }];
    if (below && end > row.text.length) parts.push({ row: below, from: 0, to: end - row.text.length - 1 });
    return [{ parts, row, rank: [Number(exact !== null), Number(inColour), y] as const }];
  });
  const [best] = found.sort((a, b) => b.rank[0] - a.rank[0] || b.rank[1] - a.rank[1] || b.rank[2] - a.rank[2]);
  if (!best) return regionByOutline(field, rows, labels, frame);
  const plain = regionOfParts(best.parts, '', field);
  const placed = { rows: best.parts.map((part) => part.row), below: null };
  if (!field.handwritten) return { ...placed, region: plain };
  const xHeight = best.row.baseline - best.row.meanline;
  const spans = plain.spans.map((span) => ({ ...spanForHand(span, span.x0 - xHeight, span.x1 + xHeight, xHeight), words: span.words }));
  return { ...placed, region: { ...plain, spans } };
}
