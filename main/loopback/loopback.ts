import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { responseHeaders } from '../response-headers.ts';
import { staticFiles } from '../static-files.ts';
import { answer, type Fetch, send } from './bridge.ts';
import { type GuardState, pathOf, type RawRequest, type Refusal, refusal, sameSecret, startSecret, strangers } from './guard.ts';

export interface Loopback {
  /** Opens the workstation once: whoever opens it first gets the cookie, and then it is worth nothing. */
  readonly url: string;
  /** A fresh address of that kind, for a browser that was closed. Those given out before and not used are worth nothing any more. */
  readonly newUrl: () => string;
  readonly origin: string;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

/** The core behind a server that only this machine, and on it only the browser that was given `url`, can talk to. Port 0: any free one. */
export async function startLoopback(options: {
  readonly fetch: Fetch;
  readonly staticFolder: string;
  readonly port?: number;
}): Promise<Loopback> {
  const files = staticFiles(options.staticFolder);
  const route: Fetch = (request) => (isCores(new URL(request.url).pathname) ? options.fetch(request) : files(request));
  let state: GuardState | null = null;
  let secret: string | null = newSecret();

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (!state) return void outgoing.destroy();
    const request: RawRequest = { method: incoming.method ?? '', target: incoming.url ?? '', rawHeaders: incoming.rawHeaders };
    const given = startSecret(request);
    if (given !== null) {
      const refused =
        strangers(request, state) ?? (secret !== null && sameSecret(given, secret) ? null : ({ status: 401, reason: 'cookie' } as const));
      if (refused) return refuse(refused, outgoing, true);
      secret = null;
      const cookie = `${state.cookie.name}=${state.cookie.value}; Path=/; HttpOnly; SameSite=Strict`;
      return send(new Response(null, { status: 303 }), outgoing, { headers: { ...responseHeaders, location: '/', 'set-cookie': cookie } });
    }
    const refused = refusal(request, state);
    if (refused) return refuse(refused, outgoing, !isCores(safePath(request)));
    return answer(incoming, outgoing, { origin: `http://${state.host}`, fetch: route, headers: responseHeaders });
  };

  // No limit on the time of a whole request: an upload from a slow stick may take long. Headers have ten seconds.
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 5_000, requireHostHeader: false },
    (incoming, outgoing) => {
      void handle(incoming, outgoing).catch(() => outgoing.destroy());
    },
  );
  // `Expect` would be answered before the guard has looked; CONNECT has no use here.
  server.on('checkContinue', (_incoming, outgoing: ServerResponse) => refuse({ status: 400, reason: 'target' }, outgoing, false));
  server.on('checkExpectation', (_incoming, outgoing: ServerResponse) => refuse({ status: 400, reason: 'target' }, outgoing, false));
  server.on('upgrade', (_incoming: IncomingMessage, socket: Socket) => socket.destroy());
  server.on('connect', (_incoming: IncomingMessage, socket: Socket) => socket.destroy());

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  // Browsers do not keep cookies of one machine's ports apart; the port in the name does.
  state = { host, cookie: { name: `so-song-${port}`, value: newSecret() } };

  const address = () => `http://${host}/?secret=${secret ?? ''}`;
  return {
    url: address(),
    newUrl: () => {
      secret = newSecret();
      return address();
    },
    origin: `http://${host}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const newSecret = () => randomBytes(32).toString('base64url');
/** Everything under /api is the core's; the rest are the renderer's files. */
const isCores = (path: string) => path === '/api' || path.startsWith('/api/');

function safePath(request: RawRequest): string {
  try {
    return pathOf(request);
  } catch {
    return '/';
  }
}

/** People see why an old address does not work any more; programs see the reason. The connection ends, unread bytes and all. */
function refuse(refused: Refusal, outgoing: ServerResponse, forPeople: boolean): void {
  for (const [name, value] of Object.entries(responseHeaders)) outgoing.setHeader(name, value);
  const page = forPeople && refused.reason === 'cookie';
  outgoing.setHeader('content-type', page ? 'text/html; charset=utf-8' : 'application/json');
  outgoing.setHeader('connection', 'close');
  outgoing.writeHead(refused.status);
  outgoing.end(page ? usedAddress : JSON.stringify({ code: 'access.refused', status: refused.status, data: {}, reason: refused.reason }));
}

const usedAddress = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Sổ Sống</title>
<h1>Địa chỉ này đã dùng rồi</h1>
<p>Mỗi địa chỉ chỉ mở được Sổ Sống một lần. Bấm Enter trong cửa sổ lệnh đang chạy Sổ Sống để mở lại.</p>
<h1 lang="en">This address was used already</h1>
<p lang="en">An address opens Sổ Sống once. Press Enter in the command window that runs Sổ Sống to open it again.</p></html>
`;
