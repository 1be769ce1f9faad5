import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi as wait } from 'vitest';
import { checkDataFolder } from '#main/cli/check';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { unpackSample } from '#tests/bench/scale/sample';
import { openTestCore } from '#tests/core/fixtures';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-check-'));
  unpackSample(folder);
  // The keys of its records are written beside everything else while it is open.
  const core = await openTestCore(folder);
  const database = new Database(join(folder, 'so-song.sqlite'), { readonly: true });
  const written = database.prepare("SELECT 1 FROM setting WHERE key = 'identity.checks'");
  await wait.waitUntil(() => written.get() !== undefined, { timeout: 20_000 });
  database.close();
  await core.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function damage(statement: string): void {
  const database = new Database(join(folder, 'so-song.sqlite'));
  database.exec(statement);
  database.close();
}

test('a store that holds says so', () => {
  const { text, incomplete } = checkDataFolder(folder, vi);
  expect({ text: text(), incomplete }).toEqual({ text: vi.cli.checkHolds, incomplete: false });
});

test('one that does not says what, in both languages', () => {
  damage(`UPDATE batch_counter SET pages_failed = 7; UPDATE field_value SET value = 'BN 000001' WHERE path = 'serialNumber';
    DROP TRIGGER audit_event_no_update; UPDATE audit_event SET subject = 'x' WHERE seq = 2`);
  const { answer, text, incomplete } = checkDataFolder(folder, en);
  expect(incomplete).toBe(true);
  expect(answer).toMatchObject({ damage: [], orphans: [], counters: [{ counter: 'batch_counter' }], brokenAudit: 2 });
  expect(answer.records.length).toBeGreaterThan(0);
  expect(text()).toContain('The audit trail is broken or was changed at row 2.');
  expect(checkDataFolder(folder, vi).text()).toContain('Nhật ký bị đứt hoặc bị sửa tại dòng 2.');
});

test('where there is no store nothing is made', () => {
  expect(() => checkDataFolder(join(folder, 'nothing'), en)).toThrow('folder.unreadable');
});
