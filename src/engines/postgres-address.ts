import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import type { ClientConfig } from 'pg';

const modes = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof modes)[number];

export interface PostgresAddress {
  readonly config: ClientConfig;
  /** Where it is, never who asks or with which password. */
  readonly name: string;
}

/**
 * What a `postgres://` URL says, for the driver; null when it is none. The password given wins over the one in the URL. Parsed here and
 * not by the driver: its parser opens files and reads the environment for what a URL leaves out.
 */
export function postgresAddress(text: string, password: string | null): PostgresAddress | null {
  try {
    const url = new URL(text.trim());
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const user = decodeURIComponent(url.username);
    const database = decodeURIComponent(url.pathname.slice(1));
    const port = url.port === '' ? 5432 : Number(url.port);
    const known = new Set(['sslmode', 'sslrootcert']);
    const bad =
      !/^postgres(ql)?:$/.test(url.protocol) || [host, user, database].some((part) => part === '' || hasControl(part)) || url.hash !== '';
    if (bad || [...url.searchParams.keys()].some((key) => !known.has(key))) return null;
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
    return null;
  }
}

/** Records of people go to the server that is meant, and not in the clear, unless the address says otherwise in so many words. */
function modeOf(asked: string | null, host: string): Mode {
  if (asked === null) return isLoopback(host) ? 'disable' : 'verify-full';
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
