import type { Box } from '#domain/box';
import type { Random } from '../holdout/random.ts';
import {
  cropTo,
  cutOut,
  eraseInk,
  fill,
  inkByColumn,
  inkByRow,
  inkColour,
  inkIn,
  insertRows,
  type Pixels,
  paste,
  print,
  widthOf,
} from './pixels.ts';
import { around, type Layout, type Subject, type Written } from './subjects.ts';
import { foreignBlock, note, otherLabels, stampWords } from './words.ts';

/**
 * What can happen to a page between its printing and its reading. After every break the paper still says of each value what it said, or part of
 * it, or nothing: whatever else is accepted is wrong. Only a person in a block of his own may become the one that the form has a second place for.
 */

/** A page that is being broken; `layout` and the places of what was done to it stay true to it. */
export interface Sheet {
  readonly pixels: Pixels;
  layout: Layout;
  broken: readonly Broken[];
}
export interface Broken {
  /** What was done, in a few words. */
  readonly what: string;
  readonly where: Box;
  /** Path of the value that it was done to; null where the page was meant. */
  readonly path: string | null;
  /** What a further owner may be, as printed; empty where nobody was added. */
  readonly newcomers: readonly string[];
}
export interface BreakKind {
  /** Of a hundred breaks. */
  readonly share: number;
  /** Reaches over the whole page, so that no other break is made on it. */
  readonly alone?: true;
  /** Null: this page has no place for it. */
  readonly make: (sheet: Sheet, r: Random, other: Sheet) => Broken | null;
}

export const breakKinds = {
  labelRenamed: { share: 12, make: labelRenamed },
  labelDeleted: { share: 8, make: labelDeleted },
  lineMoved: { share: 13, make: lineMoved },
  blockAdded: { share: 8, make: blockAdded },
  noteAdded: { share: 5, make: noteAdded },
  cutLeft: { share: 6, make: (sheet, r) => cut(sheet, r, 'left') },
  cutRight: { share: 6, make: (sheet, r) => cut(sheet, r, 'right') },
  wordErased: { share: 5, make: wordErased },
  valueAdded: { share: 7, make: valueAdded },
  printedOver: { share: 6, make: printedOver },
  edgeBand: { share: 4, alone: true, make: edgeBand },
  cropped: { share: 4, alone: true, make: cropped },
  streaks: { share: 4, alone: true, make: streaks },
  secondDocument: { share: 4, alone: true, make: secondDocument },
} as const satisfies Record<string, BreakKind>;

type Line = readonly Written[];
const padded = ([x, y, w, h]: Box, across: number, down = across): Box => [x - across, y - down, w + 2 * across, h + 2 * down];
const done = (what: string, where: Box, path: string | null = null, newcomers: readonly string[] = []): Broken => ({
  what,
  where,
  path,
  newcomers,
});
const inTable = (subject: Subject) => subject.path.includes('[');

/** The place of a value's line or label, with the marks above and below its letters. */
const inkOf = (words: Line): Box => {
  const box = around(words);
  return padded(box, box[3] * 0.12, box[3] * 0.16);
};

/** Breaks on one page keep this many lines between them. */
const APART = 2;

/** A value that fits, far from what was done before. */
function pick(sheet: Sheet, r: Random, fits: (subject: Subject) => boolean): Subject | null {
  const isClear = ({ box: [, y, , h] }: Written) =>
    sheet.broken.every(({ where }) => y + h + APART * h < where[1] || y - APART * h > where[1] + where[3]);
  const list = sheet.layout.subjects.filter((subject) => fits(subject) && subject.lines.every((line) => line.every(isClear)));
  return list.length === 0 ? null : r.pick(list);
}

const rowOf = (sheet: Sheet, word: Written): Line => sheet.layout.rows.find((row) => row.includes(word)) ?? [word];
const isLastInRow = (sheet: Sheet, line: Line) => rowOf(sheet, line[0] as Written).at(-1) === line.at(-1);

