// Every migration is tried on rows of the version before it, so that this grows with their number.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#main/open-workstation';
import { appendAudit, firstBrokenAudit } from '#store/audit';
import { counterDifferences } from '#store/check';
import { readHandleOf, writeHandleOf } from '#store/handle';
import { migrate, readMigrations } from '#store/migrate';
import { unpack } from '#store/packing';
import { openSealed } from '#store/sealed';
import { addRows } from './rows.ts';

const migrations = readMigrations(join(resourcesFolder, 'migrations'));

/**
 * Tables that a migration makes anew in another shape: the rows of the version before as a question to the new shape. All other tables
 * keep every row and every column as it is, and need no line here.
 */
const asBefore: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  12: {
    handover_record:
      'SELECT hr.handover_id, r.id AS record_id, hr.outcome FROM handover_record hr JOIN paper_record r ON r.key = hr.record_key',
  },
  // The same for everybody, so that each stands there once.
  15: { setting: 'SELECT key, value FROM setting UNION SELECT key, value FROM preference' },
};
/** Columns whose rows a migration writes in another way: what was in them before, as a question to the new shape. */
const idOf = (table: string, key: string) => `(SELECT x.id FROM ${table} x WHERE x.key = ${key})`;
const recordId = { record_id: idOf('paper_record', 'record_key') };
const pageId = { page_id: idOf('page', 'page_key') };
const nameOf = (id: string) => `(SELECT p.name FROM person p WHERE p.id = ${id})`;
const columnAsBefore: Readonly<Record<number, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  9: {
    verification: { person: nameOf('person_id') },
    field_value: { decided_by: nameOf('decided_by') },
    batch: { owner: `COALESCE(${nameOf('owner_id')}, '')` },
    setting: { value: `CASE WHEN key IN ('person', 'reading.paused') THEN json_quote(${nameOf("value ->> '$'")}) ELSE value END` },
    audit_event: { person: 'caller' },
  },
  13: {
    field_value: { ...recordId, ...pageId, raw: 'iif(raw_is_value, value, raw)', decided_by: idOf('person', 'decider_key') },
    verification: { ...recordId, person_id: idOf('person', 'person_key') },
    record_page: { ...recordId, ...pageId },
    identity_key: recordId,
    draft: recordId,
    record_counter: recordId,
  },
  14: { audit_event: { hash: 'lower(hex(hash))' }, job: { lent_at: 'leased_at' } },
};
/** Tables made anew in a form that SQL cannot ask; a test of their own holds what they keep. */
const madeAnew: Readonly<Record<number, readonly string[]>> = { 7: ['page_step', 'record_reading'] };
/** Columns that a migration takes away because what they held is worked out anew. */
const leftOut: Readonly<Record<number, Readonly<Record<string, readonly string[]>>>> = {
  6: { paper_record: ['search_text'] },
  12: { handover_record: ['digest'] },
  13: { verification: ['after_state'], draft: ['at'] },
  14: { audit_event: ['previous'], paper_record: ['returned_reason'], page: ['created_at'], watched_file: ['at'] },
};

/** The migration from which on there are kept counters. */
const counted = 3;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(name: string): Database.Database {
  return openSealed(join(folder, name));
}

const upTo = (number: number) => migrations.filter((one) => one.number <= number);

/** A store as it was before a migration, with rows of every version on the way. */
function grown(before: number): Database.Database {
  const database = open('old.sqlite');
  for (const { number } of migrations.filter((one) => one.number < before)) {
    migrate(database, upTo(number));
    addRows(database, number);
  }
  return database;
}

function tablesOf(database: Database.Database): string[] {
  return database
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
    )
    .pluck()
    .all() as string[];
}

type Row = Record<string, unknown>;
const columnsOf = (database: Database.Database, table: string) =>
  database.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').pluck().all(table) as string[];

function rowsOf(database: Database.Database, question: string): string[] {
  return (database.prepare(question).all() as Row[]).map((row) => JSON.stringify(row)).sort();
}

describe.each(migrations.map(({ number, name }) => ({ number, name })))('$name', ({ number }) => {
  test('keeps every row of the version before it', () => {
    const database = grown(number);
    const kept = tablesOf(database).filter((table) => !madeAnew[number]?.includes(table));
    const before = kept.map((table) => {
      const columns = columnsOf(database, table).filter((column) => !leftOut[number]?.[table]?.includes(column));
      const asked = columns.map((column) => {
        const was = columnAsBefore[number]?.[table]?.[column];
        return was ? `${was} AS ${column}` : column;
      });
      return {
        table,
        question: `SELECT ${asked.join(', ')} FROM ${table}`,
        rows: rowsOf(database, `SELECT ${columns.join(', ')} FROM ${table}`),
      };
    });
    expect(before.filter(({ rows }) => rows.length === 0).map(({ table }) => table)).toEqual([]);
    migrate(database, upTo(number));
    for (const { table, question, rows } of before) {
      expect({ table, rows: rowsOf(database, asBefore[number]?.[table] ?? question) }).toEqual({ table, rows });
    }
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    if (number >= counted) expect(counterDifferences(readHandleOf(database))).toEqual([]);
    // Rows of this version are possible, the triggers included.
    addRows(database, number);
    if (number >= counted) expect(counterDifferences(readHandleOf(database))).toEqual([]);
    database.close();
  });
});

