import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import { appendAudit, firstBrokenAudit } from '#store/audit';
import type { ReadHandle } from '#store/handle';
import { migrate, readMigrations } from '#store/migrate';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';

const migrations = join(resourcesFolder, 'migrations');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing thrown';
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error);
  }
}

describe('migrations', () => {
  test('from zero give the schema that is written down', async () => {
    openStore(folder, migrations).close();
    const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
    const rows = database.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name').all() as {
      sql: string;
    }[];
    database.close();
    await expect(rows.map((row) => row.sql).join(';\n\n')).toMatchFileSnapshot('schema.snapshot.sql');
  });

  test('every table is STRICT', () => {
    const store = openStore(folder, migrations);
    const loose = store.read.all(sql`SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`);
    store.close();
    expect(loose).toEqual([]);
  });

  test('run once, keep the data, and copy the file before a new one', () => {
    const file = join(folder, 'old.sqlite');
    const database = openSealed(file);
    const first = { number: 1, name: '0001-a.sql', text: 'CREATE TABLE a (x TEXT) STRICT', checksum: 'one' };
    const second = { number: 2, name: '0002-b.sql', text: 'ALTER TABLE a ADD COLUMN y TEXT', checksum: 'two' };
    migrate(database, [first]);
    database.prepare("INSERT INTO a VALUES ('kept')").run();
    migrate(database, [first, second]);
    migrate(database, [first, second]);
    expect(database.prepare('SELECT x, y FROM a').all()).toEqual([{ x: 'kept', y: null }]);
    database.close();
    const copy = openSealed(`${file}.before-0002`, { readonly: true });
    expect(copy.prepare('SELECT * FROM a').all()).toEqual([{ x: 'kept' }]);
    copy.close();
  });

  test('one that fails leaves the file as it was', () => {
    const database = openSealed(join(folder, 'half.sqlite'));
    const bad = { number: 1, name: '0001-bad.sql', text: 'CREATE TABLE a (x TEXT) STRICT; CREATE TABLE nonsense (', checksum: 'bad' };
    expect(() => migrate(database, [bad])).toThrow();
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'a'").all()).toEqual([]);
    database.close();
  });

  test('one that fails leaves the store closed: its log is written back, and it can be tried again', () => {
    openStore(folder, migrations).close();
    const broken = join(folder, 'broken');
    cpSync(migrations, broken, { recursive: true });
    writeFileSync(join(broken, '9999-nonsense.sql'), 'CREATE TABLE nonsense (');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(() => openStore(folder, broken)).toThrow('incomplete input');
      expect(readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
    }
    openStore(folder, migrations).close();
  });

  test('one that was left out is told, not passed over', () => {
    const own = readMigrations(migrations);
    const database = openSealed(join(folder, 'hole.sqlite'));
    migrate(database, own);
    database.prepare('DELETE FROM migration WHERE number = ?').run(own.at(-2)?.number);
    expect(codeOf(() => migrate(database, own))).toBe('store.damaged');
    database.close();
  });

  test('a newer file and a changed migration are refused', () => {
    const database = openSealed(join(folder, 'new.sqlite'));
    const own = readMigrations(migrations);
    const last = own.at(-1);
    migrate(database, [...own, { number: (last?.number ?? 0) + 1, name: 'x', text: 'SELECT 1', checksum: 'x' }]);
    expect(codeOf(() => migrate(database, own))).toBe('store.newer');
    database.prepare("UPDATE migration SET checksum = 'other' WHERE number = 1").run();
    expect(codeOf(() => migrate(database, [...own, { number: (last?.number ?? 0) + 1, name: 'x', text: 'SELECT 1', checksum: 'x' }]))).toBe(
      'store.damaged',
    );
    database.close();
  });
});

