// Long, because a hand-over can be cut off at every line, and after each cut the destination must have every record exactly once.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Receipt } from '#domain/delivery';
import { problem } from '#domain/problem';
import type { Workstation } from '#main/open-workstation';
import type { Destination } from '#ports';
import { type WriteHandle, writeHandleOf } from '#store/handle';
import { fixRecords, handoverRecords, insertHandover, listHandovers } from '#store/handover';
import { verifiedRecords } from '#store/paper-record';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';
import { makeEmbeddedFolder } from '#tests/fixtures/embedded';
import {
  codeOf,
  ct07,
  decide,
  enginesWith,
  importRead,
  makeBatch,
  openTestCore,
  rowsOf,
  somePlace,
  temporaryFolder,
  valueAt,
  verify,
} from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
let core: Workstation;
let place: string;

beforeAll(async () => {
  core = await openCut();
  place = await somePlace(core);
  await makeEmbeddedFolder(join(folder, 'destination'));
});
/** Every test has batches of its own; the destination is one, as in an office. */
afterAll(async () => {
  await core.close();
  await shared?.close();
});

interface Cuts {
  /** What happens instead of, before or after the real delivery. */
  readonly deliver: (real: Destination, args: Parameters<Destination['deliver']>) => ReturnType<Destination['deliver']>;
  readonly receipt?: (real: Destination, args: Parameters<Destination['receipt']>) => ReturnType<Destination['receipt']>;
}

/** The real destination, opened once: what a hand-over closes stays open for the next, which saves seconds each time. */
let shared: Destination | null = null;

/** Opens the core anew; its destination is cut where the test says. */
async function reopen(cuts?: Cuts, now: () => Date = () => new Date()): Promise<void> {
  await core.close();
  core = await openCut(cuts, now);
}

function openCut(cuts?: Cuts, now: () => Date = () => new Date()): Promise<Workstation> {
  const engines = enginesWith(folder, (real) => ({
    openDestination: (target) => {
      if (target.kind !== 'embedded') return real.openDestination(target);
      shared ??= real.openDestination(target);
      const kept = { ...shared, close: async () => {} };
      if (!cuts) return kept;
      const { deliver, receipt } = cuts;
      return { ...kept, deliver: (...args) => deliver(kept, args), ...(receipt ? { receipt: (...args) => receipt(kept, args) } : {}) };
    },
  }));
  return openTestCore(folder, { engines, clock: { now }, settleInterval: 300 });
}

async function seeded(count: number): Promise<{ batchId: string; records: string[] }> {
  return withStore((write) => {
    const batchId = seedBatch(write, { placeCode: place });
    const records = Array.from({ length: count }, (_, n) =>
      seedRecord(write, batchId, { state: 'verified', values: { ...goodValues, fullName: `Người ${n}` } }),
    );
    return { batchId, records };
  });
}

/** Writes into the store while no core has it. */
async function withStore<T extends object>(work: (write: WriteHandle) => T): Promise<T> {
  await core.close();
  const made = seed<T>(folder, work as never);
  core = await openCut();
  return made;
}

async function handOver(batchId: string) {
  const { handoverId, jobId } = await core.client.handover.start({ batchId });
  await core.idle();
  return { handover: await core.client.handover.get({ id: handoverId }), job: await core.client.job.get({ id: jobId }) };
}

const receiptThere = (id: string) => shared?.receipt(id);

const listOf = async (batchId: string) => (await core.client.handover.list()).rows.filter((one) => one.batchId === batchId);
const statesOf = async (batchId: string) => (await core.client.batch.records({ id: batchId })).rows.map((record) => record.state);

