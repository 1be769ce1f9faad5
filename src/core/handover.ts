/** Longer than most: the dry run and the start ask the same question of a record, and stand here together. */
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { event } from '#domain/audit';
import { callerKey, machine } from '#domain/caller';
import { type Delivery, type DeliveryRecord, deliveryRecord, destinationTables, type Receipt, receiptAnswers } from '#domain/delivery';
import { fieldKinds } from '#domain/fields/field-kinds';
import type { Handover, HandoverPreview, HandoverReceipt, HoldReason } from '#domain/handover';
import type { List, ListWindow } from '#domain/list';
import type { RecordRow } from '#domain/paper-record';
import { ProblemError, problem } from '#domain/problem';
import type { Destination } from '#ports';
import { listStandings, type Standing } from '#store/counter';
import { listValues } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import {
  activeHandover,
  findHandover,
  type HandoverRecord,
  handoverRecords,
  insertHandover,
  keepReceipt,
  keptReceipt,
  listHandovers,
  setHandoverOutcome,
  setHandoverState,
  unsettledHandovers,
} from '#store/handover';
import { type StoredJob, setJobProgress } from '#store/job';
import { damagedOriginals, mostDamaged, originalsOfRecord } from '#store/original';
import { checksumsOfRecord } from '#store/page';
import {
  countOnDamagedPages,
  listHeld,
  readyOf,
  setRecordHandedOver,
  setRecordReturned,
  type TypeVersion,
  typesOfBatch,
} from '#store/paper-record';
import { audit } from './audit.ts';
import { mustFindBatch } from './batch.ts';
import { type Command, type CoreContext, type CoreView, change } from './context.ts';
import { findType } from './knowledge.ts';
import type { HandlersOf } from './operation.ts';
import { queueJob } from './queue-job.ts';
import { withNames } from './record-values.ts';

const by = machine('sender');
/** Milliseconds that preparing records may hold the process before others have their turn. */
const longestSlice = 5;
/** Records that are read for preparing, or settled in one transaction: some milliseconds, its way to the disk included. */
const atOnce = 20;

export const handover: HandlersOf<'handover'> = {
  preview: ({ core, read }) => previews(core, read),
  held: ({ core, read }, { batchId, reason, ...window }) => held(core, read, { batchId, reason }, window),
  start: (change, { batchId }) => startHandover(change, batchId),
  list: ({ read }, window) => listHandovers(read, window),
  get: ({ read }, { id }) => mustFindHandover(read, id),
  checkDestination: async ({ core }) => {
    const destination = await openDestination(core);
    try {
      const found = await destination.check();
      askForReceipts(core);
      return found;
    } finally {
      await destination.close();
    }
  },
};

function mustFindHandover(read: ReadHandle, id: string): Handover {
  const found = findHandover(read, id);
  if (!found) throw problem('handover.notFound', { id });
  return found;
}

/** The dry run of every batch with records, from kept numbers: the same question that `start` asks of each record. */
function previews(core: CoreView, read: ReadHandle): HandoverPreview[] {
  const byBatch = Map.groupBy(listStandings(read), ({ batchId }) => batchId);
  const anyDamaged = damagedOriginals(read).size > 0;
  return [...byBatch.values()].flatMap((standings) => {
    const [batch] = standings;
    if (!batch) return [];
    const held = new Map<HoldReason, number>();
    let ready = 0;
    for (const standing of standings) {
      const reason = holdReason(core, standing, communeOf(core, batch.placeCode));
      if (reason === null) ready += standing.records;
      else held.set(reason, (held.get(reason) ?? 0) + standing.records);
    }
    const { batchId, batchCode, title, pagesUnread } = batch;
    // Kept numbers know nothing of originals, which are nearly always whole: looked for only where one is not.
    const damaged = anyDamaged ? countOnDamagedPages(read, batchId, unknownTypes(core, read, batchId)) : 0;
    if (damaged > 0) {
      held.set('damaged', damaged);
      const noPlace = held.get('noPlace');
      if (noPlace === undefined) ready -= damaged;
      else if (noPlace === damaged) held.delete('noPlace');
      else held.set('noPlace', noPlace - damaged);
    }
    return [{ batchId, batchCode, title, ready, pagesUnread, held: [...held].map(([reason, records]) => ({ reason, records })) }];
  });
}

