import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '#core/workstation';
import type { Settings } from '#domain/settings';
import { resourcesFolder } from '#main/open-workstation';
import { openStore, type Store } from '#store/open-store';
import { readSettings, remember, writeSettings } from '#store/settings';

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
    language: 'en',
    theme: 'dark',
    textSize: 'large',
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
