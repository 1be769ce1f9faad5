// Long, because a changed disk, a kill in the middle and who else has the data open are tried on the same real store.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import { appendAudit } from '#store/audit';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';
import { random } from '#tests/bench/holdout/random';
import { unpackSample } from '#tests/bench/scale/sample';

const migrations = join(resourcesFolder, 'migrations');
const place = mkdtempSync(join(tmpdir(), 'so-song-sealed-'));
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
const folder = join(place, 'data');
const file = join(folder, 'so-song.sqlite');
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that a store says, or that it is damaged. */
function answer(): string {
  try {
    const store = openStore(folder, migrations);
    try {
      return said();
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

function said(): string {
  const database = openSealed(file, { readonly: true });
  try {
    const tables = database.prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' ORDER BY name",
    );
    const hash = createHash('sha256');
    for (const { name } of tables.all())
      if (!['sqlite_schema', 'migration'].includes(name) && !name.startsWith('sqlite_stat'))
        hash.update(JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).raw().all()));
    return hash.digest('hex');
  } finally {
    database.close();
  }
}

/** One bit of a file is turned over, as disks, cables and memory do. */
function flip(name: string, at: number): void {
  const bytes = readFileSync(join(folder, name));
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  writeFileSync(join(folder, name), bytes);
}

function flips(bytes: number, many: number): readonly number[] {
  const r = random(7);
  return Array.from({ length: many }, () => r.whole(0, bytes - 1));
}

describe('a flipped bit', () => {
  const closed = join(place, 'closed');
  const killed = join(place, 'killed');
  let right = '';

  beforeAll(() => {
    mkdirSync(closed);
    unpackSample(closed);
    // No free pages: whatever lies there is of no matter.
    const whole = openSealed(join(closed, 'so-song.sqlite'));
    whole.exec('VACUUM');
    whole.close();
    cpSync(closed, folder, { recursive: true });
    const store = openStore(folder, migrations);
    for (let n = 0; n < 60; n += 1)
      store.write((write) => {
        write.run(sql`INSERT INTO setting (key, value) VALUES (${`key ${n}`}, ${'x'.repeat(50 * (n % 9))})`);
        appendAudit(write, { at: '2026-01-01T00:00:00.000Z', caller: 'cán bộ', action: 'value.decided', subject: 'r', detail: { n } });
      });
    // What a kill leaves.
    cpSync(folder, killed, { recursive: true });
    store.close();
    rmSync(folder, { recursive: true });
    cpSync(closed, folder, { recursive: true });
    right = answer();
    rmSync(folder, { recursive: true });
  });

  test('in the database is noticed or of no matter: 200 of 200', () => {
    const bytes = readFileSync(join(closed, 'so-song.sqlite')).length;
    const answers = new Map<string, number>();
    for (const at of flips(bytes, 200)) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(closed, folder, { recursive: true });
      flip('so-song.sqlite', at);
      const found = answer();
      answers.set(found, (answers.get(found) ?? 0) + 1);
    }
    expect([...answers.keys()].sort()).toEqual([right, 'store.damaged'].sort().filter((one) => answers.has(one)));
    expect(answers.get('store.damaged')).toBeGreaterThan(190);
  });

  test('in the log of a program that was killed is noticed or of no matter: 200 of 200, and its mark never lies', () => {
    cpSync(killed, folder, { recursive: true });
    const all = answer();
    expect(all).not.toBe(right);
    const names = readdirSync(killed).filter((name) => /-(wal|mark)$/.test(name));
    expect(names).toEqual(['so-song.sqlite-mark', 'so-song.sqlite-wal']);
    const answers = new Map<string, number>();
    const bytes = readFileSync(join(killed, 'so-song.sqlite-wal')).length;
    for (const at of [...Array.from({ length: 56 }, (_, n) => n), ...flips(bytes, 144)]) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(killed, folder, { recursive: true });
      flip('so-song.sqlite-wal', at);
      const found = answer();
      answers.set(found, (answers.get(found) ?? 0) + 1);
      // Told again at every start, and the log stays as it was for whoever mends it.
      if (found === 'store.damaged' && at % 10 === 0) expect(answer()).toBe(found);
    }
    expect([...answers.keys()].filter((one) => one !== all && one !== 'store.damaged')).toEqual([]);
    expect(answers.get('store.damaged')).toBeGreaterThan(100);
    for (let at = 0; at < 24; at += 1) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(killed, folder, { recursive: true });
      flip('so-song.sqlite-mark', at);
      expect(answer()).toBe(all);
    }
  });

  test('a log that another program wrote back, or that lies beside an older copy, is not called damaged', () => {
    cpSync(killed, folder, { recursive: true });
    const all = answer();
    rmSync(folder, { recursive: true });
    cpSync(killed, folder, { recursive: true });
    const other = openSealed(file);
    other.pragma('wal_checkpoint(TRUNCATE)');
    other.close();
    expect(answer()).toBe(all);
    // The administrator put the copy of yesterday in place.
    rmSync(`${file}-wal`, { force: true });
    cpSync(join(closed, 'so-song.sqlite'), file);
    expect(answer()).toBe(right);
  });
});

