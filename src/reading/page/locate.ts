import type { Face, RecordType } from '#domain/record-type';
import { cellsOf } from './cells.ts';
import { underHeads } from './columns.ts';
import { assign, byPlace, findMarks, type Mark, weakMarks } from './marks.ts';
import type { Frame, Place } from './place.ts';
import type { ReadLine } from './recognise.ts';
import { type Row, rowsOf } from './rows.ts';
import { approximate, fold, sameCase, tolerance } from './text.ts';
import { placeOf } from './values.ts';

/**
 * Finds values by the words printed before them.
 *
 * Every row of the page is searched for all printed words of the face at once, so that neighbours end each other; the best set of
 * words that do not overlap is kept. A field takes the first fitting word of its section; its value runs to the next printed word,
 * and over following rows that begin with none.
 */

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
  const entries = entriesOf(rows, face);
  const out: Place[] = [];
  entries.forEach((part, entry) => {
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
  for (const table of type.tables) {
    if (table.face !== face.id || table.rows !== 'ruled') continue;
    const cells = cellsOf(table, lines);
    out.push(...(cells.length > 0 ? cells : underHeads(table, rows)));
  }
  return out;
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
