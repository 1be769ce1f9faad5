import type { CustomScheme } from 'electron';
import { guardHeader, paths } from '#contract/events';
import type { Fetch } from '../loopback/bridge.ts';
import { responseHeaders } from '../response-headers.ts';

export const scheme = 'app';
export const host = 'so-song';
export const origin = `${scheme}://${host}`;
export const startPage = `${origin}/`;

/** Must be said before the application is ready. `stream`: events and page images arrive as they come. */
export const customSchemes: CustomScheme[] = [
  {
    scheme,
    privileges: {
      standard: true,
      secure: true,
      supportFetchAPI: true,
      stream: true,
      corsEnabled: false,
      bypassCSP: false,
      allowServiceWorkers: false,
      allowExtensions: false,
    },
  },
];

/** Where an address leads: to the core, to the files of the interface, or nowhere. The same paths as in the browser host. */
export function destinationOf(url: string): 'core' | 'files' | null {
  const { protocol, host: asked, pathname, username, password } = new URL(url);
  if (protocol !== `${scheme}:` || asked !== host || username || password) return null;
  return pathname === '/api' || pathname.startsWith('/api/') ? 'core' : 'files';
}

/** The handler of `app://so-song/`. Nobody but our own page can ask, yet changes keep the same manners as in the browser host. */
export function appProtocol(core: Fetch, files: Fetch): Fetch {
  return async (request) => {
    const destination = destinationOf(request.url);
    if (destination === null) return new Response(null, { status: 403 });
    if (destination === 'core' && isRefused(request)) return new Response(null, { status: 403 });
    const response = await (destination === 'core' ? core : files)(request);
    const headers = new Headers(response.headers);
    headers.delete('set-cookie');
    for (const [name, value] of Object.entries(responseHeaders)) headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  };
}

function isRefused(request: Request): boolean {
  const from = request.headers.get('origin');
  if (from !== null && from !== origin) return true;
  const { pathname } = new URL(request.url);
  const isChange = pathname === paths.uploads || pathname.startsWith(`${paths.rpc}/`);
  if (!isChange) return request.method !== 'GET' && request.method !== 'HEAD';
  return request.method !== 'POST' || !request.headers.get(guardHeader);
}
