import { needsPerson } from '#domain/decision';
import { type FieldPath, fieldPath, rowCount } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { Field, RecordType, Table } from '#domain/record-type';

/** A record's values laid out as on the form, and the ways through them. Pure. */

export interface Place {
  readonly path: FieldPath;
  readonly field: Field;
  readonly value: FieldValue;
}
export interface Row {
  readonly table: Table;
  readonly index: number;
  readonly places: readonly Place[];
}
/** A table of the form with its rows. */
export interface FormTable {
  readonly table: Table;
  readonly rows: readonly Row[];
}
export interface Form {
  readonly places: readonly Place[];
  readonly tables: readonly FormTable[];
  readonly order: readonly Place[];
}

/** Values of fields that the type does not have are left out: they belong to another version of it. */
export function formOf(type: RecordType, values: readonly FieldValue[]): Form {
  const byPath = new Map(values.map((value) => [value.path, value]));
  const at = (path: FieldPath, field: Field): readonly Place[] => {
    const value = byPath.get(path);
    return value ? [{ path, field, value }] : [];
  };
  const places = type.fields.flatMap((field) => at(field.key, field));
  const tables = type.tables.map((table): FormTable => {
    const rows = Array.from(
      { length: rowCount(values, table.key) },
      (_, index): Row => ({
        table,
        index,
        places: table.columns.flatMap((column) => at(fieldPath(table.key, { index, column: column.key }), column)),
      }),
    );
    return { table, rows };
  });
  return { places, tables, order: [...places, ...tables.flatMap(({ rows }) => rows.flatMap((row) => row.places))] };
}

/** The next value that waits for a person after `path`, around the end; null when none is left. Null begins at the top. `answered`: those that wait no more. */
export function nextOpen(
  order: readonly Place[],
  path: FieldPath | null,
  step: 1 | -1 = 1,
  answered: readonly FieldPath[] = [],
): FieldPath | null {
  const count = order.length;
  const start = path === null ? (step === 1 ? -1 : count) : order.findIndex((place) => place.path === path);
  for (let offset = 1; offset <= count; offset += 1) {
    const place = order[(((start + step * offset) % count) + count) % count];
    if (place && place.path !== path && !answered.includes(place.path) && needsPerson(place.value)) return place.path;
  }
  return null;
}

/** The neighbour in the order of the form; null at both ends. */
export function neighbour(order: readonly Place[], path: FieldPath | null, step: 1 | -1): FieldPath | null {
  if (path === null) return (step === 1 ? order[0] : order.at(-1))?.path ?? null;
  return order[order.findIndex((place) => place.path === path) + step]?.path ?? null;
}

export function countOpen(values: readonly FieldValue[]): number {
  return values.filter(needsPerson).length;
}
