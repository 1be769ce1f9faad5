import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaperRecord } from '#domain/paper-record';
import type { Workstation } from '#main/open-workstation';
import { openDrafts } from '#renderer/screens/record/drafts.ts';
import { openDesk } from '#renderer/screens/record/open-desk.ts';
import { type Records, windowClock } from '#renderer/screens/record/records.ts';
import { openSaver } from '#renderer/screens/record/saver.ts';
import { openTestCore, rowsOf, temporaryFolder, valueAt } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

/** A desk before the real core: one contradiction is one question, whichever of its values it is asked at. */
const folder = temporaryFolder();
let core: Workstation;
let ids: readonly string[];

const row = (at: number, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([column, value]) => [`members[${at}].${column}`, value]));
const person = { fullName: 'Trần Văn Một', dateOfBirth: '1985-05-06', sex: 'Nữ', personalId: '066085001111', relationToHead: 'Con' };

beforeAll(async () => {
  ids = seed(folder, (write) => {
    const batch = seedBatch(write);
    const records = [
      { ...goodValues, sex: 'Nữ', ...row(0, person), ...row(1, { ...person, fullName: 'Trần Văn Hai', personalId: '066085002222' }) },
      { ...goodValues, sex: 'Nữ' },
      { ...goodValues, dateOfBirth: '1984-03-07' },
    ];
    return records.map((values) => seedRecord(write, batch, { state: 'open', valueState: 'read', values }));
  });
  core = await openTestCore(folder);
  for (const id of ids) await core.client.value.decide({ recordId: id, path: 'ethnicity', revision: 0, decision: 'confirm', typed: null });
});
afterAll(() => core.close());

/** Every value has a place on a page, as after reading. */
const placed = (record: PaperRecord): PaperRecord => ({
  ...record,
  values: record.values.map((value) => ({ ...value, pageId: 'page', box: [0, 0, 10, 10] })),
});

async function sit(index: number, path: string) {
  const id = ids[index] ?? '';
  let kept = placed(await core.client.record.open({ id }));
  const records: Records = {
    find: () => kept,
    change: (_id, change) => {
      kept = placed(change(kept));
    },
    refetch: () => undefined,
  };
  const { client } = core;
  const drafts = openDrafts({ send: client.value.draft, records, clock: windowClock });
  const saver = openSaver({ core: client, records, drafts, clock: windowClock, expectEcho: () => undefined });
  const types = await client.workstation.recordTypes();
  const desk = openDesk(kept, path, {
    saver,
    drafts,
    records,
    core: client,
    typeOf: ({ recordType }) => types.find((type) => type.id === recordType) ?? null,
    person: () => 'Cán bộ',
    moment: () => new Date().toISOString(),
    go: () => undefined,
    tell: () => undefined,
    focusEnd: () => undefined,
  });
  desk.stand();
  const press = async (action: 'record.confirm' | 'record.undo' | 'record.other') => {
    desk.send({ kind: 'press', action, press: null });
    await saver.idle();
  };
  const states = async () => {
    const { values } = await client.record.open({ id });
    return (...paths: string[]) => paths.map((one) => values.find((value) => value.path === one)?.state);
  };
  const verifications = () =>
    rowsOf(
      folder,
      `SELECT v.path, v.decision FROM verification v JOIN paper_record r ON r.key = v.record_key WHERE r.id = '${id}' AND v.path <> 'ethnicity' ORDER BY v.id`,
    ).map((one) => `${one.decision} ${one.path}`);
  return { desk, press, states, verifications, current: () => desk.look().state.current };
}

test('a contradiction names the other value, in its own row', async () => {
  const record = await core.client.record.open({ id: ids[0] ?? '' });
  const with_ = (path: string) => valueAt(record, path).findings.flatMap((one) => (one.code === 'id.sex' ? [one.with] : []));
  expect(with_('sex')).toEqual([['personalId']]);
  expect(with_('personalId')).toEqual([['sex']]);
  expect(with_('members[0].sex')).toEqual([['members[0].personalId']]);
  expect(with_('members[1].personalId')).toEqual([['members[1].sex']]);
});

test('it is confirmed once: both values by the person who saw both, and it does not stop at the other; one key takes both back', async () => {
  const { press, states, verifications, current } = await sit(0, 'sex');
  await press('record.other');
  expect(current()).toBe('personalId');
  await press('record.other');
  expect(current()).toBe('sex');
  await press('record.confirm');
  expect(current()).toBe('nationality');
  expect((await states())('sex', 'personalId', 'members[0].sex')).toEqual(['confirmed', 'confirmed', 'read']);
  expect(verifications()).toEqual(['confirm sex', 'confirm personalId']);
  await press('record.undo');
  expect((await states())('sex', 'personalId')).toEqual(['read', 'read']);
  expect(verifications()).toEqual(['confirm sex', 'confirm personalId', 'undo personalId', 'undo sex']);
  expect(current()).toBe('sex');
});

test('it is corrected once: what no longer contradicts does not stop again', async () => {
  const { desk, press, states, verifications, current } = await sit(1, 'sex');
  desk.send({ kind: 'type', text: 'Nam' });
  await press('record.confirm');
  expect(current()).toBe('nationality');
  expect((await states())('sex', 'personalId')).toEqual(['corrected', 'confirmed']);
  expect(verifications()).toEqual(['correct sex', 'confirm personalId']);
});

test('another contradiction, which a correction makes, was not seen: the other value waits for a person', async () => {
  const { desk, press, states, verifications, current } = await sit(2, 'dateOfBirth');
  desk.send({ kind: 'type', text: '07/03/1986' });
  await press('record.confirm');
  expect((await states())('dateOfBirth', 'personalId')).toEqual(['corrected', 'read']);
  expect(verifications()).toEqual(['correct dateOfBirth']);
  // At once the desk went past it; going round, it stops there.
  for (let times = 0; times < 6 && current() !== 'personalId'; times += 1) await press('record.confirm');
  expect(current()).toBe('personalId');
  expect(valueAt(desk.look().sight.record, 'personalId').findings).toMatchObject([
    { code: 'id.birthYear', params: { found: 1986 }, with: ['dateOfBirth'] },
  ]);
  // Taking back takes the correction alone.
  await press('record.undo');
});
