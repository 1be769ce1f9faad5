import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { answer, type Fetch, hopHeaders } from '../loopback/bridge.ts';
import { headerValues, sameSecret } from '../loopback/guard.ts';

/**
 * A local pipe between two of our processes, with HTTP on it: no port is opened. On Windows a named pipe, elsewhere a socket in a
 * folder that only this user may enter. Windows lets every user of the machine read from a named pipe, hence the secret.
 */
export interface PipeAddress {
  readonly path: string;
  readonly secret: string;
}

/** A new address, and how to take its folder away again. */
export async function newPipe(): Promise<{ readonly address: PipeAddress; readonly remove: () => Promise<void> }> {
  const secret = randomBytes(32).toString('base64url');
  if (process.platform === 'win32')
    return { address: { path: `\\\\.\\pipe\\so-song-${randomBytes(16).toString('hex')}`, secret }, remove: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'so-song-'));
  return { address: { path: join(folder, 'core'), secret }, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Serves a fetch handler on the pipe to those who know its secret. */
export async function servePipe(address: PipeAddress, fetch: Fetch): Promise<{ readonly close: () => Promise<void> }> {
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    const given = headerValues({ method: '', target: '', rawHeaders: incoming.rawHeaders }, 'authorization');
    if (given.length !== 1 || !sameSecret(given[0] ?? '', `Bearer ${address.secret}`)) {
      outgoing.writeHead(401, { connection: 'close' });
      outgoing.end();
      return;
    }
    void answer(incoming, outgoing, { origin: 'http://core', fetch, headers: {} }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.path, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The other end: a fetch that goes through the pipe. Rejects when nobody is there or the connection breaks before the answer. */
export function pipeFetch(address: PipeAddress): Fetch {
  return (request) =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const headers = Object.fromEntries([...request.headers].filter(([name]) => !hopHeaders.has(name)));
      const outgoing = httpRequest({
        socketPath: address.path,
        path: url.pathname + url.search,
        method: request.method,
        headers: { ...headers, host: 'core', authorization: `Bearer ${address.secret}` },
        signal: request.signal,
        // One connection per request: a pipe opens at once, and none is left over from a core that has ended.
        agent: false,
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const kept = new Headers();
        for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
          const name = incoming.rawHeaders[at] ?? '';
          if (!hopHeaders.has(name.toLowerCase())) kept.append(name, incoming.rawHeaders[at + 1] ?? '');
        }
        const status = incoming.statusCode ?? 502;
        const bodyless = request.method === 'HEAD' || status === 204 || status === 304;
        if (bodyless) incoming.resume();
        resolve(new Response(bodyless ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>), { status, headers: kept }));
      });
      // An answer may come before all was sent; then the rest is not wanted.
      if (request.body) pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), outgoing).catch(reject);
      else outgoing.end();
    });
}
