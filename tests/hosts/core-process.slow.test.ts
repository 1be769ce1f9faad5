import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '#contract/events';
import { defaultPreferences } from '#domain/preference';
import { type CoreNews, type CoreProcess, startCoreProcess } from '#main/electron/core-client';
import { languageOf } from '#main/electron/language';
import { isPackaged } from '#main/electron/package-files';
import { newPipe, pipeFetch, servePipe } from '#main/pipe/pipe';
import { root } from '#tests/architecture/sources';

let folder: string;
let children: ChildProcess[];
let news: CoreNews[];
let core: CoreProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'core-process-'));
  children = [];
  news = [];
});
afterEach(async () => {
  await core?.stop();
  core = null;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(program = join(root, 'main', 'core-process.ts'), dataFolder = join(folder, 'data')): CoreProcess {
  core = startCoreProcess({
    dataFolder,
    news: (each) => news.push(each),
    spawn: () => {
      const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      children.push(child);
      return child;
    },
  });
  return core;
}

const state = async (host: CoreProcess) =>
  host.fetch(
    new Request(`http://core${paths.rpc}/workstation/state`, {
      method: 'POST',
      body: '{"json":{}}',
      headers: { 'content-type': 'application/json' },
    }),
  );

describe('core process', () => {
  it('opens no port: it listens on the pipe alone, and to those alone who know the secret', async () => {
    const { address, remove } = await newPipe();
    const served = await servePipe(address, async () => new Response('core'));
    const status = (headers: Record<string, string>) =>
      new Promise((resolve) =>
        httpRequest({ socketPath: address.path, headers, agent: false }, (response) => resolve(response.resume().statusCode)).end(),
      );
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Bearer ${'A'.repeat(43)}` })).toBe(401);
    expect(await (await pipeFetch(address)(new Request('http://core/'))).text()).toBe('core');
    await served.close();
    await remove();
    await expect(pipeFetch(address)(new Request('http://core/'))).rejects.toThrow();
  });

  it('passes aborts on, in both directions of a stream', async () => {
    const { address, remove } = await newPipe();
    let ended = 0;
    const served = await servePipe(address, async (request) => {
      request.signal.addEventListener('abort', () => {
        ended += 1;
      });
      return new Response(new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Buffer.from('first')) }));
    });
    const stop = new AbortController();
    const aborted = await pipeFetch(address)(new Request('http://core/', { signal: stop.signal }));
    await aborted.body?.getReader().read();
    stop.abort();
    await expect.poll(() => ended).toBe(1);
    const cancelled = await pipeFetch(address)(new Request('http://core/'));
    await cancelled.body?.cancel();
    await expect.poll(() => ended).toBe(2);
    await served.close();
    await remove();
  });

  it('comes back after it was killed, and gives up when it keeps falling', async () => {
    const host = start();
    expect((await state(host)).status).toBe(200);
    for (let fall = 1; fall <= 3; fall++) {
      children.at(-1)?.kill('SIGKILL');
      await expect.poll(() => news.filter((each) => each.state === 'restarting').length, { timeout: 10_000 }).toBe(fall);
      expect((await state(host)).status).toBe(200);
    }
    children.at(-1)?.kill('SIGKILL');
    await expect.poll(() => news.at(-1), { timeout: 10_000 }).toEqual({ state: 'ended', problem: null });
    await expect(state(host)).rejects.toThrow();
  });

  it('tells why it could not open, and is not started again', async () => {
    const first = start();
    expect((await state(first)).status).toBe(200);
    const second: CoreNews[] = [];
    const other = startCoreProcess({
      dataFolder: join(folder, 'data'),
      news: (each) => second.push(each),
      spawn: () => spawn(process.execPath, [join(root, 'main', 'core-process.ts')], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    });
    await expect(state(other)).rejects.toThrow();
    await expect
      .poll(() => second, { timeout: 10_000 })
      .toEqual([{ state: 'ended', problem: { code: 'store.inUse', params: { name: join(folder, 'data') } } }]);
    await other.stop();
  });

  it('ends when its parent is killed, and the data can be opened again', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      import { spawn } from 'node:child_process';
      import { startCoreProcess } from ${JSON.stringify(new URL('../../main/electron/core-client.ts', import.meta.url).href)};
      startCoreProcess({
        dataFolder: ${JSON.stringify(join(folder, 'data'))},
        news: (news) => console.log(news.state + ' ' + pid),
        spawn: () => { const child = spawn(process.execPath, [${JSON.stringify(join(root, 'main', 'core-process.ts'))}], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }); pid = child.pid; return child; },
      });
      let pid = 0;`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const line = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data))));
    const pid = Number(/^ready (\d+)/.exec(line)?.[1]);
    expect(pid).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    expect((await state(start())).status).toBe(200);
  });

  it('is not to be started by hand', async () => {
    const child = spawn(process.execPath, [join(root, 'main', 'core-process.ts')], { stdio: 'ignore' });
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(2);
  });

  it('tells its language, and when that changes', async () => {
    const host = start();
    const stop = new AbortController();
    const languages = languageOf(host.fetch, { signal: stop.signal, retryMilliseconds: 100 });
    expect((await languages.next()).value).toBe('vi');
    const next = languages.next();
    await wait(200);
    const saved = await host.fetch(
      new Request(`http://core${paths.rpc}/preference/save`, {
        method: 'POST',
        body: JSON.stringify({ json: { ...defaultPreferences, language: 'en' } }),
        headers: { 'content-type': 'application/json' },
      }),
    );
    expect(saved.status).toBe(200);
    expect((await next).value).toBe('en');
    stop.abort();
  });

  it('starts from the packaged files alone', async () => {
    const unpacked = join(folder, 'app.asar.unpacked');
    await mkdir(unpacked);
    for (const name of ['package.json', 'src', 'main', 'resources']) {
      await cp(join(root, name), join(unpacked, name), {
        recursive: true,
        filter: (path) => isPackaged(path.slice(root.length).replaceAll('\\', '/')),
      });
    }
    expect(await readdir(join(unpacked, 'main'))).not.toContain('electron');
    // The packager copies the shipped packages; here they are linked.
    await symlink(join(root, 'node_modules'), join(unpacked, 'node_modules'), 'junction');
    expect((await state(start(join(unpacked, 'main', 'core-process.ts')))).status).toBe(200);
  });

  it('a pipe that hangs up is an error, not a wait', async () => {
    const { address, remove } = await newPipe();
    const server = createServer((_request, response) => response.destroy());
    await new Promise<void>((resolve) => server.listen(address.path, resolve));
    await expect(pipeFetch(address)(new Request('http://core/'))).rejects.toThrow();
    server.close();
    await remove();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
