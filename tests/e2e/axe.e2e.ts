import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { vi } from '#messages/vi';
import { type Desk, expect, test } from './desk.ts';
import { furnish, settled, states } from './screens.ts';

/**
 * Every state in light and Vietnamese, and in dark and English: colours do not depend on the language, so each state is judged in both
 * themes and in both languages.
 */
const looks = [
  { name: 'light, Vietnamese', keys: [] },
  { name: 'dark, English', keys: ['Control+Shift+D', 'Control+Shift+L'] },
] as const;

for (const { name, keys } of looks) {
  test(`no serious finding on any screen: ${name}`, async ({ desk }) => {
    test.setTimeout(400_000);
    const { page, rows } = await desk('sample');
    const ids = await furnish(page, rows);
    await dress(page, keys);
    const found: string[] = [];
    for (const { name: state, open } of states) {
      await open(page, ids);
      await settled(page);
      found.push(...(await serious(page)).map((line) => `${state}: ${line}`));
    }
    expect(found).toEqual([]);
  });

  test(`no serious finding on the first screen of an empty workstation: ${name}`, async ({ desk }) => {
    const { page }: Desk = await desk('empty');
    await dress(page, keys);
    await settled(page);
    expect(await serious(page)).toEqual([]);
    await page
      .getByRole('button', { name: keys.length === 0 ? vi.firstRun.tourStart : /tour/i })
      .last()
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await serious(page)).toEqual([]);
  });
}

async function dress(page: Page, keys: readonly string[]): Promise<void> {
  await page.locator('#main h1, #main h2').first().waitFor();
  for (const key of keys) await page.keyboard.press(key);
  await expect(page.locator('html')).toHaveAttribute('lang', keys.length === 0 ? 'vi' : 'en');
}

async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
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
