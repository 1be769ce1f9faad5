/**
 * `npm run bench -- screens [--records N] [--keep FOLDER | --folder FOLDER] [--json FILE]`: every screen of the workstation in Chromium,
 * on a store of 200,000 records (`scale/make.ts`; pictures of pages are not there) with one batch of 20,000 more. Times are taken inside
 * the page, from the address or the key to the picture of the frame that shows what was asked for with the cursor on it; the window is
 * new in every round, so that nothing was asked for before.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium as engine, type Page } from '@playwright/test';
import { chromium } from '#main/setup/system-parts';
import { openSealed } from '#store/sealed';
import { startWorkstation } from '#tests/e2e/workstation';
import { makeStore } from './scale/make.ts';
import { atMost, jsonFile, type Limit, print, type Row } from './table.ts';

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null);
const records = Number(option('--records') ?? 200_000);
const kept = option('--keep') ?? option('--folder');
const rounds = 3;
const work = mkdtempSync(join(tmpdir(), 'so-song-screens-'));
try {
  const made = kept === null ? join(work, 'made') : resolve(kept);
  if (option('--folder') === null || !existsSync(join(made, 'so-song.sqlite'))) {
    const { records: all, batches } = makeStore(made, records, { largest: 20_000 });
    process.stdout.write(`${all.toLocaleString('en-GB')} records in ${batches} batches\n`);
  }
  // A kept store can be measured again: opening a record leaves a trace.
  const folder = kept === null ? made : join(work, 'copy');
  if (folder !== made) await cp(made, folder, { recursive: true });
  await measure(folder);
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}

interface Store {
  readonly largest: string;
  readonly records: number;
  readonly pages: number;
  readonly openRecord: string;
  readonly title: string;
}

async function measure(dataFolder: string): Promise<void> {
  const store = look(dataFolder);
  const host = await startWorkstation({ dataFolder });
  const browser = await engine.launch({ executablePath: chromium() ?? undefined, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(host.url);
    const times = new Map<string, number[]>();
    const memory: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await page.evaluate(() => {
        location.hash = '#/settings';
      });
      await page.reload();
      await page.locator('#main h1').waitFor();
      await page.waitForTimeout(1000);
      for (const step of steps(store)) {
        const taken = await timed(page, step);
        times.set(step.what, [...(times.get(step.what) ?? []), taken]);
        process.stderr.write(`${step.what}: ${taken.toFixed(0)} ms\n`);
      }
      memory.push(await heap(page));
    }
    const row = (what: string, value: number, unit: string, limit: Limit | null): Row => ({
      program: 'screens',
      what,
      value,
      unit,
      atLeast: limit,
      aim: null,
    });
    const { records: many, pages } = store;
    process.stdout.write(`the largest batch has ${many.toLocaleString('en-GB')} records and ${pages.toLocaleString('en-GB')} pages\n`);
    print(
      [
        ...[...times].map(([what, taken]) => row(what, median(taken), 'ms', atMost(500))),
        row('memory of the window after all of it', median(memory) / 1e6, 'MB', null),
      ],
      {
        json: jsonFile(args),
      },
    );
  } finally {
    await browser.close();
    await host.kill();
  }
}

interface Step {
  readonly what: string;
  /** An address behind `#`, or keys that are pressed one after the other on whatever has the focus. */
  readonly go?: string;
  readonly keys?: readonly string[];
  /** Put in the present field, as fast as it goes. */
  readonly type?: string;
  /** There when it is done: a selector; with `text` one whose text has it. */
  readonly there: string;
  readonly text?: string;
  /** The focus is there as well. */
  readonly focused?: string;
}

