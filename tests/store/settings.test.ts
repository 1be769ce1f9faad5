import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '#core/workstation';
import { defaultPreferences, type Preferences } from '#domain/preference';
import type { Settings } from '#domain/settings';
import { resourcesFolder } from '#main/open-workstation';
import { openStore, type Store } from '#store/open-store';
import { findOrMakePerson } from '#store/person';
import { readPreferences, takeOverPreferences, writePreferences } from '#store/preference';
import { readSettings, remember, writeSettings } from '#store/settings';
import { sql } from '#store/sql';

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-settings-'));
  store = openStore(folder, join(resourcesFolder, 'migrations'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every setting comes back as it was written, the person by name', () => {
  const settings: Settings = {
    person: 'H’Bia Mlô',
    office: 'Xã Ea Kao',
    placeCode: '24538',
    destination: { kind: 'postgres', url: 'postgres://clerk@host/db' },
    watchedFolder: 'scans',
    readers: 7,
    sharedReading: { url: 'postgres://clerk@host/db' },
  };
  // None of them is what it would be anyway.
  for (const key of Object.keys(settings) as (keyof Settings)[]) expect(settings[key], key).not.toEqual(defaultSettings[key]);
  store.write((write) => {
    writeSettings(write, settings, '2026-11-02T03:00:00.000Z');
    // What the workstation remembers lies in the same table and is none of them.
    remember(write, 'reading.office', 'x');
  });
  expect(readSettings(store.read, defaultSettings)).toEqual(settings);
});

test('every preference comes back as it was written, to the person whose it is', () => {
  const preferences: Preferences = { language: 'en', theme: 'dark', textSize: 'large' };
  for (const key of Object.keys(preferences) as (keyof Preferences)[]) expect(preferences[key], key).not.toEqual(defaultPreferences[key]);
  const [own, other, third] = store.write((write) => {
    const ids = ['H’Bia Mlô', 'Y Thuân Niê', 'Lê Văn Tạm'].map((name) => findOrMakePerson(write, name, '2026-11-02T03:00:00.000Z'));
    writePreferences(write, ids[0] ?? '', preferences);
    return ids;
  });
  const of = (person = '') => readPreferences(store.read, person, defaultPreferences);
  expect([of(own), of(other)]).toEqual([preferences, defaultPreferences]);
  // Taken over once, by whoever has none; from then on each changes by itself.
  store.write((write) => {
    writePreferences(write, other ?? '', { ...preferences, textSize: 'small' });
    for (const person of [other, third]) takeOverPreferences(write, own ?? '', person ?? '');
    writePreferences(write, own ?? '', defaultPreferences);
  });
  expect([of(own), of(other), of(third)]).toEqual([defaultPreferences, { ...preferences, textSize: 'small' }, preferences]);
});

test('a preference that another version of the program wrote and that does not fit is left aside', () => {
  store.write((write) => {
    const person = findOrMakePerson(write, 'H’Bia Mlô', '2026-11-02T03:00:00.000Z');
    writePreferences(write, person, { ...defaultPreferences, textSize: 'large' });
    write.run(sql`UPDATE preference SET value = '"sepia"' WHERE key = 'theme'`);
    write.run(sql`INSERT INTO preference (person_id, key, value) VALUES (${person}, 'sound', 'true')`);
    expect(readPreferences(write, person, defaultPreferences)).toEqual({ ...defaultPreferences, textSize: 'large' });
  });
});
