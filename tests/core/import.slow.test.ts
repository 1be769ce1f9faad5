// Long, because every way in which paper comes in badly is an entry with a reason, and none may spoil another.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { greyPage, tiff } from '#tests/engines/pictures';
import { smallPage } from '#tests/fixtures/pages';
import {
  allBytes,
  codeOf,
  ct07,
  importAll,
  makeBatch,
  openTestCore,
  pageFile,
  rowsOf,
  scannedPdf,
  temporaryFolder,
  upload,
} from './fixtures.ts';

const data = temporaryFolder();
const files = temporaryFolder();
let core: Workstation;

/** Reading is paused: what is tested here is how pages come in. */
beforeAll(async () => {
  core = await openTestCore(data);
  await core.client.job.pauseReading({ paused: true });
});
afterAll(() => core.close());

const folderOf = (name: string) => {
  const folder = join(files, name);
  mkdirSync(folder, { recursive: true });
  return folder;
};
const stateOf = (entries: readonly { name: string; state: string; problem: { code: string } | null }[]) =>
  Object.fromEntries(entries.map((entry) => [entry.name, entry.problem?.code ?? entry.state]));

test('a picture that must be taken again says so before it is read, and the batch counts it', async () => {
  const folder = folderOf('poor');
  writeFileSync(join(folder, 'coarse.jpg'), await sharp(ct07).resize({ width: 595 }).jpeg().toBuffer());
  writeFileSync(join(folder, 'good.jpg'), await sharp(ct07).jpeg().toBuffer());
  const batchId = await makeBatch(core);
  const { pages } = await importAll(core, batchId, [folder]);
  expect(pages.map(({ fileName, state, findings }) => [fileName, state, ...findings.map(({ code }) => code)])).toEqual([
    ['coarse.jpg', 'waiting', 'page.lowResolution'],
    ['good.jpg', 'waiting'],
  ]);
  expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pages: 2, pagesToRescan: 1 });
});

describe('files attached to a PDF', () => {
  const mail = async () => {
    const document = await PDFDocument.load(await scannedPdf(['thư']));
    await document.attach(await scannedPdf(['một', 'hai']), 'kèm theo.pdf');
    await document.attach(Buffer.from('<x/>'), 'hoa-don.xml');
    return document.save();
  };

  test('are entries of their own: a person takes them with one key, what is no paper is passed over', async () => {
    const folder = folderOf('attached');
    writeFileSync(join(folder, 'thu.pdf'), await mail());
    const batchId = await makeBatch(core);
    const { entries, pages } = await importAll(core, batchId, [folder]);
    expect(stateOf(entries)).toEqual({ 'thu.pdf': 'taken', 'kèm theo.pdf': 'file.attached', 'hoa-don.xml': 'file.passedOver' });
    expect(pages).toHaveLength(1);
    const offered = entries.find(({ state }) => state === 'failed');
    expect(offered).toMatchObject({ canRetry: true, problem: { params: { name: 'kèm theo.pdf', of: 'thu.pdf' } } });
    await core.client.intake.retry({ entryId: offered?.id ?? '' });
    await core.idle();
    expect((await core.client.batch.pages({ id: batchId })).rows.map(({ fileName }) => fileName)).toEqual([
      'thu.pdf',
      'kèm theo.pdf',
      'kèm theo.pdf',
    ]);
  });
});

