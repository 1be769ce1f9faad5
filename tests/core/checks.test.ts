import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import type { WriteHandle } from '#store/handle';
import { insertEntry } from '#store/import-entry';
import { insertJob } from '#store/job';
import { insertPage } from '#store/page';
import { setRecordPages } from '#store/paper-record';
import { savePageReading } from '#store/reading';
import { pageReading, place } from '#tests/reading/paper';
import { openTestCore, temporaryFolder } from './fixtures.ts';
import { seed, seedBatch, seedRecord } from './seed.ts';

/** What checks know beside the record itself: other records, the printed words before values, names of files. */
const folder = temporaryFolder();
const land = 'land-certificate-2009';
const parcel = { parcelNumber: '622', mapSheetNumber: '46', parcelAddress: 'Thôn 1, xã Ea Kar, tỉnh Đắk Lắk' };
let core: Workstation;
let ids: Record<'old' | 'copy' | 'wife', string>;

beforeAll(async () => {
  ids = seed(folder, (write) => {
    const batch = seedBatch(write);
    const open = { type: land, state: 'open', valueState: 'read' } as const;
    const old = seedRecord(write, batch, {
      type: land,
      state: 'verified',
      at: '2026-10-02T03:00:00.000Z',
      values: { serialNumber: 'BN 392893', ...parcel },
    });
    const copy = seedRecord(write, batch, { ...open, values: { serialNumber: 'BN 392893', ...parcel, ownerName: 'Y Lơi' } });
    const wife = seedRecord(write, batch, {
      ...open,
      values: { serialNumber: 'BN 392898', coOwnerName: 'H Bia', coOwnerIdNumber: '066088735071', issueDate: '2013-01-04' },
    });
    pageOf(write, batch, wife);
    return { old, copy, wife };
  });
  core = await openTestCore(folder);
});
afterAll(() => core.close());

/** A page that has been read: the words before the wife's name, and a file that is named by a serial. */
function pageOf(write: WriteHandle, batchId: string, recordId: string): void {
  const [jobId, entryId, pageId] = [randomUUID(), randomUUID(), randomUUID()];
  const at = '2026-11-02T03:00:00.000Z';
  const name = 'BN 392893-GCN.jpg';
  insertJob(write, { id: jobId, kind: 'import', batchId, subject: 'x', payload: {}, startedBy: 'machine:importer', at });
  insertEntry(write, { id: entryId, batchId, jobId, name, folder: '', sourcePath: null, blobSha256: null, state: 'taken', at });
  const picture = { sha256: 'a'.repeat(64), blobPage: 0, mediaType: 'image/jpeg', width: 2480, height: 3508, dpi: 300, findings: [] };
  insertPage(write, { id: pageId, batchId, entryId, groupKey: 'g', fileName: name, filePage: 0, ...picture });
  const located = { ...place('coOwnerName', 'H Bia'), label: 'và vợ là bà' };
  savePageReading(write, pageId, pageReading(land, ['front'], [located]), at);
  setRecordPages(write, recordId, [{ pageId, face: 'front', entry: 0 }]);
}

async function confirm(recordId: string, path: string): Promise<readonly string[]> {
  const { values } = await core.client.record.open({ id: recordId });
  const revision = values.find((value) => value.path === path)?.revision ?? -1;
  await core.client.value.decide({ recordId, path, revision, decision: 'confirm', typed: null });
  const record = await core.client.record.open({ id: recordId });
  return record.values.flatMap((value) =>
    value.findings.map((one) => `${one.severity} ${one.code} ${one.path} ${one.params.other ?? one.params.expected ?? ''}`),
  );
}

test('one live certificate for a serial and for a parcel: the other record is named', async () => {
  expect(await confirm(ids.copy, 'ownerName')).toEqual([
    'error record.duplicateSerial serialNumber L-0001 · 1',
    'warning record.duplicateParcel parcelNumber L-0001 · 1',
  ]);
});

test('printed words and names of files stay known after the reading', async () => {
  expect(await confirm(ids.wife, 'coOwnerName')).toEqual([
    'warning serial.fileName serialNumber BN 392893',
    'warning id.sex coOwnerIdNumber Nam',
  ]);
});

test('a serial that is corrected is no longer held, and the other record may have it', async () => {
  const correct = async (recordId: string, typed: string) => {
    const { values } = await core.client.record.open({ id: recordId });
    const revision = values.find(({ path }) => path === 'serialNumber')?.revision ?? -1;
    const { values: touched } = await core.client.value.decide({ recordId, path: 'serialNumber', revision, decision: 'correct', typed });
    return touched
      .find(({ path }) => path === 'serialNumber')
      ?.findings.flatMap(({ code, params }) => (code === 'record.duplicateSerial' ? [params.other] : []));
  };
  expect(await correct(ids.copy, 'BN 392899')).toEqual([]);
  expect(await correct(ids.wife, 'BN 392899')).toEqual(['L-0001 · 2']);
  expect(await correct(ids.copy, 'BN 392893')).toEqual(['L-0001 · 1']);
  expect(await correct(ids.wife, 'BN 392899')).toEqual([]);
});
