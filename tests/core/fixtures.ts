import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, expect } from 'vitest';
import type { Children } from '#children';
import { paths } from '#contract/events';
import type { Engines } from '#core/context';
import type { PaperRecord } from '#domain/paper-record';
import { problem } from '#domain/problem';
import { openWorkstation, realEngines, resourcesFolder, type Workstation } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { smallPage } from '#tests/fixtures/pages';
import { openPool, type Pool } from '#workers/pool';

type Options = Parameters<typeof openWorkstation>[1];

/** A folder that goes when the file's tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'so-song-core-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** How many pages a test's core reads at once, where the test does not say. */
const readers = 2;

/** The real child processes, started once for all the cores of a test file: a child costs three times what it then does with a small page. */
const children = {
  readers: openPool({ size: readers + 1 }),
  renditionWorkers: openPool({ size: 1, recycleAfter: 400, background: false }),
};
afterAll(async () => {
  await Promise.all([children.readers.close(), children.renditionWorkers.close()]);
});

/** With children of its own where `readers` says how many. */
export function openTestCore(folder: string, options: Options = {}): Promise<Workstation> {
  const engines = options.readers === undefined ? { engines: enginesWith(folder, () => ({})) } : {};
  return openWorkstation(folder, { readers, log: 'silent', ...engines, ...options });
}

/** The real engines with some of them replaced: injected faults. */
export function enginesWith(folder: string, faults: (real: Engines) => Partial<Engines>): Engines {
  const real = { ...realEngines(folder, readers), readers: lent(children.readers), renditionWorkers: lent(children.renditionWorkers) };
  return { ...real, ...faults(real) };
}

/** A pool that stays when it is closed; what whoever closes it still has running there ends as it would with the pool. */
function lent(pool: Pool): Children {
  const over = new AbortController();
  const running = new Set<Promise<unknown>>();
  const until = (signal: AbortSignal | undefined) => (signal ? AbortSignal.any([signal, over.signal]) : over.signal);
  const counted = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    const ended = () => running.delete(work);
    work.then(ended, ended);
    return work;
  };
  return {
    run: (task, input, signal) => counted(pool.run(task, input, until(signal))),
    stream: (task, input, take, signal) => counted(pool.stream(task, input, take, until(signal))),
    close: async () => {
      over.abort(problem('worker.stopped', {}));
      await Promise.allSettled(running);
    },
  };
}

/** Rows of a test's store, by a connection of their own. */
export function rowsOf(folder: string, question: string): Record<string, unknown>[] {
  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  try {
    return database.prepare(question).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

export const sample = (name: string) => join(resourcesFolder, 'samples', name);
export const ct07 = sample('residence-confirmation-ct07-01-p1.jpg');
export const book = ['p1', 'p2', 'p3'].map((page) => sample(`household-register-book-03-${page}.jpg`));

/** Ea Kao in Đắk Lắk, by name: codes come from the data set. */
export async function somePlace(core: Workstation): Promise<string> {
  const [place] = await core.client.workstation.places({ text: 'Ea Kao' });
  if (!place) throw new Error('no such place');
  return place.code;
}

export async function makeBatch(
  core: Workstation,
  more: { readonly placeCode?: string; readonly deadline?: string } = {},
): Promise<string> {
  const { id } = await core.client.batch.create({ title: 'Thử', source: 'folder', placeCode: null, owner: '', deadline: null, ...more });
  return id;
}

/** Imports to the end (of reading too, when it is not paused) and answers the batch's entries by name. */
export async function importAll(core: Workstation, batchId: string, files: readonly string[]) {
  const { jobId } = await core.client.intake.start({ batchId, paths: [...files] });
  await core.idle();
  return {
    jobId,
    entries: (await core.client.batch.entries({ id: batchId })).rows,
    pages: (await core.client.batch.pages({ id: batchId })).rows,
  };
}

/** The same with all pages read. */
export async function importRead(core: Workstation, batchId: string, files: readonly string[]): Promise<void> {
  const { pages } = await importAll(core, batchId, files);
  expect(pages.map((page) => page.problem)).toEqual(files.map(() => null));
}

export function upload(
  core: Workstation,
  batchId: string,
  name: string,
  body: RequestInit['body'],
  more: Readonly<Record<string, string>> = {},
) {
  const query = new URLSearchParams({ batch: batchId, name, ...more });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  return core.fetch(new Request(`http://core${paths.uploads}?${query}`, init));
}

/** Writes a page that no other test has; answers its path. */
export async function pageFile(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await smallPage(randomUUID().slice(0, 13), 360, 90));
  return path;
}

/** A PDF of scanned pages, one JPEG each. */
export async function scannedPdf(texts: readonly string[], password?: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const text of texts) {
    const image = await document.embedJpg(
      await sharp(await smallPage(text))
        .jpeg()
        .toBuffer(),
    );
    document.addPage([210, 80]).drawImage(image, { x: 0, y: 0, width: 210, height: 80 });
  }
  if (password !== undefined) document.encrypt({ userPassword: password, ownerPassword: `${password}!` });
  return document.save();
}

export function valueAt(record: PaperRecord, path: string) {
  const value = record.values.find((one) => one.path === path);
  if (!value) throw new Error(`no value ${path}`);
  return value;
}

export async function decide(
  core: Workstation,
  recordId: string,
  path: string,
  decision: 'confirm' | 'correct' | 'unreadable' | 'blank',
  typed: string | null = null,
) {
  const record = await core.client.record.open({ id: recordId });
  return core.client.value.decide({ recordId, path, revision: valueAt(record, path).revision, decision, typed });
}

/** Confirms whatever is open, so that the record is verified; values with an error are said to be unreadable. */
export async function verify(core: Workstation, recordId: string): Promise<void> {
  const record = await core.client.record.open({ id: recordId });
  for (const value of record.values) {
    if (value.state !== 'read') continue;
    const { revision } = valueAt(await core.client.record.open({ id: recordId }), value.path);
    const decision = value.findings.some((one) => one.severity === 'error') ? 'unreadable' : 'confirm';
    await core.client.value.decide({ recordId, path: value.path, revision, decision, typed: null });
  }
  expect((await core.client.record.open({ id: recordId })).state).toBe('verified');
}

/** Every file under a folder, as bytes in Latin letters, to look for what must not be there. */
export function allBytes(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => ({ path: join(item.parentPath, item.name), text: readFileSync(join(item.parentPath, item.name), 'latin1') }));
}

export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