/** The records behind one number of the dry run. */
function held(
  core: CoreView,
  read: ReadHandle,
  { batchId, reason }: { readonly batchId: string; readonly reason: HoldReason },
  window: ListWindow,
): List<RecordRow> {
  const { placeCode } = mustFindBatch(core, read, batchId);
  // With a place they are ready: nothing holds them.
  if (reason === 'noPlace' && communeOf(core, placeCode) !== null) return { rows: [], total: 0 };
  return listHeld(read, batchId, { reason, unknownTypes: unknownTypes(core, read, batchId) }, window);
}

/** Of the types of a batch's records those that this program does not know. */
function unknownTypes(core: CoreView, read: ReadHandle, batchId: string): TypeVersion[] {
  return typesOfBatch(read, batchId).filter(({ recordType, version }) => !findType(core.knowledge, recordType, version));
}

/** Why a record does not go now; null when it goes. */
function holdReason(
  core: CoreView,
  { state, recordType, version, withError }: Omit<Standing, 'records'>,
  commune: string | null,
): HoldReason | null {
  if (state === 'handedOver') return 'handedOver';
  if (state === 'unknown' || !findType(core.knowledge, recordType, version)) return 'unknown';
  if (state === 'returned') return 'returned';
  if (state === 'open') return 'open';
  if (withError) return 'error';
  return commune === null ? 'noPlace' : null;
}

/** The batch's place, else the office's. */
function communeOf(core: CoreView, placeCode: string | null): string | null {
  return placeCode ?? core.settings().placeCode;
}

function startHandover(change: Command, batchId: string): { jobId: string; handoverId: string } {
  const { core, write, at } = change;
  const batch = mustFindBatch(core, write, batchId);
  const active = activeHandover(write, batchId);
  // Asked again while one is under way or was cut off: the same one goes on.
  const handoverId = active?.id ?? randomUUID();
  if (!active) {
    const ready = readyOf(batchId, unknownTypes(core, write, batchId));
    // Without a place nothing is ready.
    const records =
      communeOf(core, batch.placeCode) === null
        ? 0
        : insertHandover(
            write,
            { id: handoverId, batchId, destination: destinationName(core), startedBy: callerKey(change.by), at },
            ready,
          );
    if (records === 0) throw problem('handover.nothingReady', { code: batch.code });
    change.note({ records });
  }
  const jobId = queueJob(change, { kind: 'handover', batchId, subject: handoverId, payload: { handoverId } });
  change.tell({ type: 'handover.changed', id: handoverId });
  return { jobId, handoverId };
}

/**
 * The job that brings one hand-over to the destination and then settles its receipt, both in slices, so that nobody waits for it. Cut
 * off while it sends, it sends again, and the destination answers a repeated hand-over with its first receipt. Cut off while it
 * settles, it goes on settling: the receipt is kept before its first record.
 */
