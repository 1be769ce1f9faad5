import type { Page } from '@playwright/test';
import { en } from '#messages/en';
import { type Messages, vi } from '#messages/vi';
import { type Desk, editor, walkTo } from './desk.ts';

/** Every screen and every state that the walks (accessibility, untranslated text, pictures) look at, on the sample batch. */
export interface State {
  readonly name: string;
  readonly open: (page: Page, at: Ids) => Promise<void>;
}

export interface Ids {
  readonly batch: string;
  /** Records: printed with a doubt, written by hand, with a table as a grid, handed over. */
  readonly doubtful: string;
  readonly handwritten: string;
  readonly table: string;
  readonly handedOver: string;
}

type Rows = Desk['rows'];

/** Fills what an untouched sample does not show: a hand-over with its receipt, a target, files that failed. Answers what is where. */
export async function furnish(page: Page, rows: Rows): Promise<Ids> {
  const batch = rows<{ id: string }>(`SELECT id FROM batch WHERE source = 'sample'`)[0]?.id ?? '';
  await call(page, 'handover/start', { batchId: batch });
  await until(() => rows(`SELECT 1 FROM handover WHERE state = 'done'`).length > 0);
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  await call(page, 'target/create', {
    title: 'Hộ tịch và đất đai, xã Ea Kao',
    recordType: null,
    placeCode: null,
    total: 20,
    share: 0.8,
    from: day(-9),
    by: day(30),
  });
  await upload(page, batch, 'trống.jpg', '');
  await upload(page, batch, 'khóa.pdf', '%PDF-1.7\n%%EOF');
  await until(() => rows(`SELECT 1 FROM import_entry WHERE state = 'failed'`).length === 2);
  const record = (where: string) => rows<{ id: string }>(`SELECT r.id FROM paper_record r WHERE ${where} ORDER BY r.sequence`)[0]?.id ?? '';
  const has = (what: string) =>
    `r.state = 'open' AND EXISTS (SELECT 1 FROM field_value v WHERE v.record_key = r.key AND v.state = 'read' AND ${what})`;
  return {
    batch,
    doubtful: record(has('v.handwritten = 0')),
    handwritten: record(has('v.handwritten = 1')),
    table: record(`r.record_type = 'residence-confirmation-ct07'`),
    handedOver: record(`r.state = 'handedOver'`),
  };
}

const desk = async (page: Page, id: string, path?: string) => {
  await walkTo(page, `#/records/${id}${path ? `?path=${path}` : ''}`);
  await editor(page).waitFor();
};