describe('folders', () => {
  test('come in people’s order, with the folders in them and without what is not paper', async () => {
    const folder = folderOf('order');
    for (const name of ['10.png', '2.png', '1.png', 'Tờ 3/b2.png', 'Tờ 3/b10.png', 'Tờ 20/c.png']) await pageFile(folder, name);
    for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini']) writeFileSync(join(folder, name), 'x');
    const { pages, entries } = await importAll(core, await makeBatch(core), [folder]);
    expect(pages.map((page) => page.fileName)).toEqual(['1.png', '2.png', '10.png', 'b2.png', 'b10.png', 'c.png']);
    expect(pages.map((page) => page.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entries.every((entry) => entry.state === 'taken')).toBe(true);
  });

  test('of network drives give their paper alone, and say what was passed over', async () => {
    const folder = folderOf('nas');
    for (const name of ['ho-so-01.png', '@eaDir/ho-so-01.png/SYNOPHOTO_THUMB_S.png', '#recycle/xoa-roi.png', '@Recycle/cu.png'])
      await pageFile(folder, name);
    for (const name of ['$RECYCLE.BIN/a.png', 'Hồ sơ #recycle/ho-so-02.png']) await pageFile(folder, name);
    const beside = ['~$danh-sach.xlsx', 'ho-so-01.xmp', 'dang-chep.png.filepart', 'x.TMP'];
    for (const name of beside) writeFileSync(join(folder, name), 'x');
    const batchId = await makeBatch(core);
    const { pages, entries } = await importAll(core, batchId, [folder]);
    expect(pages.map(({ fileName }) => fileName).sort()).toEqual(['ho-so-01.png', 'ho-so-02.png']);
    const passed = entries.filter(({ state }) => state === 'dismissed');
    expect(passed.map(({ name }) => name).sort()).toEqual([...beside, '#recycle', '$RECYCLE.BIN', '@Recycle', '@eaDir'].sort());
    expect(new Set(passed.map(({ problem }) => problem?.code))).toEqual(new Set(['file.passedOver']));
    expect(entries).toHaveLength(passed.length + 2);
    // A person who names such a folder means it.
    const named = await importAll(core, await makeBatch(core), [join(folder, '#recycle')]);
    expect(stateOf(named.entries)).toEqual({ 'xoa-roi.png': 'taken' });
  });

  test('whose files have the same names are not one record; what comes later from a folder joins its own', async () => {
    const [first, second] = [folderOf('same/box 1'), folderOf('same/box 2')];
    for (const folder of [first, second]) for (const page of ['001-p1.png', '001-p2.png']) await pageFile(folder, page);
    const batchId = await makeBatch(core);
    await importAll(core, batchId, [first, second]);
    for (const folder of [second, first]) await pageFile(folder, '001-p3.png');
    await importAll(core, batchId, [join(second, '001-p3.png'), join(first, '001-p3.png')]);
    const db = openSealed(join(data, 'so-song.sqlite'), { readonly: true });
    const groups = db
      .prepare<[string], { path: string; groupKey: string }>(
        'SELECT e.source_path AS path, p.group_key AS groupKey FROM page p JOIN import_entry e ON e.id = p.entry_id WHERE p.batch_id = ?',
      )
      .all(batchId);
    db.close();
    const of = (folder: string) => new Set(groups.filter(({ path }) => dirname(path) === folder).map(({ groupKey }) => groupKey));
    expect(groups).toHaveLength(6);
    expect([of(first).size, of(second).size]).toEqual([1, 1]);
    expect([...of(first)]).not.toEqual([...of(second)]);
  });

  test('that are empty, gone, or no folders say so, each for itself', async () => {
    const folder = folderOf('bad');
    mkdirSync(join(folder, 'empty'));
    const good = await pageFile(folder, 'good.png');
    const { entries, pages } = await importAll(core, await makeBatch(core), [
      join(folder, 'empty'),
      join(folder, 'nowhere'),
      join(good, 'under-a-file'),
      good,
    ]);
    expect(stateOf(entries)).toEqual({
      empty: 'folder.empty',
      nowhere: 'file.missing',
      'under-a-file': 'file.unreadable',
      'good.png': 'taken',
    });
    expect(pages).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')(
    'links in a folder are not followed, wherever they lead; one that a person names is',
    async () => {
      const folder = folderOf('links');
      const target = await pageFile(folderOf('elsewhere'), 'target.png');
      symlinkSync(target, join(folder, 'good.png'));
      symlinkSync(join(folder, 'nothing'), join(folder, 'dangling.png'));
      symlinkSync(folder, join(folder, 'round'));
      const { entries } = await importAll(core, await makeBatch(core), [folder]);
      expect(stateOf(entries)).toEqual({ 'good.png': 'file.isLink', 'dangling.png': 'file.isLink', round: 'file.isLink' });
      const named = await importAll(core, await makeBatch(core), [join(folder, 'good.png')]);
      expect(stateOf(named.entries)).toEqual({ 'good.png': 'taken' });
    },
  );
});

describe('names', () => {
  test.skipIf(process.platform === 'win32')(
    'with signs that cannot be seen are taken and cleaned; one that cannot be opened under its name says so',
    async () => {
      const folder = folderOf('names');
      const written = ['a\nb.png', 'bell\u0007.png', 'a\u202Egnp.png', 'zero\u200Bwidth.png', '\uFEFFhồ sơ.png'];
      for (const name of written) writeFileSync(join(folder, name), await smallPage(randomUUID()));
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/h`), Buffer.from([0xf4]), Buffer.from('.png')]), await smallPage(randomUUID()));
      const { entries, pages } = await importAll(core, await makeBatch(core), [folder]);
      const states = stateOf(entries);
      expect(states).toEqual({
        'ab.png': 'taken',
        'bell.png': 'taken',
        'agnp.png': 'taken',
        'zerowidth.png': 'taken',
        'hồ sơ.png': 'taken',
        'h\uFFFD.png': 'file.badName',
      });
      expect(pages).toHaveLength(5);
    },
  );

  test('very long ones keep their ending, Vietnamese ones their letters', async () => {
    const folder = folderOf('long');
    const long = `${'x'.repeat(230)}-p1.png`;
    const names = [long, 'Sổ hộ khẩu Buôn Ma Thuột.png'];
    for (const name of names) await pageFile(folder, name);
    // As macOS writes them: letters and marks apart.
    await pageFile(folder, 'Đơn xin'.normalize('NFD').concat('.png'));
    const { pages } = await importAll(core, await makeBatch(core), [folder]);
    const found = pages.map((page) => page.fileName);
    expect(found).toContain('Sổ hộ khẩu Buôn Ma Thuột.png');
    expect(found).toContain('Đơn xin.png');
    const shortened = found.find((name) => name.startsWith('xxx')) ?? '';
    expect(shortened.length).toBeLessThanOrEqual(200);
    expect(shortened).toMatch(/-p1\.png$/);
  });
});

describe('contents', () => {
  test('what a file is by its bytes counts; one that is bad spoils no other', async () => {
    const folder = folderOf('contents');
    writeFileSync(join(folder, '1-empty.jpg'), '');
    writeFileSync(join(folder, '2-text.jpg'), 'xin chào'.repeat(50));
    writeFileSync(join(folder, '3-truth.tif'), await smallPage(randomUUID()));
    writeFileSync(join(folder, '4-broken.pdf'), '%PDF-1.7\nnothing of a PDF');
    await pageFile(folder, '5-good.png');
    const batchId = await makeBatch(core);
    const { entries, pages, jobId } = await importAll(core, batchId, [folder]);
    expect(stateOf(entries)).toEqual({
      '1-empty.jpg': 'file.empty',
      '2-text.jpg': 'file.notAnImage',
      '3-truth.tif': 'taken',
      '4-broken.pdf': 'pdf.damaged',
      '5-good.png': 'taken',
    });
    expect(pages.map((page) => [page.fileName, page.mediaType])).toEqual([
      ['3-truth.tif', 'image/png'],
      ['5-good.png', 'image/png'],
    ]);
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'done', done: 5, total: 5, problem: null });
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pages: 2, pagesWaiting: 2, entriesOpen: 3 });
    // What needs a person comes first.
    expect(entries.slice(0, 3).every((entry) => entry.state === 'failed')).toBe(true);
  });

  test('a TIFF of many pages and a PDF give their pages in order', async () => {
    const folder = folderOf('many');
    writeFileSync(join(folder, 'a.tif'), tiff([greyPage(200, 100, 160), greyPage(100, 200, 90), greyPage(150, 150, 30)]));
    writeFileSync(join(folder, 'b.pdf'), await scannedPdf([randomUUID(), randomUUID()]));
    const { pages } = await importAll(core, await makeBatch(core), [folder]);
    expect(pages.map((page) => [page.fileName, page.filePage, page.width])).toEqual([
      ['a.tif', 0, 200],
      ['a.tif', 1, 100],
      ['a.tif', 2, 150],
      ['b.pdf', 0, 420],
      ['b.pdf', 1, 420],
    ]);
    // The scan in the PDF is the page, as it was scanned.
    expect(pages[3]?.mediaType).toBe('image/jpeg');
  });
});

describe('a locked PDF', () => {
  test('waits for its password, which is kept nowhere', async () => {
    const folder = folderOf('locked');
    const password = 'mat-khau-9c1f77';
    writeFileSync(join(folder, 'a.pdf'), await scannedPdf([randomUUID(), randomUUID()], password));
    await pageFile(folder, 'b.png');
    const batchId = await makeBatch(core);
    const { entries } = await importAll(core, batchId, [folder]);
    expect(stateOf(entries)).toEqual({ 'a.pdf': 'pdf.locked', 'b.png': 'taken' });
    const locked = entries.find((entry) => entry.state === 'locked');
    const entryId = locked?.id ?? '';
    await core.client.intake.unlock({ entryId, password: 'wrong-one' });
    await core.idle();
    expect((await core.client.batch.entries({ id: batchId })).rows[0]).toMatchObject({
      state: 'locked',
      problem: { code: 'pdf.wrongPassword', params: { name: 'a.pdf' } },
    });
    await core.client.intake.unlock({ entryId, password });
    await core.idle();
    expect((await core.client.batch.entries({ id: batchId })).rows).toMatchObject([
      { name: 'a.pdf', state: 'taken', pages: 2, problem: null },
      { name: 'b.png' },
    ]);
    expect((await core.client.batch.pages({ id: batchId })).rows).toHaveLength(3);
    const spoken = allBytes(data).filter(({ text }) => text.includes(password) || text.includes('wrong-one'));
    expect(spoken.map(({ path }) => path)).toEqual([]);
    // An entry that is settled cannot be unlocked again.
    expect(await codeOf(core.client.intake.unlock({ entryId, password }))).toBe('entry.notFound');
  });
});

describe('paper that is known', () => {
  test('is offered, not imported: in the same import, in the batch, in another batch', async () => {
    const folder = folderOf('twice');
    const first = await pageFile(folder, '1.png');
    writeFileSync(join(folder, '2.png'), readFileSync(first));
    const one = await makeBatch(core);
    const { entries, pages } = await importAll(core, one, [folder]);
    expect(stateOf(entries)).toEqual({ '1.png': 'taken', '2.png': 'copy' });
    const other = await makeBatch(core);
    const again = await importAll(core, other, [first]);
    expect(again.entries).toMatchObject([{ state: 'copy', pages: 1, copyOf: { batchId: one, pageId: pages[0]?.id } }]);
    expect(again.pages).toEqual([]);
    expect((await core.client.batch.get({ id: other })).counts.entriesOpen).toBe(1);

    const entryId = again.entries[0]?.id ?? '';
    await core.client.intake.takeCopy({ entryId });
    // Twice pressed is once done.
    expect(await codeOf(core.client.intake.takeCopy({ entryId }))).toBe('entry.notFound');
    await core.idle();
    expect((await core.client.batch.pages({ id: other })).rows).toMatchObject([{ fileName: '1.png', sha256: pages[0]?.sha256 }]);
    expect(await codeOf(core.client.intake.takeCopy({ entryId }))).toBe('entry.notFound');
    expect(await codeOf(core.client.intake.retry({ entryId }))).toBe('entry.notFound');
    expect((await core.client.batch.entries({ id: other })).rows[0]).toMatchObject({ state: 'taken', pages: 1, copyOf: null });
  });

  test('a PDF of which one page is known gives the others, and offers that one', async () => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    const folder = folderOf('partly');
    writeFileSync(join(folder, 'old.pdf'), await scannedPdf([b]));
    writeFileSync(join(folder, 'new.pdf'), await scannedPdf([a, b, c]));
    const batchId = await makeBatch(core);
    const old = await importAll(core, batchId, [join(folder, 'old.pdf')]);
    const { entries, pages } = await importAll(core, batchId, [join(folder, 'new.pdf')]);
    expect(pages.map((page) => [page.fileName, page.filePage])).toEqual([
      ['old.pdf', 0],
      ['new.pdf', 0],
      ['new.pdf', 2],
    ]);
    const offered = entries.find((entry) => entry.state === 'copy');
    expect(offered).toMatchObject({ name: 'new.pdf', pages: 1, copyOf: { pageId: old.pages[0]?.id } });
    await core.client.intake.takeCopy({ entryId: offered?.id ?? '' });
    await core.idle();
    const after = (await core.client.batch.pages({ id: batchId })).rows;
    expect(after.map((page) => [page.fileName, page.filePage])).toContainEqual(['new.pdf', 1]);
    expect(after).toHaveLength(4);
  });
});

describe('what a person does about an entry', () => {
  test('mends the file and tries again, or lets it go', async () => {
    const folder = folderOf('mended');
    const path = join(folder, 'a.png');
    writeFileSync(path, 'not yet');
    writeFileSync(join(folder, 'b.png'), 'never');
    const batchId = await makeBatch(core);
    const { entries } = await importAll(core, batchId, [folder]);
    expect(stateOf(entries)).toEqual({ 'a.png': 'file.notAnImage', 'b.png': 'file.notAnImage' });
    writeFileSync(path, await smallPage(randomUUID()));
    const idOf = (name: string) => entries.find((entry) => entry.name === name)?.id ?? '';
    await core.client.intake.retry({ entryId: idOf('a.png') });
    await core.client.intake.dismiss({ entryId: idOf('b.png') });
    await core.idle();
    expect((await core.client.batch.entries({ id: batchId })).rows).toMatchObject([
      { name: 'a.png', state: 'taken', problem: null, pages: 1 },
      { name: 'b.png', state: 'dismissed', problem: { code: 'file.notAnImage' } },
    ]);
    expect((await core.client.batch.get({ id: batchId })).counts.entriesOpen).toBe(0);
    // Not what was taken, and nothing that is not there.
    expect(await codeOf(core.client.intake.dismiss({ entryId: idOf('a.png') }))).toBe('entry.notFound');
    expect(await codeOf(core.client.intake.retry({ entryId: randomUUID() }))).toBe('entry.notFound');
    await core.client.intake.retry({ entryId: idOf('b.png') });
    await core.idle();
    expect((await core.client.batch.entries({ id: batchId })).rows[0]).toMatchObject({ name: 'b.png', state: 'failed' });
  });

  test('a batch with something in it, or coming into it, is not removed', async () => {
    const batchId = await makeBatch(core);
    await core.client.intake.start({ batchId, paths: [await pageFile(files, 'removed.png')] });
    expect(await codeOf(core.client.batch.remove({ id: batchId }))).toBe('batch.notEmpty');
    await core.idle();
    expect(await codeOf(core.client.batch.remove({ id: batchId }))).toBe('batch.notEmpty');
    const empty = await makeBatch(core);
    await core.client.batch.remove({ id: empty });
    expect(await codeOf(core.client.batch.get({ id: empty }))).toBe('batch.notFound');
    expect(await codeOf(core.client.intake.start({ batchId: empty, paths: ['x'] }))).toBe('batch.notFound');
  });
});

describe('uploads', () => {
  const incoming = () => allBytes(join(data, 'pages', 'incoming'));
  const announce = (batchId: string, names: readonly string[], folder = '') =>
    core.client.intake.announce({ batchId, files: names.map((name) => ({ name, folder })) });

  test('of one drop are one job, however they arrive', async () => {
    const batchId = await makeBatch(core);
    const names = ['a-p1.png', 'a-p2.png', 'b.png'];
    const { jobId: key } = await announce(batchId, names);
    const answers = await Promise.all(
      names.map(async (name) => upload(core, batchId, name, (await smallPage(randomUUID())) as Uint8Array<ArrayBuffer>, { import: key })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await core.idle();
    expect(await core.client.job.get({ id: key })).toMatchObject({ kind: 'import', state: 'done', done: 3, total: 3 });
    expect((await core.client.batch.entries({ id: batchId })).rows.map((entry) => [entry.name, entry.jobId, entry.state]).sort()).toEqual(
      names.map((name) => [name, key, 'taken']),
    );
  });

  test('that are cut off leave nothing', async () => {
    const batchId = await makeBatch(core);
    const before = allBytes(join(data, 'pages')).length;
    const gone = new AbortController();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent < 20) return controller.enqueue(new Uint8Array(65_536).fill(sent));
        gone.abort();
        controller.error(new Error('line cut'));
      },
    });
    const answer = await upload(core, batchId, 'cut.png', body).catch(() => null);
    expect(answer?.ok ?? false).toBe(false);
    expect(incoming()).toEqual([]);
    expect(allBytes(join(data, 'pages'))).toHaveLength(before);
    expect((await core.client.batch.entries({ id: batchId })).rows).toEqual([]);
  });

  test('to nowhere are refused before anything is kept', async () => {
    const before = allBytes(join(data, 'pages')).length;
    const answer = await upload(core, randomUUID(), 'a.png', (await smallPage(randomUUID())) as Uint8Array<ArrayBuffer>);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'batch.notFound' }]);
    expect(allBytes(join(data, 'pages'))).toHaveLength(before);
    const batchId = await makeBatch(core);
    const bad = await upload(core, batchId, 'a.png', 'x', { import: 'no-uuid' });
    expect([bad.status, await bad.json()]).toMatchObject([400, { code: 'input.invalid', data: { path: 'import' } }]);
    const other = await makeBatch(core);
    const key = randomUUID();
    expect((await upload(core, batchId, 'a.png', 'x', { import: key })).status).toBe(200);
    // One drop belongs to one batch.
    expect(await (await upload(core, other, 'b.png', 'y', { import: key })).json()).toMatchObject({ code: 'job.notFound' });
    await core.client.job.stop({ id: key });
    await core.idle();
  });

  test('that come late go on under the job that they belong to', async () => {
    const batchId = await makeBatch(core);
    const key = randomUUID();
    const send = async (name: string) =>
      (await upload(core, batchId, name, (await smallPage(randomUUID())) as Uint8Array<ArrayBuffer>, { import: key })).json();
    await send('1.png');
    await core.idle();
    expect(await core.client.job.get({ id: key })).toMatchObject({ state: 'done' });
    expect(((await send('2.png')) as { jobId: string }).jobId).toBe(key);
    await core.idle();
    expect(await core.client.job.get({ id: key })).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect((await core.client.batch.pages({ id: batchId })).rows).toHaveLength(2);
  });

  test('that were announced and do not come are missed by name, also after a restart; the same folder once more adds them and doubles nothing', async () => {
    const batchId = await makeBatch(core);
    const names = ['001-p1.png', '001-p2.png', '002-p1.png', '003-p1.png'];
    const bytes = new Map(await Promise.all(names.map(async (name) => [name, await smallPage(randomUUID())] as const)));
    const send = async (jobId: string, name: string) =>
      (await upload(core, batchId, name, bytes.get(name) as Uint8Array<ArrayBuffer>, { import: jobId, folder: 'Hộp 1' })).json();
    const { jobId } = await announce(batchId, names, 'Hộp 1');
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ done: 0, total: 4 });
    const first = await send(jobId, '001-p1.png');
    // Its answer was lost, and it is sent again.
    expect(await send(jobId, '001-p1.png')).toMatchObject({ id: (first as { id: string }).id });
    await send(jobId, '002-p1.png');
    // The window is gone, and the program ends before it could notice.
    await core.close();
    core = await openTestCore(data);
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({
      state: 'failed',
      problem: { code: 'upload.incomplete', params: { arrived: 2, files: 4 } },
    });
    const entries = async () =>
      (await core.client.batch.entries({ id: batchId, sort: { by: 'name', descending: false } })).rows.map(
        ({ name, state, problem, canRetry }) => [name, problem?.code ?? state, canRetry],
      );
    expect(await entries()).toEqual([
      ['001-p1.png', 'taken', true],
      ['001-p2.png', 'upload.missing', false],
      ['002-p1.png', 'taken', true],
      ['003-p1.png', 'upload.missing', false],
    ]);
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pages: 2, entriesOpen: 2 });
    const [missing] = (await core.client.batch.entries({ id: batchId, states: ['failed'] })).rows;
    expect(await codeOf(core.client.intake.retry({ entryId: missing?.id ?? '' }))).toBe('upload.missing');
    // Let go by mistake: it is missing still.
    await core.client.intake.dismiss({ entryId: missing?.id ?? '' });

    const again = await announce(batchId, names, 'Hộp 1');
    expect(again.jobId).toBe(jobId);
    for (const name of names) await send(jobId, name);
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'done', done: 4, total: 4, problem: null });
    expect(await entries()).toEqual(names.map((name) => [name, 'taken', true]));
    const groups = rowsOf(data, `SELECT group_key, COUNT(*) AS n FROM page WHERE batch_id = '${batchId}' GROUP BY group_key ORDER BY 1`);
    // What came later lies with its own: two faces of 001 are one group.
    expect(groups.map(({ n }) => n)).toEqual([2, 1, 1]);
  });

  test('whose copying is stopped are set aside, never done, and come in when they are brought again', async () => {
    const batchId = await makeBatch(core);
    const { jobId } = await announce(batchId, ['1.png', '2.png']);
    const body = (await smallPage(randomUUID())) as Uint8Array<ArrayBuffer>;
    await upload(core, batchId, '1.png', body, { import: jobId });
    await expect.poll(async () => (await core.client.batch.pages({ id: batchId })).rows.length).toBe(1);
    await core.client.job.stop({ id: jobId });
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'stopped' });
    expect(stateOf((await core.client.batch.entries({ id: batchId })).rows)).toEqual({ '1.png': 'taken', '2.png': 'upload.missing' });
    expect((await core.client.batch.get({ id: batchId })).counts.entriesOpen).toBe(0);
    await announce(batchId, ['1.png', '2.png']);
    await upload(core, batchId, '1.png', body, { import: jobId });
    await upload(core, batchId, '2.png', (await smallPage(randomUUID())) as Uint8Array<ArrayBuffer>, { import: jobId });
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(stateOf((await core.client.batch.entries({ id: batchId })).rows)).toEqual({ '1.png': 'taken', '2.png': 'taken' });
  });

  test('that take longer than the core is patient are not missed while they arrive', async () => {
    const batchId = await makeBatch(core);
    const { jobId } = await announce(batchId, ['slow.png']);
    const bytes = await smallPage(randomUUID());
    const half = Math.floor(bytes.length / 2);
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(bytes.slice(0, half));
        await new Promise((resolve) => setTimeout(resolve, 11_000));
        controller.enqueue(bytes.slice(half));
        controller.close();
      },
    });
    const answer = (await upload(core, batchId, 'slow.png', body, { import: jobId })).json();
    expect(await answer).toMatchObject({ jobId, state: 'waiting' });
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'done', done: 1, total: 1 });
  }, 60_000);
});

test('refused files leave nothing in the page store, by path or uploaded; what others count on stays', async () => {
  const folder = folderOf('refused');
  writeFileSync(join(folder, 'letter.png'), `not a picture ${randomUUID()}`);
  const batchId = await makeBatch(core);
  const before = readdirSync(join(data, 'pages'), { recursive: true, withFileTypes: true }).filter((item) => item.isFile()).length;
  const { entries } = await importAll(core, batchId, [join(folder, 'letter.png')]);
  expect(stateOf(entries)).toEqual({ 'letter.png': 'file.notAnImage' });
  expect((await upload(core, batchId, 'sent.png', new Uint8Array(5000).fill(3))).status).toBe(200);
  await core.idle();
  expect(readdirSync(join(data, 'pages'), { recursive: true, withFileTypes: true }).filter((item) => item.isFile()).length).toBe(before);
});
