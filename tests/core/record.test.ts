import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { codeOf, openTestCore, temporaryFolder } from './fixtures.ts';
import { seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let core: Workstation;
let ids: Record<'open1' | 'verified' | 'open2' | 'unknown' | 'urgent' | 'returned' | 'late', string>;
let batches: Record<'first' | 'urgent' | 'late', string>;

beforeAll(async () => {
  ({ ids, batches } = seed(folder, (write) => {
    const first = seedBatch(write);
    const late = seedBatch(write, { deadline: '2026-12-31' });
    const urgent = seedBatch(write, { deadline: '2026-11-30' });
    const open = { state: 'open', valueState: 'read' } as const;
    return {
      batches: { first, urgent, late },
      ids: {
        open1: seedRecord(write, first, {
          ...open,
          values: { fullName: 'Đặng Thị Hoà', hometown: 'Buôn Đrang, xã Cư Pơng', religion: '100%' },
        }),
        verified: seedRecord(write, first, { state: 'verified', values: { fullName: 'Y Bhĭt Mlô', hometown: 'Thôn 5_A' } }),
        open2: seedRecord(write, first, { ...open, values: { fullName: 'H’Bia Niê', hometown: 'Thôn 5BA' } }),
        unknown: seedRecord(write, first, { type: null, state: 'unknown' }),
        late: seedRecord(write, late, { ...open, values: { fullName: 'Lê Muộn' } }),
        urgent: seedRecord(write, urgent, { ...open, values: { fullName: 'Lê Gấp' } }),
        returned: seedRecord(write, first, { state: 'returned', values: { fullName: 'Trần Trả Lại' } }),
      },
    };
  }));
  core = await openTestCore(folder);
});
afterAll(() => core.close());

describe('opening', () => {
  test('gives the values in the order of the form, and the neighbours', async () => {
    const record = await core.client.record.open({ id: ids.open1 });
    expect(record.values.slice(0, 3).map((value) => value.path)).toEqual(['fullName', 'dateOfBirth', 'sex']);
    expect(record).toMatchObject({ sequence: 1, ofBatch: 5, previousId: null, nextId: ids.verified, nextOpenId: ids.open2 });
    const last = await core.client.record.open({ id: ids.returned });
    // Round the end of the batch, back to the first that waits.
    expect(last).toMatchObject({ previousId: ids.unknown, nextId: null, nextOpenId: ids.open1 });
    expect((await core.client.record.open({ id: ids.urgent })).nextOpenId).toBeNull();
    expect(await codeOf(core.client.record.open({ id: 'nobody' }))).toBe('record.notFound');
  });

  test('the next to verify: what came back, then the nearest deadline, then the order of the batches', async () => {
    const next = async (batchId: string | null) => (await core.client.record.next({ batchId }))?.recordId;
    expect(await next(null)).toBe(ids.returned);
    expect(await next(batches.first)).toBe(ids.returned);
    expect(await next(batches.late)).toBe(ids.late);
    const { revision } = (await core.client.record.open({ id: ids.returned })).values[0] ?? { revision: -1 };
    // The person has seen it: it stands again.
    const answer = await core.client.value.decide({ recordId: ids.returned, path: 'fullName', revision, decision: 'confirm', typed: null });
    expect(answer.state).toBe('verified');
    expect(await next(null)).toBe(ids.urgent);
    expect(await next(batches.first)).toBe(ids.open1);
    expect(await next('nowhere')).toBeUndefined();
  });
});

describe('search', () => {
  const found = async (text: string) => (await core.client.record.search({ text })).rows.map((row) => row.id);

  test('does without marks, case and apostrophes', async () => {
    expect(await found('dang thi hoa')).toEqual([ids.open1]);
    expect(await found('ĐẶNG')).toEqual([ids.open1]);
    expect(await found('buon drang')).toEqual([ids.open1]);
    expect(await found('bhit')).toEqual([ids.verified]);
    expect(await found('hbia')).toEqual([ids.open2]);
    expect(await found("H'Bia")).toEqual([ids.open2]);
    // Letters taken apart, as some keyboards write them.
    expect(await found('Hoà'.normalize('NFD'))).toEqual([ids.open1]);
  });

  test('takes signs as they are, and says where it found them', async () => {
    expect(await found('100%')).toEqual([ids.open1]);
    expect(await found('5_A')).toEqual([ids.verified]);
    expect(await found('%%')).toEqual([]);
    expect(await found('\\%')).toEqual([]);
    // Signs that fold to nothing do not find everything.
    expect(await found('’’')).toEqual([]);
    const [row] = (await core.client.record.search({ text: 'drang' })).rows;
    expect(row).toMatchObject({ id: ids.open1, batchCode: 'L-0001', match: 'Buôn Đrang, xã Cư Pơng' });
    expect((await found('Lê')).sort()).toEqual([ids.late, ids.urgent].sort());
    expect((await found('le')).sort()).toEqual([ids.late, ids.urgent].sort());
    for (const text of ['', ' ', 'a', ' a ']) expect(await codeOf(core.client.record.search({ text }))).toBe('input.invalid');
  });
});

describe('search puts first', () => {
  const folder = temporaryFolder();
  let core: Workstation;
  let batch = '';
  const made = new Map<string, string>();
  const found = async (text: string) => (await core.client.record.search({ text })).rows.map((row) => made.get(row.id));

  beforeAll(async () => {
    seed(folder, (write) => {
      batch = seedBatch(write);
      const record = (name: string, values: Readonly<Record<string, string>>) =>
        made.set(seedRecord(write, batch, { state: 'verified', values }), name);
      record('NGHỊ', { fullName: 'ĐỖ THỊ NGHỊ', personalId: '066090001234' });
      record('nghi', { fullName: 'Trần Văn Nghi', personalId: '066090004321' });
      record('nghìn', { fullName: 'Lê Văn Bốn', hometown: 'Thôn Hai Nghìn, xã Ea Tul', currentAddress: 'Xóm Nghị Lực' });
      record('bia', { fullName: "H'Bia Niê Kđăm", hometown: 'Thôn Đoài, xã Hòa Phú' });
      record('bhit', { fullName: 'Y Bhĭt Mlô', hometown: 'Buôn Kŏ Tam, xã Hoà Phú' });
      record('biên', { fullName: 'Nay H’Biên', hometown: 'Tổ dân phố Bia Đá' });
    });
    core = await openTestCore(folder);
  });
  afterAll(() => core.close());

  test('what is written with the marks as typed', async () => {
    expect(await found('nghị')).toEqual(['NGHỊ', 'nghìn', 'nghi']);
    expect(await found('NGHỊ')).toEqual(['NGHỊ', 'nghìn', 'nghi']);
    expect(await found('nghìn')).toEqual(['nghìn']);
    expect(await found('Đỗ Thị Nghị')).toEqual(['NGHỊ']);
    // Without marks nothing is said about them: names come before long texts, whole words before beginnings.
    expect(await found('nghi')).toEqual(['nghi', 'NGHỊ', 'nghìn']);
    expect(await found('ngh')).toEqual(['nghi', 'NGHỊ', 'nghìn']);
    const { rows, more } = await core.client.record.search({ text: 'nghị' });
    expect(rows.map(({ match, batchCode }) => [match, batchCode])).toEqual([
      ['ĐỖ THỊ NGHỊ', 'L-0001'],
      ['Xóm Nghị Lực', 'L-0001'],
      ['Trần Văn Nghi', 'L-0001'],
    ]);
    expect(more).toBe(false);
    const second = await core.client.record.search({ text: 'nghị', offset: 1, limit: 1 });
    expect([second.rows.map(({ match }) => match), second.more]).toEqual([['Xóm Nghị Lực'], true]);
    const last = await core.client.record.search({ text: 'nghị', offset: 2, limit: 1 });
    expect([last.rows.map(({ match }) => match), last.more]).toEqual([['Trần Văn Nghi'], false]);
  });

  test('names of the highlands, with and without apostrophe, and both ways of placing a tone', async () => {
    expect(await found("H'Bia")).toEqual(['bia']);
    expect(await found('hbia')).toEqual(['bia']);
    expect(await found('h bia')).toEqual(['bia']);
    expect(await found('bia')).toEqual(['bia', 'biên']);
    expect(await found('Y Bhĭt Mlô')).toEqual(['bhit']);
    expect(await found('y bhit')).toEqual(['bhit']);
    expect(await found('hòa phú')).toEqual(['bhit', 'bia']);
    expect(await found('hoà phú')).toEqual(['bhit', 'bia']);
    // The words of one value in a row, not anywhere in the record.
    expect(await found('mlô buôn')).toEqual([]);
    expect(await found('phú hòa')).toEqual([]);
  });

  test('numbers by their end, their beginning, and in groups; words by a part', async () => {
    expect(await found('066090001234')).toEqual(['NGHỊ']);
    expect(await found('066 090 001 234')).toEqual(['NGHỊ']);
    expect(await found('1234')).toEqual(['NGHỊ']);
    expect(await found('0660900')).toEqual(['nghi', 'NGHỊ']);
    expect(await found('iên')).toEqual(['biên']);
    expect(await found('ghi')).toEqual(['nghìn', 'nghi', 'NGHỊ']);
  });

  test('what is so now, and not what was', async () => {
    const id = [...made].find(([, name]) => name === 'nghi')?.[0] ?? '';
    const { revision } = (await core.client.record.open({ id })).values.find(({ path }) => path === 'fullName') ?? { revision: -1 };
    await core.client.value.decide({ recordId: id, path: 'fullName', revision, decision: 'correct', typed: 'Trần Văn Ngọ' });
    expect(await found('nghi')).toEqual(['NGHỊ', 'nghìn']);
    expect(await found('Ngọ')).toEqual(['nghi']);
    await core.client.value.undo({ recordId: id });
    expect(await found('Ngọ')).toEqual([]);
    expect(await found('Trần Văn Nghi')).toEqual(['nghi']);
  });

  test('records that an earlier program left are put into the index when the store is opened', async () => {
    await core.close();
    const store = openSealed(join(folder, 'so-song.sqlite'));
    store.exec('UPDATE paper_record SET search_checksum = NULL; DELETE FROM record_search; DELETE FROM search_word');
    store.close();
    core = await openTestCore(folder);
    await expect.poll(() => found('nghị')).toEqual(['NGHỊ', 'nghìn', 'nghi']);
  });
});
