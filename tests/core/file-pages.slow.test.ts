import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Children, FilePage, LostPage } from '#children';
import type { Engines } from '#core/context';
import { filePages } from '#core/file-pages';
import { problem } from '#domain/problem';
import { openFile } from '#store/blob';
import { greyPage, tiff } from '#tests/engines/pictures';
import * as blob from '#workers/blob';
import { openPool } from '#workers/pool';
import { tasks } from '#workers/tasks';
import { enginesWith, importAll, makeBatch, openTestCore, scannedPdf, temporaryFolder } from './fixtures.ts';

// The real ones, counted.
vi.mock('pdfjs-dist/legacy/build/pdf.mjs', async (original) => {
  const real = await original<typeof pdfjs>();
  return { ...real, getDocument: vi.fn(real.getDocument) };
});
vi.mock('#workers/blob', async (original) => {
  const real = await original<typeof blob>();
  return { ...real, bytesOf: vi.fn(real.bytesOf) };
});

const files = temporaryFolder();
const pool = openPool({ size: 1 });
afterAll(() => pool.close());
beforeEach(() => {
  vi.mocked(pdfjs.getDocument).mockClear();
  vi.mocked(blob.bytesOf).mockClear();
});

const texts = (count: number) => Array.from({ length: count }, () => randomUUID());
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
// Made before anything else: the engine of pictures, once it is in this process, opens no drawings any more.
const known = texts(1);
const pdfs = {
  twelve: await scannedPdf(texts(12)),
  known: await scannedPdf(known),
  twenty: await scannedPdf([...known, ...texts(19)]),
  four: await scannedPdf(texts(4)),
  three: await scannedPdf(texts(3)),
  sixteen: await scannedPdf(texts(16)),
};
function written(name: string, bytes: Uint8Array) {
  const path = join(files, name);
  writeFileSync(path, bytes);
  return { blob: openFile(path), name, password: null, pages: null };
}

test('a file of many pages is read and parsed once, whatever it is', async () => {
  const parsed = vi.spyOn(PDFDocument, 'load');
  const pdf = written('a.pdf', pdfs.twelve);
  parsed.mockClear();
  const pages: number[] = [];
  const take = async (part: { readonly what: string; readonly index?: number }) => {
    if (part.what === 'page') pages.push(part.index ?? -1);
  };
  await tasks.filePages({ ...pdf, from: 0 }, take);
  expect(pages).toEqual(numbers(12));
  expect(vi.mocked(pdfjs.getDocument)).toHaveBeenCalledTimes(1);
  expect(parsed).toHaveBeenCalledTimes(1);
  expect(vi.mocked(blob.bytesOf)).toHaveBeenCalledTimes(1);
  parsed.mockRestore();

  await tasks.filePages({ ...written('a.tif', tiff(numbers(9).map((n) => greyPage(100 + n, 100, 160)))), from: 0 }, take);
  expect(pages.slice(12)).toEqual(numbers(9));
  expect(vi.mocked(blob.bytesOf)).toHaveBeenCalledTimes(2);
});

test('an import asks for it once, and for the pages it wants', async () => {
  const asked: unknown[] = [];
  const folder = temporaryFolder();
  const engines = enginesWith(
    folder,
    ({ readers }): Partial<Engines> => ({
      readers: {
        ...readers,
        stream: (task, input, take, signal) => {
          asked.push([task, input.pages, input.from]);
          return readers.stream(task, input, take, signal);
        },
      },
    }),
  );
  const core = await openTestCore(folder, { engines });
  try {
    await core.client.job.pauseReading({ paused: true });
    const { blob: first } = written('known.pdf', pdfs.known);
    const { blob: second } = written('twenty.pdf', pdfs.twenty);
    const batchId = await makeBatch(core);
    await importAll(core, batchId, [first.path]);
    const { entries, pages } = await importAll(core, batchId, [second.path]);
    expect(pages.map(({ filePage }) => filePage)).toEqual(numbers(20));
    expect(asked).toEqual([
      ['filePages', null, 0],
      ['filePages', null, 0],
    ]);
    await core.client.intake.takeCopy({ entryId: entries.find(({ state }) => state === 'copy')?.id ?? '' });
    await core.idle();
    expect(asked.at(-1)).toEqual(['filePages', [0], 0]);
  } finally {
    await core.close();
  }
});

