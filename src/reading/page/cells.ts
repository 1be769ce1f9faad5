import type { Table } from '#domain/record-type';
import type { ReadLine } from './recognise.ts';
import type { Region } from './region.ts';
import { rowsOf } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';
import { regionOfParts } from './values.ts';

/** Values in the cells of ruled tables. */

/** A table is the type's, and a row is a record's, from so much on. */
const fewest = {
  /** Part of the columns whose heads were found. */
  heads: 0.5,
  /** Cells with text in a row; a table of two columns needs one. */
  cells: 2,
} as const;

/** Heads are broken over lines in narrow cells, and read worse than labels. */
const headText = {
  /** Edits more than a label of this length may carry. */
  edits: 1,
  /** Cost of each letter that the cell has more or less than the label, in edits. */
  otherLetter: 0.3,
} as const;

/** Heads stand in one of the first rows of the grid: above them may be a title and a numbering. */
const HEAD_ROWS = 3;

/** Confidence (0 to 100) under which, and letters up to which, a reading in a cell is no text. */
const speck = { confidence: 15, letters: 2 } as const;

/** Rows of ruled tables: columns are known by their printed heads, else by their order. */
export function regionsInCells(table: Table, lines: readonly ReadLine[]): readonly Region[] {
  const out: Region[] = [];
  for (const { cells, heads } of gridsOfTable(table, lines)) {
    const rowIds = [...new Set(cells.map((l) => (l.cell as { row: number }).row))].filter((r) => r > heads.row).sort((a, b) => a - b);
    let index = 0;
    for (const rowId of rowIds) {
      const row: Region[] = [];
      for (const column of table.columns) {
        const at = heads.columns.get(column.key);
        if (at === undefined) continue;
        const inside = cells
          .filter((l) => l.cell?.row === rowId && l.cell.column === at && l.words.length > 0)
          .sort((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
        if (inside.length === 0) continue;
        const printed = inside.filter((line) => !isSpeck(line));
        const parts = rowsOf(printed.length > 0 ? printed : inside).map((one) => ({ row: one, from: 0, to: one.text.length }));
        const region = regionOfParts(parts, column.printed.labels[0] ?? '', column);
        if (region.raw !== '') row.push({ ...region, field: column, table: table.key, row: index, entry: 0 });
      }
      if (row.length >= Math.min(fewest.cells, Math.max(1, table.columns.length - 1))) {
        out.push(...row);
        index++;
      }
    }
  }
  return out;
}

/** Lines in the grids whose heads are this table's. */
export function gridsOfTable(
  table: Table,
  lines: readonly ReadLine[],
): readonly { readonly cells: readonly ReadLine[]; readonly heads: Heads }[] {
  const grids = new Map<number, ReadLine[]>();
  for (const line of lines) if (line.cell) grids.set(line.cell.grid, [...(grids.get(line.cell.grid) ?? []), line]);
  return [...grids.values()].flatMap((cells) => {
    const heads = headsOf(table, cells);
    return heads ? [{ cells, heads }] : [];
  });
}

/** The row of a grid with the heads, and the grid's column of each of the table's. */
interface Heads {
  readonly row: number;
  readonly columns: ReadonlyMap<string, number>;
}

/** What is left of a ruling line: hardly a letter, and nobody would say which. */
export function isSpeck({ words }: ReadLine): boolean {
  return (
    words.every((word) => word.confidence < speck.confidence) && words.reduce((sum, word) => sum + word.text.length, 0) <= speck.letters
  );
}

function headsOf(table: Table, cells: readonly ReadLine[]): Heads | null {
  const texts = new Map<string, string>();
  for (const line of cells) {
    const cell = line.cell as { row: number; column: number };
    const key = `${cell.row}/${cell.column}`;
    texts.set(key, `${texts.get(key) ?? ''} ${line.words.map((w) => w.text).join(' ')}`);
  }
  let best: { row: number; columns: Map<string, number> } | null = null;
  const top = Math.min(...cells.map((l) => (l.cell as { row: number }).row));
  for (let row = top; row < top + HEAD_ROWS; row++) {
    const columns = new Map<string, number>();
    for (const column of table.columns) {
      let least = Number.POSITIVE_INFINITY;
      for (const [key, text] of texts) {
        const [r, c] = key.split('/').map(Number) as [number, number];
        if (r !== row) continue;
        for (const label of column.printed.labels) {
          const pattern = fold(label).text;
          const folded = fold(text).text;
          const [match] = approximate(folded, pattern, tolerance(pattern.length) + headText.edits);
          if (!match) continue;
          const cost = match.cost + Math.abs(folded.length - pattern.length) * headText.otherLetter;
          if (cost < least) {
            least = cost;
            columns.set(column.key, c);
          }
        }
      }
    }
    if (columns.size > (best?.columns.size ?? 0)) best = { row, columns };
  }
  return best && best.columns.size >= Math.ceil(table.columns.length * fewest.heads) ? best : null;
}
