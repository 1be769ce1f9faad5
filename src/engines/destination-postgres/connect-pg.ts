import type { ClientConfig } from 'pg';
import { problem } from '#domain/problem';
import { postgresAddress } from '../postgres-address.ts';
import { PostgresClient } from '../postgres-client.ts';
import { asProblem } from '../postgres-problem.ts';
import { beginSql, type Connection, type Limits, type Session, setLimits, type TransactionOptions } from './session.ts';

/**
 * A PostgreSQL server. Every transaction has a connection of its own: hand-overs are rare and long, offices' lines drop what idles.
 * `destination.badUrl` at once for an address that is none; the password given wins over the one in the URL.
 */
export function connectPg(url: string, password: string | null, limits: Limits): Connection {
  const address = postgresAddress(url, password);
  if (!address) throw problem('destination.badUrl', {});
  const { config, name } = address;
  return {
    name,
    embedded: false,
    // Their text is made and written in some five milliseconds, while others wait.
    atOnce: 100,
    transaction: (work, options) =>
      transaction({ ...config, connectionTimeoutMillis: limits.connectSeconds * 1000 }, limits, work, options),
    close: async () => undefined,
  };
}

async function transaction<T>(
  config: ClientConfig,
  limits: Limits,
  work: (session: Session) => Promise<T>,
  { signal }: TransactionOptions,
): Promise<T> {
  signal?.throwIfAborted();
  // The server ends a statement first; our own timer is for a line that is dead without saying so.
  const client = new PostgresClient({ ...config, query_timeout: (limits.statementSeconds + 15) * 1000 });
  const cut = () => client.connection.stream.destroy();
  // A connection that breaks also rejects the statement under way; without a listener it would end the process.
  client.on('error', () => undefined);
  client.connection.on('error', () => undefined);
  signal?.addEventListener('abort', cut, { once: true });
  let done = false;
  try {
    await client.connect();
    const session: Session = { query: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows };
    await client.query(beginSql);
    await setLimits(session, limits);
    const answer = await work(session);
    signal?.throwIfAborted();
    const commit = await client.query('COMMIT');
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, without an error.
    if (commit.command !== 'COMMIT') throw new Error('COMMIT was answered with a rollback');
    done = true;
    return answer;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw asProblem(error);
  } finally {
    signal?.removeEventListener('abort', cut);
    if (done) await goodbye(client, cut);
    else cut();
  }
}

/** Tells the server, but waits for no answer that does not come: what had to be committed is. */
async function goodbye(client: PostgresClient, cut: () => void): Promise<void> {
  const timer = setTimeout(cut, 1000);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}