/** The real children; what comes of a page in them is decided by `fault`, told the page and how often it was begun. */
function faulty(fault: (index: number, begun: number) => 'ends' | 'slow' | null) {
  const begun = new Map<number, number>();
  let openings = 0;
  const children: Children = {
    ...pool,
    stream: async (task, input, take, signal) => {
      openings += 1;
      return pool.stream(
        task,
        input,
        async (part) => {
          if (part.what === 'page') {
            begun.set(part.index, (begun.get(part.index) ?? 0) + 1);
            const what = fault(part.index, begun.get(part.index) ?? 0);
            if (what)
              throw what === 'ends' ? problem('file.crashedReader', { name: 'x' }) : problem('file.tooSlow', { name: 'x', seconds: 25 });
          }
          await take(part);
        },
        signal,
      );
    },
  };
  return { children, openings: () => openings };
}

async function pagesOf(children: Children, file: ReturnType<typeof written>) {
  const found: (FilePage | LostPage)[] = [];
  await filePages(children, file, async (page) => {
    found.push(page);
  });
  return found.map((page) => (page.what === 'page' ? page.index : `${page.index} ${page.problem.code}`));
}

test('a page that ends its child is tried once more, then lost; none of the others is lost or doubled', async () => {
  const file = written('bad.pdf', pdfs.four);
  const once = faulty((index, begun) => (index === 2 && begun === 1 ? 'ends' : null));
  expect(await pagesOf(once.children, file)).toEqual(numbers(4));
  expect(once.openings()).toBe(2);
  // The first and the last always; the second is too slow, and that is not waited for twice.
  const always = faulty((index) => (index === 0 || index === 3 ? 'ends' : index === 1 ? 'slow' : null));
  expect(await pagesOf(always.children, file)).toEqual(['0 file.crashedReader', '1 file.tooSlow', 2, '3 file.crashedReader']);
  expect(always.openings()).toBe(5);
  // What ends a child before the file is open is the file's.
  await expect(filePages(pool, written('no.pdf', Buffer.from('%PDF-1.7\nnothing')), async () => undefined)).rejects.toMatchObject({
    code: 'pdf.damaged',
  });
});

test('a damaged page in a PDF costs itself alone, from one opening', async () => {
  const bytes = Buffer.from(pdfs.three);
  const second = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]), bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff])) + 3);
  bytes.fill(0x41, second, second + 600);
  const { children, openings } = faulty(() => null);
  expect(await pagesOf(children, written('damaged.pdf', bytes))).toEqual([0, '1 pdf.damaged', 2]);
  expect(openings()).toBe(1);
});

test('killed in the middle of a long file again and again: in the end every page is there once', async () => {
  const folder = temporaryFolder();
  const count = 16;
  const { blob: long } = written('long.pdf', pdfs.sixteen);
  mkdirSync(folder, { recursive: true });
  let core = await openTestCore(folder);
  const batchId = await makeBatch(core);
  await core.client.job.pauseReading({ paused: true });
  await core.client.intake.start({ batchId, paths: [long.path] });
  await core.close();
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const stored = Promise.withResolvers<void>();
    // Says something for every page that lies in the store.
    let pages = 0;
    child.stdout.on('data', (text: Buffer) => {
      pages += text.toString().split('\n').length - 1;
      if (pages >= 1 + round * 5) stored.resolve();
    });
    child.on('exit', () => stored.resolve());
    await stored.promise;
    child.kill('SIGKILL');
    await new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve(null) : child.once('exit', resolve)));
    expect(child.signalCode, `round ${round}`).toBe('SIGKILL');
  }
  core = await openTestCore(folder);
  try {
    await core.idle();
    const { rows: pages } = await core.client.batch.pages({ id: batchId });
    expect(pages.map(({ filePage }) => filePage)).toEqual(numbers(count));
    expect((await core.client.batch.entries({ id: batchId })).rows).toMatchObject([{ state: 'taken', pages: count, problem: null }]);
  } finally {
    await core.close();
  }
});