describe('a store from before pages were sealed', () => {
  const plain = join(place, 'plain');
  /** Big enough that a kill may hit any step. */
  beforeAll(() => {
    mkdirSync(plain);
    unpackSample(plain);
    const sealed = openSealed(join(plain, 'so-song.sqlite'));
    for (const pragma of ['journal_mode = DELETE', "rekey = ''"]) sealed.pragma(pragma);
    sealed.close();
    const database = new Database(join(plain, 'so-song.sqlite'));
    database.pragma('journal_mode = WAL');
    const insert = database.prepare("INSERT INTO setting (key, value) VALUES ('k' || ?, ?)");
    database.transaction(() => {
      for (let n = 0; n < 8000; n += 1) insert.run(n, 'y'.repeat(900));
    })();
    database.close();
  });

  test('is taken over, and loses nothing when it is killed at any moment', async () => {
    cpSync(plain, folder, { recursive: true });
    const begun = performance.now();
    const first = begin('open', folder, migrations);
    await ready(first);
    const long = performance.now() - begun;
    await end(first);
    const right = said();
    expect(readFileSync(file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    rmSync(folder, { recursive: true });
    cpSync(plain, folder, { recursive: true });
    for (let n = 1; n <= 10; n += 1) {
      const child = begin('open', folder, migrations);
      await new Promise((resolve) => setTimeout(resolve, (long * n) / 8));
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    expect(answer()).toBe(right);
    expect(readdirSync(folder).filter((name) => name.includes('sealing'))).toEqual([]);
  });

  test('is not taken over under the hands of somebody who reads it', async () => {
    cpSync(plain, folder, { recursive: true });
    const reader = begin('look on plain', file);
    await ready(reader);
    expect(answer()).toBe('store.held');
    await end(reader);
    expect(answer()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('who else has the data open', () => {
  test.skipIf(process.platform === 'win32')('one that only looks on stops nobody', async () => {
    openStore(folder, migrations).close();
    const reader = begin('look on', file);
    await ready(reader);
    expect(answer()).toMatch(/^[0-9a-f]{64}$/);
    await end(reader);
  });

  test('another workstation is said as one, with its lock file or without', async () => {
    const other = begin('open', folder, migrations);
    await ready(other);
    expect(answer()).toBe('store.inUse');
    rmSync(join(folder, 'lock.sqlite'));
    expect(answer()).toBe('store.inUse');
    await end(other);
    expect(answer()).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a program that holds the lock file is not called a window of Sổ Sống, even after a kill', async () => {
    const killed = begin('open', folder, migrations);
    await ready(killed);
    const gone = once(killed, 'exit');
    killed.kill('SIGKILL');
    await gone;
    const lock = new Database(join(folder, 'lock.sqlite'));
    lock.exec('CREATE TABLE x (y)');
    lock.close();
    const other = begin('hold', join(folder, 'lock.sqlite'));
    await ready(other);
    expect(answer()).toBe('store.held');
    await end(other);
    expect(answer()).toMatch(/^[0-9a-f]{64}$/);
  });
});

function begin(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'store-child.ts'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, 'data');
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}