/** Of the font of these words, by their width. */
function sizeOf(words: Line): number {
  const [, , width, height] = around(words);
  const size = (100 * width) / Math.max(1, widthOf(words.map((word) => word.text).join(' '), 100));
  return Math.max(height * 0.55, Math.min(height * 1.3, size));
}

/** Letters stand on it: the lower fifth of a line hangs below. */
const baselineOf = ([, y, , h]: Box) => y + h * 0.77;

/** Makes room of `height` below a line of words; the place is where the room begins. Null where something stands in the way. */
function roomBelow(sheet: Sheet, words: Line, height: number): number | null {
  const [, y, , h] = around(words);
  const from = Math.round(y + h * 0.95);
  const ink = inkByRow(sheet.pixels, [0, from, sheet.pixels.width, Math.ceil(h * 0.7)]);
  // Dust is no text.
  const row = ink.findIndex((count) => count < sheet.pixels.width * 0.0015);
  if (row < 0) return null;
  const free = from + row;
  insertRows(sheet.pixels, free, Math.round(height));
  const moved = ([x, top, w, tall]: Box): Box => [x, top + tall / 2 > free ? top + Math.round(height) : top, w, tall];
  const now = new Map(sheet.layout.rows.flat().map((word): [Written, Written] => [word, { ...word, box: moved(word.box) }]));
  const all = (list: Line) => list.map((word) => now.get(word) ?? word);
  sheet.layout = {
    rows: sheet.layout.rows.map(all),
    subjects: sheet.layout.subjects.map((subject) => ({ ...subject, lines: subject.lines.map(all), label: all(subject.label) })),
  };
  sheet.broken = sheet.broken.map((broken) => ({ ...broken, where: moved(broken.where) }));
  return free;
}

/** Without the number or letter that a form's items begin with: it stays. */
const wordsOfLabel = ({ label }: Subject): Line => {
  const from = label.findIndex((word) => !/^[\p{L}\p{N}*]{1,3}[.)]$|^\*$/u.test(word.text));
  return from < 0 ? [] : label.slice(from);
};

function labelRenamed(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => wordsOfLabel(s).length > 0);
  if (!subject) return null;
  const words = wordsOfLabel(subject);
  const place = around(words);
  const size = sizeOf(words);
  const text = r.pick(
    [...otherLabels].sort((a, b) => Math.abs(widthOf(a, size) - place[2]) - Math.abs(widthOf(b, size) - place[2])).slice(0, 6),
  );
  const colour = inkColour(sheet.pixels, place);
  eraseInk(sheet.pixels, inkOf(words));
  const colon = /[:;]$/u.test(words.at(-1)?.text ?? '') ? ':' : '';
  print(sheet.pixels, { text: `${text}${colon}`, x: place[0], baseline: baselineOf(place), size, longest: place[2], colour });
  return done(`“${words.map((word) => word.text).join(' ')}” is now “${text}”`, place, subject.path);
}

function labelDeleted(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.label.length > 0);
  if (!subject) return null;
  eraseInk(sheet.pixels, inkOf(subject.label));
  return done(`“${subject.label.map((word) => word.text).join(' ')}” taken away`, around(subject.label), subject.path);
}

/** The value's end goes on in the next line: at the label's edge, further in, or after an empty line. */
function lineMoved(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(
    sheet,
    r,
    (s) => !inTable(s) && isLastInRow(sheet, s.lines.at(-1) ?? []) && (s.lines.length > 1 || (s.lines[0]?.length ?? 0) > 1),
  );
  const line = subject?.lines.at(-1);
  if (!subject || !line) return null;
  const tail = subject.lines.length > 1 ? line : line.slice(r.whole(1, line.length - 1));
  const place = around(tail);
  const height = place[3];
  const patch = cutOut(sheet.pixels, inkOf(tail));
  const edge = around(rowOf(sheet, line[0] as Written))[0];
  const how = r.pick(['flush', 'indented', 'below the value', 'further down'] as const);
  const [valueLeft] = around(subject.lines[0] ?? line);
  const left = how === 'below the value' ? valueLeft : how === 'flush' || r.chance(0.5) ? edge : edge + height * r.real(1, 6);
  if (left + place[2] > sheet.pixels.width - height) return null;
  const rows = how === 'further down' ? r.real(2.2, 3.2) : 1.35;
  const top = roomBelow(sheet, line, height * rows);
  if (top === null) return null;
  eraseInk(sheet.pixels, inkOf(tail));
  paste(sheet.pixels, patch, left - height * 0.12, top + height * (rows - 1.25), 'ink');
  return done(`“${tail.map((word) => word.text).join(' ')}” ${how}`, [left, top, place[2], height * rows], subject.path);
}