describe('the dry run', () => {
  test('says what goes, and of everything else why it does not', async () => {
    await core.close();
    const { batchId, nowhere, ids } = seed(folder, (write) => {
      const batchId = seedBatch(write, { placeCode: place });
      const nowhere = seedBatch(write);
      const make = (state: 'open' | 'verified' | 'returned' | 'handedOver', id = batchId) =>
        seedRecord(write, id, { state, values: goodValues });
      return {
        batchId,
        nowhere,
        ids: {
          ready: make('verified'),
          open: make('open'),
          returned: make('returned'),
          handedOver: make('handedOver'),
          unknown: seedRecord(write, batchId, { type: null, state: 'unknown' }),
          noPlace: make('verified', nowhere),
        },
      };
    });
    core = await openCut();
    const preview = await core.client.handover.preview();
    expect(preview.find((one) => one.batchId === batchId)).toMatchObject({
      batchCode: 'L-0001',
      ready: { records: 1, byMachine: 0, overruled: 0 },
    });
    const reasons = preview.flatMap((one) => one.held.map(({ reason, records }) => ({ batchId: one.batchId, reason, records })));
    const behind = async (one: (typeof reasons)[number]) => {
      const { rows, total } = await core.client.handover.held(one);
      expect(total).toBe(one.records);
      return [one.reason, rows.map(({ id }) => id)] as const;
    };
    expect(Object.fromEntries(await Promise.all(reasons.map(behind)))).toEqual({
      open: [ids.open],
      returned: [ids.returned],
      handedOver: [ids.handedOver],
      unknown: [ids.unknown],
      noPlace: [ids.noPlace],
    });
    expect(await codeOf(core.client.handover.start({ batchId: nowhere }))).toBe('handover.nothingReady');
    expect(await codeOf(core.client.handover.start({ batchId: 'nothing' }))).toBe('batch.notFound');
    // Once the office says where it is, the batch without a place goes too.
    const { settings } = await core.client.workstation.state();
    await core.client.workstation.saveSettings({ ...settings, placeCode: place });
    expect((await core.client.handover.preview()).find((one) => one.batchId === nowhere)).toMatchObject({
      ready: { records: 1 },
      held: [],
    });
    await core.client.workstation.saveSettings(settings);
  });
});

describe('a hand-over', () => {
  test('ends with the receipt of the destination; again, nothing is left to go', async () => {
    const { batchId, records } = await seeded(3);
    const { handover, job } = await handOver(batchId);
    expect(handover).toMatchObject({
      state: 'done',
      records: 3,
      problem: null,
      receipt: { sent: 3, accepted: 3, already: 0, refused: [] },
    });
    expect(job).toMatchObject({ state: 'done', done: 3, total: 3 });
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver', 'handedOver']);
    expect(await receiptThere(handover.id)).toMatchObject({ id: handover.receipt?.id, digest: handover.receipt?.digest });
    expect(await codeOf(core.client.handover.start({ batchId }))).toBe('handover.nothingReady');
    // What is there is theirs now.
    const id = records[0] ?? '';
    expect(await codeOf(decide(core, id, 'fullName', 'correct', 'Khác'))).toBe('record.handedOver');
    expect(await codeOf(core.client.value.undo({ recordId: id }))).toBe('record.handedOver');
    expect(await codeOf(core.client.record.addRow({ id, table: 'members' }))).toBe('record.handedOver');
  });

  test('asked for twice at once is one', async () => {
    const { batchId } = await seeded(2);
    const [one, other] = await Promise.all([core.client.handover.start({ batchId }), core.client.handover.start({ batchId })]);
    expect(other.handoverId).toBe(one.handoverId);
    await core.idle();
    expect(await listOf(batchId)).toMatchObject([{ state: 'done', receipt: { sent: 2, accepted: 2 } }]);
  });

  test('to a destination that is not there fails with its reason, and can be made later', async () => {
    const { batchId } = await seeded(1);
    const { settings } = await core.client.workstation.state();
    const to = (url: string) => core.client.workstation.saveSettings({ ...settings, destination: { kind: 'postgres', url } });
    // Nothing listens at port 1.
    await to('postgres://clerk@127.0.0.1:1/so_song');
    const { handover, job } = await handOver(batchId);
    expect(handover).toMatchObject({
      state: 'failed',
      problem: { code: 'destination.unreachable' },
      receipt: null,
      destination: '127.0.0.1:1/so_song',
    });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'destination.unreachable' } });
    expect(await statesOf(batchId)).toEqual(['verified']);
    expect(await codeOf(core.client.handover.checkDestination())).toBe('destination.unreachable');
    await core.client.workstation.saveSettings({ ...settings, destination: { kind: 'embedded' } });
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', receipt: { accepted: 1 } });
    expect(await listOf(batchId)).toMatchObject([{ state: 'done' }, { state: 'failed' }]);
  });
});

