import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import { codeOf, decide, openTestCore, temporaryFolder, valueAt } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let core: Workstation;
let recordId = '';
let bookId = '';

beforeAll(async () => {
  ({ recordId, bookId } = seed(folder, (write) => {
    const batch = seedBatch(write);
    const values = { 'members[0].fullName': 'H Bia', 'members[1].fullName': 'Y Thi', 'members[2].fullName': 'Y Bhit' };
    return {
      recordId: seedRecord(write, batch, { state: 'open', values: goodValues, valueState: 'read' }),
      bookId: seedRecord(write, batch, { type: 'household-register-book', state: 'open', values, valueState: 'read' }),
    };
  }));
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

test('what was typed follows its row when an earlier one is removed, also where the row has no value; what stood in that row goes', async () => {
  const drafts = async () => new Map((await core.client.record.open({ id: bookId })).drafts.map(({ path, typed }) => [path, typed]));
  const draft = (path: string, typed: string) => core.client.value.draft({ recordId: bookId, path, typed });
  await draft('headName', 'a');
  await draft('members[0].sex', 'b');
  await draft('members[1].fullName', 'c');
  await draft('members[2].occupation', 'd');
  await draft('members[3].fullName', 'e');
  await core.client.record.removeRow({ id: bookId, table: 'members', index: 0 });
  expect(Object.fromEntries(await drafts())).toEqual({
    headName: 'a',
    'members[0].fullName': 'c',
    'members[1].occupation': 'd',
    'members[2].fullName': 'e',
  });
});