export const states: readonly State[] = [
  { name: 'work', open: (page) => walkTo(page, '#/work') },
  { name: 'batches', open: (page) => walkTo(page, '#/batches') },
  { name: 'batches, new', open: (page) => walkTo(page, '#/batches?create=1') },
  { name: 'batch, records', open: (page, { batch }) => walkTo(page, `#/batches/${batch}?tab=records`) },
  {
    name: 'batch, pages',
    open: async (page, { batch }) => {
      await walkTo(page, `#/batches/${batch}?tab=pages`);
      await page.locator('[data-index="3"]').click();
    },
  },
  { name: 'batch, files that need a person', open: (page, { batch }) => walkTo(page, `#/batches/${batch}?tab=entries-attention`) },
  { name: 'batch, all files', open: (page, { batch }) => walkTo(page, `#/batches/${batch}?tab=entries-all`) },
  {
    name: 'batch, scanning',
    open: async (page, { batch }) => {
      await walkTo(page, `#/batches/${batch}?tab=records`);
      await page.getByRole('tablist').waitFor();
      await page.keyboard.press('s');
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'batch, edit',
    open: async (page, { batch }) => {
      await walkTo(page, '#/work');
      await walkTo(page, `#/batches/${batch}?tab=records`);
      await page.getByRole('tablist').waitFor();
      await page.keyboard.press('F2');
    },
  },
  { name: 'record, doubtful', open: (page, { doubtful }) => desk(page, doubtful) },
  { name: 'record, handwritten', open: (page, { handwritten }) => desk(page, handwritten, 'headName') },
  {
    name: 'record, row of a table',
    open: async (page, { table }) => {
      await desk(page, table);
      await page.locator('button[data-path*="["]').first().click();
    },
  },
  {
    name: 'record, history and refused letters',
    open: async (page, { handwritten }) => {
      await desk(page, handwritten, 'issueDate');
      await page.keyboard.press('F3');
      await page.keyboard.type('không phải ngày');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'record, keys',
    open: async (page, { doubtful }) => {
      await desk(page, doubtful);
      await page.keyboard.press('F1');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'record, handed over',
    open: async (page, { handedOver }) => {
      await page.keyboard.press('Escape');
      await walkTo(page, `#/records/${handedOver}`);
    },
  },
  { name: 'steps', open: (page, { doubtful }) => walkTo(page, `#/records/${doubtful}/steps`) },
  { name: 'search', open: (page) => walkTo(page, '#/search') },
  { name: 'search, found', open: (page) => walkTo(page, '#/search?text=nguyen') },
  { name: 'search, nothing', open: (page) => walkTo(page, '#/search?text=qqqq') },
  {
    name: 'hand-over',
    open: async (page) => {
      await walkTo(page, '#/handover');
      await page.locator('#main button[aria-expanded="false"]').first().click();
      await page.locator('#main button[aria-expanded="false"]').last().click();
    },
  },
  { name: 'targets', open: (page) => walkTo(page, '#/targets') },
  {
    name: 'targets, new, as figures',
    open: async (page) => {
      await walkTo(page, '#/work');
      await walkTo(page, '#/targets');
      await page.getByRole('button', { name: either((words) => words.target.asTable) }).click();
      await page
        .getByRole('button', { name: either((words) => words.target.newTarget) })
        .first()
        .click();
    },
  },
  { name: 'settings', open: (page) => walkTo(page, '#/settings') },
  {
    name: 'palette',
    open: async (page) => {
      await walkTo(page, '#/work');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('an');
    },
  },
  {
    name: 'language and look',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: either((words) => words.frame.look.label) }).click();
      await page.getByRole('dialog').getByRole('radiogroup').first().waitFor();
    },
  },
  {
    name: 'a record that is not there',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await walkTo(page, '#/records/none');
      await page
        .locator('#main')
        .getByText(either((words) => words.problems['record.notFound']({ id: 'none' }).what))
        .waitFor();
    },
  },
];

/** A text in whatever language the window speaks. */
export const either = (text: (messages: Messages) => string): RegExp =>
  new RegExp([vi, en].map((messages) => text(messages).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));

/** Waits until nothing is being fetched any more and the pictures in sight are there. */
export async function settled(page: Page): Promise<void> {
  await page.getByText(either((words) => words.frame.loading)).waitFor({ state: 'detached' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('img, [data-picture="loading"]')].every(
      (one) => (one instanceof HTMLImageElement && one.complete) || one.getBoundingClientRect().top > window.innerHeight,
    ),
  );
  await page.waitForTimeout(120);
}

/** A call of the core, made by the page itself. */
export async function call(page: Page, path: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([to, json]) => {
      const answer = await fetch(`/api/rpc/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-so-song': '1' },
        body: JSON.stringify({ json }),
      });
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { json: unknown }).json;
    },
    [path, input] as const,
  );
}

async function upload(page: Page, batch: string, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([id, file, body]) => {
      const query = new URLSearchParams({ batch: id, name: file });
      await fetch(`/api/uploads?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-so-song': '1' },
        body: new Blob([body]),
      });
    },
    [batch, name, text] as const,
  );
}

async function until(done: () => boolean): Promise<void> {
  const last = Date.now() + 60_000;
  while (!done()) {
    if (Date.now() > last) throw new Error('it did not come about within a minute');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
