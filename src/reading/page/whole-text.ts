import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { splitTone } from '#domain/vietnamese/tone';
import type { Ocr } from '#ports';
import { findLines, type Layout } from '#reading/ink/lines';
import { findRules, gridsOf, withoutRules } from '#reading/ink/rules';
import { reduce, type Sheet, strip } from '#reading/ink/sheet';
import type { Prepared } from './normalise.ts';
import type { Frame } from './place.ts';
import { readingOrder } from './reading-order.ts';
import { colouredSegments, type Preparation, type ReadLine, type ReadWord, readSegment, type Segment, segments } from './recognise.ts';

/**
 * All text of a page in the order in which a person reads it. Apart from the reading of forms, which it neither uses nor changes: what a
 * form needs are single values as surely as can be; here nothing may be left out, and nothing made of stamps, rules and specks.
 */

/** Softer than the first look of forms: the pale hooks and points over letters stay. Errors are half as many on copies at 200 dpi. */
const softLook: Preparation = { name: 'soft', air: 0.22, pale: 1 };
/** Larger letters, another raster: wrong where the first is right, and the other way round. */
const closeLook: Preparation = { name: 'close', air: 0.06, pale: 1.15 };

/** Lines from the top, a table's rows as one line each. `frames`: the pages that lie side by side on the sheet, sheet pixels. */
export async function wholeText(ocr: Ocr, prepared: Prepared, frames: readonly Frame[]): Promise<string> {
  const { sheet, layout } = ruled(prepared);
  const letter = layout.letter * sheet.small.factor;
  const black = segments(sheet, layout).filter((part) => worth(part, letter));
  // Numbers and titles are also printed in red.
  const red = colouredSegments(sheet, layout, Math.max(0, ...black.map((part) => part.row))).filter(
    (part) => worth(part, letter) && !black.some((other) => overlaps(part, other)),
  );
  const found = [...black, ...red];
  const lines: ReadLine[] = [];
  for (const part of found) {
    const line = cleaned(await readLine(ocr, sheet, withDash(sheet, part, found)), sheet, letter);
    if (line) lines.push(line);
  }
  const rows = frames.flatMap((frame) =>
    readingOrder(
      lines.filter(({ x0, x1 }) => (x0 + x1) / 2 >= frame.x0 && (x0 + x1) / 2 < frame.x0 + frame.width),
      letter,
    ),
  );
  return joined(
    rows.map((row) =>
      joined(
        row.map((line) => tidyLine(line.words.map((word) => word.text).join(' '))),
        ' ',
      ),
    ),
    '\n',
  );
}

/** A word or number broken after its hyphen goes on without a space. */
function joined(parts: readonly string[], by: string): string {
  return parts.reduce(
    (text, part) => `${text}${text === '' || (/[\p{L}\d]-$/u.test(text) && /^[\p{L}\d]/u.test(part)) ? '' : by}${part}`,
    '',
  );
}

