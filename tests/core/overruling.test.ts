import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Overruling } from '#domain/finding';
import type { Workstation } from '#main/open-workstation';
import { openTestCore, temporaryFolder, valueAt } from './fixtures.ts';
import { seed, seedBatch, seedRecord } from './seed.ts';

/** Errors stop: up to the hand-over nothing passes that a check calls impossible, unless a person has said why it stands. */
const folder = temporaryFolder();
const land = 'land-certificate-2009';
const batches: string[] = [];
let core: Workstation;
let records: string[];

beforeAll(async () => {
  const values: readonly Readonly<Record<string, string>>[] = [
    { issueDate: '2031-01-04' },
    { issueDate: '2013-01-04' },
    // One certificate, scanned twice: found at the serial number of both.
    { serialNumber: 'BN 392893', issueDate: '2013-01-04' },
    { serialNumber: 'BN 392893', issueDate: '2013-01-04' },
  ];
  records = seed(folder, (write) =>
    values.map((of) => {
      const batch = seedBatch(write, { placeCode: '24175' });
      batches.push(batch);
      return seedRecord(write, batch, { type: land, state: 'open', valueState: 'read', values: of });
    }),
  );
  core = await openTestCore(folder);
});
afterAll(() => core.close());

const recordAt = (index: number) => core.client.record.open({ id: records[index] ?? '' });

async function decide(
  index: number,
  path: string,
  decision: 'confirm' | 'correct' | 'blank',
  typed: string | null,
  overrules: Overruling | null = null,
) {
  const { id, values } = await recordAt(index);
  const revision = values.find((value) => value.path === path)?.revision ?? 0;
  return core.client.value.decide({ recordId: id, path, revision, decision, typed, overrules });
}

/** What the dry run says of a record, each in a batch of its own. */
async function dryRun(index: number) {
  const preview = (await core.client.handover.preview()).find(({ batchId }) => batchId === batches[index]);
  return { ready: preview?.ready.records, overruled: preview?.ready.overruled, held: preview?.held.map(({ reason }) => reason) };
}

const codes = async (index: number, path: string) =>
  valueAt(await recordAt(index), path)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, overruled }) => (overruled ? `${code} ${overruled}` : code));

test('a date in the future is not confirmed without a reason, and with one it goes', async () => {
  // The checks speak when the record is first settled.
  await decide(0, 'ownerName', 'blank', null);
  expect(await codes(0, 'issueDate')).toEqual(['date.future']);
  await expect(decide(0, 'issueDate', 'confirm', null)).rejects.toMatchObject({ code: 'value.hasError' });
  expect(valueAt(await recordAt(0), 'issueDate').state).toBe('read');
  expect(await dryRun(0)).toEqual({ ready: 0, overruled: 0, held: ['open'] });
  await decide(0, 'issueDate', 'confirm', null, 'asOnPaper');
  expect(await codes(0, 'issueDate')).toEqual(['date.future asOnPaper']);
  expect(await dryRun(0)).toEqual({ ready: 1, overruled: 1, held: [] });
});

test('what is typed with an error is shown with it and held back, until it is answered', async () => {
  await decide(1, 'issueDate', 'correct', '1/1/2040');
  const record = await recordAt(1);
  expect(record.state).toBe('verified');
  expect(record.findings).toMatchObject([{ code: 'record.errors', severity: 'error', params: { count: 1 } }]);
  expect(await dryRun(1)).toEqual({ ready: 0, overruled: 0, held: ['error'] });
  await decide(1, 'issueDate', 'confirm', null, 'later');
  expect(await dryRun(1)).toEqual({ ready: 1, overruled: 1, held: [] });

  // Taken back, the error stands again; another value makes it go away.
  await core.client.value.undo({ recordId: record.id });
  expect(await codes(1, 'issueDate')).toEqual(['date.future']);
  expect(await dryRun(1)).toEqual({ ready: 0, overruled: 0, held: ['error'] });
  await decide(1, 'issueDate', 'correct', '1/1/2014', null);
  expect(await dryRun(1)).toEqual({ ready: 1, overruled: 0, held: [] });
});

test('a reason is for one contradiction: when the value changes, the next one stops', async () => {
  await decide(1, 'issueDate', 'correct', '1/1/2040', 'asOnPaper');
  expect(await dryRun(1)).toEqual({ ready: 1, overruled: 1, held: [] });
  await decide(1, 'ownerName', 'correct', 'Y Lơi');
  expect(await codes(1, 'issueDate')).toEqual(['date.future asOnPaper']);
  await decide(1, 'issueDate', 'correct', '1/1/2041');
  expect(await codes(1, 'issueDate')).toEqual(['date.future']);
  expect(await dryRun(1)).toEqual({ ready: 0, overruled: 0, held: ['error'] });
});

test('the same certificate twice stops as well', async () => {
  await decide(2, 'issueDate', 'confirm', null);
  await decide(3, 'issueDate', 'confirm', null);
  await expect(decide(3, 'serialNumber', 'confirm', null)).rejects.toMatchObject({ code: 'value.hasError' });
  await decide(3, 'serialNumber', 'confirm', null, 'compared');
  expect(await dryRun(3)).toEqual({ ready: 1, overruled: 1, held: [] });
});
