import { Preferences } from '#domain/preference';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { storedOver } from './settings.ts';
import { sql } from './sql.ts';

/** A person's preferences as stored over the defaults given. */
export function readPreferences(read: ReadHandle, personId: string, defaults: Preferences): Preferences {
  return storedOver(Preferences, defaults, read.all(sql`SELECT key, value FROM preference WHERE person_id = ${personId}`));
}

export function writePreferences(write: WriteHandle, personId: string, preferences: Preferences): void {
  for (const [key, value] of Object.entries(preferences)) {
    write.run(sql`INSERT INTO preference (person_id, key, value) VALUES (${personId}, ${key}, ${JSON.stringify(value)})
      ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value`);
  }
}

/** Whoever has none yet begins with another person's. */
export function takeOverPreferences(write: WriteHandle, from: string, to: string): void {
  write.run(sql`INSERT INTO preference (person_id, key, value)
    SELECT ${to}, key, value FROM preference WHERE person_id = ${from} AND NOT EXISTS (SELECT 1 FROM preference WHERE person_id = ${to})`);
}
