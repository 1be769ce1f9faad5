import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { startLoopback } from '#main/loopback/loopback';
import { openWorkstation, rootFolder } from '#main/open-workstation';
import { reader } from './desk.ts';
import { furnish, type Ids, settled, states } from './screens.ts';
import { copyOfSample, removeFolder } from './workstation.ts';

/**
 * The interface in a pseudo-language: English in which every text of `messages` stands in ⟦brackets⟧. Whatever is seen, read aloud or
 * shown on hover without brackets is either data or was never given to the translators.
 */
const outDir = join(rootFolder, '.cache', 'pseudo');

test('every text of the interface comes from the messages', async ({ page }) => {
  test.setTimeout(300_000);
  await buildPseudo();
  const dataFolder = await copyOfSample();
  const core = await openWorkstation(dataFolder, { log: 'silent' });
  const host = await startLoopback({ fetch: core.fetch, staticFolder: outDir });
  try {
    await page.goto(host.url);
    await page.locator('#main').waitFor();
    const rows = reader(dataFolder);
    const ids: Ids = await furnish(page, rows);
    await page.keyboard.press('Control+Shift+L');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    const types = await core.client.workstation.recordTypes({});
    const state = await core.client.workstation.state({});
    const records = await Promise.all(rows<{ id: string }>('SELECT id FROM paper_record').map(({ id }) => core.client.record.open({ id })));
    const handovers = (await core.client.handover.list({})).rows;
    const steps = await core.client.page.steps({ id: records.find(({ id }) => id === ids.doubtful)?.pages[0]?.pageId ?? '' });
    const data = dataOf([
      types,
      state,
      records,
      handovers,
      steps,
      (await core.client.batch.list({})).rows,
      (await core.client.batch.pages({ id: ids.batch })).rows,
      await core.client.target.list({}),
      (await core.client.batch.records({ id: ids.batch })).rows,
      (await core.client.batch.entries({ id: ids.batch })).rows,
    ]);
    const left = new Map<string, string>();
    for (const one of states) {
      await one.open(page, ids);
      await settled(page);
      for (const text of await textsOf(page)) {
        const rest = withoutData(text, data);
        if (/\p{L}/u.test(rest) && !left.has(text)) left.set(text, `${one.name}: “${text}” (${rest.trim()})`);
      }
    }
    expect([...left.values()]).toEqual([]);
  } finally {
    await host.close();
    await core.close();
    await removeFolder(dataFolder);
  }
});

async function buildPseudo(): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const real = join(rootFolder, 'src', 'messages', 'en.ts');
  const pseudo = '\0pseudo-en';
  await build({
    configFile: join(rootFolder, 'vite.config.ts'),
    root: join(rootFolder, 'renderer'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify: false, reportCompressedSize: false },
    plugins: [
      {
        name: 'pseudo-language',
        enforce: 'pre',
        resolveId: (id) => (id === '#messages/en' ? pseudo : null),
        load: (id) =>
          id === pseudo
            ? `import { en as real } from ${JSON.stringify(real)};
               const wrap = (text) => typeof text === 'string' ? '⟦' + text + '⟧'
                 : typeof text === 'function' ? (...parts) => wrap(text(...parts))
                 : text !== null && typeof text === 'object' ? Object.fromEntries(Object.entries(text).map(([key, inner]) => [key, wrap(inner)]))
                 : text;
               export const en = wrap(real);`
            : null,
      },
    ],
  });
}

/** Every string in what the core answers: values, names, codes, labels of record types. Longest first. */
function dataOf(answers: unknown): readonly string[] {
  const found = new Set<string>();
  const collect = (part: unknown): void => {
    if (typeof part === 'string') {
      if (/\p{L}/u.test(part)) found.add(part);
    } else if (Array.isArray(part)) for (const one of part) collect(one);
    else if (part !== null && typeof part === 'object')
      for (const [key, one] of Object.entries(part)) {
        found.add(key);
        collect(one);
      }
  };
  collect(answers);
  return [...found].sort((a, b) => b.length - a.length);
}

/** The program's own name, the sign of the language, and what stands on keys, are the same in every language. */
const same = /^(?:Sổ Sống|EN)$|\b(?:(?:Ctrl|Alt|Shift)\+)*(?:Enter|Del|Esc|Tab|PgUp|PgDn|F\d{1,2}|(?<=\+)[A-Z0-9])\b/gu;
const whole = (word: string) => new RegExp(`(?<!\\p{L})${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'gu');

function withoutData(text: string, data: readonly string[]): string {
  let rest = text.replace(same, ' ');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  for (const one of data) {
    if (!/\p{L}/u.test(rest)) break;
    // A short word could hide inside of a text: it counts only as a whole word.
    if (rest.includes(one)) rest = one.length > 4 ? rest.replaceAll(one, ' ') : rest.replace(whole(one), ' ');
  }
  return rest;
}

/** What a person sees, hears or is shown on hover. Key caps have the names that stand on the keys; stored results are shown as they are, and so is what a person types beyond a reading that it is compared with. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>([document.title]);
    const shown = (element: Element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
    const skipped = 'kbd, pre, script, style';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest(skipped) || !shown(parent) || !node.textContent?.trim()) continue;
      // Figures that are compared stand one by one; together they are what was read.
      const figures = parent.closest('[aria-hidden]');
      if (figures?.querySelector('[data-mark]')) {
        const whole = figures.cloneNode(true) as Element;
        for (const typed of whole.querySelectorAll('[data-mark="more"]')) typed.remove();
        texts.add(whole.textContent.trim());
        continue;
      }
      // A reading's doubtful letters stand in pieces of their own.
      const piece = parent.tagName === 'SPAN' && (parent.attributes.length === 0 || parent.className.includes('doubtful'));
      texts.add(((piece ? parent.parentElement : node)?.textContent ?? '').trim());
    }
    for (const element of document.body.querySelectorAll(
      '[aria-label], [title], [placeholder], [alt], [aria-valuetext], [aria-roledescription]',
    )) {
      if (!shown(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-roledescription']) {
        const text = element.getAttribute(name)?.trim();
        if (text) texts.add(text);
      }
    }
    return [...texts];
  });
}
