import type BetterSqlite3 from 'better-sqlite3';
import type { Sql } from './sql.ts';

declare const reads: unique symbol;
declare const writes: unique symbol;

/** Reads the store. Rows come as SQLite gives them; a noun's file maps them once. */
export interface ReadHandle {
  readonly [reads]: true;
  readonly all: <Row>(statement: Sql) => Row[];
  readonly get: <Row>(statement: Sql) => Row | null;
}

/** Changes the store; exists only inside a transaction (`Store.write`). */
export interface WriteHandle extends ReadHandle {
  readonly [writes]: true;
  /** Answers the number of rows changed. */
  readonly run: (statement: Sql) => number;
}

/** A write may not wait: a promise would leave the transaction before its work is done. */
export type NotAPromise<T> = T extends PromiseLike<unknown> ? never : T;

/** Statements are prepared once per text and kept. */
export function handleOf(database: BetterSqlite3.Database): WriteHandle {
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const prepare = (text: string) => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return {
    all: ({ text, values }: Sql) => prepare(text).all(...values),
    get: ({ text, values }: Sql) => prepare(text).get(...values) ?? null,
    run: ({ text, values }: Sql) => prepare(text).run(...values).changes,
  } as unknown as WriteHandle;
}
