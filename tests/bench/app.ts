import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium as engine, type Page } from '@playwright/test';
import { chromium } from '#main/setup/system-parts';
import { openSealed } from '#store/sealed';
import { call } from '#tests/e2e/screens';
import { copyOfSample, removeFolder, startWorkstation, type Workstation } from '#tests/e2e/workstation';
import { atMost, jsonFile, print, type Row } from './table.ts';

/**
 * How fast the workstation answers, on the sample batch in Chromium, each figure beside its goal. Times are taken inside the page, from
 * the press of a key to the picture of the next frame that shows what it did. What is promised is promised of the 95th of a hundred.
 */
const rows: Row[] = [];
const browser = await engine.launch({ executablePath: chromium() ?? undefined, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
try {
  await start(browser);
  await record(browser);
  await wall(browser);
} finally {
  await browser.close();
}
print(rows, { json: jsonFile(process.argv) });

/** From `npm start`'s program to the first screen that can be worked with. */
async function start(on: Browser): Promise<void> {
  const dataFolder = await copyOfSample();
  const listening: number[] = [];
  const usable: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const begun = performance.now();
    const host = await startWorkstation({ dataFolder });
    listening.push(performance.now() - begun);
    const page = await window(on, host);
    // The button of the next best thing: the screen has its answers.
    await page.locator('#next-thing').waitFor();
    usable.push(performance.now() - begun);
    await page.context().close();
    await host.stop();
  }
  await removeFolder(dataFolder);
  tell('start to the core listening', at(listening, 0.5) / 1000, 's', null);
  tell('start to usable window', at(usable, 0.5) / 1000, 's', 3);
}

async function record(on: Browser): Promise<void> {
  const dataFolder = await copyOfSample();
  const ids = query<{ id: string }>(dataFolder, 'SELECT id FROM paper_record ORDER BY sequence').map(({ id }) => id);
  const book =
    query<{ id: string }>(
      dataFolder,
      `SELECT r.id FROM paper_record r JOIN field_value v ON v.record_key = r.key WHERE v.state = 'read' GROUP BY r.key ORDER BY count(*) DESC`,
    )[0]?.id ?? '';
  // What a first look costs: no picture was made before.
  await rm(join(dataFolder, 'renditions'), { recursive: true, force: true });
  const host = await startWorkstation({ dataFolder });
  const page = await window(on, host);
  await page.locator('#next-thing').waitFor();

  const first: number[] = [];
  for (const id of ids) first.push(await opening(page, id));
  spread('open a record, pictures never made', first, 200);
  const again: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) for (const id of ids) again.push(await opening(page, id));
  spread('open a record, page and crop in sight', again, 200);
  await page.reload();
  await opening(page, ids[0] ?? '');
  const next: number[] = [];
  for (let turn = 0; turn < ids.length - 1; turn += 1) {
    await page.waitForTimeout(1200);
    next.push(await stepping(page));
  }
  spread('next record by PgDn, fetched ahead', next, 200);

  spread('save a value, call and answer', await saving(page, book, 30), 50);
  await opening(page, book);
  spread('save a value, F4 until “đã lưu”', await clerkSaving(page, 15), 50);

  const pages = query<{ id: string }>(
    dataFolder,
    `SELECT id FROM page WHERE key NOT IN (SELECT page_key FROM record_page WHERE record_key = (SELECT key FROM paper_record WHERE id = '${book}'))`,
  );
  for (const { id } of pages) await call(page, 'page/readAgain', { id });
  await page.waitForTimeout(3000);
  const loaded = await saving(page, book, 30);
  const { waiting } = (await call(page, 'job/reading', {})) as { waiting: number };
  // A figure that was not taken beside reading is none.
  spread('save a value while two readers read', waiting === 0 ? [] : loaded, 100);
  await page.context().close();
  await host.kill();
  await removeFolder(dataFolder);
}

/** A batch of a thousand pages: how much of it stands in the document, and how evenly it scrolls. */
async function wall(on: Browser): Promise<void> {
  const dataFolder = await copyOfSample();
  const batch = query<{ id: string }>(dataFolder, 'SELECT id FROM batch')[0]?.id ?? '';
  multiply(dataFolder, 1000);
  const host = await startWorkstation({ dataFolder });
  const page = await window(on, host);
  const begun = performance.now();
  await page.evaluate((id) => {
    location.hash = `#/batches/${id}?tab=pages-all`;
  }, batch);
  await page.locator('[data-index="0"]').waitFor();
  const opened = performance.now() - begun;
  const { most, frames } = await page.evaluate(async () => {
    let scroller = document.querySelector('[data-index="0"]')?.parentElement ?? null;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight + 200) scroller = scroller.parentElement;
    const frames: number[] = [];
    let most = 0;
    let last = performance.now();
    for (let top = 0; scroller && top < scroller.scrollHeight; top += 180) {
      scroller.scrollTop = top;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
      most = Math.max(most, document.querySelectorAll('[data-index]').length);
    }
    return { most, frames };
  });
  tell('1,000 pages: wall opened', opened, 'ms', 500);
  tell('1,000 pages: pictures in the document', most, 'pictures', 120);
  spread('1,000 pages: a frame while scrolling', frames, 33);
  await page.context().close();
  await host.kill();
  await removeFolder(dataFolder);
}

