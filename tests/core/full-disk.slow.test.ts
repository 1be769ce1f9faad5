import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { resourcesFolder, type Workstation } from '#main/open-workstation';
import { codeOf, decide, makeBatch, openTestCore, temporaryFolder, upload } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const mounted = join(temporaryFolder(), 'small');
mkdirSync(mounted);
// Full when a page is stored: with 6 MB it would be a row, whose job then only ends once there is room.
const mount = (...args: readonly string[]) => spawnSync('mount', [...args, mounted], { encoding: 'utf8' });
const tried = process.platform === 'linux' ? mount('-t', 'tmpfs', '-o', 'size=7m', 'tmpfs') : null;
const why = tried === null ? 'only on Linux' : tried.status === 0 ? null : `mount: ${tried.stderr?.trim() || tried.error?.message}`;
if (why !== null) process.stderr.write(`full disk: not tried on a real one, ${why}\n`);

let core: Workstation | null = null;
afterAll(async () => {
  await core?.close();
  if (why === null) spawnSync('umount', ['-l', mounted]);
});

test.skipIf(why !== null)('a full disk is told, the store stays sound, and the work goes on once there is room', async () => {
  const folder = join(mounted, 'data');
  const recordId = seed(folder, (write) => seedRecord(write, seedBatch(write), { state: 'open', values: goodValues, valueState: 'read' }));
  core = await openTestCore(folder);
  await core.client.job.pauseReading({ paused: true });
  const batchId = await makeBatch(core);
  const { jobId } = await core.client.intake.start({ batchId, paths: [join(resourcesFolder, 'samples')] });
  await core.idle();
  expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'queued', problem: { code: 'disk.full' } });
  const before = (await core.client.batch.pages({ id: batchId })).rows.length;
  expect(before).toBeGreaterThan(2);

  // To the last byte: whatever is asked now is done or said to be too much, never half done.
  const filler = spawnSync('dd', ['if=/dev/zero', `of=${join(mounted, 'filler')}`, 'bs=4096'], { encoding: 'utf8' });
  expect(filler.status).not.toBe(0);
  const full = await upload(core, batchId, 'x.png', new Uint8Array(300_000).fill(7));
  expect([full.status, (await full.json()) as object]).toMatchObject([507, { code: 'disk.full' }]);
  const codes = new Set<string>();
  for (let n = 0; n < 300 && !codes.has('disk.full'); n += 1)
    codes.add(await codeOf(decide(core, recordId, 'hometown', 'correct', `Thôn ${n}, xã Ea Kao, tỉnh Đắk Lắk`)));
  expect([...codes].filter((code) => code !== 'none')).toEqual(['disk.full']);
  const kept = await core.client.value.history({ recordId, path: 'hometown' });

  const database = new Database(join(folder, 'so-song.sqlite'), { readonly: true });
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
