/**
 * Reading along by other computers, on a real PostgreSQL: what may be killed is killed, what may break is broken. Long, because the
 * server is started once for all of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openKnowledge } from '#core/knowledge';
import type { PageReading } from '#domain/reading';
import { connectPg } from '#engines/destination-postgres/connect-pg';
import { usualLimits } from '#engines/destination-postgres/session';
import { openReadingQueue } from '#engines/queue-pgboss/queue-pgboss';
import { newQueueKey } from '#engines/queue-pgboss/seal';
import { resourcesFolder, rootFolder, type Workstation } from '#main/open-workstation';
import { readingVersion } from '#main/reading-version';
import type { ReadingQueue, StoredBlob } from '#ports';
import { openFile } from '#store/blob';
import { openPageStore } from '#store/page-store';
import { kept } from '#store/reading';
import { openSealed } from '#store/sealed';
import { startPostgres18, type TestServer } from '#tests/fixtures/postgres';
import { openPool } from '#workers/pool';
import { codeOf, importAll, makeBatch, openTestCore, pageFile, temporaryFolder } from './fixtures.ts';

const root = temporaryFolder();
let server: TestServer;
let core: Workstation | null = null;
const children = new Set<ChildProcess>();
const queues = new Set<ReadingQueue>();

beforeAll(async () => {
  server = await startPostgres18();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const queue of queues) await queue.close();
  queues.clear();
  await core?.close();
  core = null;
});
afterAll(() => server.stop());

const ask = (sql: string) =>
  connectPg(server.url('postgres'), null, usualLimits).transaction((session) => session.query(sql), { writes: true });

function openQueue(key: string, version = readingVersion(rootFolder), office: string | null = null): ReadingQueue {
  const queue = openReadingQueue({ url: server.url('postgres'), password: null, key, version, office });
  queues.add(queue);
  return queue;
}

/** A data folder that shares over the server, with pages that wait; answers its batch and the file of its key. */
async function prepare(folder: string, count: number, url = server.url('postgres')) {
  core = await openTestCore(folder, { readers: 1, sharingTimes: { busy: 100, idle: 200, again: 200, patience: 700 } });
  await core.client.job.pauseReading({ paused: true });
  const batchId = await makeBatch(core);
  const names = Array.from({ length: count }, (_, n) => `${randomUUID().slice(0, 8)}-${n}.png`);
  await importAll(core, batchId, await Promise.all(names.map((name) => pageFile(join(folder, '..', 'files'), name))));
  const { settings } = await core.client.workstation.state({});
  const address = new URL(url);
  await core.client.workstation.saveQueuePassword({ password: decodeURIComponent(address.password) });
  address.password = '';
  await core.client.workstation.saveSettings({ ...settings, sharedReading: { url: address.href } });
  const { key } = await core.client.workstation.queueKey();
  return { batchId, key };
}

/** A line to the server that can be held: what is on it breaks, and nothing new comes through. */
async function lineTo(port: number) {
  let held = false;
  const sockets = new Set<Socket>();
  const line = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    if (held) client.destroy();
    else client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (line.address() as AddressInfo).port,
    hold: (next: boolean) => {
      held = next;
      if (held) end();
    },
    stop: () => {
      end();
      line.close();
    },
  };
}

interface Program {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly answer: () => { readonly read: number };
  readonly ended: Promise<number | null>;
}

