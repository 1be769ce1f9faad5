import { timingSafeEqual } from 'node:crypto';
import { guardHeader, paths } from '#contract/events';

/** A request as it came over the wire: nothing joined, nothing normalised. */
export interface RawRequest {
  readonly method: string;
  /** The request target as sent: must be a path. */
  readonly target: string;
  /** Name, value, name, value … with doubles. */
  readonly rawHeaders: readonly string[];
}

export interface GuardState {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  readonly cookie: { readonly name: string; readonly value: string };
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 415;
  /** For the log and the tests; answers carry it too, for it tells nothing that the sender does not know. */
  readonly reason: 'target' | 'host' | 'origin' | 'site' | 'upgrade' | 'method' | 'cookie' | 'header' | 'type' | 'path';
}

/** Who is asking: another site's page, another program, or our own page. Null: our own, and the method fits the path. */
export function refusal(request: RawRequest, state: GuardState): Refusal | null {
  return strangers(request, state) ?? wrongWay(request) ?? withoutCookie(request, state);
}

/**
 * The part that holds before anybody has a cookie. A rebound name sends a foreign Host, another site's page a foreign Origin or
 * Sec-Fetch-Site, a proxy client an absolute target.
 */
export function strangers(request: RawRequest, state: GuardState): Refusal | null {
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(request.target) || request.target.includes('\\') || request.target.includes('#'))
    return { status: 400, reason: 'target' };
  const hosts = headerValues(request, 'host');
  if (hosts.length !== 1 || hosts[0] !== state.host) return { status: 403, reason: 'host' };
  if (headerValues(request, 'origin').some((origin) => origin !== `http://${state.host}`)) return { status: 403, reason: 'origin' };
  // `none` is a person typing or opening the address, which is never a change.
  const sites = isReading(request) ? ['same-origin', 'none'] : ['same-origin'];
  if (headerValues(request, 'sec-fetch-site').some((site) => !sites.includes(site))) return { status: 403, reason: 'site' };
  if (headerValues(request, 'upgrade').length > 0) return { status: 400, reason: 'upgrade' };
  return null;
}

/** Calls are POST with JSON and the own header, uploads POST with bytes and the own header, all else is only read. */
function wrongWay(request: RawRequest): Refusal | null {
  const path = pathOf(request);
  const call = under(path, paths.rpc);
  const upload = path === paths.uploads;
  if (!call && !upload) {
    if (!isReading(request)) return { status: 405, reason: 'method' };
    return path === '/api' || (under(path, '/api') && path !== paths.events && !under(path, paths.pages))
      ? { status: 404, reason: 'path' }
      : null;
  }
  if (request.method !== 'POST') return { status: 405, reason: 'method' };
  const guards = headerValues(request, guardHeader);
  if (guards.length !== 1 || guards[0] === '') return { status: 403, reason: 'header' };
  const types = headerValues(request, 'content-type');
  const wanted = upload ? 'application/octet-stream' : 'application/json';
  if (types.length !== 1 || types[0]?.split(';')[0]?.trim().toLowerCase() !== wanted) return { status: 415, reason: 'type' };
  return null;
}

function withoutCookie(request: RawRequest, { cookie }: GuardState): Refusal | null {
  const found = headerValues(request, 'cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookie.name}=`))
    .map((pair) => pair.slice(cookie.name.length + 1));
  return found.length === 1 && sameSecret(found[0] ?? '', cookie.value) ? null : { status: 401, reason: 'cookie' };
}

/** The secret of a start address `/?secret=…`, null for every other request. */
export function startSecret(request: RawRequest): string | null {
  return request.method === 'GET' ? (/^\/\?secret=([\w-]{20,200})$/.exec(request.target)?.[1] ?? null) : null;
}

/** Takes the same time wherever the two differ. */
export function sameSecret(given: string, own: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(own);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function headerValues(request: RawRequest, name: string): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) values.push(request.rawHeaders[at + 1] ?? '');
  }
  return values;
}

/** The path as the handler will see it, so that `/api/x/../rpc` and `/%61pi` cannot be one thing here and another there. */
export function pathOf(request: RawRequest): string {
  return new URL(request.target, 'http://127.0.0.1').pathname;
}

const under = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const isReading = (request: RawRequest) => request.method === 'GET' || request.method === 'HEAD';