function steps({ largest, records: many, pages, openRecord, title }: Store): readonly Step[] {
  const row = (index: number) => `#main tr[data-index="${index}"]:not([aria-busy]) td`;
  const thumb = (index: number) => `#main button[data-index="${index}"]`;
  const openRow = '#main tr[tabindex="0"]';
  return [
    { what: 'my work', go: '#/work', there: '#main table td', focused: '#main button' },
    { what: 'batches', go: '#/batches', there: `${openRow} td` },
    {
      what: 'batches: to the last (End)',
      keys: [openRow, 'End'],
      there: openRow,
      focused: '#main tr[data-index]:last-child:not([aria-busy])',
    },
    {
      what: 'batches: sorted by name',
      keys: ['#main thead th:nth-child(2) button', 'click'],
      there: '#main th[aria-sort="ascending"]',
      focused: '#main th button',
    },
    { what: 'batches: filtered by typing', keys: ['#main input[aria-label]'], type: 'hộp 12', there: '#main [role=status]', text: ' / ' },
    { what: 'largest batch: records', go: `#/batches/${largest}?tab=records`, there: row(0) },
    {
      what: 'largest batch: to the last record (End)',
      keys: [openRow, 'End'],
      there: row(many - 1),
      focused: `#main tr[data-index="${many - 1}"]`,
    },
    {
      what: 'largest batch: a page back (PageUp)',
      keys: ['PageUp'],
      there: row(many - 11),
      focused: `#main tr[data-index="${many - 11}"]`,
    },
    {
      what: 'largest batch: sorted by title',
      keys: ['#main thead th:nth-child(3) button', 'click'],
      there: '#main th:nth-child(3)[aria-sort="ascending"]',
    },
    { what: 'largest batch: filtered by typing', keys: ['#main input[aria-label]'], type: 'nguyen thi h', there: '#main td a', text: 'H' },
    { what: 'largest batch: wall of pages', go: `#/batches/${largest}?tab=pages`, there: thumb(20) },
    { what: 'largest batch: to the last page (End)', keys: [thumb(0), 'End'], there: thumb(pages - 1), focused: thumb(pages - 1) },
    { what: 'largest batch: imported files', go: `#/batches/${largest}?tab=entries-all`, there: row(0) },
    { what: 'a record', go: `#/records/${openRecord}`, there: '[data-actions][data-path]', focused: '#field-input' },
    { what: 'search: an empty field', go: '#/search', there: '#main input', focused: '#main input' },
    { what: 'search: a name, typed', type: 'nguyen thi huong', there: `${openRow} td` },
    { what: 'hand-over', go: '#/handover', there: '#main [data-index] button' },
    { what: 'targets', go: '#/targets', there: '#main h2' },
    { what: 'settings', go: '#/settings', there: '#main h2' },
    {
      what: 'palette: a record by its name',
      keys: ['Control+k'],
      type: title,
      there: '[role=option][aria-selected=true]',
      text: 'ồ sơ',
    },
  ];
}

/** Milliseconds until a step is done, as the page sees it. */
async function timed(page: Page, step: Step): Promise<number> {
  await page.waitForTimeout(400);
  const taken = await page.evaluate(async ({ go, keys = [], type, there, text, focused }) => {
    const frame = () => new Promise(requestAnimationFrame);
    const press = (chord: string) => {
      const parts = chord.split('+');
      const key = parts.at(-1) ?? '';
      const at = document.activeElement ?? document.body;
      at.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: parts.includes('Control'), bubbles: true, cancelable: true }));
    };
    const [first = ''] = keys;
    // A selector in the first place says what has the focus before the clock starts.
    const onto = /[#[]/.test(first) ? document.querySelector<HTMLElement>(first) : null;
    onto?.focus();
    await frame();
    const before = document.querySelector(there)?.textContent ?? null;
    const begun = performance.now();
    if (go) location.hash = go;
    for (const key of onto ? keys.slice(1) : keys) {
      if (key === 'click') onto?.click();
      else press(key);
    }
    if (type !== undefined) {
      let field = document.activeElement;
      while (!(field instanceof HTMLInputElement) && performance.now() - begun < 20_000) {
        await frame();
        field = document.activeElement;
      }
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, type);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const filters = type !== undefined && before !== null;
    const done = () => {
      const found = document.querySelector(there);
      if (!found || (text !== undefined && !found.textContent?.includes(text))) return false;
      // What is typed changes what stood there.
      if (filters && found.textContent === before) return false;
      if (focused !== undefined && !document.activeElement?.matches(focused)) return false;
      return true;
    };
    while (!done() && performance.now() - begun < 20_000) await frame();
    await frame();
    return performance.now() - begun;
  }, step);
  if (taken >= 20_000) throw new Error(`${step.what} did not come about`);
  return taken;
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.enable').then(() => session.send('Performance.getMetrics'));
  await session.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}

function look(folder: string): Store {
  const db = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  try {
    const batch = db
      .prepare<[], { id: string; n: number }>(
        'SELECT batch_id AS id, count(*) AS n FROM paper_record GROUP BY batch_id ORDER BY n DESC LIMIT 1',
      )
      .get();
    const pages = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM page WHERE batch_id = ?').get(batch?.id ?? '');
    const open = db
      .prepare<[string], { id: string; title: string }>(
        `SELECT id, title FROM paper_record WHERE batch_id = ? AND state = 'open' AND title IS NOT NULL ORDER BY sequence LIMIT 1`,
      )
      .get(batch?.id ?? '');
    return { largest: batch?.id ?? '', records: batch?.n ?? 0, pages: pages?.n ?? 0, openRecord: open?.id ?? '', title: open?.title ?? '' };
  } finally {
    db.close();
  }
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}
