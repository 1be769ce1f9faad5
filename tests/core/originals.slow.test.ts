import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '#contract/events';
import type { Workstation } from '#main/open-workstation';
import { mostDamaged, setDamagedOriginals } from '#store/original';
import { setRecordPages } from '#store/paper-record';
import { codeOf, importAll, makeBatch, openTestCore, pageFile, somePlace, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedRecord } from './seed.ts';

const folder = temporaryFolder();
const files = temporaryFolder();
let core: Workstation;
let place: string;

beforeAll(async () => {
  core = await openTestCore(folder);
  place = await somePlace(core);
  await core.client.job.pauseReading({ paused: true });
});
afterAll(() => core.close());

async function imported(name: string) {
  const file = await pageFile(files, name);
  const batchId = await makeBatch(core, { placeCode: place });
  const { pages } = await importAll(core, batchId, [file]);
  const [page] = pages;
  if (!page) throw new Error('no page');
  return { file, batchId, page, original: join(folder, 'pages', page.sha256.slice(0, 2), page.sha256.slice(2, 4), page.sha256) };
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

async function picture(pageId: string) {
  const response = await core.fetch(new Request(`http://core${paths.pages}/${pageId}/image?width=200`));
  return response.status === 200 ? 200 : ((await response.json()) as { code: string }).code;
}
const notices = async () => (await core.client.workstation.state()).notices.map(({ code }) => code);

test('a picture that was changed or swapped is not shown, and importing the same paper again heals it', async () => {
  const { file, page, original } = await imported('a.png');
  expect([await picture(page.id), await notices()]).toEqual([200, []]);
  // Looked at already in this session, and a kept rendition is there: the bytes behind it count.
  flip(original);
  expect([await picture(page.id), await notices()]).toEqual(['page.damaged', ['originals.damaged']]);
  writeFileSync(original, readFileSync(await pageFile(files, 'another.png')));
  expect(await picture(page.id)).toBe('page.damaged');
  // It is remembered over a start.
  await core.close();
  core = await openTestCore(folder);
  expect(await notices()).toEqual(['originals.damaged']);
  await importAll(core, await makeBatch(core), [file]);
  expect([await picture(page.id), await notices()]).toEqual([200, []]);
});

test('what is read from a damaged picture is not accepted: the page fails and says so', async () => {
  const { page, original } = await imported('b.png');
  flip(original);
  await core.client.job.pauseReading({ paused: false });
  await core.idle();
  expect((await core.client.page.get({ id: page.id })).problem).toMatchObject({ code: 'page.damaged' });
  await core.client.job.pauseReading({ paused: true });
});

test('nothing is decided on or handed over that stands on a damaged picture', async () => {
  const { file, batchId, page, original } = await imported('c.png');
  await core.close();
  const recordId = seed(folder, (write) => {
    const id = seedRecord(write, batchId, { state: 'verified', values: goodValues });
    setRecordPages(write, id, [{ pageId: page.id, face: null, entry: 0 }]);
    return id;
  });
  flip(original);
  core = await openTestCore(folder);
  const preview = async () => (await core.client.handover.preview()).find((one) => one.batchId === batchId);
  // Nobody has looked yet: the hand-over does, before anything leaves.
  expect(await preview()).toMatchObject({ ready: { records: 1 } });
  const { handoverId } = await core.client.handover.start({ batchId });
  await core.idle();
  expect(await core.client.handover.get({ id: handoverId })).toMatchObject({ state: 'failed', problem: { code: 'page.damaged' } });
  expect(await preview()).toMatchObject({ ready: { records: 0 }, held: [{ reason: 'damaged', records: 1 }] });
  const held = await core.client.handover.held({ batchId, reason: 'damaged' });
  expect(held.rows.map(({ id }) => id)).toEqual([recordId]);
  expect(await codeOf(core.client.handover.start({ batchId }))).toBe('handover.nothingReady');
  const { values } = await core.client.record.open({ id: recordId });
  const decision = { recordId, path: 'fullName', revision: values.find(({ path }) => path === 'fullName')?.revision ?? 0 };
  expect(await codeOf(core.client.value.decide({ ...decision, decision: 'confirm', typed: null }))).toBe('page.damaged');
  await importAll(core, await makeBatch(core), [file]);
  expect(await preview()).toMatchObject({ ready: { records: 1 }, held: [] });
  expect(await codeOf(core.client.value.decide({ ...decision, decision: 'confirm', typed: null }))).toBe('none');
});

test('the scrubber finds what nobody opens', async () => {
  const { file, original } = await imported('d.png');
  await core.close();
  flip(original);
  core = await openTestCore(folder, { upkeepTimes: { first: 10, look: 10 } });
  await expect.poll(notices, { timeout: 20_000 }).toContain('originals.damaged');
  await importAll(core, await makeBatch(core), [file]);
});

test('a drive that is gone is not counted to its last picture', async () => {
  const { original } = await imported('e.png');
  await core.close();
  seed(folder, (write) => setDamagedOriginals(write, new Set(Array.from({ length: mostDamaged }, (_, n) => `gone ${n}`))));
  flip(original);
  core = await openTestCore(folder, { upkeepTimes: { first: 10, look: 10 } });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { notices: said } = await core.client.workstation.state();
  expect(said).toMatchObject([{ code: 'originals.damaged', params: { files: mostDamaged } }]);
});
