import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FindingCode, finding } from '#domain/finding';
import { rescanCodes } from '#domain/page';
import { resourcesFolder } from '#main/open-workstation';
import { deleteBatch, findBatch, insertBatch, updateBatch } from '#store/batch';
import { checkStore, counterDifferences } from '#store/check';
import { countDays, countDaysByType } from '#store/counter';
import { insertEntry } from '#store/import-entry';
import { finishJob, insertJob } from '#store/job';
import { openStore, type Store } from '#store/open-store';
import { failPage, insertPage, setPageWaiting } from '#store/page';
import { insertRecord } from '#store/paper-record';
import { type Sql, sql } from '#store/sql';

const at = '2026-11-02T18:00:00.000Z';
let folder = '';
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-counter-'));
  store = openStore(folder, join(resourcesFolder, 'migrations'));
  store.write((write) => {
    insertBatch(write, { id: 'b', title: 'Lô', source: 'folder', ownerId: null, placeCode: null, deadline: null, at });
    insertJob(write, { id: 'import', kind: 'import', batchId: 'b', subject: 'b', payload: {}, startedBy: 'machine:importer', at });
    insertEntry(write, {
      id: 'e',
      batchId: 'b',
      jobId: 'import',
      name: 'e',
      folder: '',
      sourcePath: null,
      blobSha256: 'e',
      state: 'taken',
      at,
    });
  });
});
afterEach(() => {
  expect(counterDifferences(store.read)).toEqual([]);
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (statement: Sql) => store.write((write) => write.run(statement));
const counts = () => findBatch(store.read, 'b')?.counts;

function addPage(id: string, ...codes: FindingCode[]): void {
  const picture = { sha256: id, blobPage: 0, mediaType: 'image/png', width: 10, height: 10, dpi: null, fileName: id };
  const findings = codes.map((code) => finding(code, 'warning', null));
  const filePage = counts()?.pages ?? 0;
  store.write((write) => insertPage(write, { id, batchId: 'b', entryId: 'e', groupKey: 'g', filePage, findings, ...picture }));
}

describe('pages', () => {
  test.each(rescanCodes)('with %s are to be scanned again: the triggers know every code of the domain', (code) => {
    addPage('p', code);
    expect(counts()).toMatchObject({ pages: 1, pagesToRescan: 1 });
    run(sql`UPDATE page SET findings = '[]'`);
    expect(counts()).toMatchObject({ pages: 1, pagesToRescan: 0 });
  });

  test('that are blank, turned or of unknown kind are not', () => {
    addPage('p', 'page.blank', 'page.turned', 'page.unknown');
    expect(counts()).toMatchObject({ pages: 1, pagesToRescan: 0 });
  });

  test('wait while a job is going to read them, whichever of two; else they are stopped', () => {
    addPage('p');
    expect(counts()).toMatchObject({ pagesWaiting: 0, pagesStopped: 1 });
    store.write((write) => {
      insertJob(write, { id: 'one', kind: 'read', batchId: 'b', subject: 'p', payload: {}, startedBy: 'machine:importer', at });
      write.run(sql`UPDATE job SET state = 'running' WHERE id = 'one'`);
      insertJob(write, { id: 'two', kind: 'read', batchId: 'b', subject: 'p', payload: {}, startedBy: 'machine:importer', at });
    });
    expect(counts()).toMatchObject({ pagesWaiting: 1, pagesStopped: 0 });
    store.write((write) => finishJob(write, 'one', 'stopped', null, at));
    expect(counts()).toMatchObject({ pagesWaiting: 1, pagesStopped: 0 });
    run(sql`DELETE FROM job WHERE id = 'two'`);
    expect(counts()).toMatchObject({ pagesWaiting: 0, pagesStopped: 1 });
    store.write((write) => failPage(write, 'p', { code: 'unknown', params: { reference: 'x' } }));
    expect(counts()).toMatchObject({ pagesWaiting: 0, pagesStopped: 0, pagesFailed: 1 });
    store.write((write) => setPageWaiting(write, 'p'));
    expect(counts()).toMatchObject({ pagesWaiting: 0, pagesStopped: 1, pagesFailed: 0 });
  });
});

test('days follow a batch to its place, and are Vietnam’s', () => {
  store.write((write) =>
    insertRecord(write, { id: 'r', batchId: 'b', groupKey: 'g', recordType: 't', version: 1, state: 'open', pageIds: [], at }),
  );
  const days = (placeCodes: readonly string[] | null) =>
    placeCodes ? countDays(store.read, { recordType: null, placeCodes }) : countDaysByType(store.read).get(null);
  const day = { day: '2026-11-03', scanned: 1, verified: 0, accepted: 0 };
  expect([days(null), days(['24133'])]).toEqual([[day], []]);
  store.write((write) => updateBatch(write, 'b', { title: '', source: 'folder', ownerId: null, deadline: null, placeCode: '24133' }));
  expect([days(null), days(['24133'])]).toEqual([[day], [day]]);
  store.write((write) =>
    insertRecord(write, { id: 'q', batchId: 'b', groupKey: 'q', recordType: 'u', version: 1, state: 'open', pageIds: [], at }),
  );
  expect(countDaysByType(store.read)).toEqual(
    new Map([
      ['t', [day]],
      ['u', [day]],
      [null, [{ ...day, scanned: 2 }]],
    ]),
  );
  run(sql`UPDATE paper_record SET record_type = NULL`);
  expect(days(null)).toEqual([]);
});

test('what a counter hangs on stays as it is, and nothing is replaced without being counted', () => {
  addPage('p', 'page.blurred');
  store.write((write) => insertBatch(write, { id: 'c', title: '', source: 'folder', ownerId: null, placeCode: null, deadline: null, at }));
  expect(() => run(sql`UPDATE page SET batch_id = 'c'`)).toThrow('a page stays in its batch');
  run(sql`INSERT OR REPLACE INTO page SELECT * FROM page`);
  expect(counts()).toMatchObject({ pages: 1, pagesToRescan: 1 });
  store.write((write) => deleteBatch(write, 'c'));
  expect(findBatch(store.read, 'c')).toBeNull();
});

test('a store that does not hold says where', () => {
  expect(checkStore(store.read)).toEqual({ orphans: [], counters: [], brokenAudit: null });
  addPage('p');
  run(sql`UPDATE batch_counter SET pages = 7`);
  run(sql`INSERT INTO audit_event VALUES (1, '', '', '', '', '{}', x'00')`);
  expect(checkStore(store.read)).toMatchObject({
    counters: [
      { counter: 'batch_counter', key: 'b', kept: expect.stringContaining('"pages":7'), counted: expect.stringContaining('"pages":1') },
    ],
    brokenAudit: 1,
  });
  run(sql`UPDATE batch_counter SET pages = 1`);
  store.write((write) =>
    insertRecord(write, { id: 'r', batchId: 'b', groupKey: 'g', recordType: 't', version: 1, state: 'open', pageIds: [], at }),
  );
  run(sql`UPDATE record_counter SET pages = 7`);
  expect(checkStore(store.read).counters).toMatchObject([{ counter: 'record_counter', key: 'r' }]);
  run(sql`UPDATE record_counter SET pages = 0`);
});
