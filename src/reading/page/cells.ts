import type { Table } from '#domain/record-type';
import type { Place } from './place.ts';
import type { ReadLine } from './recognise.ts';
import { rowsOf } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';
import { asPlace } from './values.ts';

/** Values in the cells of ruled tables. */

/** Rows of ruled tables: columns are known by their printed heads, else by their order. */
export function cellsOf(table: Table, lines: readonly ReadLine[]): readonly Place[] {
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
          .sort((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
        if (inside.length === 0) continue;
        const printed = inside.filter((line) => !stray(line));
        const parts = rowsOf(printed.length > 0 ? printed : inside).map((r) => ({ row: r, from: 0, to: r.text.length }));
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

/** What is left of a rule: hardly a letter, and nobody would say which. */
function stray({ words }: ReadLine): boolean {
  return words.every((word) => word.confidence < 15) && words.reduce((sum, word) => sum + word.text.length, 0) <= 2;
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
