import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Desk, expect, test, walkTo } from './desk.ts';
import { either, furnish, settled, states } from './screens.ts';

/**
 * Every state in light and Vietnamese, and in dark and English: colours do not depend on the language, so each state is judged in both
 * themes and in both languages.
 */
const looks = [
  { name: 'light, Vietnamese', keys: [] },
  { name: 'dark, English', keys: ['Control+Shift+D', 'Control+Shift+L'] },
] as const;

test('no serious finding on any screen', async ({ desk }) => {
  test.setTimeout(600_000);
  const { page, rows } = await desk('sample');
  const ids = await furnish(page, rows);
  const found: string[] = [];
  for (const { name: look, keys } of looks) {
    await dress(page, keys);
    for (const { name, open } of states) {
      await open(page, ids);
      await settled(page);
      found.push(...(await serious(page)).map((line) => `${look}, ${name}: ${line}`));
    }
    // The last state may have a layer open, and in a field letters are letters.
    await page.keyboard.press('Escape');
    await walkTo(page, '#/work');
  }
  expect(found).toEqual([]);
});

test('no serious finding on the first screen of an empty workstation, nor on its tour', async ({ desk }) => {
  const { page }: Desk = await desk('empty');
  for (const { name: look, keys } of looks) {
    await dress(page, keys);
    await settled(page);
    expect(await serious(page), look).toEqual([]);
    await page
      .getByRole('button', { name: either((words) => words.firstRun.tourStart) })
      .last()
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await serious(page), `${look}, tour`).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

async function dress(page: Page, keys: readonly string[]): Promise<void> {
  await page.locator('#main h1, #main h2').first().waitFor();
  for (const key of keys) await page.keyboard.press(key);
  await expect(page.locator('html')).toHaveAttribute('lang', keys.length === 0 ? 'vi' : 'en');
}

async function serious(page: Page): Promise<readonly string[]> {
  // Half a megabyte of source, which stays in the window from the first look on.
  const loaded = await page.evaluate(() => 'axe' in window);
  const { violations } = await new AxeBuilder({ page, ...(loaded ? { axeSource: 'void 0' } : {}) })
    .setLegacyMode()
    // Only what is wrong is asked for: else the selector and the mark-up of every element that is right are written out, too.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 4)
        .map((node) => `${id} ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''} ${node.html.slice(0, 160)}`),
    );
}