/** Below what the page says of owners, where it does: above, the newcomer would be the owner. */
function placeForOthers(sheet: Sheet, r: Random): Line | null {
  const owners = sheet.layout.subjects.filter((s) => /^(?:owner|coOwner)/u.test(s.path));
  const lowest = Math.max(-1, ...owners.map((s) => around(s.lines.at(-1) ?? [])[1]));
  const subject = pick(sheet, r, (s) => !inTable(s) && around(s.lines.at(-1) ?? [])[1] >= lowest);
  return subject ? rowOf(sheet, subject.lines.at(-1)?.[0] as Written) : null;
}

function blockAdded(sheet: Sheet, r: Random): Broken | null {
  const row = placeForOthers(sheet, r);
  if (!row) return null;
  const { lines, values } = foreignBlock(r);
  return printedBelow(sheet, row, lines, r.chance(0.5), values);
}

function noteAdded(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => !inTable(s));
  return subject ? printedBelow(sheet, rowOf(sheet, subject.lines.at(-1)?.[0] as Written), note(r), false, []) : null;
}

function printedBelow(sheet: Sheet, row: Line, lines: readonly string[], bold: boolean, newcomers: readonly string[]): Broken | null {
  const [left, , , height] = around(row);
  const colour = inkColour(sheet.pixels, around(row));
  const size = sizeOf(row);
  const longest = sheet.pixels.width - left - height * 2;
  const top = roomBelow(sheet, row, height * 1.35 * lines.length);
  if (top === null) return null;
  lines.forEach((text, i) => {
    print(sheet.pixels, { text, x: left, baseline: top + height * (1.35 * i + 0.95), size, bold: bold && i === 0, longest, colour });
  });
  return done(`added: ${lines.join(' / ')}`, [left, top, longest, height * 1.35 * lines.length], null, newcomers);
}

/** A column of the line near this share of its width where a letter is cut through; null where there is none. */
function columnIn(sheet: Sheet, line: Line, share: number): number | null {
  const box = around(line);
  const columns = inkByColumn(sheet.pixels, box);
  const reach = Math.max(2, Math.round(box[3] * 0.14));
  const inside = (x: number) =>
    x > reach &&
    x < columns.length - reach &&
    Array.from({ length: 2 * reach + 1 }, (_, i) => columns[x - reach + i] as number).every((ink) => ink > 0);
  const near = columns
    .map((_, x) => x)
    .filter(inside)
    .sort((a, b) => Math.abs(a - share * columns.length) - Math.abs(b - share * columns.length));
  return near[0] === undefined ? null : Math.round(box[0]) + near[0];
}

/** Between two letters of one word, near its middle. */
function columnBetween(sheet: Sheet, word: Written): number | null {
  const columns = inkByColumn(sheet.pixels, word.box);
  const gaps = columns
    .map((ink, x) => ({ ink, x }))
    .filter(({ ink, x }) => ink === 0 && x > columns.length * 0.2 && x < columns.length * 0.8);
  const [best] = gaps.sort((a, b) => Math.abs(a.x - columns.length / 2) - Math.abs(b.x - columns.length / 2));
  return best ? Math.round(word.box[0]) + best.x : null;
}

