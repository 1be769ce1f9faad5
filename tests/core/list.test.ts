import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingCode } from '#domain/finding';
import { allRows } from '#domain/list';
import { attentionOf, PageFilter, rescanCodes } from '#domain/page';
import { RecordState } from '#domain/paper-record';
import type { Workstation } from '#main/open-workstation';
import { insertEntry, setEntryState } from '#store/import-entry';
import { insertJob } from '#store/job';
import { insertPage } from '#store/page';
import { findOrMakePerson } from '#store/person';
import { sql } from '#store/sql';
import { openTestCore, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

/** Lists are cut, filtered and sorted by the core; here beside what the whole list sorted by hand gives. */
const folder = temporaryFolder();
const at = '2026-11-02T03:00:00.000Z';
const names = ['Đặng Thị Hoà', 'Y Bhĭt Mlô', 'ẩn danh 10', 'ẩn danh 9', 'Ánh', 'Anh', 'H’Bia Niê', 'Ơn', 'Đỗ Ê', 'Do E'];
let core: Workstation;
let batchId = '';

beforeAll(async () => {
  batchId = seed(folder, (write) => {
    const id = seedBatch(write, { placeCode: '24133', deadline: '2026-12-01' });
    seedBatch(write, { deadline: '2026-11-20' });
    write.run(sql`UPDATE batch SET title = 'Lô Ê Đê', owner_id = ${findOrMakePerson(write, 'Trần Thị An', at)} WHERE id <> ${id}`);
    names.forEach((fullName, index) => {
      const state = RecordState.options[index % 5] ?? 'open';
      const type = index % 3 === 0 ? 'birth-certificate' : 'residence-confirmation-ct07';
      const valueState = index % 2 === 0 ? 'read' : 'confirmed';
      seedRecord(write, id, { state, type: state === 'unknown' ? null : type, valueState, values: { ...goodValues, fullName } });
    });
    insertJob(write, { id: 'job', kind: 'import', batchId: id, subject: id, payload: {}, startedBy: 'machine:importer', at });
    ['taken', 'copy', 'locked', 'failed', 'waiting', 'dismissed', 'taken'].forEach((state, index) => {
      const entry = { id: `e${index}`, batchId: id, jobId: 'job', name: `tệp ${12 - index}.png`, folder: index % 2 ? 'hộp' : '' };
      insertEntry(write, { ...entry, sourcePath: null, blobSha256: null, state: 'waiting', at });
      setEntryState(write, entry.id, { state: state as 'taken', pages: index });
    });
    const codes: readonly (FindingCode | null)[] = ['page.blank', 'page.turned', ...rescanCodes, null, null, null];
    for (const [index, code] of codes.entries()) {
      const picture = {
        sha256: `s${index}`,
        blobPage: 0,
        mediaType: 'image/png',
        width: 10,
        height: 10,
        dpi: null,
        fileName: 'e0',
        filePage: index,
      };
      const findings = code ? [{ code, severity: 'warning' as const, path: null, params: {} }] : [];
      insertPage(write, { id: `p${index}`, batchId: id, entryId: 'e0', groupKey: 'g', findings, ...picture });
    }
    write.run(sql`UPDATE page SET state = 'read', record_type = 'birth-certificate' WHERE sequence < 9`);
    write.run(sql`UPDATE page SET state = 'read' WHERE sequence = 10`);
    write.run(sql`UPDATE page SET state = 'failed' WHERE sequence = 11`);
    return id;
  });
  core = await openTestCore(folder);
});
afterAll(() => core.close());

/** Windows of three put together. */
async function inThrees<Row>(ask: (window: { offset: number; limit: number }) => Promise<{ rows: Row[]; total: number }>): Promise<Row[]> {
  const { total } = await ask({ offset: 0, limit: 1 });
  const rows: Row[] = [];
  for (let offset = 0; offset < total; offset += 3) rows.push(...(await ask({ offset, limit: 3 })).rows);
  expect((await ask({ offset: total, limit: 3 })).rows).toEqual([]);
  return rows;
}

function sortedBy<Row>(rows: readonly Row[], key: (row: Row) => string | number | null, descending: boolean): Row[] {
  const turn = descending ? -1 : 1;
  const collator = new Intl.Collator('vi', { numeric: true });
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return turn * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

describe('records of a batch', () => {
  const order = ['returned', 'open', 'unknown', 'verified', 'handedOver'];
  const worst = ['error', 'warning', 'info'];
  test.each([
    ['sequence', (row: { sequence: number }) => row.sequence],
    ['title', (row: { title: string | null }) => row.title],
    ['pages', (row: { pages: number }) => row.pages],
    ['open', (row: { open: number }) => row.open],
    ['worst', (row: { worst: string | null }) => (row.worst ? worst.indexOf(row.worst) : null)],
    ['state', (row: { state: string }) => order.indexOf(row.state)],
    ['type', () => 0],
  ] as const)('by %s, in both directions, window by window', async (by, key) => {
    const all = await allRows((window) => core.client.batch.records({ id: batchId, ...window }));
    expect(all.map(({ sequence }) => sequence)).toEqual(names.map((_, index) => index + 1));
    for (const descending of [false, true]) {
      const rows = await inThrees((window) => core.client.batch.records({ id: batchId, sort: { by, descending }, ...window }));
      if (by === 'type') {
        // The same type together, those without one last.
        const types = rows.map(({ recordType }) => recordType);
        expect(types.filter((type, index) => type !== types[index - 1]).length).toBe(new Set(types).size);
        expect(types.at(-1)).toBeNull();
      } else
        expect(rows.map(({ id }) => id)).toEqual(
          sortedBy(all, key as (row: (typeof all)[number]) => number, descending).map(({ id }) => id),
        );
    }
  });

  test('by state and by their names without marks', async () => {
    const { rows, total } = await core.client.batch.records({ id: batchId, standing: 'open' });
    expect(rows.map(({ title }) => title)).toEqual(['Y Bhĭt Mlô', 'H’Bia Niê']);
    expect(total).toBe(2);
    expect((await core.client.batch.records({ id: batchId, text: 'do e', sort: { by: 'title' } })).rows.map(({ title }) => title)).toEqual([
      'Do E',
      'Đỗ Ê',
    ]);
    expect(await core.client.batch.records({ id: batchId, text: 'do e', standing: 'unknown' })).toEqual({ rows: [], total: 0 });
  });
});

test('pages of a batch: as on paper, or what stands out first; every filter shows what its number says', async () => {
  const all = await allRows((window) => core.client.batch.pages({ id: batchId, ...window }));
  const { counts } = await core.client.batch.pages({ id: batchId, limit: 1 });
  const byHand = (filter: PageFilter) =>
    all.filter((page) => filter === 'all' || (filter === 'waiting' ? page.state === 'waiting' : attentionOf(page) === filter));
  for (const filter of PageFilter.options) {
    const rows = await inThrees((window) => core.client.batch.pages({ id: batchId, filter, ...window }));
    expect(rows.map(({ id }) => id)).toEqual(byHand(filter).map(({ id }) => id));
    expect(counts[filter]).toBe(rows.length);
    expect(counts[filter]).toBeGreaterThan(0);
  }
  const rank = (page: (typeof all)[number]) => ['failed', 'blank', 'poor', 'unknown', null].indexOf(attentionOf(page));
  const rows = await inThrees((window) => core.client.batch.pages({ id: batchId, order: 'attention', ...window }));
  expect(rows.map(({ id }) => id)).toEqual(sortedBy(all, rank, false).map(({ id }) => id));
});

test('entries of a batch: who needs a person first; by file, result, pages', async () => {
  const all = await allRows((window) => core.client.batch.entries({ id: batchId, ...window }));
  expect(all.map(({ state }) => state)).toEqual(['copy', 'locked', 'failed', 'waiting', 'taken', 'dismissed', 'taken']);
  const { states, total, rows } = await core.client.batch.entries({ id: batchId, states: ['failed', 'copy'], sort: { by: 'name' } });
  expect({ states, total, names: rows.map(({ name }) => name) }).toEqual({
    states: { waiting: 1, taken: 2, copy: 1, locked: 1, failed: 1, dismissed: 1 },
    total: 2,
    names: ['tệp 9.png', 'tệp 11.png'],
  });
  const path = ({ folder: inside, name }: (typeof all)[number]) => (inside ? `${inside}/${name}` : name);
  const byName = await inThrees((window) => core.client.batch.entries({ id: batchId, sort: { by: 'name', descending: true }, ...window }));
  expect(byName.map(path)).toEqual(sortedBy(all, path, true).map(path));
});

test('batches: by state, owner and words; the newest first', async () => {
  const codes = async (asked: Parameters<typeof core.client.batch.list>[0]) =>
    (await core.client.batch.list(asked)).rows.map(({ code }) => code);
  expect(await codes({})).toEqual(['L-0002', 'L-0001']);
  expect(await codes({ sort: { by: 'deadline', descending: true } })).toEqual(['L-0001', 'L-0002']);
  expect(await codes({ offset: 1, limit: 1 })).toEqual(['L-0001']);
  expect(await codes({ text: 'lo e de' })).toEqual(['L-0002']);
  expect(await codes({ text: 'dak lak' })).toEqual(['L-0001']);
  expect(await codes({ owners: ['', 'ai đó'] })).toEqual(['L-0001']);
  expect(await codes({ states: ['empty'] })).toEqual(['L-0002']);
  const { states, total } = await core.client.batch.list({ states: ['empty'] });
  expect({ states, total }).toEqual({ states: { empty: 1, reading: 0, verifying: 1, ready: 0, handedOver: 0 }, total: 1 });
});