describe('while its records are fixed', () => {
  const preparing = (batchId: string) => expect.poll(async () => (await listOf(batchId))[0]?.state, { interval: 1 }).toBe('preparing');

  test('they are closed, others are not, and what is ready later goes another time', async () => {
    const { batchId, records } = await seeded(400);
    const { open } = await withStore((write) => ({
      open: seedRecord(write, batchId, { state: 'open', valueState: 'read', values: goodValues }),
    }));
    const ready = (await core.client.handover.preview()).find((one) => one.batchId === batchId)?.ready;
    const starting = core.client.handover.start({ batchId, shown: ready });
    await preparing(batchId);
    const again = core.client.handover.start({ batchId });
    expect(await codeOf(decide(core, records[399] ?? '', 'fullName', 'correct', 'Khác'))).toBe('record.underWay');
    const { settings } = await core.client.workstation.state();
    expect(await codeOf(core.client.workstation.saveSettings({ ...settings, office: 'Khác' }))).toBe('handover.underWay');
    // Somebody ends with a record in the middle of it.
    await verify(core, open);
    expect((await listOf(batchId))[0]?.state).toBe('preparing');
    expect((await again).handoverId).toBe((await starting).handoverId);
    await core.idle();
    expect(await listOf(batchId)).toMatchObject([{ state: 'done', records: 400, receipt: { sent: 400, accepted: 400 } }]);
    expect((await core.client.handover.preview()).find((one) => one.batchId === batchId)?.ready.records).toBe(1);
    const kept = `SELECT count(digest) AS digests FROM handover_record WHERE handover_id = '${(await again).handoverId}'`;
    expect(rowsOf(folder, kept)).toEqual([{ digests: 0 }]);
  });

  test('cut off by the end of the program, or by a kill, it never began', async () => {
    const { batchId, records } = await seeded(400);
    const starting = codeOf(core.client.handover.start({ batchId }));
    await preparing(batchId);
    await core.close();
    expect(await starting).toBe('worker.stopped');
    expect(rowsOf(folder, `SELECT id FROM handover WHERE batch_id = '${batchId}'`)).toEqual([]);
    // What a kill leaves: a hand-over that has some of its records.
    const left = seed(folder, (write) => {
      insertHandover(write, { id: 'half', batchId, destination: 'embedded', startedBy: 'person', at: '2026-11-02T03:00:00.000Z' });
      fixRecords(
        write,
        'half',
        verifiedRecords(write, batchId, [], { behind: 0, most: 10 }).map(({ key }) => ({ key, digest: null })),
      );
      return handoverRecords(write, 'half', { behind: 0, most: 100 }).length;
    });
    expect(left).toBe(10);
    core = await openCut();
    expect(await listOf(batchId)).toEqual([]);
    expect(await codeOf(decide(core, records[0] ?? '', 'fullName', 'correct', 'NGUYỄN VĂN KHÁC'))).toBe('none');
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', records: 400, receipt: { sent: 400, accepted: 400 } });
  });

  test('goes no further when something else is ready than was shown', async () => {
    const { batchId, records } = await seeded(2);
    const shown = { records: 2, byMachine: 0, overruled: 0 };
    for (const other of [{ records: 3 }, { byMachine: 1 }, { overruled: 1 }])
      expect(await codeOf(core.client.handover.start({ batchId, shown: { ...shown, ...other } }))).toBe('handover.notAsShown');
    expect(await listOf(batchId)).toEqual([]);
    expect(await codeOf(decide(core, records[0] ?? '', 'fullName', 'correct', 'NGUYỄN VĂN KHÁC'))).toBe('none');
    expect(await codeOf(core.client.handover.start({ batchId, shown }))).toBe('none');
    await core.idle();
  });
});

