import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { problem } from '#domain/problem';
import { makeOwnFile } from './owner-only.ts';
import { pack } from './packing.ts';
import { putInPlace } from './put-in-place.ts';
import { mustBeSound, openSealed } from './sealed.ts';

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** The numbered SQL files of a folder, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      // Checksums must not depend on how a checkout ends its lines.
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return { number: Number(name.slice(0, 4)), name, text, checksum: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Brings a store forward, never back. A file that is newer than this program is refused (`store.newer`), one whose applied
 * migrations differ from ours is damaged (`store.damaged`). An existing file is copied first, as `<file>.before-<number>`.
 * All that are open go in one transaction: after one that fails the file is as it was, and the program before still opens it.
 */
export function migrate(database: BetterSqlite3.Database, migrations: readonly Migration[]): void {
  database.exec(
    `CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at TEXT NOT NULL) STRICT`,
  );
  const applied = database.prepare('SELECT number, checksum FROM migration ORDER BY number').all() as {
    number: number;
    checksum: string;
  }[];
  const known = migrations.at(-1)?.number ?? 0;
  const found = applied.at(-1)?.number ?? 0;
  if (found > known) throw problem('store.newer', { found, known });
  // One that was left out is as bad as one that was changed: what comes behind it was written for another shape.
  const [past, open] = [migrations.filter(({ number }) => number <= found), migrations.filter(({ number }) => number > found)];
  const alike = (one: readonly Pick<Migration, 'number' | 'checksum'>[]) =>
    JSON.stringify(one.map(({ number, checksum }) => [number, checksum]));
  if (alike(past) !== alike(applied)) throw problem('store.damaged', {});
  if (open.length === 0) return;
  const copy = `${database.name}.before-${String(known).padStart(4, '0')}`;
  if (applied.length > 0 && !existsSync(copy)) keepCopy(database, copy);
  // What SQL cannot do by itself, for migrations alone.
  database.function('packed', { deterministic: true }, (what, text) => pack(what as 'page' | 'record', JSON.parse(String(text))));
  withRebuilds(database, () => {
    for (const { number, name, text, checksum } of open) {
      database.exec(text);
      database
        .prepare('INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)')
        .run(number, name, checksum, new Date().toISOString());
    }
  });
}

/** Written beside, looked through and only then given its name: what has the name is whole, whenever the power goes. */
function keepCopy(database: BetterSqlite3.Database, copy: string): void {
  const beside = `${copy}.new`;
  rmSync(beside, { force: true });
  // SQLite writes into an empty file as into none, and keeps its rights.
  makeOwnFile(beside);
  database.prepare('VACUUM INTO ?').run(beside);
  const written = openSealed(beside, { readonly: true });
  try {
    mustBeSound(written);
  } finally {
    written.close();
  }
  putInPlace(beside, copy);
}

/**
 * One transaction in which a table that others reference may be made anew: CREATE new, INSERT … SELECT, DROP old, RENAME new to old.
 * Both pragmas have an effect only outside of a transaction: foreign keys would delete or refuse at the DROP, and a RENAME would look
 * into the triggers that name the table which is gone for a moment. What the keys would have refused is looked for before the end.
 */
function withRebuilds(database: BetterSqlite3.Database, work: () => void): void {
  database.pragma('foreign_keys = OFF');
  database.pragma('legacy_alter_table = ON');
  try {
    database
      .transaction(() => {
        work();
        const [broken] = database.pragma('foreign_key_check') as { table: string; parent: string }[];
        if (broken) throw new Error(`a migration leaves rows of ${broken.table} without their ${broken.parent}`);
      })
      .immediate();
  } finally {
    database.pragma('legacy_alter_table = OFF');
    database.pragma('foreign_keys = ON');
  }
}
