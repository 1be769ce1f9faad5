// Long, because one page is read once for all of it: decisions, what they do to other values, taking back, rows, drafts, reading again.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldValue } from '#domain/field-value';
import { Explained } from '#domain/reading';
import { resourcesFolder, type Workstation } from '#main/open-workstation';
import { firstBrokenAudit } from '#store/audit';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';
import { allBytes, book, codeOf, ct07, decide, importRead, makeBatch, openTestCore, temporaryFolder, valueAt, verify } from './fixtures.ts';

const folder = join(temporaryFolder(), 'data');
mkdirSync(folder);
let core: Workstation;
let batchId = '';
/** A printed page of one record, and a handwritten book of three pages with two rows. */
let printed = '';
let written = '';
const readValues = new Set<string>();

beforeAll(async () => {
  core = await openTestCore(folder, { log: 'file' });
  batchId = await makeBatch(core);
  await importRead(core, batchId, [ct07, ...book]);
  const records = (await core.client.batch.records({ id: batchId })).rows;
  printed = records.find((one) => one.recordType === 'residence-confirmation-ct07')?.id ?? '';
  written = records.find((one) => one.recordType === 'household-register-book')?.id ?? '';
  for (const id of [printed, written])
    for (const { value, raw } of (await core.client.record.open({ id })).values)
      for (const text of [value, raw]) if (text && text.length > 6) readValues.add(text);
}, 300_000);
afterAll(() => core.close());

const open = (id: string) => core.client.record.open({ id });
const look = async (id: string, path: string) => valueAt(await open(id), path);

describe('as read', () => {
  test('a record has every field of its form, with its evidence', async () => {
    const record = await open(printed);
    expect(record.values.map((value) => value.path).slice(0, 4)).toEqual(['fullName', 'dateOfBirth', 'sex', 'personalId']);
    for (const value of record.values) {
      expect(['read', 'accepted']).toContain(value.state);
      expect([value.decidedBy, value.decidedAt]).toEqual([null, null]);
      // What was read has its place on the page.
      if (value.raw !== null) expect([value.pageId, value.box?.length]).toEqual([record.pages[0]?.pageId, 4]);
    }
    const book = await open(written);
    expect(book.pages.map((page) => page.face)).toEqual(['cover', 'member', 'member']);
    // Nine that the paper has, and whether the person was struck out.
    expect(book.values.filter((value) => value.path.startsWith('members['))).toHaveLength(2 * 10);
    // Handwriting is never accepted without a person.
    expect(book.values.filter((value) => value.raw !== null).every((value) => value.state === 'read' && value.handwritten)).toBe(true);
  });
});

