import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#main/open-workstation';
import { insertBatch } from '#store/batch';
import { insertEntry } from '#store/import-entry';
import { insertJob } from '#store/job';
import { openStore, type Store } from '#store/open-store';
import { insertPage } from '#store/page';
import { insertRecord, recordsOfBatch, setRecordPages } from '#store/paper-record';

const at = '2026-11-02T03:00:00.000Z';
const batchId = 'batch';
let folder = '';
let store: Store;

/** A batch of six pages, p1 to p6. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-record-'));
  store = openStore(folder, join(resourcesFolder, 'migrations'));
  store.write((write) => {
    insertBatch(write, { id: batchId, title: 'Lô', source: 'folder', ownerId: null, placeCode: null, deadline: null, at });
    insertJob(write, { id: 'job', kind: 'import', batchId, subject: batchId, payload: {}, startedBy: 'machine:importer', at });
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']) {
      const entryId = `entry ${name}`;
      insertEntry(write, { id: entryId, batchId, jobId: 'job', name, folder: '', sourcePath: null, blobSha256: name, state: 'taken', at });
      const picture = { sha256: name, blobPage: 0, mediaType: 'image/png', width: 10, height: 10, dpi: null };
      insertPage(write, { id: name, batchId, entryId, groupKey: 'g', fileName: name, filePage: 0, findings: [], ...picture });
    }
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function add(id: string, ...pageIds: string[]): void {
  store.write((write) => {
    insertRecord(write, { id, batchId, groupKey: id, recordType: null, version: null, state: 'unknown', pageIds, at });
    setRecordPages(
      write,
      id,
      pageIds.map((pageId) => ({ pageId, face: null, entry: 0 })),
    );
  });
}
const numbered = () => recordsOfBatch(store.read, batchId).map(({ id, sequence }) => `${sequence} ${id}`);

describe('the numbers of records', () => {
  test('follow the paper, in whatever order readers are ready', () => {
    add('third', 'p4', 'p5');
    add('first', 'p1');
    add('fourth', 'p6');
    add('second', 'p3', 'p2');
    expect(numbered()).toEqual(['1 first', '2 second', '3 third', '4 fourth']);
  });

  test('entries of one register page stay as they stand on it; a record without pages comes last', () => {
    add('last', 'p2');
    add('upper', 'p1');
    add('lower', 'p1');
    add('keyed');
    expect(numbered()).toEqual(['1 upper', '2 lower', '3 last', '4 keyed']);
  });
});
