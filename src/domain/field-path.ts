/** Where a value stands in a record: `ownerName`, or `members[2].sex` for a cell of the table's third row. */
export type FieldPath = string;

/** A cell of a table; rows count from 0. */
export interface TableCell {
  readonly table: string;
  readonly index: number;
  readonly column: string;
}

/** The path of a field outside of tables is its key. */
export function fieldPath(key: string, row: { readonly index: number; readonly column: string } | null = null): FieldPath {
  return row ? `${rowPath(key, row.index)}.${row.column}` : key;
}

/** A whole row, as problems and drafts of rows name it: `members[2]`. */
export function rowPath(table: string, index: number): string {
  return `${table}[${index}]`;
}

/** Table, row and column of a path; null for a field outside of tables. */
export function cellOf(path: FieldPath): TableCell | null {
  const [, table, index, column] = /^(\w+)\[(0|[1-9]\d*)\]\.(\w+)$/.exec(path) ?? [];
  return table !== undefined && column !== undefined ? { table, index: Number(index), column } : null;
}

/** A whole column, as checks name it: `members.sex` or `members[].sex`; null for any other name. */
export function columnOf(name: string): Omit<TableCell, 'index'> | null {
  const [, table, column] = /^(\w+)(?:\[\])?\.(\w+)$/.exec(name) ?? [];
  return table !== undefined && column !== undefined ? { table, column } : null;
}

/** The rows of every table that these paths have a cell in, each in order. A row without any cell is not among them. */
export function rowsOfTables(paths: Iterable<FieldPath>): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, Set<number>>();
  for (const path of paths) {
    const cell = cellOf(path);
    if (cell) rows.set(cell.table, (rows.get(cell.table) ?? new Set()).add(cell.index));
  }
  return new Map([...rows].map(([table, found]) => [table, [...found].sort((one, other) => one - other)]));
}

/** How many rows a table has: one more than the last row with a cell, so that rows without any count too. */
export function rowCount(values: readonly { readonly path: FieldPath }[], table: string): number {
  return values.reduce((count, { path }) => {
    const cell = cellOf(path);
    return cell?.table === table ? Math.max(count, cell.index + 1) : count;
  }, 0);
}

/** Where a path is once a row of a table was taken away; null where it went with the row. */
export function withoutRow(path: FieldPath, table: string, index: number): FieldPath | null {
  const cell = cellOf(path);
  if (cell?.table !== table || cell.index < index) return path;
  return cell.index === index ? null : fieldPath(table, { index: cell.index - 1, column: cell.column });
}