describe('a decision', () => {
  test('confirms what was read, once', async () => {
    const before = await look(printed, 'fullName');
    const answer = await core.client.value.decide({
      recordId: printed,
      path: 'fullName',
      revision: before.revision,
      decision: 'confirm',
      typed: null,
    });
    expect(valueAt(await open(printed), 'fullName')).toMatchObject({
      value: before.value,
      state: 'confirmed',
      revision: before.revision + 1,
      decidedBy: 'Cán bộ số hóa',
    });
    expect(answer.values.map((value) => value.path)).toContain('fullName');
    const stale = { recordId: printed, path: 'fullName', revision: before.revision, decision: 'blank' as const, typed: null };
    expect(await codeOf(core.client.value.decide(stale))).toBe('value.stale');
    expect(await look(printed, 'fullName')).toMatchObject({ state: 'confirmed' });
    await core.client.value.undo({ recordId: printed });
  });

  test('corrects in the way people type, and says whose value it is', async () => {
    await decide(core, printed, 'dateOfBirth', 'correct', '1/2/1985');
    expect(await look(printed, 'dateOfBirth')).toMatchObject({ value: '1985-02-01', state: 'corrected' });
    // Said again, it stays a correction: it is not what was read.
    await decide(core, printed, 'dateOfBirth', 'correct', '01.02.1985');
    expect(await look(printed, 'dateOfBirth')).toMatchObject({ value: '1985-02-01', state: 'corrected' });
    await decide(core, printed, 'dateOfBirth', 'confirm');
    expect(await look(printed, 'dateOfBirth')).toMatchObject({ state: 'corrected' });
    const same = await look(printed, 'headPersonalId');
    await decide(core, printed, 'headPersonalId', 'correct', same.value);
    expect(await look(printed, 'headPersonalId')).toMatchObject({ value: same.value, state: 'confirmed' });
    await decide(core, written, 'headName', 'correct', 'H’Bia Niê');
    expect(await look(written, 'headName')).toMatchObject({ state: 'keyed' });
    for (let times = 0; times < 4; times += 1) await core.client.value.undo({ recordId: printed });
    await core.client.value.undo({ recordId: written });
  });

  test('refuses what is not of the field’s kind, and changes nothing', async () => {
    const before = await open(printed);
    for (const typed of ['32/13/1990', 'hôm qua', '']) {
      expect(await codeOf(decide(core, printed, 'dateOfBirth', 'correct', typed))).toBe('value.notOfKind');
    }
    expect(await codeOf(decide(core, printed, 'personalId', 'correct', '12345'))).toBe('value.notOfKind');
    expect(await open(printed)).toEqual(before);
    expect(
      await codeOf(core.client.value.decide({ recordId: printed, path: 'nothing', revision: 0, decision: 'blank', typed: null })),
    ).toBe('value.notFound');
    // A row that is not there does not come to be by a value in it.
    expect(
      await codeOf(core.client.value.decide({ recordId: written, path: 'members[7].sex', revision: 0, decision: 'correct', typed: 'Nam' })),
    ).toBe('value.notFound');
  });

  test('says that nothing can be read, or that nothing is there', async () => {
    await decide(core, printed, 'religion', 'unreadable');
    expect(await look(printed, 'religion')).toMatchObject({ value: null, state: 'unreadable' });
    // To confirm it is to confirm that, not that the paper is blank.
    await decide(core, printed, 'religion', 'confirm');
    expect(await look(printed, 'religion')).toMatchObject({ value: null, state: 'unreadable' });
    await decide(core, printed, 'religion', 'blank');
    expect(await look(printed, 'religion')).toMatchObject({ value: null, state: 'blank' });
    await decide(core, printed, 'religion', 'correct', 'Không');
    expect(await look(printed, 'religion')).toMatchObject({ value: 'Không', state: 'corrected' });
    const missing = (await open(written)).values.find((value) => value.value === null && value.raw === null && value.state === 'read');
    if (missing) {
      await decide(core, written, missing.path, 'confirm');
      expect(await look(written, missing.path)).toMatchObject({ value: null, state: 'blank' });
      await core.client.value.undo({ recordId: written });
      expect(await look(written, missing.path)).toEqual({ ...missing, revision: 2 });
    }
    for (let times = 0; times < 4; times += 1) await core.client.value.undo({ recordId: printed });
  });

  test('makes the checks speak anew of the values that witness it', async () => {
    // 064 0 90: a man, born in 1990.
    await decide(core, printed, 'personalId', 'correct', '064 090 001234');
    await decide(core, printed, 'dateOfBirth', 'correct', '03/07/1990');
    await decide(core, printed, 'sex', 'correct', 'Nam');
    const codes = async () =>
      (await open(printed)).values
        .flatMap((value) => value.findings.map((one) => one.code))
        .filter((code) => code.startsWith('id.sex') || code === 'id.birthYear');
    expect(await codes()).toEqual([]);
    const wrong = await decide(core, printed, 'sex', 'correct', 'Nữ');
    expect(await codes()).toContain('id.sex');
    // The answer carries every value of which something else is said now.
    const aboutSex = (values: readonly FieldValue[]) =>
      values
        .filter((value) => value.findings.some((one) => one.code === 'id.sex'))
        .map((value) => value.path)
        .sort();
    expect(aboutSex(wrong.values)).toEqual(aboutSex((await open(printed)).values));
    await decide(core, printed, 'dateOfBirth', 'correct', '03/07/1991');
    expect(await codes()).toContain('id.birthYear');
    await core.client.value.undo({ recordId: printed });
    await core.client.value.undo({ recordId: printed });
    expect(await codes()).toEqual([]);
    for (let times = 0; times < 3; times += 1) await core.client.value.undo({ recordId: printed });
  });
});

