import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { resourcesFolder, type Workstation } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { makeEmbeddedFolder } from '#tests/fixtures/embedded';
import { codeOf, ct07, decide, makeBatch, openTestCore, pageFile, somePlace, temporaryFolder, upload } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const temporary = temporaryFolder();
const mounted = join(temporary, 'small');
const cli = join(import.meta.dirname, '../../main/cli/cli.ts');
mkdirSync(mounted);
// Full when a page is stored: with 6 MB it would be a row, whose job then only ends once there is room.
const mount = (...args: readonly string[]) => spawnSync('mount', [...args, mounted], { encoding: 'utf8' });
const tried = process.platform === 'linux' ? mount('-t', 'tmpfs', '-o', 'size=7m', 'tmpfs') : null;
const why = tried === null ? 'only on Linux' : tried.status === 0 ? null : `mount: ${tried.stderr?.trim() || tried.error?.message}`;
if (why !== null) process.stderr.write(`full disk: not tried on a real one, ${why}\n`);

const fill = () => expect(spawnSync('dd', ['if=/dev/zero', `of=${join(mounted, 'filler')}`, 'bs=512']).status).not.toBe(0);

let core: Workstation | null = null;
afterAll(async () => {
  await core?.close();
  if (why === null) spawnSync('umount', ['-l', mounted]);
});

test.skipIf(why !== null)('a full disk is told, the store stays sound, and the work goes on once there is room', async () => {
  const folder = join(mounted, 'data');
  const recordId = seed(folder, (write) => seedRecord(write, seedBatch(write), { state: 'open', values: goodValues, valueState: 'read' }));
  core = await openTestCore(folder, { log: 'file' });
  await core.client.job.pauseReading({ paused: true });
  const batchId = await makeBatch(core);
  const { jobId } = await core.client.intake.start({ batchId, paths: [join(resourcesFolder, 'samples')] });
  await core.idle();
  expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'queued', problem: { code: 'disk.full' } });
  const before = (await core.client.batch.pages({ id: batchId })).rows.length;
  expect(before).toBeGreaterThan(2);

  // To the last byte: whatever is asked now is done or said to be too much, never half done.
  fill();
  const full = await upload(core, batchId, 'x.png', new Uint8Array(300_000).fill(7));
  expect([full.status, (await full.json()) as object]).toMatchObject([507, { code: 'disk.full' }]);
  const codes = new Set<string>();
  for (let n = 0; n < 300 && !codes.has('disk.full'); n += 1)
    codes.add(await codeOf(decide(core, recordId, 'hometown', 'correct', `Thôn ${n}, xã Ea Kao, tỉnh Đắk Lắk`)));
  expect([...codes].filter((code) => code !== 'none')).toEqual(['disk.full']);
  const kept = await core.client.value.history({ recordId, path: 'hometown' });

  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();

  expect(mount('-o', 'remount,size=64m').status).toBe(0);
  await expect.poll(async () => (await core?.client.job.get({ id: jobId }))?.state, { timeout: 60_000 }).toBe('done');
  expect(await core.client.job.get({ id: jobId })).toMatchObject({ problem: null });
  const pages = (await core.client.batch.pages({ id: batchId })).rows;
  expect(pages.length).toBeGreaterThan(before);
  expect(new Set(pages.map((page) => page.fileName)).size).toBe(pages.length);
  expect((await core.client.batch.entries({ id: batchId })).rows.every((entry) => entry.state === 'taken')).toBe(true);
  await decide(core, recordId, 'hometown', 'correct', 'Thôn cuối, xã Ea Kao, tỉnh Đắk Lắk');
  expect(await core.client.value.history({ recordId, path: 'hometown' })).toHaveLength(kept.length + 1);
});

/** Room for the embedded destination; filled and emptied again. The log writes too: it fails first, and ends nobody. */
describe.skipIf(why !== null)('a whole office on a full disk', () => {
  const folder = join(mounted, 'office');
  const room = () => rmSync(join(mounted, 'filler'), { force: true });

  test('a program that starts on it says so, and so does one that reads', { timeout: 300_000 }, async () => {
    await core?.close();
    room();
    expect(mount('-o', 'remount,size=200m').status).toBe(0);
    core = await openTestCore(folder, { log: 'file' });
    await core.client.job.pauseReading({ paused: true });
    await makeEmbeddedFolder(join(folder, 'destination'));
    const batchId = await makeBatch(core, { placeCode: await somePlace(core) });
    await core.client.intake.start({ batchId, paths: [ct07] });
    await core.idle();
    await core.close();
    core = null;
    fill();
    const resumed = spawnSync(process.execPath, [cli, 'work', '--resume', '--data', folder, '--json'], { encoding: 'utf8' });
    expect([resumed.status, JSON.parse(resumed.stderr)]).toEqual([2, { error: { code: 'disk.full', params: {} } }]);
    room();
    expect(spawnSync(process.execPath, [cli, 'work', '--resume', '--data', folder, '--json'], { encoding: 'utf8' }).status).toBe(0);
  });

  test('in the middle of reading and of handing over, both go on once there is room', { timeout: 300_000 }, async () => {
    core = await openTestCore(folder, { log: 'file' });
    const placeCode = await somePlace(core);
    const batchId = await makeBatch(core, { placeCode });
    await core.client.job.pauseReading({ paused: true });
    await core.client.intake.start({ batchId, paths: [await pageFile(temporary, 'x.png'), await pageFile(temporary, 'y.png')] });
    await core.idle();
    fill();
    // What cannot even be written down is said to be too much.
    const resumed = await codeOf(core.client.job.pauseReading({ paused: false }));
    expect(['none', 'disk.full']).toContain(resumed);
    await setTimeout(3000);
    room();
    if (resumed !== 'none') await core.client.job.pauseReading({ paused: false });
    const states = async () => (await core?.client.batch.pages({ id: batchId }))?.rows.map((page) => page.state);
    await expect.poll(states, { timeout: 120_000, interval: 500 }).not.toContain('waiting');
    await core.idle();
    await core.close();
    const handedOver = seed(folder, (write) => {
      const id = seedBatch(write, { placeCode });
      seedRecord(write, id, { state: 'verified', values: goodValues });
      return id;
    });
    core = await openTestCore(folder, { log: 'file' });
    fill();
    expect(['none', 'disk.full']).toContain(await codeOf(core.client.handover.start({ batchId: handedOver })));
    await setTimeout(3000);
    room();
    await core.client.handover.start({ batchId: handedOver }).catch(() => undefined);
    const done = async () => (await core?.client.handover.list())?.rows.find((one) => one.batchId === handedOver)?.state;
    await expect
      .poll(
        async () => {
          if ((await done()) === 'failed') await core?.client.handover.start({ batchId: handedOver });
          return done();
        },
        { timeout: 120_000, interval: 1000 },
      )
      .toBe('done');
  });
});
