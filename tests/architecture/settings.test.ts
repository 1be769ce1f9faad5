import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Preferences } from '#domain/preference';
import { Settings } from '#domain/settings';

const folder = 'renderer/screens/settings';
const screen = readdirSync(folder)
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

test.each(Object.keys(Settings.shape))('the setting %s is shown and can be changed on the settings screen', (setting) => {
  expect(screen).toMatch(new RegExp(`\\bsettings\\.${setting}\\b|\\{[^}]*\\b${setting}\\b[^}]*\\} = settings\\b`));
  expect(screen).toMatch(new RegExp(`\\bsaveSettings\\(\\{[^}]*\\b${setting}\\b`));
});

test.each(Object.keys(Preferences.shape))('the preference %s is shown and can be changed on the settings screen', (preference) => {
  expect(screen).toMatch(new RegExp(`\\bpreferences\\.${preference}\\b`));
  expect(screen).toMatch(new RegExp(`\\bsavePreferences\\(\\{[^}]*\\b${preference}\\b`));
});