describe('taking back', () => {
  test('goes back decision by decision, to what reading said', async () => {
    const before = (await open(printed)).values;
    await decide(core, printed, 'hometown', 'correct', 'Xã Ea Kao, tỉnh Đắk Lắk');
    const person = (await core.client.workstation.state()).settings;
    await core.client.workstation.saveSettings({ ...person, person: 'Người thứ hai' });
    await decide(core, printed, 'hometown', 'unreadable');
    await decide(core, printed, 'headName', 'blank');
    const undone = [];
    for (let times = 0; times < 2; times += 1) undone.push((await core.client.value.undo({ recordId: printed })).path);
    expect(undone).toEqual(['headName', 'hometown']);
    // The first person's value stands again, as the first person's.
    expect(await look(printed, 'hometown')).toMatchObject({ state: 'corrected', decidedBy: person.person });
    expect((await core.client.value.undo({ recordId: printed })).path).toBe('hometown');
    expect(await codeOf(core.client.value.undo({ recordId: printed }))).toBe('value.nothingToUndo');
    const bare = (values: readonly FieldValue[]) => values.map(({ revision: _revision, ...value }) => value);
    expect(bare((await open(printed)).values)).toEqual(bare(before));
    await core.client.workstation.saveSettings(person);
    const history = await core.client.value.history({ recordId: printed, path: 'hometown' });
    expect(history.slice(0, 4).map((one) => [one.decision, one.person])).toEqual([
      ['undo', 'Người thứ hai'],
      ['undo', 'Người thứ hai'],
      ['unreadable', 'Người thứ hai'],
      ['correct', person.person],
    ]);
    expect(history[3]).toMatchObject({ after: expect.stringContaining('Ea Kao') });
  });

  test('of nothing, and of records that are not there', async () => {
    expect(await codeOf(core.client.value.undo({ recordId: written }))).toBe('value.nothingToUndo');
    for (const id of ['nobody', '']) {
      expect(await codeOf(core.client.value.undo({ recordId: id }))).toBe('record.notFound');
      expect(await codeOf(core.client.record.open({ id }))).toBe('record.notFound');
      expect(await codeOf(core.client.value.draft({ recordId: id, path: 'sex', typed: 'N' }))).toBe('record.notFound');
      expect(await codeOf(core.client.value.history({ recordId: id, path: 'sex' }))).toBe('record.notFound');
    }
  });
});

describe('where a record stands', () => {
  test('follows from its values, there and back', async () => {
    await verify(core, printed);
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ recordsVerified: 1, recordsOpen: 1 });
    const undone = await core.client.value.undo({ recordId: printed });
    expect(undone).toMatchObject({ state: 'open', open: 1 });
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ recordsVerified: 0, recordsOpen: 2 });
    const { open: left } = (await core.client.batch.records({ id: batchId })).rows.find((row) => row.id === printed) ?? {};
    expect(left).toBe(1);
  });
});

describe('rows', () => {
  const table = 'members';
  const names = async () => (await open(written)).values.filter((value) => value.path.endsWith('.fullName')).map((value) => value.value);

  test('are added at the end, keyed, and taken away with what was typed in them', async () => {
    const before = await names();
    const added = await core.client.record.addRow({ id: written, table });
    expect(valueAt(added, 'members[2].fullName')).toMatchObject({ value: null, state: 'read', revision: 0 });
    await decide(core, written, 'members[2].fullName', 'correct', 'Y Thi Mlô');
    await core.client.value.draft({ recordId: written, path: 'members[2].hometown', typed: 'Buôn A' });
    await core.client.value.draft({ recordId: written, path: 'members[0].hometown', typed: 'goes with its row' });
    expect(await names()).toEqual([...before, 'Y Thi Mlô']);
    const stale = await look(written, 'members[0].sex');
    const after = await core.client.record.removeRow({ id: written, table, index: 0 });
    expect(after.values.filter((value) => value.path.endsWith('.fullName')).map((value) => value.value)).toEqual([before[1], 'Y Thi Mlô']);
    expect(valueAt(after, 'members[1].fullName')).toMatchObject({ state: 'keyed' });
    // What was typed moves with its row.
    expect(after.drafts).toEqual([{ path: 'members[1].hometown', typed: 'Buôn A' }]);
    // Who still sees the old row cannot decide on the one that took its place.
    expect(
      await codeOf(
        core.client.value.decide({ recordId: written, path: 'members[0].sex', revision: stale.revision, decision: 'blank', typed: null }),
      ),
    ).toBe('value.stale');
    // Paths have moved: earlier decisions stay written down, and cannot be taken back.
    expect(await codeOf(core.client.value.undo({ recordId: written }))).toBe('value.nothingToUndo');
    await decide(core, written, 'members[0].ethnicity', 'correct', 'Kinh');
    expect((await core.client.value.undo({ recordId: written })).path).toBe('members[0].ethnicity');
    await core.client.value.draft({ recordId: written, path: 'members[1].hometown', typed: null });
  });

  test('that are not there are not found', async () => {
    expect(await codeOf(core.client.record.addRow({ id: written, table: 'nothing' }))).toBe('value.notFound');
    expect(await codeOf(core.client.record.removeRow({ id: written, table, index: 2 }))).toBe('value.notFound');
    expect(await codeOf(core.client.record.removeRow({ id: written, table, index: -1 }))).toBe('input.invalid');
  });
});

