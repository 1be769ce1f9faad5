import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { expect, test } from './desk.ts';

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
  const name = rows<{ value: string }>(`SELECT value FROM field_value WHERE path = 'fullName' AND value LIKE '% %' ORDER BY record_id`)[0]
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
