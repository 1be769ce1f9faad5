import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import { migrate } from '#store/migrate';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';
import { checkWhole } from '#store/whole-check';
import { openTestCore } from '#tests/core/fixtures';

const migrations = join(resourcesFolder, 'migrations');
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-damage-'));
  file = join(folder, 'so-song.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function outcome(work: () => void): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return error instanceof ProblemError ? error.code : `bug: ${error}`;
  }
}
const opening = () => outcome(() => openStore(folder, migrations).close());

/** A store with rows on many pages. */
function filled(): number {
  const store = openStore(folder, migrations);
  store.write((write) => {
    for (let n = 0; n < 400; n += 1) write.run(sql`INSERT INTO setting (key, value) VALUES (${`key ${n}`}, ${'x'.repeat(200)})`);
  });
  store.close();
  // No free pages: whatever lies there is of no matter.
  const database = openSealed(file);
  database.exec('VACUUM');
  database.close();
  return readFileSync(file).length / 4096;
}

/** Overwrites the middle of one page, as a disk does. */
function damagePage(page: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, page * 4096, page * 4096 + 200);
  writeFileSync(file, bytes);
}

describe('a damaged store', () => {
  test('is said to be damaged wherever the damage lies, and never opened', () => {
    const pages = filled();
    const whole = readFileSync(file);
    const answers = new Set<string>();
    for (let page = 1; page < pages; page += Math.ceil(pages / 25)) {
      damagePage(page);
      answers.add(opening());
      writeFileSync(file, whole);
    }
    expect([...answers]).toEqual(['store.damaged']);
    expect(opening()).toBe('opened');
  });

  test('cut off anywhere, or with a damaged beginning, is damaged', () => {
    filled();
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 4096);
    expect(opening()).toBe('store.damaged');
    writeFileSync(file, Buffer.concat([Buffer.alloc(100, 1), whole.subarray(100)]));
    expect(opening()).toBe('store.damaged');
  });

  test('that is met while people work is said as what it is, to everybody', async () => {
    const core = await openTestCore(folder);
    await core.client.batch.create({ title: 'x', source: 'folder', placeCode: null, owner: '', deadline: null });
    await core.close();
    const bytes = readFileSync(file);
    const database = openSealed(file, { readonly: true });
    const { rootpage } = database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'batch'").get() as { rootpage: number };
    database.close();
    const again = await openTestCore(folder, { upkeepTimes: { first: 10, look: 10 } });
    try {
      bytes.fill(0xa5, (rootpage - 1) * 4096, rootpage * 4096);
      writeFileSync(file, bytes);
      await expect
        .poll(
          async () => (await again.client.workstation.state().catch(() => null))?.notices.map(({ code }) => code) ?? ['store.damaged'],
          {
            timeout: 10_000,
          },
        )
        .toContain('store.damaged');
    } finally {
      await again.close();
    }
    expect(await checkWhole(file)).not.toEqual([]);
    // Whoever ends the program does not wait for it.
    const stopped = new AbortController();
    const checking = checkWhole(file, stopped.signal);
    stopped.abort(new Error('stopped'));
    await expect(checking).rejects.toThrow('stopped');
  });
});

describe('a store that is gone', () => {
  test.each([
    ['missing', () => unlinkSync(file)],
    ['empty', () => truncateSync(file)],
    [
      'a new one',
      () => {
        unlinkSync(file);
        const database = openSealed(file);
        database.pragma('journal_mode = WAL');
        database.close();
      },
    ],
  ])('%s: a folder that was used before is not begun anew', (_, lose) => {
    filled();
    mkdirSync(join(folder, 'pages', 'ab'), { recursive: true });
    lose();
    expect(opening()).toBe('store.missing');
    expect(opening()).toBe('store.missing');
  });

  test('a first start that was cut off begins again', () => {
    mkdirSync(join(folder, 'pages', 'incoming'), { recursive: true });
    writeFileSync(join(folder, 'lock.sqlite'), '');
    writeFileSync(file, '');
    expect(opening()).toBe('opened');
  });
});

test('a copy before a migration that was cut off half-way is made again', () => {
  const database = openSealed(file);
  const first = { number: 1, name: '0001-a.sql', text: 'CREATE TABLE a (x TEXT) STRICT', checksum: 'one' };
  const second = { number: 2, name: '0002-b.sql', text: 'ALTER TABLE a ADD COLUMN y TEXT', checksum: 'two' };
  migrate(database, [first]);
  database.prepare("INSERT INTO a VALUES ('kept')").run();
  writeFileSync(`${file}.before-0002.new`, 'half a copy');
  migrate(database, [first, second]);
  database.close();
  const copy = openSealed(`${file}.before-0002`, { readonly: true });
  expect([copy.prepare('SELECT * FROM a').all(), copy.pragma('quick_check', { simple: true })]).toEqual([[{ x: 'kept' }], 'ok']);
  copy.close();
});
