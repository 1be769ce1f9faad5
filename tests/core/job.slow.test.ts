// Long, for all the ways in which work can end or be cut off.

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Children } from '#children';
import { pagesRead } from '#domain/batch';
import { problem } from '#domain/problem';
import type { Workstation } from '#main/open-workstation';
import { setRecordHandedOver } from '#store/paper-record';
import { smallPage } from '#tests/fixtures/pages';
import { allBytes, enginesWith, importAll, makeBatch, openTestCore, pageFile, temporaryFolder, upload } from './fixtures.ts';
import { seed } from './seed.ts';

const root = temporaryFolder();
let core: Workstation;
afterEach(() => core.close());

const newFolder = () => join(root, randomUUID());
const pagesOf = async (batchId: string) => (await core.client.batch.pages({ id: batchId })).rows;
const recordsOf = async (batchId: string) => (await core.client.batch.records({ id: batchId })).rows;
const someFiles = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => pageFile(join(root, 'files'), `${randomUUID().slice(0, 8)}-${n}.png`)));

/** The core with readers whose calls pass through `fault` first. */
async function openFaulty(folder: string, fault: (task: string, name: string) => Promise<void> | void): Promise<Workstation> {
  const engines = enginesWith(folder, ({ readers }) => ({
    readers: {
      ...readers,
      run: async (task, input, signal) => {
        await fault(task, (input as { name: string }).name);
        return readers.run(task, input, signal);
      },
      stream: async (task, input, take, signal) => {
        await fault(task, (input as { name: string }).name);
        return readers.stream(task, input, take, signal);
      },
    } satisfies Children,
  }));
  return openTestCore(folder, { engines, log: 'file' });
}

describe('stopping', () => {
  test('an import keeps what is in, makes records of it, and sets the rest aside', async () => {
    core = await openTestCore(newFolder());
    const batchId = await makeBatch(core);
    // Of five announced files one comes: the job waits for the others.
    const names = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];
    const { jobId: key } = await core.client.intake.announce({ batchId, files: names.map((name) => ({ name, folder: '' })) });
    await upload(core, batchId, 'a.png', (await smallPage('một')) as Uint8Array<ArrayBuffer>, { import: key });
    await expect.poll(async () => (await pagesOf(batchId))[0]?.state, { timeout: 30_000 }).toBe('read');
    expect(await recordsOf(batchId)).toEqual([]);
    await core.client.job.stop({ id: key });
    await core.idle();
    expect(await core.client.job.get({ id: key })).toMatchObject({ state: 'stopped', problem: null });
    // The page that had been read before is not forgotten.
    expect(await recordsOf(batchId)).toMatchObject([{ state: 'unknown', pages: 1 }]);
    expect((await core.client.job.list()).find((job) => job.id === key)?.state).toBe('stopped');
  });

  test('in the middle of many files leaves none that waits', async () => {
    core = await openTestCore(newFolder());
    await core.client.job.pauseReading({ paused: true });
    const batchId = await makeBatch(core);
    const paths = await someFiles(12);
    const { jobId } = await core.client.intake.start({ batchId, paths });
    await expect.poll(async () => (await pagesOf(batchId)).length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    await core.client.job.stop({ id: jobId });
    await core.idle();
    const entries = (await core.client.batch.entries({ id: batchId })).rows;
    const taken = entries.filter((entry) => entry.state === 'taken');
    const aside = entries.filter((entry) => entry.state === 'dismissed');
    expect(taken.length + aside.length).toBe(12);
    expect(aside.length).toBeGreaterThan(0);
    expect(await pagesOf(batchId)).toHaveLength(taken.length);
    // One of them is wanted after all.
    await core.client.intake.retry({ entryId: aside[0]?.id ?? '' });
    await core.idle();
    expect(await pagesOf(batchId)).toHaveLength(taken.length + 1);
  });
});

describe('the end of the program', () => {
  test('in the middle of work: at the next start it goes on, and nothing is doubled', async () => {
    const folder = newFolder();
    core = await openTestCore(folder, { readers: 1 });
    const batchId = await makeBatch(core);
    await core.client.intake.start({ batchId, paths: await someFiles(4) });
    await expect
      .poll(async () => (await pagesOf(batchId)).filter((page) => page.state === 'read').length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    await core.close();
    core = await openTestCore(folder, { readers: 2 });
    await core.idle();
    const pages = await pagesOf(batchId);
    expect(pages.map((page) => [page.state, page.recordIds.length])).toEqual(Array.from({ length: 4 }, () => ['read', 1]));
    expect(new Set(pages.map((page) => page.fileName)).size).toBe(4);
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pages: 4, pagesWaiting: 0, records: 4 });
    expect((await core.client.job.list()).filter((job) => job.state === 'queued' || job.state === 'running')).toEqual([]);
  });
});

