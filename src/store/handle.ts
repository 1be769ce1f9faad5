import type BetterSqlite3 from 'better-sqlite3';
import type { Sql } from './sql.ts';
import { told } from './store-error.ts';

declare const reads: unique symbol;
declare const writes: unique symbol;

/** Reads the store, as the last transaction left it. Rows come as SQLite gives them; a noun's file maps them once. */
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

/** Of a connection that may write, for inside a transaction. */
export function writeHandleOf(database: BetterSqlite3.Database): WriteHandle {
  const prepare = preparing(database);
  return { ...reading(prepare), run: ({ text, values }: Sql) => told(() => prepare(text).run(...values).changes) } as WriteHandle;
}

/** Of a connection that was opened for reading alone: there is nothing in it that writes, and SQLite would refuse it. */
export function readHandleOf(database: BetterSqlite3.Database): ReadHandle {
  return reading(preparing(database));
}

function reading(prepare: (text: string) => BetterSqlite3.Statement): ReadHandle {
  return {
    all: ({ text, values }: Sql) => told(() => prepare(text).all(...values)),
    get: ({ text, values }: Sql) => told(() => prepare(text).get(...values) ?? null),
  } as ReadHandle;
}

/** Statements are prepared once per text and kept. */
function preparing(database: BetterSqlite3.Database): (text: string) => BetterSqlite3.Statement {
  const prepared = new Map<string, BetterSqlite3.Statement>();
  return (text) => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
}
