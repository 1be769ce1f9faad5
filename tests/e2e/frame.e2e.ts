import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { expect, test } from './desk.ts';

test('messages at the edge never take the focus, speak the language of the moment, and pile up to four', async ({ desk }) => {
  const { page } = await desk('sample');
  await expect(page.getByRole('heading', { name: vi.record.work.next })).toBeVisible();
  const focus = () => page.evaluate(() => document.activeElement?.outerHTML);
  const before = await focus();
  await page.route('**/api/rpc/job/pauseReading', (route) => route.abort());
  for (let turn = 0; turn < 6; turn += 1) await page.keyboard.press('Control+Shift+P');
  const toasts = page.getByRole('alert');
  await expect(toasts).toHaveCount(4);
  await expect(toasts.first()).toContainText(vi.frame.silent.what);
  await expect(toasts.first()).toContainText(vi.frame.silent.next);
  expect(await focus()).toBe(before);

  await page.keyboard.press('Control+Shift+L');
  await expect(toasts.first()).toContainText(en.frame.silent.next);
  await toasts.first().getByRole('button', { name: en.frame.dismiss }).click();
  await expect(toasts).toHaveCount(3);

  // What went well is told more quietly, and goes by itself.
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('n');
  await page.getByRole('form', { name: en.batch.newBatch }).getByRole('textbox', { name: en.batch.columns.title }).fill('Hộp 12');
  await page.keyboard.press('Enter');
  const done = page.getByRole('status').filter({ hasText: en.batch.created });
  await expect(done).toBeVisible();
  await expect(done).toHaveCount(0, { timeout: 10_000 });
});

test('the palette finds commands, batches and records by keyboard, without marks and in both languages', async ({ desk }) => {
  const { page, rows } = await desk('sample');
  await expect(page.getByRole('heading', { name: vi.record.work.next })).toBeVisible();
  const field = page.getByRole('combobox', { name: vi.frame.palette.label });
  const chosen = page.getByRole('option', { selected: true });

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('chi tieu');
  await expect(chosen).toContainText(vi.frame.rail.targets);
  expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/targets/);

  const batch = rows<{ id: string; code: string }>('SELECT id, code FROM batch')[0];
  await page.keyboard.press('Control+k');
  await page.keyboard.type(batch?.code.toLowerCase() ?? '');
  await expect(chosen).toContainText(batch?.code ?? '');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/batches/${batch?.id}`));

  // A record by a name, typed without marks; what comes later from the core stands above, and its first is chosen.
  const name = rows<{ value: string }>(`SELECT value FROM field_value WHERE path = 'fullName' AND value LIKE '% %' ORDER BY record_key`)[0]
    ?.value;
  await page.keyboard.press('Control+k');
  await page.keyboard.type((name ?? '').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D').toLowerCase());
  await expect(chosen).toContainText(name ?? '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/records\//);

  // Escape leaves everything as it was, with the focus where it stood.
  await expect(page.locator('#field-input')).toBeFocused();
  await page.keyboard.press('Control+Shift+L');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('targets');
  await expect(chosen).toContainText(en.frame.rail.targets);
  await page.keyboard.press('Escape');
  await expect(page.locator('#field-input')).toBeFocused();
});

test('a setting that is refused shows what is saved', async ({ desk }) => {
  const { page, rows } = await desk('sample');
  await expect(page.getByRole('heading', { name: vi.record.work.next })).toBeVisible();
  await page.keyboard.press('Alt+6');
  const embedded = page.getByRole('radio', { name: vi.settings.embedded });
  const server = page.getByRole('radio', { name: vi.settings.postgres });
  await expect(embedded).toBeChecked();
  const refuse = () =>
    page.route('**/workstation/saveSettings', (route) =>
      route.fulfill({
        status: 409,
        json: { json: { defined: true, code: 'handover.underWay', status: 409, message: '', data: { code: 'L-0001' } } },
      }),
    );
  const told = page.getByRole('alert').filter({ hasText: vi.problems['handover.underWay']({ code: 'L-0001' }).what });
  const address = page.getByRole('textbox', { name: vi.settings.url }).first();
  await refuse();
  await server.click();
  await address.fill('postgres://so_song@192.0.2.1:5432/so_song');
  await page.keyboard.press('Enter');
  await expect(told).toBeVisible();
  await expect(embedded).toBeChecked();
  await told.getByRole('button').click();

  await page.unroute('**/workstation/saveSettings');
  await server.click();
  await address.fill('postgres://so_song@192.0.2.1:5432/so_song');
  await page.keyboard.press('Enter');
  const saved = () => rows<{ value: string }>("SELECT value FROM setting WHERE key = 'destination'")[0]?.value;
  await expect.poll(saved).toContain('192.0.2.1');
  await refuse();
  await embedded.click();
  await expect(told).toBeVisible();
  await expect(server).toBeChecked();
});

test('the licences of others are shown in the settings, by keyboard alone', async ({ desk }) => {
  const { page } = await desk('sample');
  await expect(page.getByRole('heading', { name: vi.record.work.next })).toBeVisible();
  await page.keyboard.press('Alt+6');
  const list = page.getByText(vi.settings.thirdParty.show);
  await list.focus();
  await page.keyboard.press('Enter');
  const libvips = page.locator('summary').filter({ hasText: /^@img\/sharp-(libvips|win32)/ });
  // What the bundler took besides what we name ourselves.
  await expect(page.locator('summary').filter({ hasText: /^@floating-ui\/react / })).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.locator('summary').nth(1)).toBeFocused();
  await libvips.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('To put another build in their place')).toBeVisible();
});
