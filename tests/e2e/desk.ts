import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, expect, type Locator, type Page } from '@playwright/test';
import { rootFolder } from '#main/open-workstation';
import { electronFolder } from '#main/setup/electron-program';
import { vi } from '#messages/vi';
import { openSealed } from '#store/sealed';
import { copyOfSample, removeFolder, startWorkstation, temporaryFolder, type Workstation } from './workstation.ts';

/** A clerk's desk: the workstation on data of its own, and its window. */
export interface Desk {
  readonly page: Page;
  readonly dataFolder: string;
  /** Ends the program at once, as a power cut does. In the browser the window stays; in Electron it goes with it. */
  readonly kill: () => Promise<void>;
  /** Starts the program again on the same data (in the browser: at the same port) and opens a window of it, beside the one that is left. */
  readonly restart: () => Promise<Page>;
  /** Ends the program as a person would. */
  readonly stop: () => Promise<void>;
  /** What lies on the disk: read by a connection of its own, not through the program. */
  readonly rows: <Row>(sql: string, ...params: readonly unknown[]) => readonly Row[];
}

export interface HostOptions {
  readonly host: 'browser' | 'electron';
}

type Open = (data: 'empty' | 'sample') => Promise<Desk>;

/** The same tests on every host: `desk('empty')` or `desk('sample')` opens a workstation that ends with the test. */
export const test = base.extend<{ readonly desk: Open }, HostOptions>({
  host: ['browser', { option: true, scope: 'worker' }],
  desk: async ({ page, host }, use) => {
    const opened: (Desk & { readonly end: () => Promise<void> })[] = [];
    await use(async (data) => {
      const dataFolder = data === 'sample' ? await copyOfSample() : await temporaryFolder();
      const desk = host === 'browser' ? await inBrowser(page, dataFolder) : await inElectron(dataFolder);
      opened.push(desk);
      return desk;
    });
    for (const desk of opened) {
      await desk.end();
      await removeFolder(desk.dataFolder);
    }
  },
});

export { expect };

async function inBrowser(page: Page, dataFolder: string) {
  let running: Workstation = await startWorkstation({ dataFolder });
  await enter(page, running.url);
  return {
    page,
    dataFolder,
    kill: () => running.kill(),
    restart: async () => {
      running = await startWorkstation({ dataFolder, port: Number(new URL(running.url).port) });
      const beside = await page.context().newPage();
      await enter(beside, running.url);
      return beside;
    },
    stop: () => running.stop(),
    end: () => running.kill(),
    rows: reader(dataFolder),
  };
}

async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('#main').waitFor();
}

/** Not run where this was written: there is no Electron binary here (see playwright.config.ts). */
async function inElectron(dataFolder: string) {
  const folder = join(rootFolder, 'node_modules', 'electron');
  const executablePath = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
  const launch = () => electron.launch({ executablePath, args: [electronFolder, `--data=${dataFolder}`] });
  let app: ElectronApplication = await launch();
  const page = await app.firstWindow();
  const kill = async () => {
    const { process: child } = { process: app.process() };
    const ended = new Promise<void>((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()));
    child.kill('SIGKILL');
    await ended;
  };
  return {
    page,
    dataFolder,
    kill,
    restart: async () => {
      app = await launch();
      return app.firstWindow();
    },
    stop: () => app.close(),
    end: kill,
    rows: reader(dataFolder),
  };
}

/** Reads the store of a data folder by a connection of its own. */
export function reader(dataFolder: string): Desk['rows'] {
  return <Row>(sql: string, ...params: readonly unknown[]) => {
    const file = join(dataFolder, 'so-song.sqlite');
    if (!existsSync(file)) return [];
    const db = openSealed(file, { readonly: true });
    try {
      return db.prepare<unknown[], Row>(sql).all(...params);
    } finally {
      db.close();
    }
  };
}

/** Leads the window to an address behind `#`, as a link does. */
export async function walkTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
}

/** The open value of a record. */
export const editor = (page: Page): Locator => page.locator('[data-actions][data-path]');
export const openPath = (page: Page): Promise<string | null> => editor(page).getAttribute('data-path');

/** Waits until everything decided is on the disk. */
export async function saved(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: vi.record.screen.saved }).waitFor();
}

/** Opens the value at a path by its line, wherever the cursor stands. */
export async function stepTo(page: Page, path: string): Promise<void> {
  await expect(editor(page).or(page.getByText(vi.record.screen.done))).toBeVisible();
  if ((await editor(page).count()) > 0 && (await openPath(page)) === path) return;
  await page.locator(`button[data-path="${path}"]`).click();
  await expect.poll(() => openPath(page)).toBe(path);
  await expect(page.locator('#field-input')).toBeFocused();
}

/** A text of `messages` with places of its own left open, as a pattern: `shape(words.progress, 2)`. */
export function shape(text: (...parts: string[]) => string, parts: number): RegExp {
  const filled = text(...Array.from({ length: parts }, () => '\u0000'));
  return new RegExp(
    filled
      .split('\u0000')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+?)'),
  );
}
