import { appendFileSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultPreferences } from '#domain/preference';
import type { Workstation } from '#main/open-workstation';
import { smallPage } from '#tests/fixtures/pages';
import { openTestCore, temporaryFolder } from './fixtures.ts';

const folder = temporaryFolder();
const watched = temporaryFolder();
const interval = 400;
let core: Workstation;
afterAll(() => core.close());

async function open(): Promise<void> {
  core = await openTestCore(folder, { watchInterval: interval });
  await core.client.job.pauseReading({ paused: true });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const entries = async () => {
  const batches = (await core.client.batch.list()).rows;
  return (await Promise.all(batches.map((batch) => core.client.batch.entries({ id: batch.id })))).flatMap(({ rows }) => rows);
};
const names = async () => (await entries()).map((entry) => `${entry.name} ${entry.state}`).sort();

test('a watched folder gives every finished file, once', async () => {
  await open();
  const { settings } = await core.client.workstation.state();
  await core.client.workstation.saveSettings({ ...settings, watchedFolder: watched });
  await core.client.preference.save({ ...defaultPreferences, language: 'en' });

  // A scanner writes for a while: nothing is taken before it has ended.
  const bytes = await smallPage('chậm');
  const slow = join(watched, 'slow.png');
  const step = Math.ceil(bytes.length / 12);
  writeFileSync(slow, '');
  for (let at = 0; at < bytes.length; at += step) {
    appendFileSync(slow, bytes.subarray(at, at + step));
    await pause(interval / 4);
  }
  for (const name of ['.hidden.png', 'a.tmp', 'b.png.part', 'b.png.filepart', '~$c.png', 'c.PARTIAL', 'd.crdownload', 'empty.png']) {
    writeFileSync(join(watched, name), name === 'empty.png' ? '' : bytes);
  }
  mkdirSync(join(watched, '#recycle'));
  writeFileSync(join(watched, '#recycle', 'gone.png'), await smallPage('đã xóa'));
  await expect.poll(names, { timeout: 20_000 }).toEqual(['slow.png taken']);
  // Named in its owner's language.
  const title = expect.stringMatching(/^Watched folder \d\d\/\d\d\/\d{4}$/);
  expect((await core.client.batch.list()).rows).toMatchObject([{ title, source: 'folder', owner: settings.person, counts: { pages: 1 } }]);

  // A finished file takes its name at last.
  writeFileSync(join(watched, 'e.part'), await smallPage('đổi tên'));
  renameSync(join(watched, 'e.part'), join(watched, 'e.png'));
  await expect.poll(names, { timeout: 20_000 }).toEqual(['e.png taken', 'slow.png taken']);

  // Not again, neither while it lies there nor after a restart.
  await core.close();
  await open();
  await pause(interval * 8);
  expect(await names()).toEqual(['e.png taken', 'slow.png taken']);

  // Another paper under the same name is another paper; the same one is offered as known.
  writeFileSync(slow, await smallPage('tờ khác'));
  await expect.poll(async () => (await entries()).filter((entry) => entry.state === 'taken').length, { timeout: 20_000 }).toBe(3);
  utimesSync(join(watched, 'e.png'), new Date(), new Date(Date.now() - 5000));
  await expect.poll(async () => (await entries()).filter((entry) => entry.state === 'copy').length, { timeout: 20_000 }).toBe(1);
  // A day has one batch.
  expect((await core.client.batch.list()).rows).toHaveLength(1);

  // Folders in it are looked into.
  mkdirSync(join(watched, 'Tổ 3'));
  writeFileSync(join(watched, 'Tổ 3', 'sub.png'), await smallPage('trong thư mục'));
  await expect.poll(async () => (await entries()).find(({ name }) => name === 'sub.png')?.state, { timeout: 20_000 }).toBe('taken');

  // A folder that cannot be reached is said, and that it is back.
  const notices = async () => (await core.client.workstation.state()).notices.map(({ code }) => code);
  await core.client.workstation.saveSettings({ ...settings, watchedFolder: join(watched, 'gone') });
  await expect.poll(notices).toContain('folder.watchedAway');
  writeFileSync(join(watched, 'late.png'), await smallPage('muộn'));
  await pause(interval * 8);
  expect(await entries()).toHaveLength(5);
  mkdirSync(join(watched, 'gone'));
  await expect.poll(notices).not.toContain('folder.watchedAway');
}, 90_000);

test('a slow copy that halts, and one that has its full size at once, are one page each, whole', async () => {
  const { settings } = await core.client.workstation.state();
  const folder = join(watched, 'gone');
  await core.client.workstation.saveSettings({ ...settings, watchedFolder: folder });
  const before = (await entries()).length;
  const bytes = await smallPage('chậm và dừng', 1200, 800);
  writeFileSync(join(folder, 'halting.png'), bytes.subarray(0, bytes.length / 3));
  const whole = await smallPage('đủ cỡ', 1200, 800);
  const sized = Buffer.alloc(whole.length);
  sized.set(whole.subarray(0, whole.length / 2));
  writeFileSync(join(folder, 'sized.png'), sized);
  await pause(interval * 10);
  expect(await entries()).toHaveLength(before);
  appendFileSync(join(folder, 'halting.png'), bytes.subarray(bytes.length / 3));
  writeFileSync(join(folder, 'sized.png'), whole);
  const now = async () => (await names()).filter((name) => /halting|sized/.test(name));
  await expect.poll(now, { timeout: 20_000 }).toEqual(['halting.png taken', 'sized.png taken']);
  await pause(interval * 8);
  expect(await entries()).toHaveLength(before + 2);
}, 60_000);
