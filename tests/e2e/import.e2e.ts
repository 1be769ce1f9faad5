import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { PDFDocument } from 'pdf-lib';
import { resourcesFolder } from '#main/open-workstation';
import { vi } from '#messages/vi';
import { smallPage } from '#tests/fixtures/pages';
import { type Desk, expect, shape, test, walkTo } from './desk.ts';

const words = vi.intake;
const password = 'mật khẩu 9';
const sample = (name: string) => join(resourcesFolder, 'samples', name);
const birth = 'birth-certificate-02-p1.jpg';

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-song-files-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** A workstation with one empty batch, made by keyboard; reading is switched off, for these tests are about taking in. */
async function emptyBatch(open: (data: 'empty') => Promise<Desk>): Promise<Desk> {
  const opened = await open('empty');
  const { page } = opened;
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('n');
  await expect(page.getByRole('form', { name: vi.batch.newBatch }).getByRole('textbox', { name: vi.batch.columns.title })).toBeFocused();
  await page.keyboard.type('Hộp 12, hộ tịch');
  await page.keyboard.press('Enter');
  await expect(page.getByText(vi.batch.noPages)).toBeVisible();
  return opened;
}

const tab = (page: Page, part: keyof typeof vi.batch.tabs) => page.getByRole('tab', { name: vi.batch.tabs[part] });
const card = (page: Page, name: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function choose(page: Page, files: Parameters<Awaited<ReturnType<typeof chooser>>['setFiles']>[0]): Promise<void> {
  await (await chooser(page, 'Control+o')).setFiles(files);
}

async function chooser(page: Page, keys: string) {
  const [opened] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press(keys)]);
  return opened;
}

