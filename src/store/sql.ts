/** A statement with its values apart: nothing is ever pasted into SQL. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}
export type SqlValue = string | number | bigint | null | Uint8Array;

/** sql`SELECT … WHERE id = ${id}`. A nested Sql is put in as it is, with its values. */
export function sql(parts: TemplateStringsArray, ...inputs: readonly (SqlValue | Sql)[]): Sql {
  let text = parts[0] ?? '';
  const values: SqlValue[] = [];
  inputs.forEach((input, index) => {
    if (isSql(input)) {
      text += input.text;
      values.push(...input.values);
    } else {
      text += '?';
      values.push(input);
    }
    text += parts[index + 1] ?? '';
  });
  return { text, values };
}

/** ORDER BY this first: rows that have nothing there come last, in either direction. */
export function inOrder(key: Sql, descending: boolean): Sql {
  return descending ? sql`(${key}) IS NULL, (${key}) DESC` : sql`(${key}) IS NULL, (${key})`;
}

function isSql(input: SqlValue | Sql): input is Sql {
  return typeof input === 'object' && input !== null && 'text' in input;
}
