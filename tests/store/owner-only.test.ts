import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#main/open-workstation';
import { openStore } from '#store/open-store';
import { closeToOthers } from '#store/owner-only';
import { openPageStore } from '#store/page-store';
import { openRenditions } from '#store/renditions';
import { sql } from '#store/sql';
import { openTestCore } from '#tests/core/fixtures';

const migrations = join(resourcesFolder, 'migrations');
let parent = '';
let folder = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'so-song-owner-'));
  folder = join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** What others may do with anything under the folder. */
function open(): string[] {
  const paths = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })];
  return paths
    .map((path) => ({ path, mode: statSync(join(folder, path)).mode & 0o077 }))
    .filter(({ mode }) => mode !== 0)
    .map(({ path, mode }) => `${path} ${mode.toString(8)}`);
}

describe.skipIf(process.platform === 'win32')('what only its owner may read', () => {
  test('is everything that is written: store, log of its transactions, lock, copies, originals, pictures', async () => {
    const store = openStore(folder, migrations);
    store.write((write) => write.run(sql`INSERT INTO setting (key, value) VALUES ('x', '1')`));
    const pages = await openPageStore(join(folder, 'pages'));
    await pages.put([new Uint8Array(3)]);
    await openRenditions(join(folder, 'renditions')).keep('aa11', new Uint8Array(3));
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['so-song.sqlite-wal', 'so-song.sqlite-shm', 'lock.sqlite']));
    expect(open()).toEqual([]);
    store.close();
  });

  test('an existing folder is closed at the start, and what lies in it is mended', async () => {
    await (await openTestCore(folder)).close();
    await openPageStore(join(folder, 'pages')).then((pages) => pages.put([new Uint8Array(3)]));
    for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chmodSync(join(folder, path), 0o755);
    const core = await openTestCore(folder);
    try {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      await expect.poll(open).toEqual([]);
      expect((await core.client.workstation.state()).notices).toEqual([]);
    } finally {
      await core.close();
    }
  });

  test('links are left alone, and what cannot be mended is counted', async () => {
    mkdirSync(folder);
    const elsewhere = join(parent, 'mine.png');
    writeFileSync(elsewhere, '');
    chmodSync(elsewhere, 0o644);
    symlinkSync(elsewhere, join(folder, 'link'));
    writeFileSync(join(folder, 'open'), '', { mode: 0o644 });
    expect(await closeToOthers(folder)).toBe(0);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
    // The kernel's own files: no chmod takes anything away from them.
    expect(await closeToOthers('/proc/self/attr')).toBeGreaterThan(0);
  });
});
