import { machine } from '#domain/caller';
import { type Delivery, destinationTables, type Receipt, receiptAnswers } from '#domain/delivery';
import { fieldKinds } from '#domain/fields/field-kinds';
import type { Handover, HandoverReceipt } from '#domain/handover';
import { ProblemError, problem } from '#domain/problem';
import { findHandover, keepReceipt, keptReceipt, setHandoverState, unsettledHandovers } from '#store/handover';
import { type StoredJob, setJobProgress } from '#store/job';
import { damagedOriginals, mostDamaged, originalsOfRecord } from '#store/original';
import { type CoreContext, change } from './context.ts';
import { openDestination } from './destination.ts';
import { deliveryOf, partsOf, sha256 } from './handover-delivery.ts';
import { settleReceipt } from './handover-settle.ts';
import { forgetUnprepared } from './handover-start.ts';
import { queueJob } from './queue-job.ts';

const by = machine('sender');

/**
 * The job that brings one hand-over to the destination and then settles its receipt, both in slices, so that nobody waits for it. Cut
 * off while it sends, it sends again, and the destination answers a repeated hand-over with its first receipt. Cut off while it
 * settles, it goes on settling: the receipt is kept before its first record.
 */
export async function runHandover(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { handoverId } = job.payload as { handoverId: string };
  const found = findHandover(core.store.read, handoverId);
  if (!found) throw problem('handover.notFound', { id: handoverId });
  if (found.state === 'done') return;
  const kept = keptReceipt(core.store.read, handoverId);
  const receipt = kept ?? (await (found.state === 'unsettled' ? ask(core, job, found, lost) : send(core, job, found, signal)));
  await settleReceipt(core, job, found, receipt);
}

/** The receipt of the destination, kept. An attempt that was not answered is asked for before anybody is told how it ended. */
async function send(core: CoreContext, job: StoredJob, found: Handover, signal: AbortSignal): Promise<HandoverReceipt> {
  // One that a kill cut off may have arrived.
  const sent = { perhaps: found.state === 'sending' };
  say(core, job, found, 'sending', null);
  try {
    if (!sent.perhaps) await originalsAreWhole(core, found.id, signal);
    return keep(core, found, await bring(core, await deliveryOf(core, found), sent, signal));
  } catch (error) {
    // Cut off by the end of the program: the job waits, and the same hand-over goes on at the next start.
    if (core.scheduler.closing()) throw error;
    const end = signal.aborted ? ({ state: 'stopped', error } as const) : ({ state: 'failed', error } as const);
    if (sent.perhaps) return await ask(core, job, found, end);
    say(core, job, found, end.state, signal.aborted ? null : error);
    throw error;
  }
}

/** How an attempt ends of which the destination knows nothing. */
interface End {
  readonly state: 'failed' | 'stopped';
  readonly error: unknown;
}

const lost: End = { state: 'failed', error: problem('destination.unreachable', { reason: 'lost' }) };

/**
 * Asks the destination for the receipt of an attempt that was not answered: there, it is settled; not there, the attempt has ended and its
 * records are open again. While the destination does not say, the hand-over is unsettled and its records stay closed.
 */
async function ask(core: CoreContext, job: StoredJob, found: Handover, { state, error }: End): Promise<HandoverReceipt> {
  const receipt = await receiptOf(core, found).catch((silent: unknown) => {
    // A receipt for something else than was sent is no answer either.
    const wrong = silent instanceof ProblemError && silent.code === 'destination.refused' && silent.params.reason === 'other';
    const unanswered = wrong ? silent : problem('handover.unanswered', {}, silent);
    if (!core.scheduler.closing()) say(core, job, found, 'unsettled', unanswered);
    throw unanswered;
  });
  if (receipt !== null) return keep(core, found, receipt);
  say(core, job, found, state, state === 'stopped' ? null : error);
  throw error;
}