test('0007 packs the latest result of every step, and the latest reading of every record', () => {
  const database = grown(7);
  database.prepare("INSERT INTO record_reading (id, record_id, result, at) VALUES (2, 'r1', '{\"values\":[1]}', '2026')").run();
  migrate(database, upTo(7));
  const readings = (question: string) => (database.prepare(question).pluck().all() as Buffer[]).map((bytes) => unpack(bytes));
  expect(readings("SELECT reading FROM page_reading WHERE page_key = (SELECT key FROM page WHERE id = 'p1')")).toEqual([
    {
      normalised: null,
      recognised: { codes: [{ text: 'QR' }] },
      classified: null,
      located: [{ key: 'fullName' }],
      milliseconds: { recognise: 812.5, locate: 4 },
    },
  ]);
  expect(readings("SELECT reading FROM record_reading WHERE record_key = (SELECT key FROM paper_record WHERE id = 'r1')")).toEqual([
    { values: [1] },
  ]);
  database.close();
});

test('every trigger and key of the newest version can be worked out', () => {
  const database = open('new.sqlite');
  migrate(database, migrations);
  for (const table of tablesOf(database)) {
    const [column = ''] = columnsOf(database, table);
    for (const statement of [
      `INSERT INTO ${table} DEFAULT VALUES`,
      `UPDATE ${table} SET ${columnsOf(database, table)
        .map((name) => `${name} = ${name}`)
        .join(', ')}`,
      `DELETE FROM ${table} WHERE ${column} = 1`,
    ])
      expect(() => database.prepare(statement), statement).not.toThrow();
  }
  database.close();
});

test('0009: names become people, each once, and rows say who by id', () => {
  const database = grown(9);
  migrate(database, upTo(9));
  const people = database.prepare('SELECT id, name FROM person ORDER BY name').all() as { id: string; name: string }[];
  expect(people.map(({ name }) => name)).toEqual(['Cán bộ', 'Lê Văn Tạm']);
  for (const { id } of people) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const ids = new Set(people.map(({ id }) => id));
  for (const question of [
    'SELECT person_id FROM verification',
    'SELECT decided_by FROM field_value WHERE decided_by IS NOT NULL',
    'SELECT owner_id FROM batch WHERE owner_id IS NOT NULL',
    "SELECT value ->> '$' FROM setting WHERE key IN ('person', 'reading.paused')",
  ]) {
    const found = database.prepare(question).pluck().all() as string[];
    expect(found.length, question).toBeGreaterThan(0);
    expect(
      found.every((id) => ids.has(id)),
      question,
    ).toBe(true);
  }
  expect(database.prepare("SELECT owner_id FROM batch WHERE title = 'Lô trống'").pluck().get()).toBeNull();
  // The trail is not written anew: its hashes are over the names that stood there.
  expect(database.prepare('SELECT DISTINCT caller FROM audit_event').pluck().all()).toEqual(['Cán bộ']);
  database.close();
});

describe('0014: the trail', () => {
  const forged = () => {
    const row = [2, '2026-11-02T18:30:00.000Z', 'Cán bộ', 'record.opened', 'r1', '{"n":9}'];
    return createHash('sha256')
      .update(JSON.stringify([...row, database.prepare('SELECT hash FROM audit_event WHERE seq = 1').pluck().get()]))
      .digest('hex');
  };
  let database: Database.Database;
  beforeEach(() => {
    database = grown(14);
    database.exec('DROP TRIGGER audit_event_no_update; DROP TRIGGER audit_event_no_delete');
  });
  afterEach(() => database.close());

  test.each([
    ['held', () => 'SELECT 1', null],
    ['was changed', () => `UPDATE audit_event SET detail = '{"n":9}' WHERE seq = 2`, 2],
    ['was changed and chained to what is before', () => `UPDATE audit_event SET detail = '{"n":9}', hash = '${forged()}' WHERE seq = 2`, 3],
    ['has a hash that is none', () => "UPDATE audit_event SET hash = 'nothing' WHERE seq = 1", 1],
    ['has a hole', () => 'DELETE FROM audit_event WHERE seq = 2', 2],
  ])('that %s is afterwards as it was', (_, tamper, broken) => {
    database.exec(tamper());
    migrate(database, upTo(14));
    expect(firstBrokenAudit(readHandleOf(database))).toBe(broken);
    const event = { at: '2026-11-09T00:00:00.000Z', caller: 'machine:reader', action: 'record.opened', subject: 'r1', detail: {} };
    appendAudit(writeHandleOf(database), event);
    expect(firstBrokenAudit(readHandleOf(database))).toBe(broken);
    for (const statement of ['UPDATE audit_event SET at = at', 'DELETE FROM audit_event'])
      expect(() => database.exec(statement)).toThrow('append-only');
  });
});

