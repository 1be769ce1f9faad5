import { setTimeout as wait } from 'node:timers/promises';
import { vi } from '#messages/vi';
import { type Desk, editor, expect, openPath, saved, stepTo, test, walkTo } from './desk.ts';

const screen = vi.record.screen;
const text = 'NGUYỄN THỊ THANH HƯƠNG GIANG VÀ CÁC CON';

const valueAt = 'field_value WHERE record_key = (SELECT key FROM paper_record WHERE id = ?) AND path = ?';

/** The handwritten book: a record with many doubts. */
function bookOf(rows: Desk['rows']): string {
  const [book] = rows<{ id: string }>(`SELECT r.id FROM paper_record r JOIN field_value v ON v.record_key = r.key
    WHERE r.state = 'open' AND v.state = 'read' GROUP BY r.id ORDER BY count(*) DESC`);
  if (!book) throw new Error('the sample has no open record');
  return book.id;
}

test('a kill in the middle of typing takes at most the last second; what was confirmed is there', async ({ desk }) => {
  const { page, rows, kill, restart } = await desk('sample');
  const id = bookOf(rows);
  await walkTo(page, `#/records/${id}`);
  await expect(editor(page)).toBeVisible();
  // Written by hand, and neither a number nor a date: Enter may confirm it.
  const confirmed = 'permanentAddress';
  await stepTo(page, confirmed);
  await page.keyboard.press('Enter');
  await saved(page);
  await stepTo(page, 'headName');

  // As a quick typist does, with no pause in which everything could be saved.
  const at: number[] = [];
  for (const letter of text) {
    await page.keyboard.insertText(letter);
    at.push(performance.now());
    await wait(55);
  }
  const killedAt = performance.now();
  await kill();
  const mustBeThere = at.filter((moment) => moment < killedAt - 1000).length;
  expect(mustBeThere).toBeGreaterThan(10);

  // The window that is left says that nobody answers.
  if (!page.isClosed()) await expect(page.getByText(vi.frame.offline)).toBeVisible();

  const again = await restart();
  await walkTo(again, `#/records/${id}`);
  await expect.poll(() => openPath(again)).toBe('headName');
  const left = await again.locator('#field-input').inputValue();
  expect(text.startsWith(left)).toBe(true);
  expect(left.length).toBeGreaterThanOrEqual(mustBeThere);
  await expect(editor(again)).toContainText(screen.draft);
  expect(rows<{ state: string }>(`SELECT state FROM ${valueAt}`, id, confirmed)).toEqual([{ state: 'confirmed' }]);

  // Work goes on from there.
  await again.keyboard.press('End');
  await again.keyboard.insertText('!');
  await again.keyboard.press('Backspace');
  await again.keyboard.press('Enter');
  await saved(again);
  expect(rows<{ value: string }>(`SELECT value FROM ${valueAt}`, id, 'headName')).toEqual([{ value: left.trim() }]);
  expect(rows('SELECT * FROM draft')).toEqual([]);
});

test('a window that lost the program says so, keeps what was decided, and goes on when the program is back', async ({ desk, host }) => {
  test.skip(host === 'electron', 'in Electron the window ends with the program');
  const { page, rows, kill, restart } = await desk('sample');
  const id = bookOf(rows);
  await walkTo(page, `#/records/${id}`);
  await expect(editor(page)).toBeVisible();
  const stateOf = (path: string) => rows<{ state: string }>(`SELECT state FROM ${valueAt}`, id, path)[0]?.state;
  await kill();
  await expect(page.getByText(vi.frame.offline)).toBeVisible();
  const decided: string[] = [];
  for (const key of ['F4', 'F6']) {
    const path = (await openPath(page)) ?? '';
    decided.push(path);
    await page.keyboard.press(key);
    await expect.poll(() => openPath(page)).not.toBe(path);
  }
  await expect(page.getByText(screen.notSaved('2'))).toBeVisible();
  expect(decided.map(stateOf)).toEqual(['read', 'read']);

  await restart();
  await expect(page.getByText(vi.frame.offline)).toHaveCount(0, { timeout: 20_000 });
  await saved(page);
  expect(decided.map(stateOf)).toEqual(['unreadable', 'blank']);
});

test('what is typed and decided around a kill stands in the store, each once, when the program is back', async ({ desk, host }) => {
  test.skip(host === 'electron', 'in Electron the window ends with the program');
  const { page, rows, kill, restart } = await desk('sample');
  const id = bookOf(rows);
  await walkTo(page, `#/records/${id}`);
  await stepTo(page, 'headName');
  await page.keyboard.type('Lê Thị Hoa');
  await page.keyboard.press('Enter');
  await kill();
  // The clerk goes on as if nothing had happened: one more decision, and a text that is not decided on.
  await stepTo(page, 'permanentAddress');
  await page.keyboard.type('Thôn 1, xã Ea Kao, tỉnh Đắk Lắk');
  await page.keyboard.press('Enter');
  await stepTo(page, 'headName');
  await page.keyboard.press('F2');
  await page.keyboard.type(' Mai');
  await expect(page.getByText(vi.frame.offline)).toBeVisible();
  await wait(2_000);

  await restart();
  await expect(page.getByText(vi.frame.offline)).toHaveCount(0, { timeout: 20_000 });
  await saved(page);
  const standsAs = (path: string) => rows<{ value: string }>(`SELECT value FROM ${valueAt}`, id, path)[0]?.value;
  expect(standsAs('headName')).toBe('Lê Thị Hoa');
  expect(standsAs('permanentAddress')).toBe('Thôn 1, xã Ea Kao, tỉnh Đắk Lắk');
  expect(rows('SELECT path, count(*) AS n FROM verification GROUP BY path ORDER BY path')).toEqual([
    { path: 'headName', n: 1 },
    { path: 'permanentAddress', n: 1 },
  ]);
  await expect.poll(() => rows('SELECT path, typed FROM draft')).toEqual([{ path: 'headName', typed: 'Lê Thị Hoa Mai' }]);
  await expect(page.locator('#field-input')).toHaveValue('Lê Thị Hoa Mai');
});