export async function runHandover(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { handoverId } = job.payload as { handoverId: string };
  const found = mustFindHandover(core.store.read, handoverId);
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

async function deliveryOf(core: CoreContext, { id, batchId }: Handover): Promise<Delivery> {
  const batch = mustFindBatch(core, core.store.read, batchId);
  const records = await deliveredAll(core, id, communeOf(core, batch.placeCode) ?? '');
  return { handoverId: id, batchCode: batch.code, office: core.settings().office, records };
}

async function bring(core: CoreContext, delivery: Delivery, sent: { perhaps: boolean }, signal: AbortSignal): Promise<HandoverReceipt> {
  const destination = await openDestination(core);
  try {
    const types = core.knowledge.types.filter((type) => delivery.records.some((record) => record.recordType === type.id));
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

/** Hand-overs that were not answered are asked for at the start and again and again: whoever mends the line need not think of them. */
export function settleByItself(core: CoreContext, interval = askAgain): () => void {
  const timer = setInterval(() => askForReceipts(core), interval);
  timer.unref();
  askForReceipts(core);
  return () => clearInterval(timer);
}

function askForReceipts(core: CoreContext): void {
  const open = unsettledHandovers(core.store.read);
  if (open.length === 0 || core.scheduler.closing()) return;
  change(core, by, (transaction) => {
    for (const { id, batchId } of open) queueJob(transaction, { kind: 'handover', batchId, subject: id, payload: { handoverId: id } });
  });
}

/**
 * What the receipt says becomes true record by record, some of them in each transaction; the hand-over is on its way until the last, so
 * that none of its records can be changed in between. It is not stopped any more: the destination has the records.
 */
async function settleReceipt(core: CoreContext, job: StoredJob, found: Handover, receipt: HandoverReceipt): Promise<void> {
  const { id, batchId } = found;
  const refused = new Map(receipt.refused.map((refusal) => [refusal.recordId, refusal]));
  let settled = 0;
  for (let behind = 0; ; ) {
    // The program ends: the next start goes on here.
    if (core.scheduler.closing()) throw problem('worker.stopped', {});
    const part = handoverRecords(core.store.read, id, { behind, most: atOnce });
    const last = part.at(-1);
    if (!last) break;
    behind = last.key;
    settled += part.length;
    change(core, by, ({ write, at, tell }) => {
      for (const record of part.filter(({ outcome }) => outcome === null)) {
        const refusal = refused.get(record.id);
        setHandoverOutcome(write, id, record.key, refusal ? 'refused' : 'accepted');
        if (refusal) setRecordReturned(write, record.id);
        else setRecordHandedOver(write, record.id, at);
        tell({ type: 'record.changed', id: record.id, batchId });
      }
      setJobProgress(write, job.id, settled, found.records);
    });
    await setImmediate();
  }
  change(core, by, (transaction) => {
    const { write, at, tell } = transaction;
    setHandoverState(write, id, 'done', { at });
    audit(
      transaction,
      event('handover.received', batchId, {
        handover: id,
        receipt: receipt.id,
        accepted: receipt.accepted,
        refused: receipt.refused.length,
      }),
    );
    tell({ type: 'handover.changed', id });
    tell({ type: 'batch.changed', id: batchId });
    tell({ type: 'target.changed' });
  });
}

/** What is sent stands on its pictures: each is compared with its hash before, and nothing goes where one is not what came in. */
async function originalsAreWhole(core: CoreContext, handoverId: string, signal: AbortSignal): Promise<void> {
  let damaged: unknown = null;
  for (let behind = 0; ; ) {
    const part = handoverRecords(core.store.read, handoverId, { behind, most: atOnce });
    const last = part.at(-1);
    if (!last) break;
    behind = last.key;
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

/** Many records are made ready without keeping anybody waiting. */
async function deliveredAll(core: CoreContext, handoverId: string, commune: string): Promise<DeliveryRecord[]> {
  const ready: DeliveryRecord[] = [];
  let begun = performance.now();
  for (let behind = 0; ; ) {
    const part = handoverRecords(core.store.read, handoverId, { behind, most: atOnce });
    const last = part.at(-1);
    if (!last) return ready;
    behind = last.key;
    for (const record of part) {
      ready.push(delivered(core, core.store.read, record, commune));
      if (performance.now() - begun < longestSlice) continue;
      await setImmediate();
      begun = performance.now();
    }
  }
}

function delivered(core: CoreContext, read: ReadHandle, record: HandoverRecord, communeCode: string): DeliveryRecord {
  const type = findType(core.knowledge, record.recordType, record.version);
  if (!type) throw problem('recordType.notFound', { id: record.recordType ?? '' });
  const checksums = checksumsOfRecord(read, record.id);
  const pageSha256 = (pageId: string) => checksums.get(pageId) ?? null;
  return deliveryRecord(type, withNames(read, listValues(read, record.id)), { key: record.id, communeCode, pageSha256 }, sha256);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export const passwordKey = 'destination.password';

async function openDestination(core: CoreContext): Promise<Destination> {
  const { destination } = core.settings();
  if (destination.kind === 'embedded') return core.engines.openDestination({ kind: 'embedded', folder: `${core.dataFolder}/destination` });
  const password = await core.engines.secrets.get(passwordKey);
  return core.engines.openDestination({ kind: 'postgres', url: destination.url, ...(password === null ? {} : { password }) });
}

/** How people know the destination: host and database, never a password. */
function destinationName(core: CoreContext): string {
  const { destination } = core.settings();
  if (destination.kind === 'embedded') return 'embedded';
  const url = URL.canParse(destination.url) ? new URL(destination.url) : null;
  if (!url) throw problem('destination.badUrl', {});
  return `${url.host}${url.pathname}`;
}
