import { randomUUID } from 'node:crypto';
import { event } from '#domain/audit';
import { callerKey, machine } from '#domain/caller';
import type { ReadyCount, StartedHandover } from '#domain/handover';
import { problem } from '#domain/problem';
import { activeHandover, fixRecords, forgetPreparing, insertHandover, preparingHandovers, setHandoverState } from '#store/handover';
import { verifiedRecords } from '#store/paper-record';
import { audit } from './audit.ts';
import { mustFindBatch } from './batch.ts';
import { type Change, type CoreContext, change, type Effect } from './context.ts';
import { destinationName } from './destination.ts';
import { atOnce, made } from './handover-delivery.ts';
import { communeOf, readyOf, unknownTypes } from './handover-preview.ts';
import { queueJob } from './queue-job.ts';
import { openSlices } from './slices.ts';

/**
 * Begins a hand-over: fixes the records that are ready, each with the digest of what travels, in slices, so that nobody waits for it
 * (decision 051). Until all of them are in it the hand-over is `preparing`, and what ends before is as if it had not begun. Asked again while
 * one is under way or was cut off: the same one goes on. `shown`: what the person was told that goes; anything else is `handover.notAsShown`.
 */
export async function startHandover(given: Effect, batchId: string, shown: ReadyCount | undefined): Promise<StartedHandover> {
  const { preparing } = given.core;
  const present = preparing.get(batchId);
  if (present) return present;
  const active = goOn(given, batchId);
  if (active) return active;
  const started = begin(given, batchId, shown).finally(() => preparing.delete(batchId));
  preparing.set(batchId, started);
  return started;
}

/** One that is under way already; null where there is none. */
function goOn({ core, change }: Effect, batchId: string): StartedHandover | null {
  const active = activeHandover(core.store.read, batchId);
  // Nobody prepares it any more.
  if (!active || active.state === 'preparing') return null;
  return change((transaction) => queued(transaction, batchId, active.id));
}

async function begin({ core, by, change }: Effect, batchId: string, shown: ReadyCount | undefined): Promise<StartedHandover> {
  forgetUnprepared(core, batchId);
  const handoverId = randomUUID();
  const ready = change(({ write, at, tell }) => {
    const batch = mustFindBatch(core, write, batchId);
    const now = readyOf(core, write, batchId);
    if (now.records === 0) throw problem('handover.nothingReady', { code: batch.code });
    if (shown && !same(shown, now)) throw problem('handover.notAsShown', { code: batch.code });
    insertHandover(write, { id: handoverId, batchId, destination: destinationName(core), startedBy: callerKey(by), at });
    tell({ type: 'handover.changed', id: handoverId });
    return now;
  });
  try {
    await fixReady(core, handoverId, batchId);
    return change((transaction) => {
      setHandoverState(transaction.write, handoverId, 'waiting', { at: transaction.at });
      audit(transaction, event('handover.started', batchId, { handover: handoverId, ...ready }));
      return queued(transaction, batchId, handoverId);
    });
  } catch (error) {
    forgetUnprepared(core, batchId);
    throw error;
  }
}

/** Records that are written down in one transaction: they take a millisecond, the way to the disk takes several. */
const fixedAtOnce = 100;

/**
 * Records are walked by their number in the batch, which only grows under it. One that changes meanwhile was not ready when the person
 * asked: it goes another time. Those that were are closed (`underWay`).
 */
async function fixReady(core: CoreContext, handoverId: string, batchId: string): Promise<void> {
  const { store, scheduler, events } = core;
  const unknown = unknownTypes(core, store.read, batchId);
  const commune = communeOf(core, mustFindBatch(core, store.read, batchId).placeCode) ?? '';
  const late = new Set<string>();
  const stopListening = events.listen(null, ({ event: told }) => {
    if (told.type === 'record.changed' && told.batchId === batchId) late.add(told.id);
  });
  const slices = openSlices();
  let fixed: { readonly key: number; readonly digest: string }[] = [];
  const keep = () =>
    slices.alone(() => {
      store.write((write) => fixRecords(write, handoverId, fixed));
      fixed = [];
    });
  try {
    await slices.next();
    for (let behind = 0; ; ) {
      if (scheduler.closing()) throw problem('worker.stopped', {});
      const part = verifiedRecords(store.read, batchId, unknown, { behind, most: atOnce });
      const last = part.at(-1);
      if (!last) return await keep();
      for (const record of part) {
        if (record.ready && !late.has(record.id)) fixed.push({ key: record.key, digest: made(core, record, commune).digest });
        if (slices.isOver()) await slices.next();
      }
      if (fixed.length >= fixedAtOnce) await keep();
      behind = last.sequence;
    }
  } finally {
    stopListening();
  }
}

function queued(transaction: Change, batchId: string, handoverId: string): StartedHandover {
  const jobId = queueJob(transaction, { kind: 'handover', batchId, subject: handoverId, payload: { handoverId } });
  transaction.tell({ type: 'handover.changed', id: handoverId });
  return { jobId, handoverId };
}

/** What a kill, or a disk that was full, left half prepared never began: of one batch, or of all (null). */
export function forgetUnprepared(core: CoreContext, batchId: string | null): void {
  const left = preparingHandovers(core.store.read).filter((one) =>
    batchId === null ? !core.preparing.has(one.batchId) : one.batchId === batchId,
  );
  if (left.length === 0) return;
  change(core, machine('sender'), ({ write, tell }) => {
    for (const { id } of left) {
      forgetPreparing(write, id);
      tell({ type: 'handover.changed', id });
    }
  });
}

function same(one: ReadyCount, other: ReadyCount): boolean {
  return one.records === other.records && one.byMachine === other.byMachine && one.overruled === other.overruled;
}
