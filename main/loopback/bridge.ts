import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Fetch = (request: Request) => Promise<Response>;

/** Headers that speak of the connection, not of the message (RFC 9110, 7.6.1); each side sets its own. */
export const hopHeaders: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/**
 * One exchange between node:http and a fetch handler, streaming both ways: bytes are read from the network only as fast as the
 * handler takes them, and from the handler only as fast as the network does. `signal` aborts when the other side goes away.
 * Always settles; a handler that throws becomes a bare 500.
 */
export async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: {
    readonly origin: string;
    readonly fetch: Fetch;
    /** Set on every answer, over what the handler says. */
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const request = toRequest(incoming, options.origin, gone.signal);
  const response = await options.fetch(request).catch(() => new Response(null, { status: 500 }));
  await takeRest(request);
  await send(response, outgoing, { headers: options.headers, bodyless: incoming.method === 'HEAD' });
}

/** Bytes of a refused upload that are still taken: a scanned page, however large. */
const MOST_TAKEN = 64 * 1024 * 1024;

/**
 * A refusal may come before all was sent. A connection that is closed while its other side still writes breaks there, and the answer is
 * lost with it: the rest is read and thrown away first.
 */
async function takeRest(request: Request): Promise<void> {
  if (request.body === null || request.bodyUsed) return;
  let taken = 0;
  try {
    for await (const part of request.body) {
      taken += part.byteLength;
      if (taken > MOST_TAKEN) break;
    }
  } catch {
    // The other side is gone.
  }
}

function toRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    const name = incoming.rawHeaders[at]?.toLowerCase() ?? '';
    // Cookie and secret are between the caller and this host; the core has no use for them and could only leak them.
    if (!hopHeaders.has(name) && name !== 'cookie' && name !== 'authorization') headers.append(name, incoming.rawHeaders[at + 1] ?? '');
  }
  const method = incoming.method ?? 'GET';
  const body =
    method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>);
  return new Request(new URL(incoming.url ?? '/', origin), { method, headers, body, signal, ...(body ? { duplex: 'half' } : {}) });
}

/** Writes a whole Response; ends or destroys the connection, never leaves it open. */
export async function send(
  response: Response,
  outgoing: ServerResponse,
  options: { readonly headers: Readonly<Record<string, string>>; readonly bodyless?: boolean },
): Promise<void> {
  if (outgoing.destroyed) return void response.body?.cancel().catch(() => undefined);
  for (const [name, value] of response.headers) if (!hopHeaders.has(name) && !own(name)) outgoing.setHeader(name, value);
  for (const [name, value] of Object.entries(options.headers)) outgoing.setHeader(name, value);
  outgoing.writeHead(response.status);
  if (options.bodyless || !response.body) {
    await response.body?.cancel().catch(() => undefined);
    outgoing.end();
    return;
  }
  // An event stream may have nothing to say for a while; its reader waits for the headers.
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => {
    outgoing.destroy();
  });
}

/** Cookies and permissions for other sites are this host's business alone. */
const own = (name: string) => name === 'set-cookie' || name.startsWith('access-control-');