test('good and bad files: each is taken or says what happened, with the button that mends it', async ({ desk }) => {
  const { page, rows } = await emptyBatch(desk);
  const jpeg = await readFile(sample(birth));
  await choose(page, [
    { name: 'khai-sinh.jpg', mimeType: 'image/jpeg', buffer: jpeg },
    { name: 'trong.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
    { name: 'ghi-chu.png', mimeType: 'image/png', buffer: Buffer.from('Đây không phải là ảnh.') },
    { name: 'co-khoa.pdf', mimeType: 'application/pdf', buffer: await lockedPdf(jpeg) },
  ]);
  await expect(tab(page, 'pages')).toContainText('1');
  await expect(tab(page, 'entries')).toContainText('3');
  await page.keyboard.press('3');

  const { problems } = vi;
  const empty = card(page, 'trong.jpg');
  await expect(empty).toContainText(problems['file.empty']({ name: 'trong.jpg' }).what);
  await expect(empty).toContainText(problems['file.empty']({ name: 'trong.jpg' }).next);
  await expect(card(page, 'ghi-chu.png')).toContainText(problems['file.notAnImage']({ name: 'ghi-chu.png' }).what);

  // What was refused for good is not kept, so there is nothing to try again; dismissing takes it off the list.
  await expect(empty.getByRole('button', { name: words.retry })).toHaveCount(0);
  await empty.getByRole('button', { name: words.dismiss }).click();
  await expect(empty).toHaveCount(0);
  await card(page, 'ghi-chu.png').getByRole('button', { name: words.dismiss }).click();
  await expect(card(page, 'ghi-chu.png')).toHaveCount(0);

  // A locked PDF waits for its password; a wrong one is said, the right one opens it.
  const locked = card(page, 'co-khoa.pdf');
  const field = locked.getByLabel(words.passwordFor('co-khoa.pdf'));
  await field.fill('sai');
  await field.press('Enter');
  await expect(locked).toContainText(problems['pdf.wrongPassword']({ name: 'co-khoa.pdf' }).what);
  await field.fill(password);
  await field.press('Enter');
  await expect(locked).toHaveCount(0);
  await expect(tab(page, 'pages')).toContainText('2');
  expect(rows<{ state: string; n: number }>('SELECT state, count(*) AS n FROM import_entry GROUP BY state ORDER BY state')).toEqual([
    { state: 'dismissed', n: 2 },
    { state: 'taken', n: 2 },
  ]);
  // The password is nowhere on the disk.
  expect(JSON.stringify(rows('SELECT payload FROM job'))).not.toContain(password);

  // The same pages again are recognised, offered, and taken when a person says so.
  await choose(page, [{ name: 'chep-lai.jpg', mimeType: 'image/jpeg', buffer: jpeg }]);
  const copy = card(page, 'chep-lai.jpg');
  await expect(copy).toContainText(words.copyOfHere);
  await expect(tab(page, 'pages')).toContainText('2');
  await copy.getByRole('button', { name: words.takeCopy }).click();
  await expect(copy).toHaveCount(0);
  await expect(tab(page, 'pages')).toContainText('3');
});

test('a dropped folder is opened to the bottom, and its names stay with its files', async ({ desk }) => {
  const { page, rows } = await emptyBatch(desk);
  const dropped = join(folder, 'Hộp 12');
  await mkdir(join(dropped, 'Quyển 03'), { recursive: true });
  await cp(sample(birth), join(dropped, 'tờ 1.jpg'));
  await cp(sample('birth-certificate-03-p1.jpg'), join(dropped, 'Quyển 03', 'tờ 2.jpg'));
  await writeFile(join(dropped, 'Thumbs.db'), 'x');
  await writeFile(join(dropped, 'Quyển 03', 'hỏng.tif'), 'II*\0');
  await dropOn(page, [dropped]);
  await expect(tab(page, 'pages')).toContainText('2', { timeout: 20_000 });
  await page.keyboard.press('3');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(card(page, 'Hộp 12/Quyển 03/hỏng.tif')).toBeVisible();
  await page.getByRole('button', { name: words.all }).click();
  const list = page.getByRole('table', { name: words.entries });
  await expect(list.locator('tbody tr')).toHaveCount(3);
  await expect(list).toContainText('Hộp 12/tờ 1.jpg');
  expect(rows('SELECT folder, name FROM import_entry ORDER BY folder, name')).toEqual([
    { folder: 'Hộp 12', name: 'tờ 1.jpg' },
    { folder: 'Hộp 12/Quyển 03', name: 'hỏng.tif' },
    { folder: 'Hộp 12/Quyển 03', name: 'tờ 2.jpg' },
  ]);
});

test('files dragged out of another program, which have no path, are taken as well; a chosen folder too', async ({ desk }) => {
  const { page } = await emptyBatch(desk);
  const bytes = (await readFile(sample(birth))).toString('base64');
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'tu-thu-dien-tu.jpg', { type: 'image/jpeg' }),
    );
    return transfer;
  }, bytes);
  const zone = page.getByRole('tabpanel');
  await zone.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText(words.dropHere)).toBeVisible();
  await zone.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText(words.dropHere)).toHaveCount(0);
  await expect(tab(page, 'pages')).toContainText('1', { timeout: 20_000 });

  const chosen = join(folder, 'Sổ 7');
  await mkdir(chosen, { recursive: true });
  await cp(sample('enterprise-registration-03-p1.jpg'), join(chosen, 'tờ 1.jpg'));
  await (await chooser(page, 'Control+Shift+o')).setFiles(chosen);
  await expect(tab(page, 'pages')).toContainText('2', { timeout: 20_000 });
});

/** Eight pages in a folder, which the core takes slowly, so that there is time to do something else. */
async function slowFolder(page: Page, name: string): Promise<{ readonly chosen: string; readonly names: readonly string[] }> {
  const chosen = join(folder, name);
  await mkdir(chosen, { recursive: true });
  const names = Array.from({ length: 8 }, (_, index) => `tờ ${index + 1}.png`);
  for (const one of names) await writeFile(join(chosen, one), await smallPage(`${name} ${one}`, 360, 90));
  await page.route('**/api/uploads?*', async (route) => {
    await wait(700);
    await route.continue().catch(() => undefined);
  });
  return { chosen, names };
}

const copying = shape(words.copying, 2);

