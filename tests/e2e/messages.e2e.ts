import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Problem } from '#domain/problem';
import { problemKinds } from '#domain/problem';
import { rootFolder } from '#main/open-workstation';
import { vi } from '#messages/vi';
import type { WriteHandle } from '#store/handle';
import { fixRecords, insertHandover, keepReceipt, setHandoverOutcome, setHandoverState } from '#store/handover';
import { failPage, setPageWaiting } from '#store/page';
import { openPageStore, pagesFolder } from '#store/page-store';
import { setRecordFindings, setRecordHandedOver, setRecordReturned } from '#store/paper-record';
import { writeSettings } from '#store/settings';
import { sql } from '#store/sql';
import { goodValues, seed, seedBatch, seedRecord } from '#tests/core/seed';
import { editor, openPath, reader, walkTo } from './desk.ts';
import { settled } from './screens.ts';
import { copyOfSample, removeFolder, startWorkstation } from './workstation.ts';

/**
 * What is said when something is not as it should be, as it stands on the screen in both languages, to be looked at:
 * `SO_SONG_SCREENSHOTS=1 npx playwright test messages`, pictures in `.cache/messages`.
 */
const folder = join(rootFolder, '.cache', 'messages');
const at = '2026-11-20T03:00:00.000Z';
const unreachable = 'postgres://so_song@127.0.0.1:1/ho_so_tinh';

interface Made {
  readonly batch: string;
  readonly returned: string;
  readonly notAsSent: string;
  readonly damaged: { readonly record: string; readonly sha256: string };
}

