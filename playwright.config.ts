import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { chromium } from './main/setup/system-parts.ts';
import type { HostOptions } from './tests/e2e/desk.ts';

/** Electron's binary comes with the first start that can have it; without it its tests cannot run. What is left out is said. */
const electron = existsSync('node_modules/electron/dist');
const pictures = process.env.SO_SONG_SCREENSHOTS === '1';
if (process.env.TEST_WORKER_INDEX === undefined) {
  if (!electron) say('Electron: bỏ qua, không có node_modules/electron/dist. / Left out, there is no node_modules/electron/dist.');
  if (!pictures)
    say('docs/screenshots, .cache/messages: SO_SONG_SCREENSHOTS=1 để chụp lại. / Set SO_SONG_SCREENSHOTS=1 to take them again.');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** First run and reading of the sample; the others work on copies of its data. */
const first = '**/first-run.e2e.ts';
/** Servers, their addresses and the renderer built in another way: of the browser host alone. */
const browserOnly = ['**/host.e2e.ts', '**/pseudo.e2e.ts', '**/screenshots.e2e.ts', '**/messages.e2e.ts'];
/** Taken to be looked at. */
const onlyPictures = pictures ? [] : ['**/screenshots.e2e.ts', '**/messages.e2e.ts'];

/** Debian's Chromium (or SO_SONG_CHROMIUM). Every test starts a workstation of its own, so two at a time on two cores. */
export default defineConfig<object, HostOptions>({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '.cache/e2e',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A second try on build machines only, where a stalled disk must not keep a good change out; the report calls such a test flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    { name: 'first run', testMatch: first },
    { name: 'chromium', testIgnore: [first, ...onlyPictures], dependencies: ['first run'] },
    ...(electron
      ? [{ name: 'electron', testIgnore: [first, ...browserOnly], dependencies: ['first run'], use: { host: 'electron' as const } }]
      : []),
  ],
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 30_000,
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    screenshot: 'only-on-failure',
    // Recording costs a third of the processor time; `--trace on` records where a test fails here.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: chromium() ?? undefined,
      // Without a locale Chromium cannot drop a folder with a Vietnamese name.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      args: [
        // The sandbox refuses root, which build machines are; nothing foreign is ever opened here.
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-domain-reliability',
        '--disable-sync',
        '--no-first-run',
        '--no-pings',
        // Anything that is not this machine does not resolve, so that a fetch from outside fails the test that caused it.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  },
});