describe('reading', () => {
  test('is paused and goes on; pages of one name come together over imports, in the record that is there until it is handed over', async () => {
    const folder = newFolder();
    core = await openTestCore(folder);
    const batchId = await makeBatch(core);
    await core.client.job.pauseReading({ paused: true });
    const name = randomUUID().slice(0, 8);
    await importAll(core, batchId, [await pageFile(root, `${name}-p1.png`)]);
    expect(await core.client.job.reading()).toEqual({
      paused: true,
      pausedBy: 'Cán bộ số hóa',
      waiting: 1,
      stopped: 0,
      failed: 0,
      reading: 0,
      elsewhere: 0,
      done: 0,
      total: 1,
      pagesPerMinute: null,
      secondsLeft: null,
      shared: null,
    });
    expect((await core.client.batch.get({ id: batchId })).state).toBe('reading');
    expect(await recordsOf(batchId)).toEqual([]);
    await core.client.job.pauseReading({ paused: false });
    await core.idle();
    const [first] = await recordsOf(batchId);
    expect(first).toMatchObject({ pages: 1 });
    await importAll(core, batchId, [await pageFile(root, `${name}-p2.png`)]);
    expect(await recordsOf(batchId)).toMatchObject([{ id: first?.id, sequence: 1, pages: 2 }]);
    const record = await core.client.record.open({ id: first?.id ?? '' });
    expect(record.pages.map((page) => page.fileName)).toEqual([`${name}-p1.png`, `${name}-p2.png`]);
    const { jobId } = await core.client.page.readAgain({ id: record.pages[0]?.pageId ?? '' });
    // Asked again while it waits, it is the same job.
    expect((await core.client.page.readAgain({ id: record.pages[0]?.pageId ?? '' })).jobId).toBe(jobId);
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ kind: 'read', state: 'done', attempts: 1 });
    expect(await recordsOf(batchId)).toMatchObject([{ id: first?.id, pages: 2 }]);
    await core.close();
    seed(folder, (write) => setRecordHandedOver(write, first?.id ?? '', new Date().toISOString()));
    core = await openTestCore(folder);
    await importAll(core, batchId, [await pageFile(root, `${name}-p3.png`)]);
    expect(await recordsOf(batchId)).toMatchObject([
      { id: first?.id, state: 'handedOver', pages: 2 },
      { sequence: 2, pages: 1 },
    ]);
  });

  test('that is paused stays so over a restart; that of a batch is stopped, and taken up again', async () => {
    const folder = newFolder();
    core = await openTestCore(folder);
    const batchId = await makeBatch(core);
    await core.client.job.pauseReading({ paused: true });
    await importAll(core, batchId, await someFiles(3));
    await core.close();
    core = await openTestCore(folder);
    await core.idle();
    expect(await core.client.job.reading()).toMatchObject({ paused: true, pausedBy: 'Cán bộ số hóa', waiting: 3 });
    expect((await pagesOf(batchId)).map((page) => page.state)).toEqual(['waiting', 'waiting', 'waiting']);
    const stopped = await core.client.batch.stopReading({ id: batchId });
    expect(stopped).toMatchObject({ state: 'verifying', counts: { pagesWaiting: 0, pagesStopped: 3, pagesFailed: 0 } });
    await core.client.job.pauseReading({ paused: false });
    await core.idle();
    expect(await core.client.job.reading()).toMatchObject({ paused: false, pausedBy: null, waiting: 0 });
    expect((await pagesOf(batchId)).map((page) => page.state)).toEqual(['waiting', 'waiting', 'waiting']);
    // One of them is wanted at once, the others later, after a restart too.
    await core.client.page.readAgain({ id: (await pagesOf(batchId))[0]?.id ?? '' });
    await core.idle();
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pagesStopped: 2, records: 1 });
    await core.close();
    core = await openTestCore(folder);
    await core.client.batch.goOnReading({ id: batchId });
    await core.idle();
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pagesWaiting: 0, pagesStopped: 0, records: 3 });
  });

  test('that nobody foresaw to fail costs that page, with a reference, and no other', async () => {
    const folder = newFolder();
    core = await openFaulty(folder, (task, name) => {
      if (task === 'readPage' && name.startsWith('bad')) throw new TypeError('Nguyễn Văn Bí Mật is not a function');
      if (task === 'filePages' && name.startsWith('worse')) throw new RangeError('Bí Mật');
    });
    const batchId = await makeBatch(core);
    const names = ['bad-p1.png', 'good.png', 'worse.png'];
    const { entries } = await importAll(core, batchId, await Promise.all(names.map((name) => pageFile(join(root, 'unforeseen'), name))));
    const unknown = { code: 'unknown', params: { reference: expect.stringMatching(/^[0-9a-f]{8}$/) } };
    expect(entries).toMatchObject([{ name: 'worse.png', state: 'failed', problem: unknown }, { state: 'taken' }, { state: 'taken' }]);
    expect(await pagesOf(batchId)).toMatchObject([
      { fileName: 'bad-p1.png', state: 'failed', problem: unknown },
      { fileName: 'good.png', state: 'read', problem: null },
    ]);
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pagesWaiting: 0, pagesFailed: 1, records: 1 });
    const log = allBytes(join(folder, 'logs'))
      .map((file) => file.text)
      .join('');
    expect(log).toContain('job failed');
    expect(log).not.toMatch(/B. M.t|bad-p1|worse/u);
  });

  test('by readers that stop each time ends after three attempts', async () => {
    let calls = 0;
    core = await openFaulty(newFolder(), (task) => {
      if (task !== 'readPage') return;
      calls += 1;
      throw problem('worker.stopped', {});
    });
    const batchId = await makeBatch(core);
    const { pages } = await importAll(core, batchId, await someFiles(1));
    expect(calls).toBe(3);
    expect(pages).toMatchObject([{ state: 'failed', problem: { code: 'worker.stopped' } }]);
  });

  test('that finds the disk full waits, and goes on by itself', async () => {
    let full = true;
    core = await openFaulty(newFolder(), (task) => {
      if (task === 'readPage' && full) throw problem('disk.full', {});
    });
    const batchId = await makeBatch(core);
    const { pages } = await importAll(core, batchId, await someFiles(2));
    // Idle is who waits for room: a command line would not end otherwise.
    expect(pages.map((page) => page.state)).toEqual(['waiting', 'waiting']);
    const said = async () => (await core.client.workstation.state({})).notices.map(({ code }) => code);
    expect(await said()).toEqual(['disk.waits']);
    full = false;
    await expect.poll(async () => (await pagesOf(batchId)).map((page) => page.state), { timeout: 40_000 }).toEqual(['read', 'read']);
    await core.idle();
    expect(await recordsOf(batchId)).toHaveLength(2);
    expect(await said()).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('by a child that is killed costs one attempt, not the application', async () => {
    const others = new Set(children());
    core = await openTestCore(newFolder(), { readers: 1 });
    const batchId = await makeBatch(core);
    const { jobId } = await core.client.intake.start({ batchId, paths: await someFiles(2) });
    let killed = 0;
    const started = Date.now();
    // The moment a page is being read, its child is killed, once.
    while (killed === 0 && Date.now() - started < 120_000) {
      const busy = (await core.client.job.get({ id: jobId })).state === 'done' && (await core.client.job.reading()).waiting > 0;
      if (busy) for (const pid of children()) if (!others.has(pid) && kill(pid)) killed += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(killed).toBeGreaterThan(0);
    await core.idle();
    expect((await pagesOf(batchId)).map((page) => page.state)).toEqual(['read', 'read']);
    expect(await recordsOf(batchId)).toHaveLength(2);
  });
});

/** Child processes of ours that run the workers' program. */
function children(): number[] {
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '))
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workers/child.ts'))
    .map(Number);
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

describe('a page that takes longer than it may', () => {
  test('is read again by itself, after all others and alone', async () => {
    const order: string[] = [];
    let inHand = 0;
    let most = 0;
    const [slow = '', ...others] = await someFiles(5);
    const name = slow.split('/').at(-1) ?? '';
    core = await openFaulty(newFolder(), async (task, which) => {
      if (task !== 'readPage') return;
      order.push(which);
      inHand += 1;
      const tries = order.filter((one) => one === name).length;
      if (which === name && tries > 1) most = inHand;
      await new Promise((resolve) => setTimeout(resolve, 50));
      inHand -= 1;
      if (which === name && tries === 1) throw problem('file.tooSlow', { name: which, seconds: 25 });
    });
    const batchId = await makeBatch(core);
    await core.client.job.pauseReading({ paused: true });
    await importAll(core, batchId, [slow, ...others]);
    await core.client.job.pauseReading({ paused: false });
    await core.idle();
    expect((await pagesOf(batchId)).map((page) => page.problem)).toEqual([null, null, null, null, null]);
    expect(order).toHaveLength(6);
    expect(order.at(-1)).toBe(name);
    expect(most).toBe(1);
  });

  test('a second time has failed: told everywhere, and all such pages are read again by one call', async () => {
    let busy = true;
    core = await openFaulty(newFolder(), (task, name) => {
      if (task === 'readPage' && busy && !name.includes('-0.')) throw problem('file.tooSlow', { name, seconds: 25 });
    });
    const { batch, handover, job } = core.client;
    const batchId = await makeBatch(core);
    await importAll(core, batchId, await someFiles(3));
    const failed = (await pagesOf(batchId)).filter(({ state }) => state === 'failed');
    expect(failed.map((page) => page.problem?.code)).toEqual(['file.tooSlow', 'file.tooSlow']);
    expect(await job.reading()).toMatchObject({ waiting: 0, stopped: 0, failed: 2 });
    const { counts } = await batch.get({ id: batchId });
    expect([counts.pages, pagesRead(counts), counts.pagesFailed]).toEqual([3, 1, 2]);
    expect(await handover.preview()).toMatchObject([{ batchId, pagesUnread: { waiting: 0, stopped: 0, failed: 2 } }]);
    busy = false;
    expect((await batch.readFailedAgain({ id: batchId })).counts).toMatchObject({ pagesFailed: 0, pagesWaiting: 2 });
    await core.idle();
    expect(await job.reading()).toMatchObject({ waiting: 0, failed: 0 });
    expect(pagesRead((await batch.get({ id: batchId })).counts)).toBe(3);
    // Nothing has failed: nothing is queued.
    expect((await batch.readFailedAgain({ id: batchId })).counts.pagesWaiting).toBe(0);
  });
});