test('messages, to be looked at', async ({ page }) => {
  test.setTimeout(600_000);
  mkdirSync(folder, { recursive: true });
  const dataFolder = await copyOfSample();
  const made = seed<Made>(dataFolder, furnish as never);
  writeFileSync((await openPageStore(pagesFolder(dataFolder))).blob(made.damaged.sha256).path, 'another picture');
  const workstation = await startWorkstation({ dataFolder });
  const rows = reader(dataFolder);
  try {
    await page.goto(workstation.url);
    await page.locator('#main').waitFor();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const shoot = shooter(page);
    const answers = answerer(page);

    // Counts of what was not read, wherever pages are counted.
    await walkTo(page, '#/work');
    await shoot('work');
    await walkTo(page, '#/batches');
    await shoot('batches');
    await walkTo(page, `#/batches/${made.batch}?tab=pages-failed`);
    await page.locator('[data-index="0"]').click();
    await shoot('pages-failed');
    await walkTo(page, `#/batches/${made.batch}?tab=pages-waiting`);
    await shoot('pages-stopped');

    // Hand-over.
    await walkTo(page, '#/handover');
    await shoot('handover');
    await page.getByRole('button', { name: /^(Bàn giao tất cả|Hand over everything)/ }).click();
    await shoot('handover-question');
    await page.keyboard.press('Escape');
    for (const [name, problem] of [
      ['tls', { code: 'destination.refused', params: { reason: 'tls' } }],
      ['clear-password', { code: 'destination.refused', params: { reason: 'clearPassword' } }],
    ] as const) {
      await answers('handover/checkDestination', problem);
      await page.getByRole('button', { name: /^(Kiểm tra nơi nhận|Check the destination)/ }).click();
      await shoot(`handover-check-${name}`);
    }
    await answers('handover/checkDestination', null);
    await walkTo(page, '#/settings');
    await page.getByRole('radio', { name: vi.settings.embedded }).first().click();
    await shoot('settings-under-way');
    await dismiss(page);

    // Records.
    await walkTo(page, `#/records/${made.returned}`);
    await page.locator('#main h1').waitFor();
    await shoot('record-returned');
    await walkTo(page, `#/records/${made.notAsSent}`);
    await shoot('record-not-as-sent');
    await walkTo(page, `#/records/${made.damaged.record}`);
    await page.waitForTimeout(1500);
    await shoot('record-damaged-page');
    if ((await editor(page).count()) > 0) {
      await page.keyboard.press('F4');
      await page.waitForTimeout(500);
      await shoot('record-damaged-decided');
      await dismiss(page);
    }
    const book = rows<{ id: string }>(`SELECT r.id FROM paper_record r JOIN field_value v ON v.record_key = r.key
      WHERE r.state = 'open' AND v.state = 'read' GROUP BY r.id ORDER BY sum(v.handwritten) DESC, count(*) DESC LIMIT 1`)[0]?.id;
    await walkTo(page, `#/records/${book}?path=issueDate`);
    await editor(page).waitFor();
    await page.keyboard.type('1/1/2031');
    await page.keyboard.press('Enter');
    await shoot('record-error');
    await page.keyboard.press('F9');
    await shoot('record-error-reasons');
    await page.keyboard.press('Alt+1');
    await page.waitForTimeout(500);
    await open(page, `#/records/${book}?path=issueDate`);
    await shoot('record-error-kept');
    await open(page, `#/records/${book}?path=headName`);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await editor(other).waitFor();
    await page.bringToFront();
    await page.keyboard.type('Lê Thị Hoa');
    await other.locator('#field-input').fill('Lê Văn Hùng');
    await other.keyboard.press('Enter');
    await editor(page).getByText('Lê Văn Hùng').first().waitFor();
    await shoot('record-two-windows');
    await page.keyboard.press('Enter');
    await shoot('record-which-stands');
    await page.keyboard.press('Alt+2');
    await other.close();
    for (const problem of [
      { code: 'disk.full', params: {} },
      { code: 'store.damaged', params: {} },
      { code: 'record.underWay', params: {} },
    ] as const) {
      await answers('value/decide', problem);
      const before = await openPath(page);
      await page.keyboard.press('F4');
      await page.getByRole('alert').first().waitFor();
      await shoot(`record-refused-${problem.code}`);
      await dismiss(page);
      await open(page, `#/records/${book}?path=${before}`);
    }
    await answers('value/decide', null);

    // Files that are passed over, links, uploads under way and those that did not come.
    const paper = mkdtempSync(join(tmpdir(), 'so-song-paper-'));
    mkdirSync(join(paper, '@eaDir'));
    writeFileSync(join(paper, '@eaDir', 'a.jpg'), 'x');
    writeFileSync(join(paper, '~$bia.docx'), 'x');
    writeFileSync(join(paper, 'bản chép dở.jpg.filepart'), 'x');
    writeFileSync(join(paper, 'trống.jpg'), '');
    writeFileSync(join(paper, 'không phải ảnh.jpg'), 'no picture');
    symlinkSync('/etc/hostname', join(paper, 'đường dẫn.jpg'));
    await call(page, 'intake/start', { batchId: made.batch, paths: [paper] });
    await page.waitForTimeout(3000);
    await walkTo(page, `#/batches/${made.batch}?tab=entries-attention`);
    await shoot('entries-attention');
    await walkTo(page, `#/batches/${made.batch}?tab=entries-all`);
    await shoot('entries-all');
    await walkTo(page, `#/batches/${made.batch}?tab=entries-dismissed`);
    await shoot('entries-passed-over');
    await page.route('**/api/uploads**', () => undefined);
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([1, 2, 3].map((n) => ({ name: `trang ${n}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(`page ${n}`) })));
    await page.waitForTimeout(1000);
    await shoot('uploads');
    await page.unroute('**/api/uploads**');
    await page.getByRole('button', { name: vi.intake.stopUpload }).first().click();
    await page.waitForTimeout(1000);
    await shoot('uploads-stopped');

    // What stands above every screen.
    await page.route('**/workstation/state**', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { json: { notices: unknown[] } };
      body.json.notices = [
        { code: 'store.damaged', params: {} },
        { code: 'disk.waits', params: {} },
        { code: 'folder.openToOthers', params: { name: '/data/so-song', files: 968 } },
        { code: 'folder.watchedAway', params: { name: 'Z:/quet/2026' } },
        { code: 'originals.damaged', params: { name: 'khai-sinh-0012.jpg', files: 3 } },
      ];
      await route.fulfill({ response: answer, json: body });
    });
    await page.reload();
    await walkTo(page, '#/work');
    await shoot('notices');
    await walkTo(page, `#/records/${book}`);
    await shoot('notices-record');
    await page.unroute('**/workstation/state**');
    await page.reload();
    await editor(page).waitFor();
    await workstation.kill();
    await page.waitForTimeout(1500);
    await page.keyboard.press('F4');
    await page.waitForTimeout(1500);
    await shoot('core-away', false);
  } finally {
    await workstation.kill();
    await removeFolder(dataFolder);
  }
});

/** In both languages; `language` false: the one that is there, where the core cannot be told another. */
function shooter(page: Page) {
  return async (name: string, language = true) => {
    const one = async (code: string) => {
      await settled(page).catch(() => undefined);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${code}.png`), animations: 'disabled' });
    };
    await one('vi');
    if (!language) return;
    await page.keyboard.press('Control+Shift+L');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await one('en');
    await page.keyboard.press('Control+Shift+L');
    await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
    // The echo of its own change.
    await page.waitForTimeout(1000);
  };
}

/** Messages at the edge stay until somebody puts them away. */
async function dismiss(page: Page): Promise<void> {
  const toasts = page.getByRole('alert').getByRole('button');
  for (let left = await toasts.count(); left > 0; left -= 1) await toasts.first().click();
}

async function open(page: Page, hash: string): Promise<void> {
  await walkTo(page, '#/work');
  await walkTo(page, hash);
  await editor(page).waitFor();
}

/** Lets the core refuse a call, as it would; null: no more. */
function answerer(page: Page) {
  return async (path: string, problem: Problem | null) => {
    const pattern = `**/rpc/${path}**`;
    await page.unroute(pattern);
    if (problem === null) return;
    const { code, params } = problem;
    const { status } = problemKinds[code];
    await page.route(pattern, (route) =>
      route.fulfill({ status, json: { json: { defined: true, code, status, message: code, data: params } } }),
    );
  };
}

async function call(page: Page, path: string, input: unknown): Promise<void> {
  await page.evaluate(
    ([to, json]) =>
      fetch(`/api/rpc/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-so-song': '1' },
        body: JSON.stringify({ json }),
      }),
    [path, input] as const,
  );
}

/** What an untouched sample does not show. */
function furnish(write: WriteHandle): Made {
  const batch = write.get<{ id: string }>(sql`SELECT id FROM batch WHERE source = 'sample'`)?.id ?? '';
  writeSettings(
    write,
    {
      person: 'Nguyễn Thị Hòa',
      office: 'UBND xã Ea Kao',
      placeCode: '24133',
      destination: { kind: 'postgres', url: unreachable },
      watchedFolder: null,
      readers: 2,
      sharedReading: null,
    },
    at,
  );
  const [returned, notAsSent] = write.all<{ id: string; key: number }>(
    sql`SELECT id, key FROM paper_record WHERE state = 'verified' ORDER BY sequence LIMIT 2`,
  );
  if (!returned || !notAsSent) throw new Error('the sample has no two records that are ready');
  const about = { batchId: batch, destination: '127.0.0.1:1/ho_so_tinh', startedBy: 'person', at };
  insertHandover(write, { id: 'h1', ...about });
  fixRecords(
    write,
    'h1',
    [returned, notAsSent].map(({ key }) => ({ key, digest: null })),
  );
  keepReceipt(write, 'h1', {
    id: 'BN-2026-0007',
    destination: '127.0.0.1:1/ho_so_tinh',
    receivedAt: at,
    sent: 2,
    accepted: 1,
    already: 0,
    refused: [{ recordId: returned.id, code: 'value.notOfType', detail: 'full_name' }],
    digest: 'a'.repeat(64),
  });
  setHandoverOutcome(write, 'h1', returned.key, 'refused');
  setHandoverOutcome(write, 'h1', notAsSent.key, 'accepted');
  setRecordReturned(write, returned.id);
  setRecordHandedOver(write, notAsSent.id, at);
  setRecordFindings(write, notAsSent.id, [{ code: 'record.notAsSent', severity: 'error', path: null, params: {} }] as never);
  setHandoverState(write, 'h1', 'done', { at, problem: { code: 'handover.notAsSent', params: { records: 1 } } });

  const many = (count: number) => {
    const id = seedBatch(write, { placeCode: '24133' });
    const made = Array.from({ length: count }, (_, n) =>
      seedRecord(write, id, { state: 'verified', values: { ...goodValues, fullName: `Nguyễn Văn ${'ABCDE'[n]}` } }),
    );
    const keys = write
      .all<{ key: number }>(sql`SELECT key FROM paper_record WHERE batch_id = ${id}`)
      .map(({ key }) => ({ key, digest: null }));
    return { id, made, keys };
  };
  for (const [state, problem] of [
    ['unsettled', { code: 'handover.unanswered', params: {} }],
    ['failed', { code: 'destination.unreachable', params: { reason: 'lost' } }],
  ] as const) {
    const { id, keys } = many(3);
    insertHandover(write, { id: `h-${state}`, ...about, batchId: id });
    fixRecords(write, `h-${state}`, keys);
    setHandoverState(write, `h-${state}`, state, { at, problem });
  }

  const pages = write.all<{ id: string; sha256: string; name: string; record: string; state: string }>(
    sql`SELECT p.id, p.sha256, p.file_name AS name, r.id AS record, r.state FROM page p JOIN record_page rp ON rp.page_key = p.key
      JOIN paper_record r ON r.key = rp.record_key WHERE r.state = 'open' AND r.record_type LIKE '%' ORDER BY p.sequence`,
  );
  const hand = write.get<{ record: string }>(sql`SELECT r.id AS record FROM paper_record r JOIN field_value v ON v.record_key = r.key
    WHERE r.state = 'open' AND v.state = 'read' GROUP BY r.id ORDER BY sum(v.handwritten) DESC LIMIT 1`);
  const free = pages.filter(({ record }) => record !== hand?.record);
  const [damaged, slow, crashed, stopped] = [...new Map(free.map((one) => [one.record, one])).values()];
  if (!damaged || !slow || !crashed || !stopped) throw new Error('the sample has too few open records');
  failPage(write, slow.id, { code: 'file.tooSlow', params: { name: slow.name, seconds: 25 } });
  failPage(write, crashed.id, { code: 'file.crashedReader', params: { name: crashed.name } });
  setPageWaiting(write, stopped.id);
  return { batch, returned: returned.id, notAsSent: notAsSent.id, damaged: { record: damaged.record, sha256: damaged.sha256 } };
}
