import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { defaultPreferences } from '#domain/preference';
import { rootFolder } from '#main/open-workstation';
import { vi } from '#messages/vi';
import { editor, expect, test, walkTo } from './desk.ts';
import { call, furnish, settled } from './screens.ts';

/** The pictures of README and docs, made from the running program: `SO_SONG_SCREENSHOTS=1 npx playwright test screenshots`. */
const folder = join(rootFolder, 'docs', 'screenshots');
const largest = 250_000;

test('pictures for the documents', async ({ desk }) => {
  test.setTimeout(240_000);
  await mkdir(folder, { recursive: true });
  const { page, rows } = await desk('sample');
  const state = (await call(page, 'workstation/state', {})) as { settings: Record<string, unknown> };
  await call(page, 'workstation/saveSettings', { ...state.settings, person: 'Nguyễn Thị Hòa', office: 'UBND xã Ea Kao' });
  await call(page, 'preference/save', { ...defaultPreferences, theme: 'light' });
  for (const [title, source, owner, days] of [
    ['Hộp 12, khai sinh 1998–2004', 'box', 'Nguyễn Thị Hòa', 12],
    ['Sổ hộ khẩu, quyển 7', 'book', 'Y Thuân Niê', 30],
  ] as const) {
    await call(page, 'batch/create', { title, source, placeCode: null, owner, deadline: day(days) });
  }
  const ids = await furnish(page, rows);
  await call(page, 'batch/update', { id: ids.batch, owner: 'Nguyễn Thị Hòa' });
  await page.reload();
  const shoot = async (name: string) => {
    await settled(page);
    await page.waitForTimeout(600);
    await writeFile(join(folder, `${name}.png`), await small(page));
  };
  await walkTo(page, '#/work');
  await shoot('work');
  await walkTo(page, '#/batches');
  await shoot('batches');
  await walkTo(page, `#/batches/${ids.batch}?tab=pages`);
  await page.locator('[data-index="2"]').click();
  await shoot('batch');
  // Of the doubtful printed records the one on the cleanest paper, which makes the smallest picture.
  const doubtful = rows<{ id: string }>(`SELECT DISTINCT r.id FROM paper_record r JOIN field_value v ON v.record_key = r.key
    WHERE r.state = 'open' AND v.state = 'read' AND v.handwritten = 0`);
  const weights: { readonly id: string; readonly bytes: number }[] = [];
  for (const { id } of doubtful) {
    await walkTo(page, `#/records/${id}`);
    await editor(page).waitFor();
    await settled(page);
    weights.push({ id, bytes: (await page.screenshot()).length });
  }
  await walkTo(page, `#/records/${weights.sort((a, b) => a.bytes - b.bytes)[0]?.id}`);
  await editor(page).waitFor();
  await shoot('record');
  await walkTo(page, `#/records/${ids.table}`);
  await page.locator('button[data-path*="["]').nth(2).click();
  await shoot('record-table');
  await walkTo(page, '#/handover');
  await page.getByRole('button', { name: vi.labels.holdReason.open }).click();
  await page.getByRole('button', { name: vi.handover.columns.receipt, exact: true }).first().click();
  await shoot('handover');
  await walkTo(page, '#/targets');
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await shoot('targets');
  await walkTo(page, '#/settings');
  await shoot('settings');
  await walkTo(page, '#/search?text=dak%20lak');
  await shoot('search');
  await walkTo(page, `#/records/${ids.handwritten}?path=headName`);
  await editor(page).waitFor();
  await page.keyboard.press('Control+Shift+D');
  await shoot('record-dark');
});

test('picture of the first run', async ({ desk }) => {
  const { page } = await desk('empty');
  await expect(page.getByRole('heading', { name: vi.firstRun.welcome })).toBeVisible();
  await settled(page);
  await writeFile(join(folder, 'first-run.png'), await small(page));
});

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

async function small(page: Page): Promise<Buffer> {
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  // The grain of scanned paper is what weighs: as few colours as it takes.
  for (const quality of [100, 70, 50, 40, 30, 20]) {
    const picture = await sharp(shot)
      .png({ palette: true, quality, effort: 10, dither: quality > 60 ? 0.4 : 0 })
      .toBuffer();
    if (picture.length < largest) return picture;
  }
  throw new Error(`no picture under ${largest} bytes`);
}