describe('what travels', () => {
  const altered = (id: string) => (write: WriteHandle) =>
    write.run(
      sql`UPDATE field_value SET value = 'Ai Đó' WHERE record_key = (SELECT key FROM paper_record WHERE id = ${id}) AND path = 'fullName'`,
    );
  /** As a program with a bug would: past everything that forbids it. */
  const alter = (id: string) => {
    const database = openSealed(join(folder, 'so-song.sqlite'));
    try {
      altered(id)(writeHandleOf(database));
    } finally {
      database.close();
    }
  };

  test('is what was fixed at the start, or nothing', async () => {
    const { batchId, records } = await seeded(3);
    let reached = '';
    await reopen({
      deliver: (real, [delivery, signal]) => {
        reached = delivery.handoverId;
        alter(records[1] ?? '');
        return real.deliver(delivery, signal);
      },
    });
    const { handover } = await handOver(batchId);
    expect(handover).toMatchObject({ id: reached, state: 'failed', problem: { code: 'handover.recordChanged', params: { number: 2 } } });
    expect(await receiptThere(handover.id)).toBeNull();
    expect(await statesOf(batchId)).toEqual(['verified', 'verified', 'verified']);
    await reopen();
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', problem: null, receipt: { sent: 3, accepted: 3 } });
  });

  test('and stands otherwise when it is accepted, is said, and stays what the destination has', async () => {
    const { batchId, records } = await seeded(3);
    await reopen({
      deliver: async (real, args) => {
        const receipt = await real.deliver(...args);
        alter(records[1] ?? '');
        return receipt;
      },
    });
    const { handover } = await handOver(batchId);
    expect(handover).toMatchObject({
      state: 'done',
      receipt: { accepted: 3 },
      problem: { code: 'handover.notAsSent', params: { records: 1 } },
    });
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver', 'handedOver']);
    const findings = await Promise.all(records.map(async (id) => (await core.client.record.open({ id })).findings.map(({ code }) => code)));
    expect(findings).toEqual([[], ['record.notAsSent'], []]);
  });

  test('stays when a page is read again under way; the new reading counts where the record comes back', async () => {
    await reopen();
    const batchId = await makeBatch(core, { placeCode: place });
    await importRead(core, batchId, [ct07]);
    const [row] = (await core.client.batch.records({ id: batchId })).rows;
    const id = row?.id ?? '';
    await verify(core, id);
    const accepted = (await core.client.record.open({ id })).values.find((value) => value.state === 'accepted' && value.value !== null);
    const path = accepted?.path ?? '';
    const [page] = (await core.client.batch.pages({ id: batchId })).rows;
    const valueNow = async () => valueAt(await core.client.record.open({ id }), path).value;
    await core.close();
    // The machine read something else the first time.
    seed(folder, (write) =>
      write.run(
        sql`UPDATE field_value SET value = 'Khác', raw_is_value = 0 WHERE path = ${path} AND record_key = (SELECT key FROM paper_record WHERE id = ${id})`,
      ),
    );
    let fails = true;
    await reopen({
      deliver: async (real, args) => {
        if (!fails) return real.deliver(...args);
        await core.client.page.readAgain({ id: page?.id ?? '' });
        await expect.poll(async () => (await core.client.page.get({ id: page?.id ?? '' })).state, { timeout: 60_000 }).toBe('read');
        expect(await valueNow()).toBe('Khác');
        throw problem('destination.unreachable', { reason: 'lost' });
      },
    });
    expect((await handOver(batchId)).handover.state).toBe('failed');
    await expect.poll(valueNow, { timeout: 60_000 }).toBe(accepted?.value);
    await core.idle();
    expect(await statesOf(batchId)).toEqual(['verified']);
    fails = false;
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', problem: null, receipt: { sent: 1, accepted: 1 } });
  });
});

