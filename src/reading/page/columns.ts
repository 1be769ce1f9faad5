import type { Table } from '#domain/record-type';
import type { ReadLine } from './recognise.ts';
import type { Region } from './region.ts';
import { type Row, rowsOf } from './rows.ts';
import { approximate, fold, tolerance } from './text.ts';
import { regionOfParts } from './values.ts';

/** A column of a table without ruling lines: its field and the part of the width that is nearer to its head than to the others'. */
interface Column {
  readonly field: Table['columns'][number];
  readonly from: number;
  readonly to: number;
}

/**
 * Values of a table whose ruling lines are too pale or too broken to be seen: the heads of all columns stand in one row, and every word
 * under them belongs to the nearest head. Rows end where one leaves its first column or two others empty.
 */
export function regionsUnderHeads(table: Table, rows: readonly Row[]): readonly Region[] {
  const at = rows.findIndex((row) => columnsIn(table, row) !== null);
  const columns = rows[at] ? columnsIn(table, rows[at]) : null;
  if (!columns) return [];
  const out: Region[] = [];
  for (const [index, row] of rows.slice(at + 1).entries()) {
    const regions = columns.flatMap((column): Region[] => {
      const inside = row.chars.flatMap((c, i) => {
        const middle = (c.word.x0 + c.word.x1) / 2;
        return c.c !== ' ' && middle >= column.from && middle < column.to ? [i] : [];
      });
      const from = inside[0];
      const last = inside.at(-1);
      if (from === undefined || last === undefined) return [];
      const region = regionOfParts([{ row, from, to: last + 1 }], column.field.printed.labels[0] ?? '', column.field);
      return region.raw === '' ? [] : [{ ...region, field: column.field, table: table.key, row: index, entry: 0 }];
    });
    if (regions.length < table.columns.length - 1 || regions[0]?.field !== columns[0]?.field) break;
    out.push(...regions);
  }
  return out;
}

/** The table's heads were read, and no ruling lines around them. */
export function hasOpenHeads(table: Table, lines: readonly ReadLine[]): boolean {
  return rowsOf(lines.filter((line) => line.cell === null)).some((row) => columnsIn(table, row) !== null);
}

/** The columns whose heads this row prints, if it prints all of them. */
export function columnsIn(table: Table, row: Row): readonly Column[] | null {
  const folded = fold(row.text);
  const heads: { field: Column['field']; x0: number; x1: number }[] = [];
  for (const field of table.columns) {
    const found = field.printed.labels.flatMap((label) => {
      const pattern = fold(label).text;
      return approximate(folded.text, pattern, tolerance(pattern.length));
    });
    const best = found.sort((a, b) => a.cost - b.cost)[0];
    const first = best ? row.chars[folded.at[best.start] as number] : undefined;
    const last = best ? row.chars[folded.at[best.end - 1] as number] : undefined;
    if (!first || !last) return null;
    heads.push({ field, x0: first.x0, x1: last.x1 });
  }
  heads.sort((a, b) => a.x0 - b.x0);
  if (heads.some((head, i) => i > 0 && head.x0 < (heads[i - 1] as { x1: number }).x1)) return null;
  // The number of the row stands under a head of its own, or at the left edge.
  const left = row.chars.findLast((c) => c.c !== ' ' && c.x1 < (heads[0] as { x0: number }).x0);
  return heads.map((head, i) => ({
    field: head.field,
    from: i > 0 ? (head.x0 + (heads[i - 1] as { x1: number }).x1) / 2 : left ? (left.x1 + head.x0) / 2 : Number.NEGATIVE_INFINITY,
    to: heads[i + 1] ? (head.x1 + (heads[i + 1] as { x0: number }).x0) / 2 : Number.POSITIVE_INFINITY,
  }));
}
