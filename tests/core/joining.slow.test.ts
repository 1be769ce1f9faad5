import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Children } from '#children';
import type { Box } from '#domain/box';
import type { PageReading } from '#domain/reading';
import type { Workstation } from '#main/open-workstation';
import { pageReading, place } from '#tests/reading/paper';
import { codeOf, enginesWith, importAll, importRead, makeBatch, openTestCore, pageFile, temporaryFolder } from './fixtures.ts';

const faults = join(import.meta.dirname, '../fixtures/faults/22-fronts-then-backs');
const scan = (number: number) => join(faults, `scan_000${number}.jpg`);
const data = temporaryFolder();
let core: Workstation;
let batchId: string;

beforeAll(async () => {
  core = await openTestCore(data);
  batchId = await makeBatch(core);
  await importRead(core, batchId, [scan(1), scan(2), scan(3), scan(4)]);
});
afterAll(() => core.close());

const records = async () => {
  const { rows } = await core.client.batch.records({ id: batchId });
  return Promise.all(rows.map(({ id }) => core.client.record.open({ id })));
};
const shown = async () =>
  (await records()).map(({ pages, findings, values }) => ({
    pages: pages.map(({ fileName }) => fileName.slice(5, 9)).join('+'),
    order: findings.find(({ code }) => code === 'record.joinedByOrder')?.params.order ?? null,
    accepted: values.filter(({ state, value }) => state === 'accepted' && value !== null).length,
  }));

describe('all fronts, then all backs', () => {
  test('are offered as pairs, and nothing is accepted until a person has seen that they belong together', async () => {
    expect(await shown()).toEqual([
      { pages: '0001+0003', order: 'stacks', accepted: 0 },
      { pages: '0002+0004', order: 'stacks', accepted: 0 },
    ]);
    const [first] = await records();
    const said = (path: string) => first?.values.find((value) => value.path === path)?.value;
    expect([said('ownerName'), said('parcelNumber')]).toEqual(['TRƯƠNG ĐÌNH KHÁNH', '480']);
  });

  test('are parted where they do not, each page is offered the others, and any two can be joined', async () => {
    const [first] = await records();
    await core.client.joining.part({ id: first?.id ?? '' });
    await core.idle();
    const parted = await shown();
    expect(parted.map(({ pages, order }) => [pages, order])).toEqual([
      ['0001', null],
      ['0002+0004', 'stacks'],
      ['0003', null],
    ]);
    expect(parted[0]?.accepted).toBeGreaterThan(5);
    const [front, , inside] = await records();
    const [offer] = await core.client.joining.offers({ id: front?.id ?? '' });
    expect(offer).toMatchObject({ id: inside?.id, pages: ['scan_0003.jpg'] });
    expect(await core.client.joining.join({ id: front?.id ?? '', other: inside?.id ?? '' })).toEqual({ id: front?.id });
    await core.idle();
    const [joined] = await shown();
    // A person has said so: the values stand for themselves again.
    expect(joined).toMatchObject({ pages: '0001+0003', order: null });
    expect(joined?.accepted).toBeGreaterThan(15);
    // The record that the inside was in is gone, and nothing is compared with it.
    const [whole] = await records();
    expect(whole?.values.flatMap(({ findings }) => findings.map(({ code }) => code))).not.toContain('record.duplicateParcel');
  });

  test('are confirmed for the whole batch at once', async () => {
    const [, second] = await records();
    expect(await core.client.joining.confirm({ id: second?.id ?? '', all: true })).toEqual({ records: 1 });
    await core.idle();
    expect((await shown()).map(({ pages, order }) => [pages, order])).toEqual([
      ['0001+0003', null],
      ['0002+0004', null],
    ]);
    expect((await records()).map(({ id }) => id)[1]).toBe(second?.id);
  });

  test('stay together or apart once somebody has decided on their values', async () => {
    const [first, second] = await records();
    for (const record of [first, second]) {
      const value = record?.values.find(({ path }) => path === 'ownerName');
      await core.client.value.decide({
        recordId: record?.id ?? '',
        path: 'ownerName',
        revision: value?.revision ?? 0,
        decision: 'confirm',
        typed: null,
      });
    }
    expect(await codeOf(core.client.joining.part({ id: first?.id ?? '' }))).toBe('record.decided');
    expect(await codeOf(core.client.joining.join({ id: first?.id ?? '', other: second?.id ?? '' }))).toBe('record.decided');
  });
});

describe('a face that comes later by another way', () => {
  const land = 'land-certificate-2009';
  const front = pageReading(land, ['front'], [place('serialNumber', 'BC 702175'), place('ownerName', 'Lê Văn An')]);
  const sheet = (serial: string) => ({
    ...pageReading(land, ['supplement']),
    recognised: { codes: [], lines: [{ text: `Số phát hành GCN: ${serial}`, confidence: 95, box: [0, 0, 9, 9] as Box, words: [] }] },
  });
  const readAs: Readonly<Record<string, PageReading>> = {
    'bia.png': front,
    'bo sung.png': sheet('BC 702175'),
    'bo sung khac.png': sheet('BC 702176'),
  };

  test('finds its record where both say the same value of one paper, and no other', async () => {
    const folder = temporaryFolder();
    const files = temporaryFolder();
    const run = (async (_task: string, { name }: { readonly name: string }) => readAs[name]) as Children['run'];
    const own = await openTestCore(folder, { engines: enginesWith(folder, (real) => ({ readers: { ...real.readers, run } })) });
    const batch = await makeBatch(own);
    for (const name of Object.keys(readAs)) await importAll(own, batch, [await pageFile(files, name)]);
    const { rows } = await own.client.batch.records({ id: batch });
    const pages = await Promise.all(
      rows.map(async ({ id }) => (await own.client.record.open({ id })).pages.map(({ fileName }) => fileName)),
    );
    await own.close();
    expect(pages).toEqual([['bia.png', 'bo sung.png'], ['bo sung khac.png']]);
  });
});