/** Signs that the engine does not know or doubles, where only one can stand. */
export function tidyLine(text: string): string {
  return text
    .replace(/(?<=\d ?[kcdm]?m)[°ˆ®?*”"'^’](?=[\s,.;:)/]|$)/gu, '²')
    .replace(/(?<=\p{L}Đ?-)TT(?:yg|gy|gg|y|q|9)(?!\p{L})/gu, 'TTg')
    .replace(/(?<![\p{L}])QĐĐ(?=-)/gu, 'QĐ')
    .replace(/(?<![\p{L}])UUBND(?!\p{L})/gu, 'UBND');
}

async function readLine(ocr: Ocr, sheet: Sheet, part: Segment): Promise<ReadLine> {
  const first = await readSegment(ocr, sheet, part, softLook);
  if (!first.words.some(doubtful)) return first;
  const second = await readSegment(ocr, sheet, part, closeLook, 'vie-careful');
  return { ...first, words: vote(first.words, second.words) };
}

const doubtful = (word: ReadWord) => word.confidence < 88 || !likely(word.text);

/** Between the words that both looks read alike, the surer and likelier of the two. */
export function vote(first: readonly ReadWord[], second: readonly ReadWord[]): readonly ReadWord[] {
  if (first.length === 0) return first;
  const out: ReadWord[] = [];
  let [i, k] = [0, 0];
  for (const [one, other] of [...alike(first, second), [first.length, second.length] as const]) {
    const ours = first.slice(i, one);
    const theirs = second.slice(k, other);
    // A word more or less is more often a speck or a lost word than a better reading.
    out.push(...(ours.length === theirs.length && score(theirs) > score(ours) ? theirs : ours), ...first.slice(one, one + 1));
    [i, k] = [one + 1, other + 1];
  }
  return out;
}

/** The longest common sequence of words: pairs of their places. */
function alike(first: readonly ReadWord[], second: readonly ReadWord[]): (readonly [number, number])[] {
  const table = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  const at = (i: number, k: number) => table[i]?.[k] ?? 0;
  const same = (i: number, k: number) => first[i]?.text === second[k]?.text;
  for (let i = first.length - 1; i >= 0; i--)
    for (let k = second.length - 1; k >= 0; k--)
      (table[i] as Uint16Array)[k] = same(i, k) ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
  const out: (readonly [number, number])[] = [];
  let [i, k] = [0, 0];
  while (i < first.length && k < second.length) {
    if (same(i, k)) out.push([i++, k++]);
    else if (at(i + 1, k) >= at(i, k + 1)) i++;
    else k++;
  }
  return out;
}

/** Mean confidence by letters, with a prize for what may be written so. */
function score(words: readonly ReadWord[]): number {
  const length = words.reduce((sum, word) => sum + word.text.length, 0);
  return words.reduce((sum, word) => sum + (word.confidence + (likely(word.text) ? 12 : 0)) * word.text.length, 0) / Math.max(1, length);
}

/** A syllable, a number, a date, a sign of an office: what stands on paper, whether it means something or not. */
export function likely(word: string): boolean {
  const core = word.replace(/^["'’([]+|["'’)\].,;:!?…]+$/gu, '');
  if (core === '') return /^[-+.,;:()…"'’]+$/.test(word);
  if (/^[-+]$/.test(core) || /^\d[\d.,/:%-]*$/.test(core)) return true;
  return core
    .split(/[-/&.'’]/)
    .filter((part) => part !== '')
    .every(
      (part) =>
        /^(?:\d+|[A-ZĐ]{1,6}|[A-Z]{2,4}\d{1,2}|[a-zđ])$/.test(part) ||
        (oneCase(part) && (isSyllable(part) || (wordNature(part) === 'highland' && splitTone(part).tone === 'ngang'))),
    );
}

function oneCase(word: string): boolean {
  const rest = word.slice(1);
  return rest === rest.toLowerCase() || word === word.toUpperCase();
}

/** Without what a stamp, a pen or a speck left; null where nothing else is there. */
function cleaned(line: ReadLine, sheet: Sheet, letter: number): ReadLine | null {
  let words = [...line.words];
  while (words.length > 1 && speck(words[words.length - 1] as ReadWord)) words = words.slice(0, -1);
  while (words.length > 1 && speck(words[0] as ReadWord)) words = words.slice(1);
  const text = words.map((word) => word.text).join('');
  if (!/[\p{L}\d]/u.test(text)) return null;
  const part = (of: (word: ReadWord) => number) => words.reduce((sum, word) => sum + of(word) * word.text.length, 0) / text.length;
  const sure = part((word) => word.confidence);
  const sound = part((word) => (likely(word.text) && /[\p{L}\d]/u.test(word.text) ? 1 : 0));
  // A stamp is as red as a number or a title, but says only a word or two where it is straight.
  if (line.coloured && (sure < 82 || sound < 0.85 || (words.length < 4 && !/\d{3}/.test(text)))) return null;
  if ((sure < 40 && sound < 0.7) || (sure < 65 && sound < 0.4 && line.cell === null)) return null;
  const kept = { ...line, words };
  if (line.cell === null && words.length <= 2 && text.length <= 8 && sure < 78) return null;
  if (line.cell !== null || line.runs.length > 4 || words.length > 1) return kept;
  // A few strokes alone: only the number of a page stands like that.
  const edge = line.low < sheet.height * 0.09 || line.high > sheet.height * 0.9;
  if (/^\d+$/.test(text)) return edge && sure > 60 ? kept : null;
  return text.length <= 2 || line.low - line.high > letter * 1.7 || (sound < 1 && sure < 85) ? null : kept;
}

function speck({ text, confidence }: ReadWord): boolean {
  if (!/[\p{L}\d]/u.test(text)) return !(/^[-+.…]+$/.test(text) && confidence > 55);
  return text.length <= 2 && confidence < 50 && !likely(text);
}

/** The sheet without ruled lines, and the tables that they made. */
function ruled({ sheet, layout }: Prepared): { readonly sheet: Sheet; readonly layout: Layout } {
  const rules = findRules(sheet, layout.letter);
  const grids = gridsOf(rules, layout.letter);
  const plane = withoutRules(sheet, rules, layout.letter);
  const bare: Sheet = { ...sheet, plane, small: { ...reduce(plane, sheet.width, sheet.height), ground: sheet.small.ground } };
  return { sheet: bare, layout: { ...findLines(bare), letter: layout.letter, grids: grids.length > 0 ? grids : layout.grids } };
}

function overlaps(one: Segment, other: Segment): boolean {
  return one.x0 < other.x1 && other.x0 < one.x1 && one.high < other.low && other.high < one.low;
}

function worth(part: Segment, letter: number): boolean {
  const size = part.low - part.high;
  // A figure may stand alone in a cell; elsewhere a single stroke is a border or a fold.
  if (part.cell !== null) return size > letter * 0.4 && part.x1 - part.x0 > size * 0.15 && size < letter * 6;
  if (part.runs.length <= 2 && part.x1 - part.x0 < letter * 0.8) return false;
  return size > letter * 0.45 && part.x1 - part.x0 > size * 0.5 && size < letter * 6;
}

/** With the dash of a list before it, which stands too far from the letters to be seen as one of them. */
function withDash(sheet: Sheet, part: Segment, all: readonly Segment[]): Segment {
  const size = part.low - part.high;
  const reach = size * 2.6;
  const free = all.every(
    (other) => other === part || other.x1 < part.x0 - reach || other.x0 >= part.x0 || other.low < part.high || other.high > part.low,
  );
  if (!free || part.x0 < reach) return part;
  const zoom = 1 / sheet.small.factor;
  const { width, height, data } = strip(sheet, sheet.plane, part.x0 - reach, part.high - size * 0.3, reach, size * 1.6, zoom, 1);
  const body = size * zoom;
  let [left, right, top, bottom] = [width, -1, height, -1];
  // The first letter's own edge is left out.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width - body * 0.12; x++)
      if ((data[y * width + x] as number) < 128) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
  const [w, h, middle] = [right - left + 1, bottom - top + 1, (top + bottom) / 2 / height];
  const dash = w >= body * 0.2 && w <= body * 1.1 && h <= Math.max(3, body * 0.32) && w > h * 1.2 && middle > 0.35 && middle < 0.8;
  return dash ? { ...part, x0: part.x0 - reach + left / zoom } : part;
}
