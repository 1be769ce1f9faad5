import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TargetInput } from '#domain/target';
import type { Workstation } from '#main/open-workstation';
import { sql } from '#store/sql';
import { codeOf, openTestCore, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let core: Workstation;
let now = new Date('2026-11-04T16:59:59.000Z');
const target: TargetInput = {
  title: 'CT07',
  recordType: null,
  placeCode: null,
  total: 10,
  share: 0.5,
  from: '2026-11-01',
  by: '2026-11-13',
};
let commune = '';
let province = '';

beforeAll(async () => {
  core = await openTestCore(folder);
  const codeOfPlace = async (text: string) => (await core.client.workstation.places({ text }))[0]?.code ?? '';
  commune = await codeOfPlace('Ea Kao');
  province = await codeOfPlace('Đắk Lắk');
  await core.close();
  seed(folder, (write) => {
    const here = seedBatch(write, { placeCode: commune });
    const elsewhere = seedBatch(write);
    // A second before midnight in Vietnam, and midnight.
    seedRecord(write, here, { state: 'verified', values: goodValues, at: '2026-11-02T16:59:59.999Z' });
    seedRecord(write, here, { state: 'verified', values: goodValues, at: '2026-11-02T17:00:00.000Z' });
    seedRecord(write, here, { state: 'open', values: goodValues, at: '2026-11-03T02:00:00.000Z' });
    seedRecord(write, elsewhere, { state: 'verified', type: 'birth-certificate', at: '2026-11-04T02:00:00.000Z' });
    seedRecord(write, elsewhere, { state: 'unknown', type: null, at: '2026-11-04T02:00:00.000Z' });
    const handed = seedRecord(write, here, { state: 'handedOver', values: goodValues, at: '2026-11-03T02:00:00.000Z' });
    write.run(sql`UPDATE paper_record SET accepted_at = '2026-11-03T18:30:00.000Z' WHERE id = ${handed}`);
  });
  core = await openTestCore(folder, { clock: { now: () => now } });
});
afterAll(() => core.close());

test('counts by Vietnam’s days what was scanned, verified and accepted', async () => {
  const made = await core.client.target.create(target);
  expect(made.counters).toEqual({ scanned: 5, verified: 4, accepted: 1 });
  expect(made.days).toEqual([
    { day: '2026-11-02', scanned: 1, verified: 1, accepted: 0 },
    { day: '2026-11-03', scanned: 4, verified: 3, accepted: 0 },
    { day: '2026-11-04', scanned: 5, verified: 4, accepted: 1 },
  ]);
  expect(made.forecast).toMatchObject({ promised: 5, workingDaysLeft: 8 });
  // A second later it is the next day there, though not in Greenwich.
  now = new Date('2026-11-04T17:00:00.000Z');
  expect((await core.client.target.list())[0]?.forecast.workingDaysLeft).toBe(7);
});

test('is of one type and one place; a province has its communes', async () => {
  const of = async (more: Partial<TargetInput>) => (await core.client.target.create({ ...target, ...more })).counters.scanned;
  expect(await of({ recordType: 'birth-certificate' })).toBe(1);
  expect(await of({ placeCode: commune })).toBe(4);
  expect(await of({ placeCode: province })).toBe(4);
  expect(await of({ placeCode: commune, recordType: 'birth-certificate' })).toBe(0);
});

test('refuses what cannot be, and changes nothing then', async () => {
  const before = await core.client.target.list();
  const code = (more: object) => codeOf(core.client.target.create({ ...target, ...more }));
  expect(await code({ by: '2026-10-31' })).toBe('input.invalid');
  expect(await code({ total: 0 })).toBe('input.invalid');
  expect(await code({ share: 1.01 })).toBe('input.invalid');
  expect(await code({ by: '31/12/2026' })).toBe('input.invalid');
  expect(await code({ recordType: 'nothing' })).toBe('recordType.notFound');
  expect(await code({ placeCode: '99999x' })).toBe('place.notFound');
  expect(await codeOf(core.client.target.update({ ...target, id: 'nothing' }))).toBe('target.notFound');
  expect(await codeOf(core.client.target.remove({ id: 'nothing' }))).toBe('target.notFound');
  expect(await core.client.target.list()).toEqual(before);
});

test('is changed and removed', async () => {
  const [one] = await core.client.target.list();
  const id = one?.id ?? '';
  expect(await core.client.target.update({ ...target, id, share: 1 })).toMatchObject({ id, share: 1, forecast: { promised: 10 } });
  await core.client.target.remove({ id });
  expect((await core.client.target.list()).some((each) => each.id === id)).toBe(false);
});

test('what was decided today begins at midnight in Vietnam', async () => {
  expect((await core.client.workstation.state()).today).toEqual({ decided: 0, open: 1, returned: 0 });
  const openId = (await core.client.record.next({ batchId: null }))?.recordId ?? '';
  const { revision } = (await core.client.record.open({ id: openId })).values[0] ?? { revision: 0 };
  await core.client.value.decide({ recordId: openId, path: 'fullName', revision, decision: 'confirm', typed: null });
  expect((await core.client.workstation.state()).today.decided).toBe(1);
  now = new Date('2026-11-05T16:59:59.000Z');
  expect((await core.client.workstation.state()).today.decided).toBe(1);
  now = new Date('2026-11-05T17:00:00.000Z');
  expect((await core.client.workstation.state()).today.decided).toBe(0);
});
