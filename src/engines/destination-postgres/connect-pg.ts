import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { problem } from '#domain/problem';
import { asProblem } from './server-problem.ts';
import { beginSql, type Connection, type Limits, type Session, settle, type TransactionOptions } from './session.ts';

/**
 * A PostgreSQL server. Every transaction has a connection of its own: hand-overs are rare and long, offices' lines drop what idles.
 * `destination.badUrl` at once for an address that is none; the password given wins over the one in the URL.
 */
export function connectPg(url: string, password: string | null, limits: Limits): Connection {
  const { config, name } = parseUrl(url, password);
  return {
    name,
    embedded: false,
    atOnce: 250,
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
  const client = new Client({ ...config, query_timeout: (limits.statementSeconds + 15) * 1000 });
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
    await settle(session, limits);
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
async function goodbye(client: Client, cut: () => void): Promise<void> {
  const timer = setTimeout(cut, 1000);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}

const modes = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof modes)[number];

/** Parsed here and not by the driver: its parser opens files and reads the environment for what a URL leaves out. */
function parseUrl(text: string, password: string | null): { readonly config: ClientConfig; readonly name: string } {
  try {
    const url = new URL(text.trim());
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const user = decodeURIComponent(url.username);
    const database = decodeURIComponent(url.pathname.slice(1));
    const port = url.port === '' ? 5432 : Number(url.port);
    const known = new Set(['sslmode', 'sslrootcert']);
    const bad =
      !/^postgres(ql)?:$/.test(url.protocol) || [host, user, database].some((part) => part === '' || hasControl(part)) || url.hash !== '';
    if (bad || [...url.searchParams.keys()].some((key) => !known.has(key))) throw new Error('not a PostgreSQL address');
    const secret = password ?? decodeURIComponent(url.password);
    const mode = modeOf(url.searchParams.get('sslmode'), host);
    return {
      config: {
        host,
        port,
        user,
        database,
        password: () => secret,
        ssl: tls(mode, url.searchParams.get('sslrootcert')),
        keepAlive: true,
        fallback_application_name: 'so-song',
      },
      name: `postgres://${url.hostname}:${port}/${database}`,
    };
  } catch {
    throw problem('destination.badUrl', {});
  }
}

/** Records of people do not cross a network in the clear unless the address says so. */
function modeOf(asked: string | null, host: string): Mode {
  if (asked === null) return isLoopback(host) ? 'disable' : 'require';
  const mode = modes.find((one) => one === asked);
  if (mode === undefined) throw new Error('sslmode');
  return mode;
}

/** As libpq means the words: `require` encrypts, `verify-ca` also knows the issuer, `verify-full` also the name. */
function tls(mode: Mode, rootCertificate: string | null): ClientConfig['ssl'] {
  if (mode === 'disable') return false;
  if (mode === 'require') return { rejectUnauthorized: false };
  const ca = rootCertificate === null ? {} : { ca: readFileSync(rootCertificate, 'utf8') };
  return mode === 'verify-ca' ? { ...ca, checkServerIdentity: () => undefined } : ca;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
