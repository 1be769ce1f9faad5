import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi as wait } from 'vitest';
import { checkDataFolder } from '#main/cli/check';
import { resourcesFolder } from '#main/open-workstation';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { openStore } from '#store/open-store';
import { openPageStore, pagesFolder } from '#store/page-store';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';
import { unpackSample } from '#tests/bench/scale/sample';
import { openTestCore } from '#tests/core/fixtures';

const samples = join(resourcesFolder, 'samples');
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-check-'));
  unpackSample(folder);
  const originals = await openPageStore(pagesFolder(folder));
  for (const name of readdirSync(samples)) await originals.putFile(join(samples, name), name);
  // The keys of its records are written beside everything else while it is open.
  const core = await openTestCore(folder);
  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  const written = database.prepare("SELECT 1 FROM setting WHERE key = 'identity.checks'");
  await wait.waitUntil(() => written.get() !== undefined, { timeout: 20_000 });
  database.close();
  await core.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function damage(statement: string): void {
  const database = openSealed(join(folder, 'so-song.sqlite'));
  database.exec(statement);
  database.close();
}

test('a store that holds says so', async () => {
  const { text, incomplete } = await checkDataFolder(folder, vi);
  expect({ text: text(), incomplete }).toEqual({ text: vi.cli.checkHolds, incomplete: false });
});

test('one that does not says what, in both languages', async () => {
  damage(`UPDATE batch_counter SET pages_failed = 7; UPDATE field_value SET value = 'BN 000001' WHERE path = 'serialNumber';
    DROP TRIGGER audit_event_no_update; UPDATE audit_event SET subject = 'x' WHERE seq = 2`);
  const { answer, text, incomplete } = await checkDataFolder(folder, en);
  expect(incomplete).toBe(true);
  expect(answer).toMatchObject({ damage: [], orphans: [], counters: [{ counter: 'batch_counter' }], brokenAudit: 2 });
  expect(answer.records.length).toBeGreaterThan(0);
  expect(text()).toContain('The audit trail is broken or was changed at row 2.');
  // Of a counter only what differs.
  expect(text()).toMatch(/^Counter batch_counter \([^)]+\) says pages_failed 7, a full count gives pages_failed 0\.$/m);
  expect((await checkDataFolder(folder, vi)).text()).toContain('Nhật ký bị đứt hoặc bị sửa tại dòng 2.');
});

test('where there is no store nothing is made', async () => {
  await expect(checkDataFolder(join(folder, 'nothing'), en)).rejects.toThrow('folder.unreadable');
});

test('pictures beside their hashes, originals of no page, and files that others can open', async () => {
  const pages = await openPageStore(pagesFolder(folder));
  const { sha256 } = await pages.put([Buffer.from('left by a kill')]);
  const before = await checkDataFolder(folder, en);
  expect(before.answer.orphanOriginals).toBeGreaterThan(0);
  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  const page = database.prepare('SELECT sha256, file_name FROM page ORDER BY key LIMIT 1').get() as { sha256: string; file_name: string };
  database.close();
  writeFileSync(pages.blob(page.sha256).path, 'another picture');
  chmodSync(pages.blob(sha256).path, 0o644);
  const { answer, text, incomplete } = await checkDataFolder(folder, en);
  expect(incomplete).toBe(true);
  expect(answer).toMatchObject({ damagedOriginals: [page.file_name], orphanOriginals: before.answer.orphanOriginals });
  expect(answer.openToOthers).toEqual(process.platform === 'win32' ? [] : [pages.blob(sha256).path]);
  expect(text()).toContain(`The original of “${page.file_name}” is gone, damaged or was replaced.`);
  expect((await checkDataFolder(folder, vi)).text()).toContain('Người dùng khác của máy mở được');
});

describe('what the disk changed', () => {
  let whole = '';
  const file = () => join(folder, 'so-song.sqlite');
  beforeEach(() => {
    whole = mkdtempSync(join(tmpdir(), 'so-song-check-whole-'));
    cpSync(folder, whole, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    cpSync(whole, folder, { recursive: true });
    rmSync(whole, { recursive: true });
  });

  function flip(path: string, at: number): void {
    const bytes = readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  }

  async function both(): Promise<readonly string[]> {
    const said = [await checkDataFolder(folder, vi), await checkDataFolder(folder, en)];
    expect(said.map(({ incomplete }) => incomplete)).toEqual([true, true]);
    return said.map(({ text }) => text());
  }

  test('one bit of a table is told by the name of the table', async () => {
    const database = openSealed(file(), { readonly: true });
    const { page } = database.prepare("SELECT MAX(pageno) AS page FROM dbstat WHERE name = 'field_value'").get() as { page: number };
    database.close();
    flip(file(), (page - 1) * 4096 + 1000);
    const [inVietnamese, inEnglish] = await both();
    expect(inVietnamese).toMatch(
      /^Tệp dữ liệu so-song.sqlite bị hỏng trên đĩa.*\nBảng field_value có trang bị hỏng trên đĩa \(.*\).\nVì dữ liệu bị hỏng/,
    );
    expect(inEnglish).toMatch(/\nTable field_value has a page that is damaged on the disk \(.* page \d+: .*\).\nSince the data is damaged/);
    expect(inEnglish).toContain('ask the administrator to restore a backup');
  });

  test('a damaged beginning is one of the whole file', async () => {
    flip(file(), 30);
    expect((await both())[1]).toContain('The data file so-song.sqlite is damaged on the disk (SQLITE_NOTADB).');
  });

  test('a damaged log of a program that was killed is told as the log', async () => {
    const store = openStore(folder, join(resourcesFolder, 'migrations'));
    store.write((write) => write.run(sql`INSERT INTO setting (key, value) VALUES ('x', 'y')`));
    const killed = mkdtempSync(join(tmpdir(), 'so-song-check-killed-'));
    cpSync(folder, killed, { recursive: true });
    store.close();
    cpSync(killed, folder, { recursive: true });
    rmSync(killed, { recursive: true });
    flip(`${file()}-wal`, 100);
    const log = readFileSync(`${file()}-wal`);
    const [inVietnamese, inEnglish] = await both();
    expect(inVietnamese).toContain('Sổ ghi so-song.sqlite-wal bị hỏng trên đĩa');
    expect(inEnglish).toContain('The log so-song.sqlite-wal is damaged on the disk');
    expect(readFileSync(`${file()}-wal`)).toEqual(log);
  });
});
