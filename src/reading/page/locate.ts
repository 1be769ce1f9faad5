import { type Face, type Field, type RecordType, standsOn } from '#domain/record-type';
import { type Assigned, assignLabels, placesOn } from './assign.ts';
import { regionsInCells } from './cells.ts';
import { regionsUnderHeads } from './columns.ts';
import { byPosition, findLabels, findWeakLabels, type PrintedLabel } from './labels.ts';
import type { ReadLine } from './recognise.ts';
import type { Frame, Region } from './region.ts';
import { type Row, rowsOf } from './rows.ts';
import { approximate, fold, sameCase, tolerance } from './text.ts';
import { type Placed, regionOf, regionOfLabel } from './values.ts';

/**
 * Finds values by the labels printed before them.
 *
 * Every row of the page is searched for all labels of the face at once, so that neighbours end each other; the best set of
 * labels that do not overlap is kept. A field takes the first fitting label of its section; its value runs to the next label,
 * and over following rows that begin with none.
 */

export function locate(lines: readonly ReadLine[], type: RecordType, faces: readonly string[], frame: Frame): readonly Region[] {
  const out: Region[] = [];
  for (const id of faces) {
    const face = type.faces.find((f) => f.id === id);
    if (face) out.push(...locateFace(lines, type, face, frame));
  }
  return out;
}

function locateFace(lines: readonly ReadLine[], type: RecordType, face: Face, frame: Frame): readonly Region[] {
  const rows = rowsOf(lines.filter((line) => line.cell === null));
  const out = entriesOf(rows, face).flatMap((own, entry) => {
    const { labels, assigned } = labelsOf(own, type, face, frame);
    const isByHand = labels.some(({ text }) => face.byHand.includes(text));
    const fields = isByHand ? assigned.map(filledInByHand) : assigned;
    const placed = firstOfEach(fields.flatMap((one) => placeOf(one, assigned, own, labels, frame)));
    // Labels and other values explain a row.
    const explained = new Set([...labels.map(({ row }) => row), ...placed.flatMap((one) => one.rows.map(({ index }) => index))]);
    return placed.map(({ region, below, field, table, row }): Region => {
      const unexplained = below && !explained.has(below.index) ? below.text : null;
      return { ...region, unexplained, field, table, row, entry };
    });
  });
  const tables = type.tables.filter((table) => standsOn(table, face.id) && table.rows === 'ruled');
  return [
    ...out,
    ...tables.flatMap((table) => {
      const cells = regionsInCells(table, lines);
      return cells.length > 0 ? cells : regionsUnderHeads(table, rows);
    }),
  ];
}

interface Found extends Placed {
  readonly field: Field;
  readonly table: string | null;
  readonly row: number;
}

function filledInByHand(one: Assigned): Assigned {
  return { ...one, field: { ...one.field, handwritten: true }, at: { ...one.at, handwritten: true } };
}

/** Where the value of this field stands, if there is one. */
function placeOf(
  { field, at, table, row, label }: Assigned,
  all: readonly Assigned[],
  rows: readonly Row[],
  labels: readonly PrintedLabel[],
  frame: Frame,
): readonly Found[] {
  const { labelOf, form } = at.printed;
  const other = labelOf === null ? null : all.find((one) => one.field.key === labelOf && one.table === table && one.row === row)?.label;
  const found = labelOf === null ? regionOf(at, label, rows, labels, frame) : other ? regionOfLabel(at, other, rows) : null;
  if (!found || (form !== null && !new RegExp(form, 'iu').test(found.region.raw))) return [];
  return [{ ...found, field, table, row }];
}

/** Other places of a field are tried where the ones before hold nothing. */
function firstOfEach(placed: readonly Found[]): readonly Found[] {
  return placed.filter(
    (one, i) => placed.findIndex(({ field, table, row }) => field.key === one.field.key && table === one.table && row === one.row) === i,
  );
}

/** What a face prints, where these lines have it, and the keys of the fields whose label is there. */
export interface PrintedFace {
  readonly face: Face;
  readonly rows: readonly Row[];
  readonly labels: readonly PrintedLabel[];
  readonly keys: ReadonlySet<string>;
}

export function printedFaces(lines: readonly ReadLine[], type: RecordType, faces: readonly string[], frame: Frame): readonly PrintedFace[] {
  const rows = rowsOf(lines.filter((line) => line.cell === null));
  return type.faces
    .filter((face) => faces.includes(face.id))
    .map((face) => {
      const { labels, assigned } = labelsOf(rows, type, face, frame);
      const led = assigned.filter(({ label, table }) => label !== null && table === null);
      return { face, rows, labels, keys: new Set(led.map(({ field }) => field.key)) };
    });
}

/** All labels on these rows, and the one of each field; fields that have none at first take a badly read one. */
function labelsOf(
  rows: readonly Row[],
  type: RecordType,
  face: Face,
  frame: Frame,
): { readonly labels: readonly PrintedLabel[]; readonly assigned: readonly Assigned[] } {
  const places = placesOn(type, face);
  const page = { type, face, rows, frame };
  const labels = findLabels(
    rows,
    places.map(({ at }) => at),
    face,
  );
  const assigned = assignLabels(labels, places, page);
  const weak = findWeakLabels(
    rows,
    labels,
    assigned.filter(({ label }) => label === null).map(({ at }) => at),
  );
  if (weak.length === 0) return { labels, assigned };
  const all = [...labels, ...weak].sort(byPosition);
  return { labels: all, assigned: assignLabels(all, places, page) };
}

/**
 * A page with several records is cut where the first anchor of its face begins again. What stands above the first of them (the number of
 * the page, the place) belongs to every one.
 */
function entriesOf(rows: readonly Row[], face: Face): readonly (readonly Row[])[] {
  const first = face.anchors[0];
  if (face.entries === 1 || !first) return [rows];
  const { text: words } = first;
  const pattern = fold(words).text;
  const begins = ({ text }: Row) => {
    const folded = fold(text);
    return approximate(folded.text, pattern, tolerance(pattern.length)).some((p) => {
      const printed = text.slice(folded.at[p.start], (folded.at[p.end - 1] as number) + 1);
      // The book's title may be the same words in capitals: SỔ ĐĂNG KÝ, Số đăng ký.
      return sameCase(words, printed) && (words === words.toUpperCase() || !sameCase(words.toUpperCase(), printed));
    });
  };
  const starts = rows
    .filter(begins)
    .map((row) => row.index)
    .slice(-face.entries);
  const [top] = starts;
  if (top === undefined || starts.length < 2) return [rows];
  return starts.map((start, i) => rows.filter(({ index }) => index < top || (index >= start && index < (starts[i + 1] ?? rows.length))));
}
