import { vi } from '#messages/vi';
import { expect, shape, test } from './desk.ts';
import { keepSample } from './workstation.ts';

/**
 * Runs before the other tests: it reads the sample batch as a clerk's first morning does, and what was read is kept for them
 * (a project that the others depend on, see playwright.config.ts).
 */
test('an empty workstation explains itself, and the sample batch is read before one’s eyes', async ({ desk }) => {
  test.setTimeout(240_000);
  const { page, stop, dataFolder, rows } = await desk('empty');
  const { firstRun, frame, batch } = vi;

  await expect(page.getByRole('heading', { name: firstRun.welcome })).toBeVisible();
  for (const offer of [firstRun.sampleStart, firstRun.ownStart, firstRun.tourStart]) {
    await expect(page.getByRole('button', { name: offer })).toBeVisible();
  }

  // The tour goes through the real screens and blocks nothing.
  await page.getByRole('button', { name: firstRun.tourStart }).click();
  const tour = page.getByRole('dialog', { name: firstRun.tourTitle });
  for (const stop of ['batches', 'import', 'record', 'search', 'handover', 'targets'] as const) {
    await expect(tour.getByRole('heading', { name: firstRun.tourSteps[stop].title })).toBeVisible();
    await page.keyboard.press('ArrowRight');
  }
  await expect(tour).toHaveCount(0);
  await page.keyboard.press('Alt+1');

  await page.getByRole('button', { name: firstRun.sampleStart }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/batches\//);

  // Without a reload: pages appear, the line at the edge counts up, and it is done when the records are there.
  let reloads = 0;
  page.on('framenavigated', () => {
    reloads += 1;
  });
  await page.getByRole('tab', { name: batch.tabs.pages }).click();
  const progress = page.getByRole('progressbar', { name: frame.reading.label });
  const seen = new Set<string>();
  await expect(async () => {
    const said = (await progress.getAttribute('aria-valuetext')) ?? '';
    if (shape(frame.reading.progress, 2).test(said)) seen.add(said);
    expect(seen.size).toBeGreaterThanOrEqual(3);
  }).toPass({ timeout: 120_000, intervals: [100] });
  await expect(page.getByRole('button', { name: shape(batch.page.name, 1) }).first()).toBeVisible();
  await expect(progress).toHaveAttribute('aria-valuetext', frame.reading.idle, { timeout: 200_000 });
  await expect
    .poll(() => rows<{ n: number }>(`SELECT count(*) AS n FROM job WHERE state IN ('queued', 'running')`)[0]?.n, { timeout: 60_000 })
    .toBe(0);

  const pages = rows<{ n: number }>('SELECT count(*) AS n FROM page')[0]?.n ?? 0;
  const records = rows<{ n: number }>('SELECT count(*) AS n FROM paper_record')[0]?.n ?? 0;
  expect(pages).toBeGreaterThanOrEqual(14);
  await expect(page.getByRole('tab', { name: batch.tabs.pages })).toContainText(String(pages));
  await page.keyboard.press('1');
  await expect(page.getByRole('tab', { name: batch.tabs.records })).toContainText(String(records));
  await expect(page.getByRole('table', { name: batch.record.list }).locator('tbody tr')).toHaveCount(records);
  expect(
    new Set(rows<{ type: string }>('SELECT DISTINCT record_type AS type FROM paper_record').map(({ type }) => type)).size,
  ).toBeGreaterThanOrEqual(6);
  expect(reloads).toBeLessThanOrEqual(2); // The address behind # is a navigation within the page.

  await stop();
  await keepSample(dataFolder);
});
