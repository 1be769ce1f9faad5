import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import { codeOf, decide, openTestCore, temporaryFolder, valueAt } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let core: Workstation;
let recordId = '';

beforeAll(async () => {
  recordId = seed(folder, (write) => seedRecord(write, seedBatch(write), { state: 'open', values: goodValues, valueState: 'read' }));
  core = await openTestCore(folder);
});
afterAll(() => core.close());

const at = async (path: string) => valueAt(await core.client.record.open({ id: recordId }), path);

test('an undo that names its decision takes back that one and no other, however often it is asked', async () => {
  for (const path of ['sex', 'ethnicity', 'nationality']) await decide(core, recordId, path, 'confirm');
  const of = { path: 'nationality', revision: (await at('nationality')).revision };
  expect((await core.client.value.undo({ recordId, of })).path).toBe('nationality');
  // The answer was lost and it is asked once more: the decision before it stays.
  expect(await codeOf(core.client.value.undo({ recordId, of }))).toBe('value.stale');
  expect(await at('ethnicity')).toMatchObject({ state: 'confirmed' });
  // A decision that somebody else made later is not taken back in its place.
  const mine = { path: 'sex', revision: (await at('sex')).revision };
  expect(await codeOf(core.client.value.undo({ recordId, of: mine }))).toBe('value.stale');
  expect(await at('ethnicity')).toMatchObject({ state: 'confirmed' });
  // Unnamed, it is the latest one.
  expect((await core.client.value.undo({ recordId })).path).toBe('ethnicity');
  expect((await core.client.value.undo({ recordId, of: mine })).path).toBe('sex');
  expect(await codeOf(core.client.value.undo({ recordId }))).toBe('value.nothingToUndo');
});
