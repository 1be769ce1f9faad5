import { type Finding, finding } from '#domain/finding';
import { type RecordType, standsOn, type Table } from '#domain/record-type';
import { gridsOfTable, isSpeck } from './cells.ts';
import { columnsIn } from './columns.ts';
import type { PrintedFace } from './locate.ts';
import type { Unowned } from './owners.ts';
import type { ReadLine, ReadWord } from './recognise.ts';
import type { Region } from './region.ts';
import { rowsOf, usualPitch } from './rows.ts';
import { fold } from './text.ts';

/** What a form has on every paper and this page does not show: labels, half a face, a table or some of its rows. */

/** A face with less than this part of its labels, of so many at least, is not all on the page. */
const half = { found: 0.5, fewest: 4 } as const;

/** Letters of the head over the rows' numbers (TT, STT). */
const NUMBERING = 3;

/** Rows of a table without ruling lines follow each other at so many usual distances of baselines at most. */
const PITCHES = 2;

export interface Expected {
  /** Keys of the fields whose label was not found. */
  readonly unlabelled: string[];
  readonly findings: Finding[];
}

export function expectedOn(
  faces: readonly PrintedFace[],
  type: RecordType,
  lines: readonly ReadLine[],
  regions: readonly Region[],
  unowned: readonly Unowned[],
): Expected {
  const parts = faces.filter(({ face }) => face.entries === 1).map((printed) => missingLabels(type, printed));
  const tables = type.tables.filter((table) => table.rows === 'ruled' && faces.some(({ face }) => standsOn(table, face.id)));
  return {
    unlabelled: parts.flatMap(({ unlabelled }) => unlabelled),
    findings: [
      ...parts.flatMap(({ findings }) => findings),
      ...tables.flatMap((table) => unreadTable(table, faces, lines, regions, unowned)),
    ],
  };
}

function missingLabels(type: RecordType, { face, keys }: PrintedFace): Expected {
  const lacked = new Set(type.blocks.flatMap(({ lacks }) => lacks.flatMap(({ fields }) => fields)));
  const expected = type.fields.filter(
    ({ key, face: on, alsoOn, required, printed }) =>
      on === face.id && alsoOn.length === 0 && required && printed.labels.length > 0 && !lacked.has(key),
  );
  const unlabelled = expected.filter(({ key }) => !keys.has(key)).map(({ key }) => key);
  const found = expected.length - unlabelled.length;
  const isHalf = expected.length >= half.fewest && found < expected.length * half.found;
  const said = { face: face.id, found, expected: expected.length };
  return { unlabelled, findings: isHalf ? [finding('face.half', 'warning', null, said)] : [] };
}

/** The table was not found though every paper has it, or words stand in it that no row took. */
function unreadTable(
  table: Table,
  faces: readonly PrintedFace[],
  lines: readonly ReadLine[],
  regions: readonly Region[],
  unowned: readonly Unowned[],
): readonly Finding[] {
  const own = regions.filter((region) => region.table === table.key);
  const rows = new Set(own.map(({ row }) => row)).size;
  const said = (code: 'table.notRead' | 'table.rowsUnread') => [finding(code, 'warning', null, { table: table.key, rows })];
  const others = new Set(wordsOf(regions.filter((region) => region.table !== table.key)));
  const inside = linesInside(table, lines, others);
  if (inside === null) {
    const isExpected = table.required && faces.some(({ face }) => face.id === table.face);
    return isExpected && rows === 0 && !isEmpty(table, lines, unowned) ? said('table.notRead') : [];
  }
  const taken = new Set(wordsOf(own));
  const isLeft = inside.some((line) => line.words.length > 0 && !isSpeck(line) && line.words.every((word) => !taken.has(word)));
  return isLeft ? said(rows === 0 ? 'table.notRead' : 'table.rowsUnread') : [];
}

/** Its heads stand there, broken over lines, and nothing that could be a row: ruling lines around heads alone make no grid. */
function isEmpty({ columns }: Table, lines: readonly ReadLine[], unowned: readonly Unowned[]): boolean {
  const heads = new Set(
    columns.flatMap(({ printed }) => printed.labels).flatMap((label) => label.split(/\s+/u).map((word) => fold(word).text)),
  );
  const isHead = (words: readonly string[]) => words.every((word) => heads.has(fold(word).text) || word.length <= NUMBERING);
  const isHeadLine = ({ words }: ReadLine) => isHead(words.map(({ text }) => text));
  const first = unowned.find(({ text }) => isHead(text.split(/\s+/u)));
  if (first === undefined) return false;
  // Its rows may stand where signatures do, which nobody owns: side by side under its heads, as signatures are not.
  const under = rowsOf(lines.filter(({ baseline }) => baseline > first.line.baseline));
  const isRow = (row: (typeof under)[number]) => row.lines.filter((line) => !isHeadLine(line)).length >= columns.length / 2;
  return !under.some(isRow) && unowned.every(({ text, line }) => isHead(text.split(/\s+/u)) || line.baseline < first.line.baseline);
}

function wordsOf(regions: readonly Region[]): readonly ReadWord[] {
  return regions.flatMap(({ spans }) => spans.flatMap(({ words }) => words));
}

/** Lines under the table's heads, its numbering aside, down to where other values stand; null where the heads were not found. */
function linesInside(table: Table, lines: readonly ReadLine[], others: ReadonlySet<ReadWord>): readonly ReadLine[] | null {
  const grids = gridsOfTable(table, lines);
  if (grids.length > 0)
    return grids.flatMap(({ cells, heads }) => {
      const columns = new Set(heads.columns.values());
      return cells.filter(({ cell }) => cell !== null && cell.row > heads.row && columns.has(cell.column));
    });
  const rows = rowsOf(lines.filter((line) => line.cell === null));
  const at = rows.findIndex((row) => columnsIn(table, row) !== null);
  const head = rows[at];
  const [first] = (head && columnsIn(table, head)) ?? [];
  if (!head || !first) return null;
  const reach = usualPitch(rows) * PITCHES;
  const under = rows.slice(at + 1);
  const end = under.findIndex(
    (row, i) =>
      row.baseline - (under[i - 1] ?? head).baseline > reach ||
      row.x1 < head.x0 ||
      row.x0 > head.x1 ||
      row.chars.some(({ word }) => others.has(word)),
  );
  const isInColumns = ({ x0, x1 }: ReadLine) => (x0 + x1) / 2 >= first.from;
  return (end < 0 ? under : under.slice(0, end)).flatMap((row) => row.lines.filter(isInColumns));
}