describe('what is kept', () => {
  test('drafts, over a restart; a decision takes its draft away', async () => {
    await core.client.value.draft({ recordId: printed, path: 'religion', typed: 'Phậ' });
    await core.client.value.draft({ recordId: printed, path: 'ethnicity', typed: 'Ê Đ' });
    await core.client.value.draft({ recordId: printed, path: 'ethnicity', typed: 'Ê Đê' });
    await core.close();
    core = await openTestCore(folder, { log: 'file' });
    expect((await open(printed)).drafts).toEqual([
      { path: 'ethnicity', typed: 'Ê Đê' },
      { path: 'religion', typed: 'Phậ' },
    ]);
    await decide(core, printed, 'ethnicity', 'correct', 'Ê Đê');
    expect((await open(printed)).drafts).toEqual([{ path: 'religion', typed: 'Phậ' }]);
  });

  test('decisions and drafts, when the page is read again; and the record keeps its number', async () => {
    const before = await open(printed);
    const decided = before.values.filter((value) => value.decidedBy !== null);
    expect(decided.length).toBeGreaterThan(0);
    await decide(core, printed, 'fullName', 'correct', 'Nguyễn Thị Đọc Lại');
    await core.client.page.readAgain({ id: before.pages[0]?.pageId ?? '' });
    await core.idle();
    expect((await core.client.page.get({ id: before.pages[0]?.pageId ?? '' })).problem).toBeNull();
    const after = await open(printed);
    expect(after).toMatchObject({ id: before.id, sequence: before.sequence, drafts: before.drafts });
    expect(valueAt(after, 'fullName')).toMatchObject({ value: 'Nguyễn Thị Đọc Lại', state: 'corrected' });
    for (const value of decided) expect(valueAt(after, value.path)).toMatchObject({ value: value.value, state: value.state });
    const bare = (values: readonly FieldValue[]) =>
      values.filter((value) => value.decidedBy === null).map(({ path, value, state }) => ({ path, value, state }));
    expect(bare(after.values)).toEqual(bare(before.values).filter(({ path }) => path !== 'fullName'));
    expect((await core.client.batch.records({ id: batchId })).rows).toHaveLength(2);
    const steps = await core.client.page.steps({ id: before.pages[0]?.pageId ?? '' });
    expect(steps.map((step) => step.step)).toEqual(['normalise', 'recognise', 'classify', 'locate', 'explain', 'interpret', 'check']);
    const explained = Explained.parse(steps.find(({ step }) => step === 'explain')?.result);
    expect(await core.client.page.unexplained({ id: before.pages[0]?.pageId ?? '' })).toEqual(explained.unexplained);
  });
});

describe('what is written beside', () => {
  test('an audit that is whole, names what was done, and holds no value; a log without any', async () => {
    await core.close();
    try {
      const store = openStore(folder, join(resourcesFolder, 'migrations'));
      expect(firstBrokenAudit(store.read)).toBeNull();
      store.close();
      const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
      const audit = database.prepare('SELECT action, subject, detail, caller FROM audit_event').all() as {
        action: string;
        subject: string;
        detail: string;
        caller: string;
      }[];
      database.close();
      const actions = new Set(audit.map((event) => event.action));
      for (const action of [
        'record.opened',
        'value.decided',
        'value.undone',
        'record.rowAdded',
        'record.rowRemoved',
        'page.readAgain',
        'settings.saved',
        'import.started',
      ])
        expect(actions).toContain(action);
      const text = JSON.stringify(audit);
      const typed = ['Ea Kao', 'Y Thi Mlô', 'Buôn A', 'Đọc Lại', '1985-02-01', '064090001234', 'Phậ'];
      expect([...readValues, ...typed].filter((value) => text.includes(value))).toEqual([]);
      const logs = allBytes(join(folder, 'logs'));
      expect(logs.length).toBeGreaterThan(0);
      const log = Buffer.from(logs.map((file) => file.text).join('\n'), 'latin1').toString('utf8');
      expect([...readValues, ...typed, 'residence-confirmation-ct07-01'].filter((value) => log.includes(value))).toEqual([]);
    } finally {
      core = await openTestCore(folder, { log: 'silent' });
    }
    expect(await open(printed)).toMatchObject({ id: printed, batchId });
  });
});