function cli(env: Readonly<Record<string, string>>, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [join(rootFolder, 'main', 'cli', 'cli.ts'), ...args, '--workers', '1', '--json'], {
    env: { ...process.env, SO_SONG_LANGUAGE: 'en', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const said: string[] = [];
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(...text.split('\n').filter((line) => line !== '')));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  return { child, said, answer: () => JSON.parse(out), ended };
}

/** Read in a child, as always: what opens foreign pictures locks a process up. */
async function readHere(picture: StoredBlob): Promise<PageReading> {
  const pool = openPool({ size: 1, limits: { readPage: { seconds: 60, megabytes: 1200 } } });
  try {
    const input = { picture, name: 'x', page: 0, types: openKnowledge(resourcesFolder).types };
    return await pool.run('readPage', input);
  } finally {
    await pool.close();
  }
}

const idsOf = (program: Program, what: string) =>
  program.said.filter((line) => line.startsWith(`${what} `)).map((line) => line.split(' ')[1]);

test('two readers and the workstation share a batch; one of them and the workstation are killed: every page is read once', async () => {
  const folder = join(root, 'killed', 'data');
  const { batchId, key } = await prepare(folder, 12);
  await core?.close();
  core = null;
  const env = { SO_SONG_QUEUE_KEY: key };
  const reader = () => cli(env, 'work', '--queue', server.url('postgres'));
  const connections = async () => Number((await ask(`SELECT COUNT(*) AS bytes FROM pg_stat_activity`))[0]?.bytes);
  const none = await connections();
  const readers = [reader(), reader()];
  // On a busy computer the workstation would have read everything before they are up.
  await expect.poll(connections, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(none + readers.length);
  const work = (...more: readonly string[]) => cli({ SO_SONG_DATA: folder }, 'work', ...more);
  const first = work('--resume');
  const taken = (program: Program) => idsOf(program, 'taken').length > 0;
  await expect.poll(() => readers.some(taken), { timeout: 60_000, interval: 5 }).toBe(true);
  const [a, b] = readers.sort((one, other) => Number(taken(other)) - Number(taken(one))) as [Program, Program];
  a.child.kill('SIGKILL');
  const [sealed] = await ask(`SELECT encode(sealed, 'escape') AS bytes FROM so_song_queue.parcel WHERE sealed IS NOT NULL LIMIT 1`);
  if (sealed) expect(sealed.bytes).not.toMatch(/PNG|IHDR|IDAT/);
  await expect.poll(() => idsOf(b, 'read').length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = work();
  expect(await second.ended, second.said.join('\n')).toBe(0);
  b.child.kill('SIGINT');
  expect(await b.ended).toBe(0);
  const read = [...idsOf(a, 'read'), ...idsOf(b, 'read')];
  expect(b.answer()).toMatchObject({ read: idsOf(b, 'read').length, unreadable: 0 });
  // What the killed reader had in hand was read by the other one, or at home; nothing else was taken twice.
  expect(new Set(read).size).toBe(read.length);
  const inHand = idsOf(a, 'taken').filter((id) => !idsOf(a, 'read').includes(id));
  expect(inHand.length).toBeLessThanOrEqual(1);
  for (const id of idsOf(b, 'taken')) expect(idsOf(b, 'taken').filter((one) => one === id)).toHaveLength(1);
  expect(
    idsOf(a, 'taken')
      .filter((id) => idsOf(b, 'taken').includes(id))
      .every((id) => inHand.includes(id)),
  ).toBe(true);

  const store = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  const jobs = store.prepare(`SELECT id, state, attempts, leased_at IS NOT NULL AS leased FROM job WHERE kind = 'read'`).all() as {
    id: string;
    state: string;
    attempts: number;
    leased: number;
  }[];
  expect(jobs.map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'done'));
  // Read elsewhere is what the readers say they read, and perhaps what the killed one could no longer say; here at most the one page in
  // hand was begun twice.
  const elsewhere = jobs.filter(({ leased }) => leased === 1).map(({ id }) => id);
  expect(elsewhere.filter((id) => !read.includes(id) && !inHand.includes(id))).toEqual([]);
  expect(read.filter((id) => !elsewhere.includes(id ?? ''))).toEqual([]);
  expect(jobs.filter(({ attempts }) => attempts > 1).length).toBeLessThanOrEqual(1);
  // Numbers without a gap: none was written twice and dropped again.
  expect(store.prepare('SELECT COUNT(DISTINCT page_key) AS pages, COUNT(*) AS n, MAX(id) AS last FROM page_reading').get()).toEqual({
    pages: 12,
    n: 12,
    last: 12,
  });
  expect(store.prepare('SELECT COUNT(*) AS n FROM paper_record').get()).toEqual({ n: 12 });
  store.close();
  expect(
    await ask('SELECT (SELECT COUNT(*) FROM so_song_queue.parcel)::int AS parcels, (SELECT COUNT(*) FROM so_song_queue.job)::int AS jobs'),
  ).toEqual([{ parcels: 0, jobs: 0 }]);

  // What was read elsewhere is what would have been read here.
  core = await openTestCore(folder);
  const pages = (await core.client.batch.pages({ id: batchId })).rows;
  const leasedPage = openSealed(join(folder, 'so-song.sqlite'), { readonly: true })
    .prepare('SELECT subject FROM job WHERE id = ?')
    .get(read[0]) as { subject: string };
  const page = pages.find(({ id }) => id === leasedPage.subject);
  const stored = await core.client.page.steps({ id: leasedPage.subject });
  const here = kept(await readHere((await openPageStore(join(folder, 'pages'))).blob(page?.sha256 ?? '')));
  const steps: Readonly<Record<string, keyof PageReading>> = {
    normalise: 'normalised',
    recognise: 'recognised',
    classify: 'classified',
    locate: 'located',
  };
  for (const [step, part] of Object.entries(steps))
    expect(stored.find((one) => one.step === step)?.result, step).toEqual(JSON.parse(JSON.stringify(here[part])));
});

test('a queue that goes away is told, leased pages come home, and what comes too late is dropped', async () => {
  const line = await lineTo(server.port);
  const folder = join(root, 'away', 'data');
  const { batchId, key } = await prepare(folder, 7, server.url('postgres').replace(`:${server.port}/`, `:${line.port}/`));
  if (!core) throw new Error('not open');
  const reader = openQueue(key);
  await reader.report(2, []);
  await core.client.job.pauseReading({ paused: false });
  const progress = () => core?.client.job.reading() as ReturnType<Workstation['client']['job']['reading']>;
  await expect.poll(async () => (await reader.take().then((parcel) => parcel?.id ?? null)) ?? '', { timeout: 20_000 }).not.toBe('');
  expect((await progress()).shared).toEqual({ connected: true, readers: 2, problem: null });
  expect((await progress()).elsewhere).toBeGreaterThan(0);
  const [{ id = '' } = {}] = (await ask('SELECT id FROM so_song_queue.parcel WHERE reader IS NOT NULL')) as { id: string }[];
  line.hold(true);
  await expect.poll(async () => (await progress()).shared?.problem?.code, { timeout: 20_000 }).toBe('queue.unreachable');
  await core.idle();
  expect((await core.client.batch.pages({ id: batchId })).rows.map((page) => page.state)).toEqual(Array.from({ length: 7 }, () => 'read'));
  // The reader knows nothing of it and hands in what nobody waits for any more.
  const reading = await readHere(openFile(await pageFile(root, 'late.png')));
  expect(await reader.answer(id, reading)).toBe(true);
  line.hold(false);
  await expect.poll(async () => (await progress()).shared?.connected, { timeout: 20_000 }).toBe(true);
  await expect.poll(async () => ask(`SELECT id FROM so_song_queue.parcel WHERE id = '${id}'`), { timeout: 10_000 }).toEqual([]);
  const store = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  expect(store.prepare('SELECT COUNT(DISTINCT page_key) AS pages, COUNT(*) AS n, MAX(id) AS last FROM page_reading').get()).toEqual({
    pages: 7,
    n: 7,
    last: 7,
  });
  store.close();
  line.stop();
});

test('pages in the queue: offered twice they are there once, have one reader at a time, and go back when they should', async () => {
  const key = newQueueKey();
  const id = () => randomUUID();
  const [one, two, three] = [id(), id(), id()];
  const office = openQueue(key, 'v1', id());
  const [a, b] = [openQueue(key, 'v1'), openQueue(key, 'v1')];
  const parcel = (each: string) => ({ id: each, page: 0, bytes: new Uint8Array([1, 2, 3]) });
  await office.look(0);
  await office.offer([parcel(one), parcel(two)]);
  await office.offer([parcel(two), parcel(three)]);
  expect((await office.look(0)).pages.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  expect((await office.look(0)).readers).toBe(0);
  expect(await a.report(3, [])).toEqual({ mine: [], waiting: 3 });
  expect((await office.look(5)).readers).toBe(3);
  const taken = await Promise.all([a.take(), b.take(), a.take(), b.take()]);
  expect(
    taken
      .filter((each) => each !== null)
      .map((each) => each.id)
      .sort(),
  ).toEqual([one, two, three].sort());
  expect([...((taken[0] ?? taken[2])?.bytes ?? [])]).toEqual([1, 2, 3]);
  // What is in hand is not taken back, and nobody answers for others.
  expect(await office.takeBack([one, two, three])).toEqual([]);
  const [firstA = '', firstB = ''] = [(taken[0] ?? taken[2])?.id, (taken[1] ?? taken[3])?.id];
  expect(await b.answer(firstA, null)).toBe(false);
  expect((await b.report(1, [firstA])).mine).toEqual([]);
  expect((await a.report(1, [firstA])).mine).toEqual([firstA]);
  expect(await a.answer(firstA, null)).toBe(true);
  expect(await a.answer(firstA, null)).toBe(false);
  expect(await office.readings([firstA])).toEqual([{ id: firstA, reading: null }]);
  await b.giveBack([firstB]);
  expect((await a.take())?.id).toBe(firstB);
  await a.giveBack([firstB]);
  expect(await office.takeBack([firstB])).toEqual([firstB]);
  await office.forget([one, two, three]);
  expect((await a.report(1, [one, two, three])).mine).toEqual([]);
  expect((await office.look(0)).pages).toEqual([]);
  // Another version would read differently, another key could not read at all.
  expect(await codeOf(openQueue(key, 'v2').report(1, []))).toBe('queue.otherVersion');
  expect(await codeOf(openQueue(newQueueKey(), 'v1').report(1, []))).toBe('queue.wrongKey');
  expect(() => openQueue('short')).toThrow(expect.objectContaining({ code: 'queue.badKey' }));
  expect(() => openReadingQueue({ url: 'http://x', password: null, key, version: '', office: null })).toThrow(
    expect.objectContaining({ code: 'queue.badUrl' }),
  );
});

test('a reader without the key, or on no server, says so and ends', async () => {
  const run = (...args: readonly string[]) => cli({ SO_SONG_QUEUE_KEY: '' }, 'work', ...args);
  const none = run('--queue', server.url('postgres'));
  const away = cli({ SO_SONG_QUEUE_KEY: newQueueKey() }, 'work', '--queue', 'postgres://nobody@127.0.0.1:1/none');
  const login = cli({ SO_SONG_QUEUE_KEY: newQueueKey(), SO_SONG_QUEUE_PASSWORD: 'wrong' }, 'work', '--queue', server.url('postgres'));
  // With nothing to do it waits, or ends where it was told to. Workstations that broke off are thought to be there for a while.
  await ask('DELETE FROM so_song_queue.office');
  const nothing = cli({ SO_SONG_QUEUE_KEY: newQueueKey() }, 'work', '--queue', server.url('postgres'), '--until-empty');
  expect(await Promise.all([none.ended, away.ended, login.ended, nothing.ended])).toEqual([1, 2, 2, 0]);
  expect(nothing.answer()).toMatchObject({ read: 0, unreadable: 0, stopped: false });
  const code = (program: Program) => (JSON.parse(program.said.at(-1) ?? '{}') as { error: { code: string } }).error.code;
  expect([none, away, login].map(code)).toEqual(['queue.badKey', 'queue.unreachable', 'queue.refused']);
});