/** What is taken away ends within a word: where whole words go, the paper that is left says something else, and nobody can tell. */
function cut(sheet: Sheet, r: Random, side: 'left' | 'right'): Broken | null {
  const subject = pick(sheet, r, (s) => s.truth.length > 2);
  const line = side === 'left' ? subject?.lines[0] : subject?.lines.at(-1);
  if (!subject || !line) return null;
  const [x, y, w, h] = inkOf(line);
  const between = side === 'left' && r.chance(0.4);
  const at = between
    ? columnBetween(sheet, r.pick(line))
    : columnIn(sheet, line, side === 'left' ? r.real(0.15, 0.45) : r.real(0.45, 0.85));
  if (at === null) return null;
  const gone: Box = side === 'left' ? [x, y, at - x, h] : [at, y, x + w - at, h];
  const white = r.chance(0.4);
  if (white) fill(sheet.pixels, gone, [252, 252, 252]);
  else eraseInk(sheet.pixels, gone);
  return done(
    `${side} part of “${subject.truth}” ${white ? 'whitened' : 'erased'}${between ? ', between letters' : ''}`,
    gone,
    subject.path,
  );
}

function wordErased(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.lines.some((line) => line.length > 2));
  const line = subject?.lines.find((words) => words.length > 2);
  const word = line?.[r.whole(1, line.length - 2)];
  if (!subject || !word) return null;
  const [x, y, w, h] = word.box;
  const gone: Box = [x - h * 0.06, y - h * 0.16, w + h * 0.12, h * 1.32];
  eraseInk(sheet.pixels, gone);
  return done(`“${word.text}” erased from “${subject.truth}”`, gone, subject.path);
}

/** Another value of the page comes to stand behind this one, well apart from it, or below it. */
function valueAdded(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => !inTable(s) && isLastInRow(sheet, s.lines.at(-1) ?? []));
  const from = pick(sheet, r, (s) => s !== subject && (s.lines[0]?.length ?? 0) > 0);
  const line = subject?.lines.at(-1);
  const words = from?.lines[0];
  if (!subject || !line || !from || !words) return null;
  const patch = cutOut(sheet.pixels, inkOf(words));
  const box = around(line);
  const [left, , width] = around(words);
  const text = words.map((word) => word.text).join(' ');
  if (r.chance(0.5)) {
    const x = box[0] + box[2] + box[3] * r.real(1.2, 4);
    if (x + width > sheet.pixels.width - box[3] || inkIn(sheet.pixels, [x, box[1], width, box[3]]) > 0.01) return null;
    paste(sheet.pixels, patch, x, box[1] - box[3] * 0.16, 'ink');
    return done(`“${text}” behind “${subject.truth}”`, [x, box[1], width, box[3]], subject.path);
  }
  const x = r.chance(0.5) ? box[0] : left;
  if (x + width > sheet.pixels.width - box[3]) return null;
  const top = roomBelow(sheet, line, box[3] * 1.35);
  if (top === null) return null;
  paste(sheet.pixels, patch, x, top + box[3] * 0.1, 'ink');
  return done(`“${text}” below “${subject.truth}”`, [x, top, width, box[3] * 1.35], subject.path);
}

function printedOver(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.truth.length > 2);
  if (!subject) return null;
  const line = r.pick(subject.lines);
  const [x, y, w, h] = around(line);
  const colour = r.pick([
    [198, 32, 50],
    [40, 60, 150],
    [30, 30, 30],
  ] as const);
  const text = r.pick(stampWords);
  const size = h * r.real(0.7, 1.3);
  const where = print(sheet.pixels, {
    text,
    x: Math.max(0, x + r.real(-0.2, 0.6) * w - size),
    baseline: y + h * r.real(0.5, 1.1),
    size,
    bold: r.chance(0.6),
    degrees: r.real(-8, 8),
    colour,
    strength: r.real(0.55, 0.95),
  });
  return done(`“${text}” over “${subject.truth}”`, where, subject.path);
}

