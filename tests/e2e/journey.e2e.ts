import type { Page } from '@playwright/test';
import type { ValueState } from '#domain/field-value';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { type Desk, editor, expect, openPath, saved, shape, stepTo, test, walkTo } from './desk.ts';

/** The main job as a clerk does it: by keyboard, on the sample batch that `first-run.e2e.ts` has read. */

interface StoredValue {
  readonly path: string;
  readonly value: string | null;
  readonly state: ValueState;
  readonly revision: number;
}
interface StoredRecord {
  readonly id: string;
  readonly sequence: number;
  readonly open: number;
  readonly handwritten: number;
}

const screen = vi.record.screen;

/** Records with something to look at; `by` is an order of SQL. */
const openRecords = (desk: Desk, by: string) =>
  desk.rows<StoredRecord>(`SELECT r.id, r.sequence, count(*) AS open, sum(v.handwritten) AS handwritten FROM paper_record r
    JOIN field_value v ON v.record_key = r.key WHERE r.state = 'open' AND v.state = 'read' GROUP BY r.id ORDER BY ${by}`);
const valueAt = (desk: Desk, id: string, path: string | null) =>
  desk.rows<StoredValue>(
    `SELECT v.path, v.value, v.state, v.revision FROM paper_record r JOIN field_value v ON v.record_key = r.key WHERE r.id = ? AND v.path = ?`,
    id,
    path,
  )[0];

/** Presses a key that decides on the open value; answers its path once the cursor stands elsewhere and the decision is on the disk. */
async function decideWith(page: Page, press: () => Promise<void>): Promise<string> {
  const path = (await openPath(page)) ?? '';
  await press();
  await expect.poll(async () => ((await editor(page).count()) === 0 ? null : openPath(page))).not.toBe(path);
  await saved(page);
  return path;
}