describe('cut off', () => {
  test('before the destination has it: the same hand-over goes on at the next start', async () => {
    const { batchId, records } = await seeded(2);
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    await reopen({
      deliver: (_real, [, signal]) => {
        entered();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const { handoverId } = await core.client.handover.start({ batchId });
    await inside;
    // Under way: nobody changes what may be there already.
    expect(await codeOf(decide(core, records[0] ?? '', 'fullName', 'correct', 'Khác'))).toBe('record.underWay');
    await reopen();
    await core.idle();
    expect(await listOf(batchId)).toMatchObject([{ id: handoverId, state: 'done', receipt: { sent: 2, accepted: 2, already: 0 } }]);
  });

  test('after the destination wrote it and before we did: the same receipt, every record once', async () => {
    const { batchId } = await seeded(3);
    let there = '';
    let committed = () => {};
    const inside = new Promise<void>((resolve) => {
      committed = resolve;
    });
    await reopen({
      deliver: async (real, [delivery, signal]) => {
        there = (await real.deliver(delivery, signal)).id;
        committed();
        // The program ends here: the answer never comes to us.
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const { handoverId } = await core.client.handover.start({ batchId });
    await inside;
    await core.close();
    expect(
      seed(folder, (write) =>
        listHandovers(write, { offset: 0, limit: 100 })
          .rows.filter((one) => one.batchId === batchId)
          .map((one) => [one.id, one.state, one.receipt]),
      ),
    ).toEqual([[handoverId, 'sending', null]]);
    core = await openCut();
    await core.idle();
    const handover = await core.client.handover.get({ id: handoverId });
    expect(handover).toMatchObject({ state: 'done', receipt: { id: there, sent: 3, accepted: 3, already: 0 } });
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver', 'handedOver']);
    expect(await receiptThere(handoverId)).toMatchObject({ id: there });
  });

  test('by a line that breaks after the commit: the receipt is asked for at once', async () => {
    const { batchId } = await seeded(2);
    await reopen({
      deliver: async (real, args) => {
        await real.deliver(...args);
        throw new Error('socket hang up');
      },
    });
    const { handover } = await handOver(batchId);
    expect(handover).toMatchObject({ state: 'done', problem: null, receipt: { sent: 2, accepted: 2, already: 0 } });
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver']);
  });

  test('by a line that stays away after the commit: unsettled, closed and fixed, until the next connection settles it by itself', async () => {
    const { batchId, records } = await seeded(2);
    const id = records[0] ?? '';
    let away = true;
    let delivered = 0;
    await reopen({
      deliver: async (real, args) => {
        delivered += 1;
        await real.deliver(...args);
        throw new Error('socket hang up');
      },
      receipt: (real, args) =>
        away ? Promise.reject(problem('destination.unreachable', { reason: 'connection' })) : real.receipt(...args),
    });
    const { handover } = await handOver(batchId);
    expect(handover).toMatchObject({ state: 'unsettled', receipt: null, problem: { code: 'handover.unanswered', params: {} } });
    // Nothing of what was sent may change: the destination may have it.
    expect(await codeOf(decide(core, id, 'fullName', 'correct', 'Khác'))).toBe('record.underWay');
    const { settings } = await core.client.workstation.state();
    const elsewhere = { kind: 'postgres', url: 'postgres://clerk@127.0.0.1:1/so_song' } as const;
    expect(await codeOf(core.client.workstation.saveSettings({ ...settings, destination: elsewhere }))).toBe('handover.underWay');
    expect(await codeOf(core.client.workstation.saveSettings({ ...settings, office: 'Khác' }))).toBe('handover.underWay');
    expect(await codeOf(core.client.batch.update({ id: batchId, placeCode: null }))).toBe('handover.underWay');
    expect(await codeOf(core.client.batch.update({ id: batchId, title: 'Tên khác' }))).toBe('none');
    // It stays so over a start, and whoever asks again sends nothing again.
    await handOver(batchId);
    expect([delivered, (await listOf(batchId)).map(({ state }) => state)]).toEqual([1, ['unsettled']]);
    away = false;
    await expect.poll(async () => (await listOf(batchId))[0], { timeout: 20_000 }).toMatchObject({ id: handover.id, state: 'done' });
    expect((await listOf(batchId))[0]).toMatchObject({ receipt: { sent: 2, accepted: 2, already: 0 } });
    expect([delivered, await statesOf(batchId)]).toEqual([1, ['handedOver', 'handedOver']]);
    expect(await codeOf(core.client.workstation.saveSettings({ ...settings, office: 'Khác' }))).toBe('none');
    await core.client.workstation.saveSettings(settings);
  });

  test('before the commit, with nothing to ask: unsettled over a start, then open again, and it can be corrected and sent', async () => {
    const { batchId, records } = await seeded(1);
    const id = records[0] ?? '';
    await reopen({
      deliver: () => Promise.reject(problem('destination.unreachable', { reason: 'lost' })),
      receipt: () => Promise.reject(problem('destination.unreachable', { reason: 'connection' })),
    });
    expect((await handOver(batchId)).handover.state).toBe('unsettled');
    // At the start it is asked for, without anybody thinking of it: nothing arrived.
    await reopen();
    await expect.poll(async () => (await listOf(batchId))[0]?.state, { timeout: 20_000 }).toBe('failed');
    expect(await codeOf(decide(core, id, 'fullName', 'correct', 'NGUYỄN VĂN KHÁC'))).toBe('none');
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', receipt: { sent: 1, accepted: 1, refused: [] } });
  });

  test('while the receipt is settled: it is settled on at the next start, and nothing is sent again', async () => {
    const { batchId } = await seeded(80);
    let sent = 0;
    // The program ends when two of four parts are settled: every change asks for the time.
    let ending: Promise<void> | null = null;
    let changes = 0;
    const now = () => {
      if (sent > 0) changes += 1;
      if (changes === 3) ending ??= core.close();
      return new Date();
    };
    await reopen(
      {
        deliver: async (real, args) => {
          const receipt = await real.deliver(...args);
          sent += 1;
          return receipt;
        },
      },
      now,
    );
    const { handoverId } = await core.client.handover.start({ batchId });
    await expect.poll(() => ending !== null, { timeout: 60_000 }).toBe(true);
    await ending;
    const left = seed(
      folder,
      (write) => handoverRecords(write, handoverId, { behind: 0, most: 1e6 }).filter(({ outcome }) => outcome === null).length,
    );
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(80);
    await reopen({
      deliver: async () => {
        sent += 1;
        throw new Error('sent again');
      },
    });
    await core.idle();
    expect(sent).toBe(1);
    expect(await listOf(batchId)).toMatchObject([{ id: handoverId, state: 'done', receipt: { sent: 80, accepted: 80, already: 0 } }]);
    expect(new Set(await statesOf(batchId))).toEqual(new Set(['handedOver']));
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ recordsHandedOver: 80, recordsVerified: 0 });
  });

  test('by a person: the records stay, and go another time', async () => {
    const { batchId } = await seeded(1);
    let entered = () => {};
    let inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    let hangs = true;
    await reopen({
      deliver: (real, args) => {
        if (!hangs) return real.deliver(...args);
        entered();
        const [, signal] = args;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const { jobId, handoverId } = await core.client.handover.start({ batchId });
    await inside;
    await core.client.job.stop({ id: jobId });
    await core.idle();
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'stopped' });
    expect(await core.client.handover.get({ id: handoverId })).toMatchObject({ state: 'stopped', problem: null });
    hangs = false;
    inside = Promise.resolve();
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', receipt: { accepted: 1 } });
  });
});

describe('a refusal', () => {
  /** Hands two records over, of which the destination refuses one for this reason; answers that one. */
  async function refusedFor(detail: string): Promise<{ batchId: string; id: string }> {
    const { batchId, records } = await seeded(2);
    const id = records[1] ?? '';
    await reopen({
      deliver: async (real, [delivery, signal]) => {
        const kept = { ...delivery, contents: delivery.contents.filter(({ key }) => key !== id) };
        return {
          ...(await real.deliver(kept, signal)),
          sent: delivery.contents.length,
          refused: [{ key: id, code: 'destination.rule', detail }],
        };
      },
    });
    expect((await handOver(batchId)).handover.state).toBe('done');
    await reopen();
    expect(await stateOf(id)).toBe('returned');
    return { batchId, id };
  }
  const stateOf = async (id: string) => (await core.client.record.open({ id })).state;
  const undo = (recordId: string) => core.client.value.undo({ recordId });
  const trail = (id: string) => rowsOf(folder, `SELECT action FROM audit_event WHERE subject = '${id}' AND action = 'record.sentAgain'`);

  test('that names a column is answered by another value there, and by nothing else', async () => {
    const { id } = await refusedFor('23514 residence_confirmation.residence_confirmation_full_name_check');
    await decide(core, id, 'fullName', 'confirm');
    expect(await stateOf(id)).toBe('returned');
    await decide(core, id, 'sex', 'correct', 'Nữ');
    expect(await stateOf(id)).toBe('returned');
    await decide(core, id, 'fullName', 'correct', 'NGUYỄN VĂN SỬA');
    expect(await stateOf(id)).toBe('verified');
    // Taken back, nothing answers it any more; again, it does.
    await undo(id);
    expect(await stateOf(id)).toBe('returned');
    await decide(core, id, 'fullName', 'correct', 'NGUYỄN VĂN SỬA');
    await decide(core, id, 'ethnicity', 'correct', 'Tày');
    await undo(id);
    expect(await stateOf(id)).toBe('verified');
    expect(trail(id)).toEqual([]);
  });

  test('that names nothing is answered by any other value', async () => {
    const { id } = await refusedFor('');
    await decide(core, id, 'fullName', 'confirm');
    expect(await stateOf(id)).toBe('returned');
    await decide(core, id, 'sex', 'correct', 'Nữ');
    expect(await stateOf(id)).toBe('verified');
  });

  test('is answered by whoever says that the record is right as it is', async () => {
    const { batchId, id } = await refusedFor('residence_confirmation.full_name');
    expect((await core.client.record.sendAgain({ id })).state).toBe('verified');
    expect(trail(id)).toEqual([{ action: 'record.sentAgain' }]);
    // Said twice it is said once.
    await core.client.record.sendAgain({ id });
    expect(trail(id)).toHaveLength(1);
    expect((await core.client.record.open({ id })).refusal?.detail).toBe('residence_confirmation.full_name');
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'done', receipt: { sent: 1, accepted: 1 } });
  });

  test('of many is answered for a whole batch at once, each in the trail', async () => {
    const { batchId, id } = await refusedFor('residence_confirmation.full_name');
    expect((await core.client.batch.sendAgain({ id: batchId })).counts).toMatchObject({ recordsReturned: 0, recordsVerified: 1 });
    expect(trail(id)).toEqual([{ action: 'record.sentAgain' }]);
    expect(await codeOf(core.client.batch.sendAgain({ id: 'nothing' }))).toBe('batch.notFound');
  });

  test('brings the record back; corrected, it goes again', async () => {
    const { batchId, records } = await seeded(2);
    const refused = records[1] ?? '';
    let refuses = true;
    await reopen({
      deliver: async (real, [delivery, signal]) => {
        if (!refuses) return real.deliver(delivery, signal);
        // As a rule of the destination’s own would: one record is left out of what is written.
        const kept = { ...delivery, contents: delivery.contents.filter((record) => record.key !== refused) };
        const receipt = await real.deliver(kept, signal);
        return {
          ...receipt,
          sent: delivery.contents.length,
          refused: [{ key: refused, code: 'destination.rule', detail: 'residence_confirmation: full_name' }],
        };
      },
    });
    const { handover } = await handOver(batchId);
    expect(handover).toMatchObject({
      state: 'done',
      receipt: { sent: 2, accepted: 1, refused: [{ recordId: refused, code: 'destination.rule' }] },
    });
    expect(await statesOf(batchId)).toEqual(['handedOver', 'returned']);
    // The record itself says why.
    const because = { code: 'destination.rule', detail: 'residence_confirmation: full_name' };
    expect((await core.client.record.open({ id: refused })).refusal).toMatchObject(because);
    expect(await core.client.record.next({ batchId })).toEqual({ recordId: refused, batchId });
    expect(await codeOf(core.client.handover.start({ batchId }))).toBe('handover.nothingReady');
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ recordsReturned: 1, recordsHandedOver: 1 });
    refuses = false;
    await decide(core, refused, 'fullName', 'correct', 'Người Đã Sửa');
    expect(await statesOf(batchId)).toEqual(['handedOver', 'verified']);
    const second = (await handOver(batchId)).handover;
    expect(second).toMatchObject({ state: 'done', receipt: { sent: 1, accepted: 1 } });
    expect(second.id).not.toBe(handover.id);
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver']);
  });

  test('a receipt for something else than was sent is not believed', async () => {
    const { batchId } = await seeded(2);
    const lie = (receipt: Receipt) => ({ ...receipt, digest: '0'.repeat(64) });
    await reopen({
      deliver: async (real, args) => lie(await real.deliver(...args)),
      receipt: async (real, args) => {
        const receipt = await real.receipt(...args);
        return receipt && lie(receipt);
      },
    });
    expect((await handOver(batchId)).handover).toMatchObject({ state: 'unsettled', problem: { code: 'destination.refused' } });
    expect(await statesOf(batchId)).toEqual(['verified', 'verified']);
    await reopen();
    await expect.poll(async () => (await listOf(batchId))[0]?.state, { timeout: 20_000 }).toBe('done');
    expect(await statesOf(batchId)).toEqual(['handedOver', 'handedOver']);
  });
});