async function receiptOf(core: CoreContext, found: Handover): Promise<HandoverReceipt | null> {
  const destination = await openDestination(core);
  try {
    const receipt = await destination.receipt(found.id);
    return receipt === null ? null : answered(receipt, await deliveryOf(core, found));
  } finally {
    await destination.close();
  }
}

function say(core: CoreContext, job: StoredJob, found: Handover, state: 'sending' | 'unsettled' | End['state'], error: unknown): void {
  change(core, by, ({ write, at, tell }) => {
    const { code, params } = error instanceof ProblemError ? error : problem('unknown', { reference: job.id.slice(0, 8) });
    setHandoverState(write, found.id, state, { problem: error === null ? null : { code, params }, at });
    setJobProgress(write, job.id, 0, found.records);
    tell({ type: 'handover.changed', id: found.id });
  });
}

function keep(core: CoreContext, { id }: Handover, receipt: HandoverReceipt): HandoverReceipt {
  change(core, by, ({ write }) => keepReceipt(write, id, receipt));
  return receipt;
}

async function bring(
  core: CoreContext,
  { types: named, ...delivery }: Awaited<ReturnType<typeof deliveryOf>>,
  sent: { perhaps: boolean },
  signal: AbortSignal,
): Promise<HandoverReceipt> {
  const destination = await openDestination(core);
  try {
    const types = core.knowledge.types.filter((type) => named.has(type.id));
    await destination.prepare(types.flatMap((type) => destinationTables(type, (kind) => fieldKinds[kind].column)));
    sent.perhaps = true;
    return answered(await destination.deliver(delivery, signal), delivery);
  } finally {
    await destination.close();
  }
}

/** The destination's word must be for exactly what we hold; anything else is not settled as received. */
function answered(receipt: Receipt, delivery: Delivery): HandoverReceipt {
  if (!receiptAnswers(receipt, delivery, sha256)) throw problem('destination.refused', { reason: 'other' });
  return {
    id: receipt.id,
    destination: receipt.destination,
    receivedAt: receipt.receivedAt,
    sent: receipt.sent,
    accepted: receipt.accepted,
    already: receipt.already,
    digest: receipt.digest,
    refused: receipt.refused.map(({ key, code, detail }) => ({ recordId: key, code, detail })),
  };
}

/** Milliseconds from one question for receipts that did not come to the next. */
const askAgain = 60_000;

/**
 * Hand-overs that were not answered are asked for at the start and again and again: whoever mends the line need not think of them. What was left
 * half prepared goes.
 */
export function settleByItself(core: CoreContext, interval = askAgain): () => void {
  const round = () => {
    try {
      forgetUnprepared(core, null);
      askForReceipts(core);
    } catch (error) {
      // A full disk: the next round does it.
      core.log.error('hand-overs could not be settled', error);
    }
  };
  const timer = setInterval(round, interval);
  timer.unref();
  round();
  return () => clearInterval(timer);
}

export function askForReceipts(core: CoreContext): void {
  const open = unsettledHandovers(core.store.read);
  if (open.length === 0 || core.scheduler.closing()) return;
  change(core, by, (transaction) => {
    for (const { id, batchId } of open) queueJob(transaction, { kind: 'handover', batchId, subject: id, payload: { handoverId: id } });
  });
}

/** What is sent stands on its pictures: each is compared with its hash before, and nothing goes where one is not what came in. */
async function originalsAreWhole(core: CoreContext, handoverId: string, signal: AbortSignal): Promise<void> {
  let damaged: unknown = null;
  for (const part of partsOf(core, handoverId)) {
    for (const original of part.flatMap(({ id }) => originalsOfRecord(core.store.read, id))) {
      signal.throwIfAborted();
      if (damaged !== null && damagedOriginals(core.store.read).size >= mostDamaged) throw damaged;
      // All of them are looked at, so that the next hand-over goes without those that are found.
      await core.originals.mustBeWhole(original).catch((error: unknown) => {
        damaged ??= error;
      });
    }
  }
  if (damaged !== null) throw damaged;
}
