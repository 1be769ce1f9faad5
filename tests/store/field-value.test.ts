import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FieldValue, ValueState } from '#domain/field-value';
import { finding } from '#domain/finding';
import { resourcesFolder } from '#main/open-workstation';
import { insertBatch } from '#store/batch';
import { findValue, listValues, putValue } from '#store/field-value';
import { openStore, type Store } from '#store/open-store';
import { insertRecord } from '#store/paper-record';
import { findOrMakePerson } from '#store/person';

const at = '2026-11-02T18:00:00.000Z';
let folder = '';
let store: Store;
let person = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-values-'));
  store = openStore(folder, join(resourcesFolder, 'migrations'));
  store.write((write) => {
    insertBatch(write, { id: 'b', title: 'Lô', source: 'folder', ownerId: null, placeCode: null, deadline: null, at });
    for (const id of ['r', 's'])
      insertRecord(write, { id, batchId: 'b', groupKey: 'g', recordType: 't', version: 1, state: 'open', pageIds: [], at });
    person = findOrMakePerson(write, 'Cán bộ', at);
  });
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const plain: FieldValue = {
  path: 'fullName',
  value: 'Đặng Thị Hoà',
  raw: 'Đặng Thị Hoà',
  confidence: 0.995,
  state: 'read',
  pageId: null,
  box: [1, 2, 30, 4],
  findings: [finding('value.disagree', 'warning', 'fullName')],
  alternatives: ['Đặng Thị Hòa'],
  handwritten: true,
  decidedBy: null,
  decidedAt: null,
  revision: 3,
};

describe('a value comes back as it was put', () => {
  test.each([
    ['read so', 'Hoà', 'Hoà'],
    ['read in another way', 'Hoà', 'Hoa'],
    ['not read', 'Hoà', null],
    ['read and taken away', null, 'Hoà'],
    ['read as nothing', null, ''],
    ['blank and not read', null, null],
  ])('%s', (_, value, raw) => {
    // Over what was there before, whatever that was.
    for (const before of [plain, { ...plain, raw: null }, { ...plain, value: null, raw: 'x' }]) {
      const put = { ...plain, value, raw, decidedBy: person, decidedAt: at };
      store.write((write) => {
        putValue(write, 'r', before);
        putValue(write, 'r', put);
      });
      expect(findValue(store.read, 'r', plain.path)).toEqual(put);
      expect(listValues(store.read, 'r')).toEqual([put]);
    }
    expect(listValues(store.read, 's')).toEqual([]);
  });

  test.each(ValueState.options)('in the state %s', (state) => {
    store.write((write) => putValue(write, 'r', { ...plain, state }));
    expect(findValue(store.read, 'r', plain.path)?.state).toBe(state);
  });
});

test.each([
  ['record', 'nobody', plain],
  ['page', 'r', { ...plain, pageId: 'nobody' }],
  ['person', 'r', { ...plain, decidedBy: 'nobody' }],
] as const)('a value of a %s that is not there is refused', (_, recordId, value) => {
  expect(() => store.write((write) => putValue(write, recordId, value))).toThrow(/FOREIGN KEY|NOT NULL/);
});
