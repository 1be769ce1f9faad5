import { dayColumn } from './delivery.ts';
import { cellOf, type FieldPath } from './field-path.ts';
import type { RecordType } from './record-type.ts';

/**
 * Whether a change of the value at a path answers what the destination said (`Refusal.detail`): the value is one of those that it names, by its
 * column or by a rule of that column alone, or it names none, and any change is an answer.
 */
export function answersRefusal(type: RecordType, detail: string, path: FieldPath): boolean {
  const cell = cellOf(path);
  const named = namedFields(type, detail);
  return named.length === 0 || named.includes(cell ? `${cell.table}.${cell.column}` : path);
}

/** Fields that a detail names: keys, or `table.column` for a column of a table of rows. */
function namedFields(type: RecordType, detail: string): readonly string[] {
  const tables = [
    { name: type.export, fields: type.fields.map((field) => ({ path: field.key, column: field.export })) },
    ...type.tables.map((table) => ({
      name: `${type.export}_${table.export}`,
      fields: table.columns.map((field) => ({ path: `${table.key}.${field.key}`, column: field.export })),
    })),
  ];
  const words = detail.split(/[^A-Za-z0-9_]+/);
  const meant = tables.some(({ name }) => words.includes(name)) ? tables.filter(({ name }) => words.includes(name)) : tables;
  return meant.flatMap(({ name, fields }) => {
    // PostgreSQL calls the rule of one column `table_column_check` where nobody gave it another name.
    const columns = new Set(
      words.flatMap((word) => [word, ...(word.startsWith(`${name}_`) ? [columnOfRule(word.slice(name.length + 1))] : [])]),
    );
    return fields.filter(({ column }) => columns.has(column) || columns.has(dayColumn(column))).map(({ path }) => path);
  });
}

const columnOfRule = (rule: string) => rule.replace(/_(check|key|fkey|excl|not_null)$/, '');
