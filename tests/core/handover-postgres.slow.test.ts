import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workstation } from '#main/open-workstation';
import { startPostgres18, type TestServer, testPassword } from '#tests/fixtures/postgres';
import { openTestCore, somePlace, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

// The whole way to a real PostgreSQL: address in the settings, password in the secrets, a batch, a receipt, rows that others can read.

const folder = temporaryFolder();
let server: TestServer;
let core: Workstation;

beforeAll(async () => {
  server = await startPostgres18();
  core = await openTestCore(folder);
});
afterAll(async () => {
  await core.close();
  await server.stop();
});

test('a batch goes to the PostgreSQL of the settings, once', async () => {
  const place = await somePlace(core);
  await core.close();
  const { batchId, recordId } = seed(folder, (write) => {
    const batchId = seedBatch(write, { placeCode: place });
    seedRecord(write, batchId, { state: 'open', valueState: 'read', values: { fullName: 'Chưa xem' } });
    return { batchId, recordId: seedRecord(write, batchId, { state: 'verified', values: goodValues }) };
  });
  core = await openTestCore(folder);
  const { settings } = await core.client.workstation.state({});
  const url = `postgres://postgres@127.0.0.1:${server.port}/postgres`;
  await core.client.workstation.saveSettings({ ...settings, destination: { kind: 'postgres', url } });
  await core.client.workstation.saveDestinationPassword({ password: testPassword });
  expect((await core.client.handover.checkDestination({})).server).toContain('18');

  const { handoverId } = await core.client.handover.start({ batchId });
  await core.idle();
  const done = await core.client.handover.get({ id: handoverId });
  expect(done).toMatchObject({ state: 'done', problem: null, receipt: { sent: 1, accepted: 1, already: 0, refused: [] } });
  expect((await core.client.batch.records({ id: batchId })).rows.map((record) => record.state)).toEqual(['open', 'handedOver']);

  const client = new pg.Client({ host: '127.0.0.1', port: server.port, user: 'postgres', password: testPassword, database: 'postgres' });
  await client.connect();
  try {
    const table = (await core.client.workstation.recordTypes({})).find((type) => type.id === 'residence-confirmation-ct07')?.export;
    const { rows } = await client.query(`SELECT record_key, commune_code, full_name FROM so_song.${table}`);
    expect(rows).toEqual([{ record_key: recordId, commune_code: place, full_name: goodValues.fullName }]);
    const receipts = await client.query('SELECT count(*)::int AS n FROM so_song.receipt');
    expect(receipts.rows).toEqual([{ n: 1 }]);
  } finally {
    await client.end();
  }
});