describe('the store', () => {
  test('sets what durability and safety need', () => {
    const store = openStore(folder, migrations);
    const asked = (handle: ReadHandle, name: string) =>
      Object.values(handle.get<Record<string, unknown>>({ text: `PRAGMA ${name}`, values: [] }) ?? {})[0];
    const pragma = (name: string) => store.write((write) => asked(write, name));
    expect({
      mode: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      keys: pragma('foreign_keys'),
      trusted: pragma('trusted_schema'),
      cells: pragma('cell_size_check'),
      secure: pragma('secure_delete'),
      id: pragma('application_id'),
    }).toEqual({ mode: 'wal', synchronous: 2, keys: 1, trusted: 0, cells: 1, secure: 1, id: 0x536f5367 });
    expect(asked(store.read, 'query_only')).toBe(1);
    expect(asked(store.read, 'trusted_schema')).toBe(0);
    store.close();
  });

  test('is read over a connection that cannot write, and that sees at once what was written', () => {
    const store = openStore(folder, migrations);
    const value = () => store.read.get<{ value: string }>(sql`SELECT value FROM setting WHERE key = 'a'`)?.value ?? null;
    const put = (text: string) =>
      sql`INSERT INTO setting (key, value) VALUES ('a', ${text}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
    for (const text of ['1', '2', '3']) {
      store.write((write) => {
        const before = value();
        write.run(put(text));
        expect(write.get(sql`SELECT value FROM setting WHERE key = 'a'`)).toEqual({ value: text });
        expect(value()).toBe(before);
      });
      expect(value()).toBe(text);
    }
    expect('run' in store.read).toBe(false);
    expect(() => store.read.all(sql`DELETE FROM setting RETURNING key`)).toThrow('readonly');
    expect(value()).toBe('3');
    store.close();
  });

  test("is one process's at a time", () => {
    const store = openStore(folder, migrations);
    expect(codeOf(() => openStore(folder, migrations))).toBe('store.inUse');
    store.close();
    openStore(folder, migrations).close();
  });

  test('refuses a file that is something else', () => {
    writeFileSync(join(folder, 'so-song.sqlite'), Buffer.alloc(8192, 'x'));
    expect(codeOf(() => openStore(folder, migrations))).toBe('store.damaged');
    expect(readFileSync(join(folder, 'so-song.sqlite'))).toEqual(Buffer.alloc(8192, 'x'));
  });

  test('takes back everything of a change that fails', () => {
    const store = openStore(folder, migrations);
    expect(() =>
      store.write((write) => {
        write.run(sql`INSERT INTO setting (key, value) VALUES ('a', '1')`);
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(store.read.all(sql`SELECT * FROM setting`)).toEqual([]);
    store.close();
  });

  test('says that the disk is full, and is sound afterwards', () => {
    const store = openStore(folder, migrations);
    const pages = Number(Object.values(store.read.get<Record<string, number>>(sql`PRAGMA page_count`) ?? {})[0]);
    store.write((write) => write.get({ text: `PRAGMA max_page_count = ${pages + 4}`, values: [] }));
    const fill = () =>
      store.write((write) => {
        for (let n = 0; n < 100; n += 1) write.run(sql`INSERT INTO setting (key, value) VALUES (${`k${n}`}, ${'x'.repeat(3000)})`);
      });
    expect(codeOf(fill)).toBe('disk.full');
    expect(store.read.all(sql`SELECT * FROM setting`)).toEqual([]);
    expect(store.read.get(sql`PRAGMA integrity_check`)).toEqual({ integrity_check: 'ok' });
    store.close();
  });

  test('a write cannot be a promise', () => {
    const store = openStore(folder, migrations);
    // @ts-expect-error a promise would leave the transaction before its work is done
    expect(() => store.write(async () => 1)).toThrow('promise');
    store.close();
  });
});

describe('the audit log', () => {
  const event = (n: number) => ({
    at: `2026-01-0${n}T00:00:00.000Z`,
    caller: 'cán bộ',
    action: 'value.decided',
    subject: 'r',
    detail: { n },
  });

  test('is append-only and shows a changed row', () => {
    const store = openStore(folder, migrations);
    store.write((write) => {
      for (let n = 1; n < 6; n += 1) appendAudit(write, event(n));
    });
    expect(firstBrokenAudit(store.read)).toBeNull();
    expect(() =>
      store.write((write) => {
        write.run(sql`UPDATE audit_event SET caller = 'ai đó' WHERE seq = 3`);
      }),
    ).toThrow('append-only');
    expect(() =>
      store.write((write) => {
        write.run(sql`DELETE FROM audit_event WHERE seq = 3`);
      }),
    ).toThrow('append-only');
    store.close();
    const database = openSealed(join(folder, 'so-song.sqlite'));
    database.exec('DROP TRIGGER audit_event_no_update');
    database.exec("UPDATE audit_event SET caller = 'ai đó' WHERE seq = 3");
    database.close();
    const again = openStore(folder, migrations);
    expect(firstBrokenAudit(again.read)).toBe(3);
    again.close();
  });
});

test('a second process is refused even when somebody deleted the lock file', () => {
  const store = openStore(folder, migrations);
  rmSync(join(folder, 'lock.sqlite'));
  expect(codeOf(() => openStore(folder, migrations).close())).toBe('store.inUse');
  store.close();
  openStore(folder, migrations).close();
});
