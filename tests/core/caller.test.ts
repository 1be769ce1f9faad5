import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#contract/events';
import { callerKey, callerOf, MachinePart, machine } from '#domain/caller';
import type { Workstation } from '#main/open-workstation';
import { codeOf, openTestCore, rowsOf, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let office: Workstation;
let recordId = '';
let batchId = '';
beforeAll(async () => {
  [batchId, recordId] = seed(folder, (write) => {
    const batch = seedBatch(write);
    return [batch, seedRecord(write, batch, { state: 'open', values: goodValues, valueState: 'read' })];
  });
  office = await openTestCore(folder);
});
afterAll(() => office.close());

const rows = (question: string) => rowsOf(folder, question);

const lastTrace = () => rows('SELECT action, caller FROM audit_event ORDER BY seq DESC LIMIT 1')[0];
async function sit(person: string): Promise<void> {
  const { settings } = await office.client.workstation.state();
  await office.client.workstation.saveSettings({ ...settings, person });
}

test('a caller is written as an id or as a part of the machine, and read again', () => {
  for (const part of MachinePart.options) expect(callerOf(callerKey(machine(part)))).toEqual(machine(part));
  expect(callerKey(machine('reader'))).toBe('machine:reader');
  expect(callerOf('machine:somebody')).toEqual({ kind: 'person', id: 'machine:somebody' });
  expect(callerOf('0e1f')).toEqual({ kind: 'person', id: '0e1f' });
});

describe('whoever sits at the workstation', () => {
  test('is the person of the settings: found by name, made once', async () => {
    const first = office.core.seat();
    await sit('Nguyễn Thị Hòa');
    const second = office.core.seat();
    await sit('Trần Văn Bình');
    await sit('Nguyễn Thị Hòa');
    expect(office.core.seat()).toEqual(second);
    expect(second).not.toEqual(first);
    expect(rows("SELECT name FROM person WHERE name LIKE 'Nguyễn Thị H%'")).toEqual([{ name: 'Nguyễn Thị Hòa' }]);
  });

  test('decides: rows hold the id, people are shown the name', async () => {
    await sit('Nguyễn Thị Hòa');
    const { id } = office.core.seat() as { readonly id: string };
    const shown = async () => (await office.client.record.open({ id: recordId })).values.find(({ path }) => path === 'fullName');
    const decided = await office.client.value.decide({ recordId, path: 'fullName', revision: 0, decision: 'confirm', typed: null });
    expect(decided.values.find(({ path }) => path === 'fullName')?.decidedBy).toBe('Nguyễn Thị Hòa');
    expect((await shown())?.decidedBy).toBe('Nguyễn Thị Hòa');
    expect(await office.client.value.history({ recordId, path: 'fullName' })).toMatchObject([{ person: 'Nguyễn Thị Hòa' }]);
    expect(
      rows(
        "SELECT p.id AS by FROM field_value v JOIN person p ON p.key = v.decider_key WHERE path = 'fullName' AND decided_at >= '2026-11-03'",
      ),
    ).toEqual([{ by: id }]);
    expect(rows('SELECT p.id FROM verification v JOIN person p ON p.key = v.person_key')).toEqual([{ id }]);
    expect(rows("SELECT caller FROM audit_event WHERE action = 'value.decided'")).toEqual([{ caller: id }]);
  });

  test('pauses the reading, under the name', async () => {
    expect((await office.client.job.pauseReading({ paused: true })).pausedBy).toBe('Nguyễn Thị Hòa');
    expect(rows("SELECT value FROM setting WHERE key = 'reading.paused'")).toEqual([
      { value: JSON.stringify(callerKey(office.core.seat())) },
    ]);
    await sit('Trần Văn Bình');
    expect((await office.client.job.reading()).pausedBy).toBe('Nguyễn Thị Hòa');
  });

  test('owns a batch by name, and nobody does without one', async () => {
    const words = { title: 'x', source: 'box' as const, placeCode: null, deadline: null };
    const made = await office.client.batch.create({ ...words, owner: 'Lê Văn Tạm' });
    expect(made.owner).toBe('Lê Văn Tạm');
    expect((await office.client.batch.update({ id: made.id, owner: '' })).owner).toBe('');
    expect((await office.client.batch.update({ id: made.id, title: 'y' })).owner).toBe('');
    expect((await office.client.batch.update({ id: made.id, owner: 'Lê Văn Tạm' })).owner).toBe('Lê Văn Tạm');
    expect(rows("SELECT COUNT(*) AS n FROM person WHERE name = 'Lê Văn Tạm'")).toEqual([{ n: 1 }]);
  });
});

test('a job says who started it', async () => {
  await sit('Nguyễn Thị Hòa');
  const { jobId } = await office.client.intake.start({ batchId, paths: ['/nowhere'] });
  expect((await office.client.job.get({ id: jobId })).startedBy).toEqual({ kind: 'person', name: 'Nguyễn Thị Hòa' });
  const other = await office.core.client(() => machine('watcher')).intake.start({ batchId, paths: ['/nowhere'] });
  expect((await office.client.job.list()).find(({ id }) => id === other.jobId)?.startedBy).toEqual({ kind: 'machine', part: 'watcher' });
  expect(rows('SELECT started_by FROM job ORDER BY created_at DESC LIMIT 1')).toEqual([{ started_by: 'machine:watcher' }]);
});

describe('a caller of another name', () => {
  test('is who the change is by, over calls and over the fetch handler', async () => {
    const watcher = machine('watcher');
    await office.core.client(() => watcher).intake.start({ batchId, paths: ['/nowhere'] });
    expect(lastTrace()).toEqual({ action: 'import.started', caller: 'machine:watcher' });
    const call = (caller: Parameters<typeof office.core.fetch>[1]) =>
      office.core.fetch(
        new Request(`http://core${paths.rpc}/record/seen`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ json: { id: recordId } }),
        }),
        caller,
      );
    expect((await call(office.core.seat())).status).toBe(200);
    expect(lastTrace()).toEqual({ action: 'record.opened', caller: callerKey(office.core.seat()) });
  });

  test('that is a part of the machine decides nothing', async () => {
    const reader = office.core.client(() => machine('reader'));
    const [value] = (await office.client.record.open({ id: recordId })).values.filter(({ path }) => path === 'dateOfBirth');
    const decision = { recordId, path: 'dateOfBirth', revision: value?.revision ?? 0, decision: 'confirm' as const, typed: null };
    expect(await codeOf(reader.value.decide(decision))).toBe('access.refused');
  });
});