test('copying goes on while the clerk works elsewhere, is told in the top line, and stopped there', async ({ desk }) => {
  const { page, rows } = await emptyBatch(desk);
  const { chosen } = await slowFolder(page, 'Sổ 8');
  const batch = new URL(page.url()).hash;
  await (await chooser(page, 'Control+Shift+o')).setFiles(chosen);
  await expect(page.locator('header').getByText(copying)).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(tab(page, 'pages')).toHaveCount(0);
  const taken = () => rows<{ n: number }>("SELECT count(*) AS n FROM import_entry WHERE state = 'taken'")[0]?.n;
  await expect(page.locator('header').getByText(words.copying('3', '8'))).toBeVisible();
  if (process.env.SO_SONG_LOOK) await page.screenshot({ path: `${process.env.SO_SONG_LOOK}/copying.png` });
  // The browser asks before the tab closes, and the person stays.
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.dismiss();
    return dialog.type();
  });
  await page.close({ runBeforeUnload: true });
  expect(await asked).toBe('beforeunload');
  await expect.poll(taken).toBe(8);
  await expect(page.locator('header').getByText(copying)).toHaveCount(0);
  expect(rows('SELECT state, done, total FROM job WHERE kind = ?', 'import')).toEqual([{ state: 'done', done: 8, total: 8 }]);

  await walkTo(page, batch);
  // The key is the batch screen's.
  await expect(tab(page, 'pages')).toBeVisible();
  await (await chooser(page, 'Control+Shift+o')).setFiles((await slowFolder(page, 'Sổ 9')).chosen);
  await expect(page.locator('header').getByText(words.copying('1', '8'))).toBeVisible();
  await page.locator('header').getByRole('button', { name: words.stopUpload }).click();
  await expect(page.locator('header').getByText(copying)).toHaveCount(0);
  await expect
    .poll(() => rows('SELECT state FROM job WHERE kind = ? ORDER BY rowid DESC LIMIT 1', 'import'))
    .toEqual([{ state: 'stopped' }]);
});

test('a tab that is gone leaves no silence: what did not arrive is named, and the same folder once more completes it', async ({ desk }) => {
  const { page, rows } = await emptyBatch(desk);
  const { chosen, names } = await slowFolder(page, 'Sổ 10');
  const address = page.url();
  await (await chooser(page, 'Control+Shift+o')).setFiles(chosen);
  await expect(page.locator('header').getByText(words.copying('3', '8'))).toBeVisible();
  await page.close();

  const again = await page.context().newPage();
  await again.goto(address);
  await expect.poll(() => rows('SELECT state FROM job WHERE kind = ?', 'import'), { timeout: 40_000 }).toEqual([{ state: 'failed' }]);
  const missing = names.filter((name) => rows('SELECT 1 FROM import_entry WHERE name = ? AND state = ?', name, 'failed').length > 0);
  expect(missing.length).toBeGreaterThan(2);
  await expect(again.getByText(vi.problems['upload.incomplete']({ arrived: 8 - missing.length, files: 8 }).what)).toBeVisible();
  await again.keyboard.press('3');
  for (const name of missing) await expect(card(again, `Sổ 10/${name}`)).toContainText(vi.problems['upload.missing']({ name }).what);
  if (process.env.SO_SONG_LOOK) await again.screenshot({ path: `${process.env.SO_SONG_LOOK}/missing.png` });

  await (await chooser(again, 'Control+Shift+o')).setFiles(chosen);
  await expect(again.getByRole('article')).toHaveCount(0);
  await expect(tab(again, 'pages')).toContainText('8');
  await expect
    .poll(() => rows('SELECT state, done, total FROM job WHERE kind = ?', 'import'))
    .toEqual([{ state: 'done', done: 8, total: 8 }]);
  expect(rows('SELECT name, state FROM import_entry ORDER BY rowid')).toEqual(names.map((name) => ({ name, state: 'taken' })));
  expect(rows('SELECT count(*) AS n FROM page')).toEqual([{ n: 8 }]);
});

/** A drag from the desktop, made by the browser itself: the page gets entries that can be opened. */
async function dropOn(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const box = await page.getByRole('tabpanel').boundingBox();
  if (!box) throw new Error('nothing to drop on');
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  }
}

async function lockedPdf(jpeg: Uint8Array): Promise<Buffer> {
  const document = await PDFDocument.create();
  const image = await document.embedJpg(jpeg);
  // Smaller than the picture that is imported beside it, so that it is a page of its own.
  document.addPage([595, 842]).drawImage(image, { x: 20, y: 20, width: 555, height: 800 });
  document.encrypt({ userPassword: password, ownerPassword: 'chủ' });
  return Buffer.from(await document.save());
}
