import { Settings } from '#domain/settings';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { findOrMakePerson } from './person.ts';
import { sql } from './sql.ts';

/** Settings as stored over the defaults given. */
export function readSettings(read: ReadHandle, defaults: Settings): Settings {
  const rows = read.all<KeptValue>(sql`SELECT s.key, IIF(p.id IS NULL, s.value, json_quote(p.name)) AS value
    FROM setting s LEFT JOIN person p ON s.key = 'person' AND p.id = s.value ->> '$'`);
  return storedOver(Settings, defaults, rows);
}

/** The person is kept by id: whoever has the name given, made when nobody has it. Answers the id. */
export function writeSettings(write: WriteHandle, settings: Settings, at: string): string {
  const person = findOrMakePerson(write, settings.person, at);
  for (const [key, value] of Object.entries({ ...settings, person })) putSetting(write, key, JSON.stringify(value));
  return person;
}

interface KeptValue {
  readonly key: string;
  readonly value: string;
}

/** Values kept by key over the defaults given; what a newer or older program wrote and does not fit is left aside. */
export function storedOver<T extends object>(
  schema: { readonly safeParse: (value: unknown) => { readonly data?: T | undefined } },
  defaults: T,
  rows: readonly KeptValue[],
): T {
  let kept = defaults;
  for (const { key, value } of rows) kept = schema.safeParse({ ...kept, [key]: JSON.parse(value) }).data ?? kept;
  return kept;
}

function putSetting(write: WriteHandle, key: string, value: string): void {
  write.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** `person`: whoever sits at the workstation, `reading.paused`: whoever paused it; both by id. `reading.office`: this one among those that share pages. */
type Remembered = 'upkeep.at' | 'person' | 'identity.checks' | 'reading.paused' | 'reading.office';

/** What the workstation remembers; null when it never did. */
export function readRemembered(read: ReadHandle, key: Remembered): string | null {
  const row = read.get<{ value: string }>(sql`SELECT value FROM setting WHERE key = ${key}`);
  return row ? (JSON.parse(row.value) as string | null) : null;
}

export function remember(write: WriteHandle, key: Remembered, value: string | null): void {
  putSetting(write, key, JSON.stringify(value));
}
