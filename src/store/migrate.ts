import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { problem } from '#domain/problem';

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
  for (const { number, checksum } of applied) {
    if (migrations.find((migration) => migration.number === number)?.checksum !== checksum) throw problem('store.damaged', {});
  }
  const open = migrations.filter((migration) => migration.number > found);
  if (open.length === 0) return;
  const copy = `${database.name}.before-${String(known).padStart(4, '0')}`;
  if (applied.length > 0 && !existsSync(copy)) database.prepare('VACUUM INTO ?').run(copy);
  for (const migration of open) {
    database
      .transaction(() => {
        database.exec(migration.text);
        database
          .prepare('INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)')
          .run(migration.number, migration.name, migration.checksum, new Date().toISOString());
      })
      .immediate();
  }
}
