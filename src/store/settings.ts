import { Settings } from '#domain/settings';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { findOrMakePerson } from './person.ts';
import { sql } from './sql.ts';

/** Settings as stored over the defaults given; what a newer or older program wrote and does not fit is left aside. */
export function readSettings(read: ReadHandle, defaults: Settings): Settings {
  const rows = read.all<{ key: string; value: string }>(sql`SELECT s.key, IIF(p.id IS NULL, s.value, json_quote(p.name)) AS value
    FROM setting s LEFT JOIN person p ON s.key = 'person' AND p.id = s.value ->> '$'`);
  let settings = defaults;
  for (const { key, value } of rows) {
    const merged = Settings.safeParse({ ...settings, [key]: JSON.parse(value) });
    if (merged.success) settings = merged.data;
  }
  return settings;
}

/** The person is kept by id: whoever has the name given, made when nobody has it. */
export function writeSettings(write: WriteHandle, settings: Settings, at: string): void {
  for (const [key, value] of Object.entries({ ...settings, person: findOrMakePerson(write, settings.person, at) }))
    putSetting(write, key, JSON.stringify(value));
}

function putSetting(write: WriteHandle, key: string, value: string): void {
  write.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** `person`: whoever sits at the workstation, `reading.paused`: whoever paused it; both by id. `reading.office`: this one among those that share pages. */
type Remembered = 'person' | 'identity.checks' | 'reading.paused' | 'reading.office';

/** What the workstation remembers; null when it never did. */
export function readRemembered(read: ReadHandle, key: Remembered): string | null {
  const row = read.get<{ value: string }>(sql`SELECT value FROM setting WHERE key = ${key}`);
  return row ? (JSON.parse(row.value) as string | null) : null;
}

export function remember(write: WriteHandle, key: Remembered, value: string | null): void {
  putSetting(write, key, JSON.stringify(value));
}
