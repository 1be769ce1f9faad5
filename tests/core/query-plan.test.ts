import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { problem } from '#domain/problem';
import type { Workstation } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { enginesWith, openTestCore, somePlace, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

/** Tables that grow with every page, record or value: nothing that people wait for may read one from end to end. */
const large: ReadonlySet<string> = new Set([
  'paper_record',
  'field_value',
  'page',
  'page_reading',
  'record_page',
  'record_reading',
  'record_counter',
  'verification',
  'import_entry',
  'job',
  'draft',
  'handover_record',
  'identity_key',
  'audit_event',
]);

const folder = temporaryFolder();
const statements = new Map<string, string>();
let doing = '';
let core: Workstation;
let plans: Database.Database;

beforeAll(async () => {
  const batchId = seed(folder, (write) => {
    const id = seedBatch(write, { placeCode: '24133' });
    seedRecord(write, id, { state: 'verified', values: goodValues });
    seedRecord(write, id, { state: 'open', valueState: 'read', values: goodValues });
    seedRecord(write, id, { type: 'household-register-book', state: 'open', valueState: 'read' });
    seedRecord(write, id, { type: 'land-certificate-2009', state: 'open', valueState: 'read', values: { serialNumber: 'BN 392893' } });
    return id;
  });
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  const engines = enginesWith(folder, () => ({
    openDestination: () => {
      throw problem('destination.unreachable', { reason: 'host' });
    },
  }));
  core = await openTestCore(folder, { engines });
  // All that the core asks from now on, under the name of the operation that asked first.
  const heard = (from: number) => {
    for (const [text] of prepare.mock.calls.slice(from))
      if (/^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/.test(text) && !statements.has(text)) statements.set(text, doing);
    return prepare.mock.calls.length;
  };
  let from = heard(0);
  for (const [name, ask] of Object.entries(operations(batchId))) {
    doing = name;
    await ask();
    from = heard(from);
  }
  await core.idle();
  heard(from);
  prepare.mockRestore();
  plans = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  for (const name of ['fold', 'sort_key']) plans.function(name, (text: unknown) => text);
});
afterAll(async () => {
  plans.close();
  await core.close();
});

function operations(batchId: string): Readonly<Record<string, () => Promise<unknown>>> {
  const { client } = core;
  const id = batchId;
  const openOf = async (recordType: string) => {
    const found = (await client.batch.records({ id })).rows.find((row) => row.recordType === recordType);
    return client.record.open({ id: found?.id ?? '' });
  };
  return {
    'batch.list': () => client.batch.list({ text: 'lo', states: ['verifying'], sort: { by: 'open' } }),
    'batch.get': () => client.batch.get({ id }),
    'batch.records': async () => {
      for (const by of ['sequence', 'type', 'title', 'pages', 'open', 'worst', 'state'] as const)
        for (const more of [{}, { standing: 'open' }, { standing: 'byMachine' }, { text: 'thu' }] as const)
          await client.batch.records({ id, sort: { by }, ...more });
    },
    'batch.pages': async () => {
      for (const filter of ['all', 'waiting', 'poor'] as const) await client.batch.pages({ id, filter, order: 'attention' });
    },
    'batch.entries': () => client.batch.entries({ id, states: ['failed'], sort: { by: 'name' } }),
    'record.next': async () => [await client.record.next({ batchId: null }), await client.record.next({ batchId: id })],
    'record.open': async () => client.record.open({ id: (await client.record.next({ batchId: id }))?.recordId ?? '' }),
    'record.search': async () => [await client.record.search({ text: 'ng' }), await client.record.search({ text: '066090001234' })],
    'value.decide': async () => {
      const { id: recordId, values } = await openOf('land-certificate-2009');
      const decision = { path: 'serialNumber', decision: 'correct', typed: 'BN 392894' } as const;
      const revision = values.find(({ path }) => path === 'serialNumber')?.revision ?? 0;
      await client.value.draft({ recordId, path: 'serialNumber', typed: 'BN' });
      await client.value.decide({ recordId, revision, ...decision });
    },
    'value.undo': async () => client.value.undo({ recordId: (await openOf('land-certificate-2009')).id }),
    'record.addRow': async () => client.record.addRow({ id: (await openOf('household-register-book')).id, table: 'members' }),
    'record.removeRow': async () =>
      client.record.removeRow({ id: (await openOf('household-register-book')).id, table: 'members', index: 0 }),
    'target.create': async () => {
      const term = { title: 'T', total: 10, share: 1, from: '2026-11-01', by: '2026-12-31' };
      await client.target.create({ ...term, recordType: 'birth-certificate', placeCode: await somePlace(core) });
      await client.target.create({ ...term, recordType: null, placeCode: null });
    },
    'target.list': () => client.target.list(),
    'handover.preview': () => client.handover.preview(),
    'handover.held': () => client.handover.held({ batchId: id, reason: 'open' }),
    'handover.start': () => client.handover.start({ batchId: id }),
    'handover.list': () => client.handover.list(),
    'workstation.state': () => client.workstation.state(),
    'job.reading': () => client.job.reading(),
    'job.list': () => client.job.list(),
    'batch.stopReading': () => client.batch.stopReading({ id }),
    'batch.goOnReading': () => client.batch.goOnReading({ id }),
  };
}

/** Scans that read only what is asked for: an index of nothing but such rows, or the last row in the order in which they lie. */
const partial: readonly RegExp[] = [
  /USING INDEX job_running\b/,
  /USING INDEX paper_record_to_index\b/,
  /^SCAN audit_event: SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1$/,
];

/** Large tables that a statement reads from end to end, be it over an index. */
function scans(text: string): string[] {
  const named = new Map(
    [
      ...text.matchAll(
        /\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(?!WHERE|SET|ON|JOIN|LEFT|GROUP|ORDER|SELECT|VALUES|LIMIT)(\w+))?/g,
      ),
    ].map(([, table, alias]) => [alias ?? table, table]),
  );
  const values = [...text.matchAll(/\?/g)].map(() => null);
  const plan = plans.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
  return plan.flatMap(({ detail }) => {
    const name = /^SCAN (\w+)/.exec(detail)?.[1];
    const table = name === undefined ? undefined : (named.get(name) ?? name);
    const scan = `${detail}: ${text.replaceAll(/\s+/g, ' ')}`;
    return table !== undefined && large.has(table) && !partial.some((known) => known.test(scan)) ? [scan] : [];
  });
}

test('nothing that people wait for reads a large table from end to end', () => {
  const heard = new Set(statements.values());
  for (const name of ['batch.list', 'batch.records', 'record.next', 'value.decide', 'handover.start', 'workstation.state'])
    expect(heard).toContain(name);
  expect([...statements].flatMap(([text, name]) => scans(text).map((scan) => `${name}: ${scan}`))).toEqual([]);
});

test('neither do the triggers that keep the counters', () => {
  const triggers = plans.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all() as { name: string; sql: string }[];
  expect(triggers.length).toBeGreaterThan(20);
  const bodies = triggers.flatMap(({ name, sql }) =>
    (/\bBEGIN\b([\s\S]*)\bEND$/.exec(sql.trim())?.[1] ?? '')
      .split(';')
      .map((text) => ({ name, text: text.replaceAll(/\b(?:NEW|OLD)\.\w+/g, '?').trim() }))
      .filter(({ text }) => text !== '' && !text.includes('RAISE')),
  );
  expect(bodies.flatMap(({ name, text }) => scans(text).map((scan) => `${name}: ${scan}`))).toEqual([]);
});
