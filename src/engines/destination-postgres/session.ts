/** The same few words for a server and for the embedded database. SQL and its meaning live in the files beside, once for both. */
export interface Session {
  /** One statement; parameters are texts. Rows as the drivers parse them: ask for text, integer and boolean only. */
  readonly query: (sql: string, parameters?: readonly string[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface Connection {
  /** What receipts call this destination: where it is, never who asks or with which password. */
  readonly name: string;
  readonly embedded: boolean;
  /** Records in one statement: large enough to be fast, small enough not to hold the process while their text is made. */
  readonly atOnce: number;
  /**
   * BEGIN, `work`, COMMIT in a session of its own. Rolls back when `work` throws or `signal` fires (and then throws its reason).
   * After `destination.unreachable` the commit may have happened or not: ask for the receipt, or deliver again.
   */
  readonly transaction: <T>(work: (session: Session) => Promise<T>, options: TransactionOptions) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface TransactionOptions {
  /** Whether anything is written: the embedded database then brings its files to the disk. */
  readonly writes: boolean;
  readonly signal?: AbortSignal;
}

export interface Limits {
  readonly connectSeconds: number;
  readonly statementSeconds: number;
  /** Waiting for another hand-over of the same office, or for a reader while the schema is widened. */
  readonly lockSeconds: number;
}

export const usualLimits: Limits = { connectSeconds: 15, statementSeconds: 120, lockSeconds: 60 };

/** Every transaction begins with this: nothing of the server's, the role's or a pooler's settings changes what our SQL means. */
export const beginSql = 'BEGIN ISOLATION LEVEL READ COMMITTED';

export async function setLimits(session: Session, limits: Limits): Promise<void> {
  await session.query(
    `SELECT set_config('search_path', 'pg_catalog', true), set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),
      set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true),
      set_config('idle_in_transaction_session_timeout', $1, true)`,
    [`${limits.statementSeconds}s`, `${limits.lockSeconds}s`],
  );
}