test('0015: everybody begins with what was set for all, and the settings of the office stay', () => {
  const database = grown(15);
  migrate(database, upTo(15));
  const people = database.prepare('SELECT id FROM person ORDER BY id').pluck().all() as string[];
  expect(people.length).toBeGreaterThan(2);
  for (const id of people)
    expect(database.prepare('SELECT key, value FROM preference WHERE person_id = ? ORDER BY key').raw().all(id)).toEqual([
      ['language', '"en"'],
      ['textSize', '"large"'],
      ['theme', '"dark"'],
    ]);
  expect(database.prepare('SELECT key FROM setting ORDER BY key').pluck().all()).toEqual(['office', 'person', 'reading.paused']);
  database.close();
});

describe('a table that others reference', () => {
  const first = {
    number: 1,
    name: '0001-a.sql',
    checksum: 'one',
    text: `CREATE TABLE parent (id TEXT PRIMARY KEY, n INTEGER) STRICT;
      CREATE TABLE child (id TEXT PRIMARY KEY, parent_id TEXT NOT NULL REFERENCES parent(id)) STRICT;
      CREATE TRIGGER child_counted AFTER INSERT ON child BEGIN UPDATE parent SET n = n + 1 WHERE id = NEW.parent_id; END;
      INSERT INTO parent VALUES ('p', 0);
      INSERT INTO child VALUES ('c', 'p');`,
  };
  const rebuilt = (rows: string) => ({
    number: 2,
    name: '0002-b.sql',
    checksum: 'two',
    text: `CREATE TABLE parent_new (id TEXT PRIMARY KEY, n INTEGER NOT NULL, word TEXT NOT NULL) STRICT;
      INSERT INTO parent_new SELECT id, n, 'mới' FROM parent WHERE ${rows};
      DROP TABLE parent;
      ALTER TABLE parent_new RENAME TO parent;`,
  });

  test('can be made anew: keys and triggers hold afterwards', () => {
    const database = open('store.sqlite');
    migrate(database, [first]);
    migrate(database, [first, rebuilt('TRUE')]);
    expect(database.prepare('SELECT * FROM parent').all()).toEqual([{ id: 'p', n: 1, word: 'mới' }]);
    expect(database.prepare('SELECT * FROM child').all()).toEqual([{ id: 'c', parent_id: 'p' }]);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('legacy_alter_table', { simple: true })).toBe(0);
    expect(() => database.prepare("INSERT INTO child VALUES ('d', 'nobody')").run()).toThrow('FOREIGN KEY');
    expect(() => database.prepare('DELETE FROM parent').run()).toThrow('FOREIGN KEY');
    database.prepare("INSERT INTO child VALUES ('d', 'p')").run();
    expect(database.prepare('SELECT n FROM parent').pluck().get()).toBe(2);
    database.close();
  });

  test('one that loses a row others reference is refused, and the file is as it was', () => {
    const database = open('store.sqlite');
    migrate(database, [first]);
    const third = { number: 3, name: '0003-c.sql', checksum: 'three', text: 'CREATE TABLE never (x TEXT) STRICT' };
    expect(() => migrate(database, [first, rebuilt('FALSE'), third])).toThrow('rows of child without their parent');
    // A later one that fails takes the earlier ones back too.
    const bad = { ...third, text: 'CREATE TABLE never (' };
    expect(() => migrate(database, [first, rebuilt('TRUE'), bad])).toThrow();
    expect(database.prepare('SELECT * FROM parent').all()).toEqual([{ id: 'p', n: 1 }]);
    expect(tablesOf(database)).toEqual(['child', 'parent']);
    expect(database.prepare('SELECT number FROM migration').pluck().all()).toEqual([1]);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    // The copy of the file as it was before stays.
    const copy = openSealed(join(folder, 'store.sqlite.before-0003'), { readonly: true });
    expect(copy.prepare('SELECT * FROM parent').all()).toEqual([{ id: 'p', n: 1 }]);
    copy.close();
    migrate(database, [first]);
    database.close();
  });
});
