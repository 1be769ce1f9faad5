import { Settings } from '#domain/settings';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

/** Settings as stored over the defaults given; what a newer or older program wrote and does not fit is left aside. */
export function readSettings(read: ReadHandle, defaults: Settings): Settings {
  const rows = read.all<{ key: string; value: string }>(sql`SELECT key, value FROM setting`);
  let settings = defaults;
  for (const { key, value } of rows) {
    const merged = Settings.safeParse({ ...settings, [key]: JSON.parse(value) });
    if (merged.success) settings = merged.data;
  }
  return settings;
}

export function writeSettings(write: WriteHandle, settings: Settings): void {
  for (const [key, value] of Object.entries(settings)) putSetting(write, key, JSON.stringify(value));
}

function putSetting(write: WriteHandle, key: string, value: string): void {
  write.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** What the workstation remembers of itself and nobody sets on a screen; null when it never did. */
export function readRemembered(read: ReadHandle, key: 'reading.paused' | 'reading.office'): string | null {
  const row = read.get<{ value: string }>(sql`SELECT value FROM setting WHERE key = ${key}`);
  return row ? (JSON.parse(row.value) as string | null) : null;
}

export function remember(write: WriteHandle, key: 'reading.paused' | 'reading.office', value: string | null): void {
  putSetting(write, key, JSON.stringify(value));
}