async function window(on: Browser, host: Workstation): Promise<Page> {
  const context = await on.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(host.url);
  return page;
}

/** Milliseconds until the record stands there with its page, its open value and that value's piece of paper. */
function opening(page: Page, id: string): Promise<number> {
  return page.evaluate(async (to) => {
    location.hash = '#/work';
    await new Promise((resolve) => setTimeout(resolve, 400));
    const begun = performance.now();
    location.hash = `#/records/${to}`;
    const there = () => {
      const main = document.querySelector('#main');
      const pictures = [...(main?.querySelectorAll('section img') ?? [])] as HTMLImageElement[];
      return (
        pictures.length > 0 &&
        pictures.every((image) => image.complete && image.naturalWidth > 0) &&
        main?.querySelector('[data-picture="loading"]') === null &&
        main.querySelector('h1 a') !== null
      );
    };
    while (!there()) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  }, id);
}

function stepping(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const before = document.querySelector('#main h1')?.textContent;
    const begun = performance.now();
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }),
    );
    const there = () => {
      const pictures = [...document.querySelectorAll('#main section img')] as HTMLImageElement[];
      return (
        document.querySelector('#main h1')?.textContent !== before &&
        pictures.length > 0 &&
        pictures.every((image) => image.complete && image.naturalWidth > 0) &&
        document.querySelector('#main [data-picture="loading"]') === null
      );
    };
    while (!there()) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
}

/** One decision after the other on the same value: a call over HTTP, its transaction on the disk, its answer. */
function saving(page: Page, recordId: string, times: number): Promise<readonly number[]> {
  return page.evaluate(
    async ([id, count]) => {
      const ask = async (path: string, json: unknown) => {
        const answer = await fetch(`/api/rpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-so-song': '1' },
          body: JSON.stringify({ json }),
        });
        return ((await answer.json()) as { json: { values: { path: string; revision: number }[] } }).json;
      };
      const path = 'headName';
      let revision = (await ask('record/open', { id })).values.find((value) => value.path === path)?.revision ?? 0;
      const taken: number[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        const begun = performance.now();
        const { values } = await ask('value/decide', {
          recordId: id,
          path,
          revision,
          decision: turn % 2 ? 'blank' : 'unreadable',
          typed: null,
        });
        taken.push(performance.now() - begun);
        revision = values.find((value) => value.path === path)?.revision ?? revision;
      }
      return taken;
    },
    [recordId, times] as const,
  );
}

/** As the clerk sees it: from F4 to the frame that says that everything is saved and shows the next doubt. */
async function clerkSaving(page: Page, times: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const one = await page.evaluate(async () => {
      const at = () => document.querySelector('[data-actions][data-path]')?.getAttribute('data-path');
      const before = at();
      const begun = performance.now();
      document.querySelector('#field-input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'F4', bubbles: true, cancelable: true }));
      const isSaved = () =>
        [...document.querySelectorAll('#main [role=status]')].some(({ textContent }) => textContent?.includes('đã lưu'));
      await new Promise(requestAnimationFrame);
      while (at() === before || !isSaved()) await new Promise(requestAnimationFrame);
      return performance.now() - begun;
    });
    taken.push(one);
  }
  return taken;
}

/** Makes a batch of so many pages out of the few that are there; the pictures are the same ones. */
function multiply(dataFolder: string, wanted: number): void {
  const db = openSealed(join(dataFolder, 'so-song.sqlite'));
  const pages = db.prepare<[], Record<string, string | number | null>>('SELECT * FROM page ORDER BY sequence').all();
  const insert = db.transaction(() => {
    for (let number = pages.length + 1; number <= wanted; number += 1) {
      const page = { ...pages[number % pages.length], id: randomUUID(), sequence: number, file_page: number };
      const columns = Object.keys(page);
      db.prepare(`INSERT INTO page (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`).run(page);
    }
  });
  insert();
  db.close();
}

function query<Row>(dataFolder: string, sql: string): readonly Row[] {
  const db = openSealed(join(dataFolder, 'so-song.sqlite'), { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** Median and 95th; none at all where nothing was measured. */
function spread(what: string, figures: readonly number[], milliseconds: number): void {
  tell(`${what}, median`, figures.length > 0 ? at(figures, 0.5) : null, 'ms', null);
  tell(`${what}, 95th of ${figures.length}`, figures.length > 0 ? at(figures, 0.95) : null, 'ms', milliseconds);
}

function tell(what: string, value: number | null, unit: string, most: number | null): void {
  process.stderr.write(`${what}: ${value?.toFixed(1) ?? 'not measured'} ${unit}\n`);
  rows.push({ program: 'app', what, value, unit, atLeast: most === null ? null : atMost(most), aim: null });
}

function at(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