/** Something lies over the sheet's edge: a white band from there into a value. */
function edgeBand(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.truth.length > 2);
  const line = subject ? r.pick(subject.lines) : null;
  const x = line ? columnIn(sheet, line, r.real(0.2, 0.8)) : null;
  if (!subject || x === null) return null;
  const side = x > sheet.pixels.width * 0.4 ? 'right' : 'left';
  const { width, height } = sheet.pixels;
  const box: Box = side === 'right' ? [x, 0, width - x, height] : [0, 0, x, height];
  const shade = r.pick([255, 240, 60]);
  fill(sheet.pixels, box, [shade, shade, shade]);
  return done(`a band at the ${side} edge through “${subject.truth}”`, box, subject.path);
}

function cropped(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.truth.length > 2);
  const line = subject ? r.pick(subject.lines) : null;
  const x = line ? columnIn(sheet, line, r.real(0.2, 0.8)) : null;
  if (!subject || !line || x === null) return null;
  const { width, height } = sheet.pixels;
  const [, y, , h] = around(line);
  const across = Math.round(y + h * r.real(0.35, 0.65));
  const side =
    x > width * 0.4
      ? r.pick(['right', 'right', y > height / 2 ? 'bottom' : 'top'] as const)
      : r.pick(['left', y > height / 2 ? 'bottom' : 'top'] as const);
  const keep: Box = {
    right: [0, 0, x, height],
    left: [x, 0, width - x, height],
    bottom: [0, 0, width, across],
    top: [0, across, width, height - across],
  }[side] as Box;
  cropTo(sheet.pixels, keep);
  return done(`cropped at the ${side} through “${subject.truth}”`, keep, subject.path);
}

/** Dirt on the glass of a feeder: lines from the top to the bottom. */
function streaks(sheet: Sheet, r: Random): Broken | null {
  const subject = pick(sheet, r, (s) => s.truth.length > 2);
  if (!subject) return null;
  const [x, , w] = around(r.pick(subject.lines));
  const { width, height, dpi } = sheet.pixels;
  const thick = r.chance(0.4);
  const colour = r.pick([20, 70, 150, 250, 255]);
  const count = r.whole(1, 3);
  const first = x + w * r.real(0.05, 0.95);
  for (let i = 0; i < count; i++) {
    const at = i === 0 ? first : r.real(0.05, 0.95) * width;
    const wide = Math.max(1, Math.round(((thick ? r.real(5, 16) : r.real(1, 3)) * dpi) / 200));
    fill(sheet.pixels, [at, 0, wide, height], [colour, colour, colour]);
  }
  return done(
    `${count} ${thick ? 'thick' : 'thin'} streaks of grey ${colour}, one through “${subject.truth}”`,
    [first - 10, 0, 20, height],
    subject.path,
  );
}

/** Part of another paper lies on this one. */
function secondDocument(sheet: Sheet, r: Random, from: Sheet): Broken | null {
  const subject = pick(from, r, () => true);
  if (!subject) return null;
  const { width, height } = sheet.pixels;
  const [sx, sy] = around(subject.lines[0] ?? []);
  const [w, h] = [Math.min(width, from.pixels.width) * r.real(0.35, 0.75), Math.min(height, from.pixels.height) * r.real(0.12, 0.32)];
  const part = cutOut(from.pixels, [
    Math.min(Math.max(0, sx - w * 0.4), Math.max(0, from.pixels.width - w)),
    Math.min(Math.max(0, sy - h * 0.4), Math.max(0, from.pixels.height - h)),
    w,
    h,
  ]);
  const [x, y] = [r.real(-0.05, 0.95) * (width - part.width), r.real(0.05, 0.95) * (height - part.height)];
  fill(sheet.pixels, [x - 2, y - 2, part.width + 5, part.height + 5], [120, 118, 115]);
  paste(sheet.pixels, part, x, y, 'whole');
  return done('part of another paper over it', [x, y, part.width, part.height]);
}