test('verifying by keyboard: every key does what it says, on the screen and on the disk', async ({ desk }) => {
  const opened = await desk('sample');
  const { page } = opened;
  // The first morning key: Enter on "my work" opens what is best done next.
  await expect(page.getByRole('heading', { name: vi.record.work.next })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/records\//);
  await expect(editor(page)).toBeVisible();
  const first = await openPath(page);
  expect(valueAt(opened, recordOf(page), first)?.state).toBe('read');
  await expect(page.locator('#field-input')).toBeFocused();

  // The book written by hand: many doubts of every kind.
  const [book] = openRecords(opened, 'handwritten DESC, open DESC');
  if (!book) throw new Error('the sample has no handwritten book');
  await walkTo(page, `#/records/${book.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(shape(screen.of, 2));
  await expect(editor(page)).toBeVisible();
  await expect(page.getByLabel(screen.doubts(String(book.open)))).toBeVisible();

  // The proof stands above the input: a picture that is really there.
  await expect
    .poll(() =>
      editor(page)
        .locator('img')
        .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length),
    )
    .toBeGreaterThan(0);

  // Enter confirms what the machine read; figures written by hand it does not (keyboard.e2e).
  await stepTo(page, 'permanentAddress');
  const confirmed = await decideWith(page, () => page.keyboard.press('Enter'));
  expect(valueAt(opened, book.id, confirmed)?.state).toBe('confirmed');

  // Typing replaces.
  const typed = 'NGUYỄN VĂN THÀNH';
  await stepTo(page, 'headName');
  await page.keyboard.type(typed);
  await expect(page.locator('#field-input')).toHaveValue(typed);
  const corrected = await decideWith(page, () => page.keyboard.press('Enter'));
  expect(corrected).toBe('headName');
  expect(valueAt(opened, book.id, corrected)).toMatchObject({ value: typed });
  expect(['corrected', 'keyed']).toContain(valueAt(opened, book.id, corrected)?.state);

  // 1–3 choose a reading; a second key keeps it.
  await stepTo(page, 'members[0].sex');
  const choices = page.getByRole('group', { name: screen.choices }).getByRole('button');
  await expect(choices.first()).toBeVisible();
  const second = ((await choices.nth(1).textContent()) ?? '').replace(/^\s*2\s*/, '').trim();
  await page.keyboard.press('2');
  await expect(page.locator('#field-input')).toHaveValue(second);
  const chosen = await decideWith(page, () => page.keyboard.press('Enter'));
  expect(valueAt(opened, book.id, chosen)?.value).toBe(second);

  // F4 unreadable, F6 blank on paper, Ctrl+Z takes back and leads there.
  await stepTo(page, 'members[0].occupation');
  const unreadable = await decideWith(page, () => page.keyboard.press('F4'));
  expect(valueAt(opened, book.id, unreadable)).toMatchObject({ state: 'unreadable', value: null });
  await stepTo(page, 'members[0].religion');
  const blank = await decideWith(page, () => page.keyboard.press('F6'));
  expect(valueAt(opened, book.id, blank)).toMatchObject({ state: 'blank', value: null });
  await page.keyboard.press('Control+z');
  await expect.poll(() => openPath(page)).toBe(blank);
  await expect.poll(() => valueAt(opened, book.id, blank)?.state).toBe('read');
  expect(valueAt(opened, book.id, unreadable)?.state).toBe('unreadable');

  // Letters that are not of the field's kind are refused in place, and nothing is lost of them.
  await stepTo(page, 'issueDate');
  await page.keyboard.type('hôm qua');
  await page.keyboard.press('Enter');
  await expect(page.getByText(screen.notOfKind.date)).toBeVisible();
  await expect(page.locator('#field-input')).toHaveValue('hôm qua');
  await page.keyboard.press('Escape');
  await expect(page.getByText(screen.notOfKind.date)).toHaveCount(0);

  // Arrows walk, F3 tells the history, Space shows the whole page.
  const here = await openPath(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => openPath(page)).not.toBe(here);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => openPath(page)).toBe(here);
  await stepTo(page, 'headName');
  await page.keyboard.press('F3');
  await expect(page.getByRole('region', { name: screen.history })).toContainText(typed);
  await page.keyboard.press('F3');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: screen.toField, exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: screen.whole, exact: true })).toBeVisible();

  // PgDn and PgUp go through the batch. Each record in front of somebody leaves its trace, however it was fetched.
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${book.sequence + 1}/`);
  const looked = "SELECT seq FROM audit_event WHERE action = 'record.opened' AND subject = ?";
  await expect.poll(() => opened.rows(looked, recordOf(page)).length).toBe(1);
  await page.keyboard.press('PageUp');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${book.sequence}/`);

  // After a reload the screen says what the disk says.
  await page.reload();
  await stepTo(page, 'headName');
  await expect(page.locator('#field-input')).toHaveValue(typed);
  await stepTo(page, 'members[0].occupation');
  await expect(editor(page)).toContainText(vi.labels.valueState.unreadable);
});

test('a record is verified to the end, handed over with a receipt, and counts towards a target', async ({ desk }) => {
  const opened = await desk('sample');
  const { page, rows } = opened;
  const [easy] = openRecords(opened, 'handwritten, open');
  if (!easy) throw new Error('the sample has no open record');
  await walkTo(page, `#/records/${easy.id}`);
  for (let left = easy.open; left > 0; left -= 1) {
    await expect(editor(page)).toBeVisible();
    const path = await openPath(page);
    if (valueAt(opened, easy.id, path)?.value === null) await page.keyboard.press('F6');
    else await page.keyboard.press('Enter');
    await expect.poll(() => valueAt(opened, easy.id, path)?.state).not.toBe('read');
  }
  expect(rows<{ state: string }>('SELECT state FROM paper_record WHERE id = ?', easy.id)).toEqual([{ state: 'verified' }]);
  await walkTo(page, `#/records/${easy.id}`);
  await expect(page.getByText(vi.labels.recordStanding.verified, { exact: true })).toBeVisible();

  // Dry run first: what goes, what stays and why.
  await page.keyboard.press('Alt+4');
  const ready = rows<{ n: number }>(`SELECT count(*) AS n FROM paper_record WHERE state = 'verified'`)[0]?.n ?? 0;
  const held = rows<{ n: number }>(`SELECT count(*) AS n FROM paper_record WHERE state = 'open'`)[0]?.n ?? 0;
  expect(ready).toBeGreaterThan(0);
  await expect(page.getByRole('link', { name: new RegExp(`${vi.handover.ready}: ${vi.handover.records(String(ready))}`) })).toBeVisible();
  const why = page.getByRole('button', { name: `${held} ${vi.labels.holdReason.open}` });
  await why.click();
  await expect(page.getByRole('region', { name: vi.handover.heldList(vi.labels.holdReason.open) }).getByRole('link')).toHaveCount(held);
  await page.getByRole('button', { name: vi.handover.start, exact: true }).click();
  // Asked once, in place, with what goes where; a hand-over is for good.
  await expect(page.getByRole('region', { name: vi.handover.start })).toContainText(vi.handover.embedded);
  await expect(page.getByRole('button', { name: vi.handover.sureNo, exact: true })).toBeFocused();
  expect(rows('SELECT id FROM handover')).toEqual([]);
  if (process.env.SO_SONG_LOOK) await page.screenshot({ path: `${process.env.SO_SONG_LOOK}/ask.png` });
  await page.getByRole('button', { name: vi.handover.sureYes(String(ready)), exact: true }).click();

  // The receipt: what was sent is what was accepted, was there already, or was refused.
  const receipt = page.getByText(shape(vi.handover.sum, 4)).first();
  await expect(receipt).toBeVisible({ timeout: 60_000 });
  const [sent = 0, accepted = 0, already = 0, refused = 0] = (shape(vi.handover.sum, 4).exec((await receipt.textContent()) ?? '') ?? [])
    .slice(1)
    .map(Number);
  expect(sent).toBe(ready);
  expect(sent).toBe(accepted + already + refused);
  expect(accepted).toBeGreaterThan(0);
  await expect
    .poll(() => rows<{ n: number }>(`SELECT count(*) AS n FROM paper_record WHERE state = 'handedOver'`)[0]?.n)
    .toBe(accepted + already);
  await page.getByRole('button', { name: vi.handover.columns.receipt, exact: true }).click();
  await expect(page.getByRole('region', { name: vi.handover.details })).toContainText(vi.handover.digest);

  // A promise, typed as it stands on paper; the accepted records count at once.
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('button', { name: vi.target.newTarget }).first()).toBeVisible();
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: vi.target.newTarget });
  await expect(form.getByRole('textbox', { name: vi.target.name })).toBeFocused();
  await page.keyboard.type('Hồ sơ thử, xã Ea Kao');
  await form.getByRole('textbox', { name: vi.target.total }).fill('20');
  await form.getByRole('textbox', { name: vi.target.share }).fill('80');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Hồ sơ thử, xã Ea Kao' })).toBeVisible();
  await expect(page.getByText(shape(vi.target.promised, 3))).toContainText(/16 hồ sơ \(80\s?%\)/);
  const counter = page.getByText(vi.target.accepted, { exact: true }).first().locator('xpath=following-sibling::b');
  await expect(counter).toHaveText(String(accepted));

  // A record handed over can only be viewed.
  await walkTo(page, `#/records/${easy.id}`);
  await expect(page.getByText(screen.readOnly.handedOver)).toBeVisible();
});

test('language, background and size of letters change at once and stay', async ({ desk }) => {
  const { page, rows } = await desk('sample');
  await walkTo(page, '#/batches');
  // A core that answers late must not lose what was chosen meanwhile.
  await page.route('**/preference/get*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: vi.batch.batches })).toBeVisible();
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { level: 1, name: en.batch.batches })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Control+Shift+D');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  const height = () => page.getByRole('heading', { level: 1 }).evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
  const medium = await height();
  await page.getByRole('button', { name: en.frame.look.label }).click();
  await page.getByRole('radiogroup', { name: en.frame.look.textSize }).getByText(en.frame.look.large).click();
  await expect.poll(height).toBeGreaterThan(medium);
  await page.keyboard.press('Escape');

  const kept = () =>
    rows<{ kept: string }>('SELECT * FROM preference')
      .map((row) => JSON.stringify(row))
      .join();
  await expect.poll(kept).toContain('large');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: en.batch.batches })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await height()).toBeGreaterThan(medium);
});

const recordOf = (page: Page): string => decodeURIComponent(/#\/records\/([^/?]+)/.exec(page.url())?.[1] ?? '');
