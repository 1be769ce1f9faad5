/**
 * The loopback host is attacked: every route is taken from the contract, and every attack is tried on every route with the handler
 * watching that it is never reached. Then the start address, the files, and the streams in both directions.
 */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardHeader, paths } from '#contract/events';
import { type Loopback, startLoopback } from '#main/loopback/loopback';
import { requestText, sendRaw } from './raw-http.ts';
import { everyRoute, type Route } from './routes.ts';

type Header = readonly [string, string];

let folder: string;
let host: Loopback;
let port: number;
let reached: string[];
let handler: (request: Request) => Promise<Response>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loopback-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>Sổ Sống</title>');
  await writeFile(join(folder, 'dist', 'assets', 'main-abc.js'), 'export {};');
  await writeFile(join(folder, 'dist', 'assets', 'notes.txt'), 'not a kind of file that is served');
  await writeFile(join(folder, 'secret.json'), '{"secret":true}');
  reached = [];
  handler = async () => Response.json({ ok: true });
  host = await startLoopback({
    staticFolder: join(folder, 'dist'),
    fetch: (request) => {
      reached.push(`${request.method} ${new URL(request.url).pathname}`);
      return handler(request);
    },
  });
  port = Number(new URL(host.origin).port);
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the start address', () => {
  it('gives the cookie once, hidden from scripts and from other sites, and leads to a clean address', async () => {
    const first = await fetch(host.url, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/');
    expect(first.headers.get('set-cookie')).toMatch(new RegExp(`^so-song-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
    const second = await fetch(host.url, { redirect: 'manual' });
    expect(second.status).toBe(401);
    expect(second.headers.get('set-cookie')).toBeNull();
    expect(await second.text()).toContain('Địa chỉ này đã dùng rồi');
  });

  it('can be renewed; the renewed one works once, and one that was not used ends with it', async () => {
    const unused = host.url;
    const fresh = host.newUrl();
    expect((await fetch(unused, { redirect: 'manual' })).status).toBe(401);
    expect((await fetch(fresh, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(fresh, { redirect: 'manual' })).status).toBe(401);
  });

  it.each<[string, readonly Header[]]>([
    ['from another site', [['Sec-Fetch-Site', 'cross-site']]],
    ['with a foreign Origin', [['Origin', 'http://evil.example']]],
    ['under another name', []],
  ])('is worth nothing %s', async (what, headers) => {
    const target = new URL(host.url).pathname + new URL(host.url).search;
    const own: Header = ['Host', what === 'under another name' ? `localhost:${port}` : `127.0.0.1:${port}`];
    const answer = await sendRaw(port, requestText('GET', target, [own, ...headers]));
    expect(answer?.status).toBe(403);
    expect(answer?.headers.has('set-cookie')).toBe(false);
    expect((await fetch(host.url, { redirect: 'manual' })).status).toBe(303);
  });

  it('does not take a guess', async () => {
    for (const guess of ['', 'x', 'A'.repeat(43), `${new URL(host.url).searchParams.get('secret')}A`]) {
      expect((await fetch(`${host.origin}/?secret=${guess}`, { redirect: 'manual' })).status).toBe(401);
    }
  });
});

describe('every route of the contract', () => {
  interface Attack {
    readonly name: string;
    readonly status: number | null;
    readonly change: (request: Parts) => Parts;
    readonly only?: (route: Route) => boolean;
  }
  interface Parts {
    readonly method: string;
    readonly target: string;
    readonly headers: readonly Header[];
    readonly body: string;
  }

  const isChange = (route: Route) => route.method === 'POST';
  const without = (headers: readonly Header[], name: string) => headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  const add =
    (...more: readonly Header[]) =>
    (parts: Parts): Parts => ({ ...parts, headers: [...parts.headers, ...more] });
  const put =
    (...more: readonly Header[]) =>
    (parts: Parts): Parts => ({ ...parts, headers: [...more, ...more.reduce((rest, [name]) => without(rest, name), parts.headers)] });
  const drop =
    (name: string) =>
    (parts: Parts): Parts => ({ ...parts, headers: without(parts.headers, name) });

  const attacks: readonly Attack[] = [
    { name: 'no cookie', status: 401, change: drop('Cookie') },
    { name: 'a wrong cookie', status: 401, change: (parts) => put(['Cookie', `so-song-${port}=${'A'.repeat(43)}`])(parts) },
    { name: 'an empty cookie', status: 401, change: (parts) => put(['Cookie', `so-song-${port}=`])(parts) },
    { name: 'two cookies of the name', status: 401, change: (parts) => add(['Cookie', `so-song-${port}=${'A'.repeat(43)}`])(parts) },
    {
      name: 'the cookie of another port',
      status: 401,
      change: (parts) => put(['Cookie', (parts.headers.find(([name]) => name === 'Cookie')?.[1] ?? '').replace(String(port), '1')])(parts),
    },
    { name: 'no Host', status: 403, change: drop('Host') },
    { name: 'a wrong Host', status: 403, change: put(['Host', '127.0.0.1:1']) },
    { name: 'a Host without port', status: 403, change: put(['Host', '127.0.0.1']) },
    { name: 'a rebound name as Host', status: 403, change: (parts) => put(['Host', `rebound.evil.example:${port}`])(parts) },
    { name: 'localhost as Host', status: 403, change: (parts) => put(['Host', `localhost:${port}`])(parts) },
    { name: 'two Hosts, own first', status: null, change: add(['Host', 'evil.example']) },
    { name: 'two Hosts, own last', status: null, change: (parts) => ({ ...parts, headers: [['Host', 'evil.example'], ...parts.headers] }) },
    { name: 'the own Host twice', status: null, change: (parts) => add(['Host', `127.0.0.1:${port}`])(parts) },
    { name: 'a foreign Origin', status: 403, change: put(['Origin', 'http://evil.example']) },
    { name: 'an Origin on another port', status: 403, change: put(['Origin', 'http://127.0.0.1:1']) },
    { name: 'an https Origin', status: 403, change: (parts) => put(['Origin', `https://127.0.0.1:${port}`])(parts) },
    { name: 'a null Origin', status: 403, change: put(['Origin', 'null']) },
    {
      name: 'two Origins',
      status: 403,
      change: (parts) => put(['Origin', `http://127.0.0.1:${port}`], ['Origin', 'http://evil.example'])(parts),
    },
    { name: 'a cross-site request', status: 403, change: put(['Sec-Fetch-Site', 'cross-site']) },
    { name: 'a same-site request (another port)', status: 403, change: put(['Sec-Fetch-Site', 'same-site']) },
    { name: 'an absolute target', status: 400, change: (parts) => ({ ...parts, target: `http://127.0.0.1:${port}${parts.target}` }) },
    { name: 'an absolute target elsewhere', status: 400, change: (parts) => ({ ...parts, target: `http://evil.example${parts.target}` }) },
    { name: 'a target of two slashes', status: 400, change: (parts) => ({ ...parts, target: `/${parts.target}` }) },
    { name: 'a target with a backslash', status: 400, change: (parts) => ({ ...parts, target: `/\\${parts.target}` }) },
    { name: 'an upgrade', status: null, change: add(['Upgrade', 'websocket']) },
    { name: 'a change that a person opened', status: 403, only: isChange, change: put(['Sec-Fetch-Site', 'none']) },
    { name: 'no own header', status: 403, only: isChange, change: drop(guardHeader) },
    { name: 'an empty own header', status: 403, only: isChange, change: put([guardHeader, '']) },
    { name: 'a form', status: 415, only: isChange, change: put(['Content-Type', 'application/x-www-form-urlencoded']) },
    { name: 'plain text', status: 415, only: isChange, change: put(['Content-Type', 'text/plain']) },
    { name: 'a multipart form', status: 415, only: isChange, change: put(['Content-Type', 'multipart/form-data; boundary=x']) },
    { name: 'no content type', status: 415, only: isChange, change: drop('Content-Type') },
    ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map(
      (method): Attack => ({
        name: `${method} for a change`,
        status: 405,
        only: isChange,
        change: (parts) => ({ ...parts, method, body: '' }),
      }),
    ),
    ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'].map(
      (method): Attack => ({
        name: `${method} for what is only read`,
        status: 405,
        only: (route) => !isChange(route),
        change: (parts) => ({ ...parts, method }),
      }),
    ),
  ];

  async function ownRequest(route: Route, cookie: string): Promise<Parts> {
    const headers: Header[] = [
      ['Host', `127.0.0.1:${port}`],
      ['Cookie', cookie],
      ['Origin', host.origin],
      ['Sec-Fetch-Site', 'same-origin'],
    ];
    if (route.type !== null) headers.push(['Content-Type', route.type], [guardHeader, '1']);
    return {
      method: route.method,
      target: route.path,
      headers,
      body: route.type === 'application/json' ? '{"json":{}}' : route.type === null ? '' : 'bytes',
    };
  }

  it('lists the contract', () => {
    expect(everyRoute().length).toBeGreaterThan(35);
    expect(everyRoute().map((route) => route.path)).toContain(`${paths.rpc}/value/decide`);
  });

  it('answers its own page', async () => {
    const cookie = await enter();
    for (const route of everyRoute()) {
      const { method, target, headers, body } = await ownRequest(route, cookie);
      expect((await sendRaw(port, requestText(method, target, headers, body)))?.status, route.path).toBe(200);
    }
    expect(reached.length).toBe(everyRoute().length);
  });

  it.each(attacks.map((attack) => [attack.name, attack] as const))('refuses %s', async (_name, attack) => {
    const cookie = await enter();
    for (const route of everyRoute().filter((each) => attack.only?.(each) ?? true)) {
      const { method, target, headers, body } = attack.change(await ownRequest(route, cookie));
      const answer = await sendRaw(port, requestText(method, target, headers, body));
      // Two Hosts and upgrades may already be refused by the parser: an error or a closed connection, never an answer of the core's.
      if (attack.status === null) expect(answer === null || answer.status >= 400, `${route.path}: ${answer?.status}`).toBe(true);
      else expect(answer?.status, route.path).toBe(attack.status);
      expect([...(answer?.headers.keys() ?? [])].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(reached).toEqual([]);
  });

  it('answers no CONNECT and no Expect', async () => {
    const cookie = await enter();
    expect(await sendRaw(port, requestText('CONNECT', '127.0.0.1:80', [['Host', `127.0.0.1:${port}`]]))).toBeNull();
    const parts = await ownRequest({ method: 'POST', path: `${paths.rpc}/batch/list`, type: 'application/json' }, cookie);
    expect(
      (await sendRaw(port, requestText('POST', parts.target, [...parts.headers, ['Expect', '100-continue']], parts.body)))?.status,
    ).toBe(400);
    expect(reached).toEqual([]);
  });

  it('has no path of the core beside the known ones', async () => {
    const cookie = await enter();
    for (const path of ['/api', '/api/', '/api/rpcx', '/api/other', '/api//rpc/batch/list', '/api/events/x', '/api/uploads/x']) {
      expect((await fetch(host.origin + path, { headers: { cookie } })).status, path).toBe(404);
    }
    expect(reached).toEqual([]);
  });

  it('listens on this machine only', async () => {
    const { networkInterfaces } = await import('node:os');
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((each) => each?.family === 'IPv4' && !each.internal);
    for (const other of others) {
      const answered = await new Promise((resolve) => {
        const socket = connect({ host: other?.address, port, timeout: 500 }, () => resolve(true));
        socket.on('error', () => resolve(false));
        socket.on('timeout', () => resolve(false));
      });
      expect(answered, other?.address).toBe(false);
    }
  });
});

describe('files', () => {
  it('serves the built renderer', async () => {
    const cookie = await enter();
    const page = await fetch(host.origin, { headers: { cookie } });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('Sổ Sống');
    const script = await fetch(`${host.origin}/assets/main-abc.js`, { headers: { cookie } });
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(reached).toEqual([]);
  });

  it('says on every answer that nothing may be framed, kept, guessed or called from elsewhere', async () => {
    const cookie = await enter();
    handler = async () =>
      Response.json({}, { headers: { 'access-control-allow-origin': '*', 'set-cookie': 'a=b', 'cache-control': 'max-age=9' } });
    for (const answer of [
      await fetch(host.origin, { headers: { cookie } }),
      await fetch(host.origin),
      await fetch(host.origin + paths.events, { headers: { cookie } }),
    ]) {
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('shows nothing without the cookie', async () => {
    for (const path of ['/', '/assets/main-abc.js']) {
      const answer = await fetch(host.origin + path);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('<title>Sổ Sống</title><');
    }
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '/assets/%00main-abc.js',
    '/assets//main-abc.js',
    '/C:/Windows/win.ini',
    '/assets/main-abc.js.',
    '/assets/main-abc.js%20',
    '/assets/main-abc.js::$DATA',
    '/assets/notes.txt',
    '/link.json',
    '/.env',
    '/batches',
    '/%zz',
  ])('does not leave its folder for %s', async (path) => {
    await symlink(join(folder, 'secret.json'), join(folder, 'dist', 'link.json'));
    const cookie = await enter();
    const answer = await sendRaw(
      port,
      requestText('GET', path, [
        ['Host', `127.0.0.1:${port}`],
        ['Cookie', cookie],
      ]),
    );
    expect(answer?.status).toBe(404);
    expect(answer?.body).not.toContain('secret');
  });
});

describe('streams', () => {
  it('passes events on as they come, and tells the core when the reader has gone', async () => {
    let gone = false;
    const gaps: number[] = [];
    handler = async (request) => {
      request.signal.addEventListener('abort', () => {
        gone = true;
      });
      let timer: NodeJS.Timeout;
      let count = 0;
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            timer = setInterval(() => controller.enqueue(Buffer.from(`id: ${count++}\n\n`)), 50);
          },
          cancel: () => clearInterval(timer),
        }),
        { headers: { 'content-type': 'text/event-stream' } },
      );
    };
    const cookie = await enter();
    const stop = new AbortController();
    const answer = await fetch(host.origin + paths.events, { headers: { cookie }, signal: stop.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.getReader();
    let last = Date.now();
    for (let count = 0; count < 3; count++) {
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain(`id: ${count}`);
      gaps.push(Date.now() - last);
      last = Date.now();
    }
    expect(Math.max(...gaps)).toBeLessThan(2_000);
    expect(gone).toBe(false);
    stop.abort();
    await expect.poll(() => gone).toBe(true);
  });

  it('sends the headers of an event stream before its first event', async () => {
    handler = async () => new Response(new ReadableStream<Uint8Array>({}), { headers: { 'content-type': 'text/event-stream' } });
    const cookie = await enter();
    const answer = await fetch(host.origin + paths.events, { headers: { cookie }, signal: AbortSignal.timeout(2_000) });
    expect(answer.status).toBe(200);
    await answer.body?.cancel().catch(() => undefined);
  });

  it('takes an upload only as fast as the core reads it', async () => {
    const size = 64 * 1024 * 1024;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let received = 0;
    handler = async (request) => {
      await released;
      for await (const chunk of request.body ?? []) received += chunk.byteLength;
      return Response.json({ received });
    };
    const cookie = await enter();
    const upload = httpRequest(`${host.origin}${paths.uploads}?name=a`, {
      method: 'POST',
      headers: { cookie, [guardHeader]: '1', 'content-type': 'application/octet-stream', 'content-length': size },
    });
    const answered = new Promise<string>((resolve, reject) => {
      upload.on('error', reject);
      upload.on('response', (response) => response.on('data', (chunk) => resolve(String(chunk))));
    });
    const piece = Buffer.alloc(1024 * 1024);
    let written = 0;
    const feed = () => {
      while (written < size) {
        written += piece.byteLength;
        if (!upload.write(piece)) return void upload.once('drain', feed);
      }
      upload.end();
    };
    feed();
    await wait(500);
    // What has left our hands lies in the sockets' and the stream's buffers, a few megabytes at most.
    expect(written).toBeLessThan(size / 2);
    release();
    expect(JSON.parse(await answered)).toEqual({ received: size });
  });

  it('takes an answer from the core only as fast as the reader takes it', async () => {
    let made = 0;
    handler = async () =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull: (controller) => {
            made += 1024 * 1024;
            controller.enqueue(new Uint8Array(1024 * 1024));
            if (made >= 64 * 1024 * 1024) controller.close();
          },
        }),
      );
    const cookie = await enter();
    const answer = await fetch(`${host.origin}${paths.pages}/p/image`, { headers: { cookie } });
    await wait(300);
    expect(made).toBeLessThan(32 * 1024 * 1024);
    expect((await answer.arrayBuffer()).byteLength).toBe(64 * 1024 * 1024);
  });

  it('survives a core that throws, an answer that breaks off, and an upload that breaks off', async () => {
    const cookie = await enter();
    handler = async () => {
      throw new Error('hostile');
    };
    expect((await fetch(host.origin + paths.events, { headers: { cookie } })).status).toBe(500);
    handler = async () => new Response(new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('hostile')) }));
    await expect(fetch(host.origin + paths.events, { headers: { cookie } }).then((answer) => answer.text())).rejects.toThrow();
    let failed = false;
    handler = async (request) => {
      await request.arrayBuffer().catch(() => {
        failed = true;
      });
      return Response.json({});
    };
    const target = `${paths.uploads}?name=a`;
    const socket = connect({ host: '127.0.0.1', port });
    socket.write(
      `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n${guardHeader}: 1\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nsome`,
    );
    await wait(100);
    socket.destroy();
    await expect.poll(() => failed).toBe(true);
    handler = async () => Response.json({ ok: true });
    expect(await (await fetch(host.origin + paths.events, { headers: { cookie } })).json()).toEqual({ ok: true });
  });

  it('keeps the cookie to itself', async () => {
    let seen: string | null = 'none yet';
    handler = async (request) => {
      seen = request.headers.get('cookie');
      return Response.json({});
    };
    await fetch(host.origin + paths.events, { headers: { cookie: await enter() } });
    expect(seen).toBeNull();
  });
});

/** Opens the start address as a browser does; answers the cookie. */
async function enter(): Promise<string> {
  const answer = await fetch(host.url, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
