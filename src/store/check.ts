import { firstBrokenAudit } from './audit.ts';
import type { ReadHandle } from './handle.ts';
import { type Sql, sql } from './sql.ts';

/** One row of a counter that is not what a full count gives; null: there is no such row, which is the same as all zeros. */
export interface CounterDifference {
  readonly counter: string;
  readonly key: string;
  readonly kept: string | null;
  readonly counted: string | null;
}

/** What does not hold in a store; all empty and null when everything does. Lists are cut: one hole is enough to look into. */
export interface StoreCheck {
  readonly orphans: readonly { readonly table: string; readonly parent: string }[];
  readonly counters: readonly CounterDifference[];
  /** The first link of the audit trail that does not hold. */
  readonly brokenAudit: number | null;
}

const most = 20;

/** Looks through the whole store: seconds to minutes. Changes nothing. */
export function checkStore(read: ReadHandle): StoreCheck {
  return {
    orphans: read.all<{ table: string; parent: string }>(sql`SELECT DISTINCT "table", parent FROM pragma_foreign_key_check LIMIT ${most}`),
    counters: counterDifferences(read),
    brokenAudit: firstBrokenAudit(read),
  };
}

export function holds(check: StoreCheck): boolean {
  return check.orphans.length === 0 && check.counters.length === 0 && check.brokenAudit === null;
}

/** Kept counters beside their full counts (`0003-counters.sql`). */
const counters: readonly {
  readonly name: string;
  readonly kept: Sql;
  readonly counted: Sql;
  readonly key: readonly string[];
  readonly empty: Sql;
}[] = [
  {
    name: 'record_counter',
    kept: sql`record_counter`,
    counted: sql`record_full_count`,
    key: ['record_key'],
    empty: sql`FALSE`,
  },
  {
    name: 'batch_counter',
    kept: sql`batch_counter`,
    counted: sql`batch_full_count`,
    key: ['batch_id'],
    empty: sql`FALSE`,
  },
  {
    name: 'standing_counter',
    kept: sql`standing_counter`,
    counted: sql`standing_full_count`,
    key: ['batch_id', 'state', 'record_type', 'version', 'with_error'],
    empty: sql`records = 0`,
  },
  {
    name: 'day_counter',
    kept: sql`day_counter`,
    counted: sql`day_full_count`,
    key: ['day', 'record_type', 'place_code'],
    empty: sql`scanned = 0 AND verified = 0 AND accepted = 0`,
  },
];

export function counterDifferences(read: ReadHandle): CounterDifference[] {
  return counters.flatMap(({ name, kept, counted, key, empty }) => {
    // People know a record by its id.
    const shown = (row: Row, column: string) =>
      column === 'record_key'
        ? read.get<{ id: string }>(sql`SELECT id FROM paper_record WHERE key = ${row[column] ?? null}`)?.id
        : row[column];
    const keyOf = (row: Row) => key.map((column) => shown(row, column)).join(' · ');
    const only = (one: Sql, other: Sql) =>
      new Map(
        read
          .all<Row>(sql`SELECT * FROM ${one} WHERE NOT (${empty}) EXCEPT SELECT * FROM ${other} LIMIT ${most}`)
          .map((row) => [keyOf(row), JSON.stringify(row)]),
      );
    const [wrong, right] = [only(kept, counted), only(counted, kept)];
    return [...new Set([...wrong.keys(), ...right.keys()])].map((row) => ({
      counter: name,
      key: row,
      kept: wrong.get(row) ?? null,
      counted: right.get(row) ?? null,
    }));
  });
}

type Row = Readonly<Record<string, string | number | null>>;
