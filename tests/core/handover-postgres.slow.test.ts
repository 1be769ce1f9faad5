// The whole way to a real PostgreSQL: address in the settings, password in the secrets, a batch, a receipt, rows that others can read. Long, because
// a receipt that is asked for while its delivery is still at work has to be tried at the moments that matter, on a line that really breaks.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { type Limits, usualLimits } from '#engines/destination-postgres/session';
import type { Workstation } from '#main/open-workstation';
import { type FaultyLine, faultyLine, startPostgres18, type TestServer, testPassword } from '#tests/fixtures/postgres';
import { codeOf, decide, enginesWith, openTestCore, somePlace, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let server: TestServer;
let line: FaultyLine;
let core: Workstation;
let place: string;
let there: pg.Client;

beforeAll(async () => {
  server = await startPostgres18();
  line = await faultyLine(server.port);
  core = await openTestCore(folder);
  place = await somePlace(core);
  there = new pg.Client({ host: '127.0.0.1', port: server.port, user: 'postgres', password: testPassword, database: 'postgres' });
  await there.connect();
});
afterAll(async () => {
  await core.close();
  await there.end();
  await line.stop();
  await server.stop();
});

async function destinationAt(port: number): Promise<void> {
  const { settings } = await core.client.workstation.state({});
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await core.client.workstation.saveSettings({ ...settings, destination: { kind: 'postgres', url } });
  await core.client.workstation.saveDestinationPassword({ password: testPassword });
}

async function seeded(limits: Limits = usualLimits) {
  await core.close();
  const made = seed(folder, (write) => {
    const batchId = seedBatch(write, { placeCode: place });
    seedRecord(write, batchId, { state: 'open', valueState: 'read', values: { fullName: 'Chưa xem' } });
    return { batchId, recordId: seedRecord(write, batchId, { state: 'verified', values: goodValues }) };
  });
  const engines = enginesWith(folder, () => ({ openDestination: (target) => openDestination(target, limits) }));
  core = await openTestCore(folder, { engines, settleInterval: 300 });
  return made;
}

const statesOf = async (batchId: string) => (await core.client.batch.records({ id: batchId })).rows.map((record) => record.state);
const handoverOf = (id: string) => core.client.handover.get({ id });

/** What others find there of a record: its name each time that it is there, and the receipts of its hand-overs. */
async function found(recordId: string, handovers: readonly string[]) {
  const table = (await core.client.workstation.recordTypes({})).find((type) => type.id === 'residence-confirmation-ct07')?.export;
  const names = await there.query(`SELECT commune_code, full_name FROM so_song.${table} WHERE record_key = $1`, [recordId]);
  const receipts = await there.query('SELECT handover_id FROM so_song.receipt WHERE handover_id = ANY($1) ORDER BY received_at', [
    handovers,
  ]);
  return { names: names.rows, receipts: receipts.rows.map(({ handover_id }) => handover_id) };
}

test('a batch goes to the PostgreSQL of the settings, once', async () => {
  const { batchId, recordId } = await seeded();
  await destinationAt(server.port);
  expect((await core.client.handover.checkDestination({})).server).toContain('18');
  const { handoverId } = await core.client.handover.start({ batchId });
  await core.idle();
  expect(await handoverOf(handoverId)).toMatchObject({
    state: 'done',
    problem: null,
    receipt: { sent: 1, accepted: 1, already: 0, refused: [] },
  });
  expect(await statesOf(batchId)).toEqual(['open', 'handedOver']);
  expect(await found(recordId, [handoverId])).toEqual({
    names: [{ commune_code: place, full_name: goodValues.fullName }],
    receipts: [handoverId],
  });
});

describe('a receipt that is asked for while its delivery is still at work', () => {
  /** Statements of a hand-over over the line; the last one is the COMMIT of its delivery. */
  let statements = 0;
  beforeAll(async () => {
    await destinationAt(line.port);
    const { batchId } = await seeded();
    line.cut(null);
    await core.client.handover.start({ batchId });
    await core.idle();
    statements = line.seen();
    await there.query(
      'CREATE FUNCTION so_song.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NEW; END $$',
    );
  });

  /** The server takes its time where the trigger says; the line breaks in the middle of it. Answers once the question waits for the delivery. */
  async function cutOff(trigger: string, cut: { readonly side: 'during' | 'silent'; readonly statement: number }, limits?: Limits) {
    const made = await seeded(limits);
    await there.query(trigger);
    line.cut(cut);
    const { handoverId } = await core.client.handover.start({ batchId: made.batchId });
    await expect
      .poll(async () => (await there.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount, {
        interval: 20,
        timeout: 20_000,
      })
      .toBe(1);
    // Nobody knows yet: closed, and nothing is said of an end.
    expect((await handoverOf(handoverId)).state).toBe('sending');
    expect(await codeOf(decide(core, made.recordId, 'fullName', 'correct', 'Khác'))).toBe('record.underWay');
    return { ...made, handoverId };
  }

  async function correctedAndSent(batchId: string, recordId: string): Promise<string> {
    await decide(core, recordId, 'fullName', 'correct', 'Nguyễn Thị Sửa');
    const { handoverId } = await core.client.handover.start({ batchId });
    await core.idle();
    expect(await handoverOf(handoverId)).toMatchObject({ state: 'done', problem: null, receipt: { accepted: 1, already: 0, refused: [] } });
    return handoverId;
  }

  test('in its commit: the receipt is waited for and settled', async () => {
    const { batchId, recordId, handoverId } = await cutOff(
      `CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON so_song.receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION so_song.slow()`,
      { side: 'during', statement: statements },
    );
    expect((await found(recordId, [handoverId])).receipts).toEqual([]);
    await core.idle();
    await there.query('DROP TRIGGER slow ON so_song.receipt');
    expect(await handoverOf(handoverId)).toMatchObject({ state: 'done', problem: null, receipt: { sent: 1, accepted: 1, already: 0 } });
    expect(await statesOf(batchId)).toEqual(['open', 'handedOver']);
    expect(await found(recordId, [handoverId])).toEqual({
      names: [{ commune_code: place, full_name: goodValues.fullName }],
      receipts: [handoverId],
    });
  });

  const slowBefore = 'CREATE TRIGGER slow BEFORE INSERT ON so_song.refusal FOR EACH STATEMENT EXECUTE FUNCTION so_song.slow()';

  test('before its commit: it never comes; the records are open again, and what is corrected arrives once', async () => {
    const { batchId, recordId, handoverId } = await cutOff(slowBefore, { side: 'during', statement: statements - 1 });
    await core.idle();
    await there.query('DROP TRIGGER slow ON so_song.refusal');
    expect(await handoverOf(handoverId)).toMatchObject({ state: 'failed', problem: { code: 'destination.unreachable' }, receipt: null });
    expect(await statesOf(batchId)).toEqual(['open', 'verified']);
    const again = await correctedAndSent(batchId, recordId);
    expect(await found(recordId, [handoverId, again])).toEqual({
      names: [{ commune_code: place, full_name: 'Nguyễn Thị Sửa' }],
      receipts: [again],
    });
  });

  test('longer than anybody waits: unsettled and closed until the server has given it up', async () => {
    const { batchId, recordId, handoverId } = await cutOff(
      slowBefore,
      { side: 'silent', statement: statements - 1 },
      { connectSeconds: 5, statementSeconds: 4, lockSeconds: 1 },
    );
    await expect.poll(async () => (await handoverOf(handoverId)).state, { timeout: 20_000 }).toBe('unsettled');
    expect((await handoverOf(handoverId)).problem?.code).toBe('handover.unanswered');
    expect(await codeOf(decide(core, recordId, 'fullName', 'correct', 'Khác'))).toBe('record.underWay');
    // The question is asked again by itself, and the server ends a session that says nothing.
    await expect.poll(async () => (await handoverOf(handoverId)).state, { timeout: 30_000 }).toBe('failed');
    await there.query('DROP TRIGGER slow ON so_song.refusal');
    const again = await correctedAndSent(batchId, recordId);
    expect(await found(recordId, [handoverId, again])).toEqual({
      names: [{ commune_code: place, full_name: 'Nguyễn Thị Sửa' }],
      receipts: [again],
    });
  });
});
