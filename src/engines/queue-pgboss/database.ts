import { Pool, type PoolClient } from 'pg';
import { problem } from '#domain/problem';
import { postgresAddress } from '../postgres-address.ts';
import { PostgresClient } from '../postgres-client.ts';
import { asProblem } from '../postgres-problem.ts';

/** What pg-boss asks of a database, and we beside it. Errors are problems or bugs, never the driver's own: those carry values. */
export interface Statements {
  readonly executeSql: (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
}

export interface Database extends Statements {
  readonly transaction: <T>(work: (own: Statements) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** A few connections that are made when they are needed and dropped when they idle. Throws `queue.badUrl`. */
export function openDatabase(url: string, password: string | null): Database {
  const address = postgresAddress(url, password);
  if (!address) throw problem('queue.badUrl', {});
  const pool = new Pool({
    ...address.config,
    Client: PostgresClient,
    max: 4,
    connectionTimeoutMillis: 8_000,
    // A line that is dead without saying so; a statement here takes milliseconds, a page of 30 MB seconds.
    query_timeout: 30_000,
    idleTimeoutMillis: 20_000,
    allowExitOnIdle: true,
  });
  // A connection that breaks while it idles is replaced by the next call.
  pool.on('error', () => undefined);
  const clients = new Set<PoolClient>();
  pool.on('connect', (client) => {
    clients.add(client);
    client.on('error', () => undefined);
  });
  pool.on('remove', (client) => clients.delete(client));

  async function transaction<T>(work: (own: Statements) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch(fail);
    let broken: Error | undefined;
    try {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      const answer = await work({ executeSql: (text, values) => client.query(text, values ? [...values] : undefined) });
      const commit = await client.query('COMMIT');
      if (commit.command !== 'COMMIT') throw new Error('COMMIT was answered with a rollback');
      return answer;
    } catch (error) {
      broken = error instanceof Error ? error : new Error('transaction');
      return fail(error);
    } finally {
      // A connection whose transaction failed is closed: that is the rollback.
      client.release(broken);
    }
  }

  return {
    executeSql: (text, values) => pool.query(text, values ? [...values] : undefined).catch(fail),
    transaction,
    close: async () => {
      // Connections that hang in a dead line are cut; ending politely waits for nobody for long.
      const cut = setTimeout(() => {
        for (const client of clients) client.connection?.stream.destroy();
      }, 1_000);
      await pool.end().catch(() => undefined);
      clearTimeout(cut);
    },
  };
}

function fail(error: unknown): never {
  throw asProblem(error);
}
