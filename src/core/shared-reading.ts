/**
 * Reading along by other computers (decision 008). The jobs stay in the store; what this computer cannot read at once is leased to the
 * office's queue, and what comes back goes the same way as what was read here. One round after the other, each of which starts from what
 * the store and the queue say, so that a kill of either side at any line is put right by the next round. Long for its reasons.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { machine } from '#domain/caller';
import type { SharedReadingState } from '#domain/job';
import { type Problem, ProblemError } from '#domain/problem';
import type { PageReading } from '#domain/reading';
import type { PageParcel, ReadingQueue } from '#ports';
import { blobSize, readBlob } from '#store/blob';
import { countReads, endLeases, findJob, finishJob, leasedReads, leaseReads, type StoredJob } from '#store/job';
import { findPage } from '#store/page';
import { readRemembered, remember } from '#store/settings';
import { type CoreContext, change } from './context.ts';
import { makeRenditionsAhead } from './image.ts';
import { keepReading } from './page.ts';
import { tellReadingProgress } from './reading-progress.ts';

const by = machine('reader');

export interface SharedReading {
  /** Null where it is off. */
  readonly state: () => SharedReadingState | null;
  /** What is leased stays leased: its readings are collected at the next start. */
  readonly close: () => Promise<void>;
}

/** Milliseconds. */
export interface SharingTimes {
  /** From round to round while others read, and while nobody does. */
  readonly busy: number;
  readonly idle: number;
  /** Until the next try when the queue could not be reached. */
  readonly again: number;
  /** Leased pages are read here when the queue was away for so long. */
  readonly patience: number;
}
const usualTimes: SharingTimes = { busy: 400, idle: 3_000, again: 3_000, patience: 60_000 };

/** A reader has one page in hand and the next ones ready; more would only be far from home. */
const pagesPerReader = 3;
const mostLeased = 48;
/** Pages that the readers here have before them, for each of them. */
const keptPerReader = 2;
/** Larger pictures are not sent around: they are read here. */
const largest = 32 * 1_048_576;
/** Pages or readings that lie in memory at the same time. */
const atOnce = 4;
/** Milliseconds that the end of the program waits for a line that may be dead. */
const closingPatience = 2_000;

export const queuePasswordKey = 'queue.password';
const keyKey = 'queue.key';
let making: Promise<string> | null = null;

/** The key that seals shared pages; made when it is first needed. */
export async function queueKey(core: CoreContext): Promise<string> {
  const { secrets, newQueueKey } = core.engines;
  making ??= secrets
    .get(keyKey)
    .then(async (kept) => {
      const key = kept ?? newQueueKey();
      if (kept === null) await secrets.set(keyKey, key);
      return key;
    })
    .finally(() => {
      making = null;
    });
  return making;
}

export function openSharedReading(core: CoreContext, readersHere: () => number, given: Partial<SharingTimes> = {}): SharedReading {
  const times = { ...usualTimes, ...given };
  let open: { readonly url: string; readonly password: string | null; readonly queue: ReadingQueue } | null = null;
  let state: SharedReadingState | null = null;
  let awaySince: number | null = null;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | null = null;
  let again = false;

  const stopListening = core.events.listen(null, ({ event }) => {
    if (event.type === 'settings.changed') soon(0);
  });
  // A short command is over before anything is connected.
  soon(150);

  function soon(milliseconds: number): void {
    if (closing) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (round) again = true;
      else
        round = turn().then((next) => {
          round = null;
          if (again) soon(0);
          else if (next !== null) soon(next);
          again = false;
        });
    }, milliseconds);
    timer.unref();
  }

  /** One round; answers the milliseconds to the next one, null where sharing is off. Never throws. */
  async function turn(): Promise<number | null> {
    try {
      const wanted = core.settings().sharedReading;
      const password = wanted ? await core.engines.secrets.get(queuePasswordKey) : null;
      if (open && (open.url !== wanted?.url || open.password !== password)) await leave();
      if (!wanted) {
        bring(leasedReads(core.store.read), true);
        show(null);
        return null;
      }
      if (!open) {
        const queue = await connect(wanted.url, password);
        open = { url: wanted.url, password, queue };
        if (closing) await queue.close();
      }
      if (closing) return null;
      const { readers, busy } = await share(open.queue);
      awaySince = null;
      show({ connected: true, readers, problem: null });
      return busy ? times.busy : times.idle;
    } catch (error) {
      return away(error);
    }
  }

  function away(error: unknown): number {
    awaySince ??= Date.now();
    try {
      if (!(error instanceof ProblemError)) core.log.error('shared reading failed', error);
      if (Date.now() - awaySince >= times.patience) bring(leasedReads(core.store.read), true);
      const found: Problem =
        error instanceof ProblemError
          ? { code: error.code, params: error.params }
          : { code: 'queue.unreachable', params: { reason: 'lost' } };
      show({ connected: false, readers: 0, problem: found });
    } catch (failed) {
      // A full disk, say: the next round tries again.
      core.log.error('shared reading could not be settled', failed);
    }
    return times.again;
  }

  async function connect(url: string, password: string | null): Promise<ReadingQueue> {
    const office =
      readRemembered(core.store.read, 'reading.office') ??
      core.store.write((write) => {
        const made = randomUUID();
        remember(write, 'reading.office', made);
        return made;
      });
    return core.engines.openReadingQueue({ url, password, key: await queueKey(core), office });
  }

  /** Switched off, or over to another queue: our pages are taken out of this one as far as it can be reached. */
  async function leave(): Promise<void> {
    const { queue } = open ?? {};
    open = null;
    awaySince = null;
    if (!queue) return;
    const leased = leasedReads(core.store.read);
    await queue.forget(leased.map(({ id }) => id)).catch(() => undefined);
    await queue.close();
    bring(leased, true);
  }

  async function share(queue: ReadingQueue): Promise<{ readonly readers: number; readonly busy: boolean }> {
    const paused = core.scheduler.readingPaused();
    const before = countReads(core.store.read);
    const { readers, pages } = await queue.look(paused ? 0 : before.queued + before.leased);
    await collect(
      queue,
      pages.filter(({ state: now }) => now === 'read').map(({ id }) => id),
    );
    const there = new Map(pages.map(({ id, state: now }) => [id, now]));
    const leased = leasedReads(core.store.read);
    // Its readers died over it, or it never arrived: it is read here.
    const lost = leased.filter(({ id }) => there.get(id) === 'lost');
    bring(lost, false);
    bring(
      leased.filter(({ id }) => !there.has(id)),
      true,
    );
    const ours = new Set(leased.map(({ id }) => id));
    const strays = pages.filter((page) => page.state !== 'read' && (page.state === 'lost' || !ours.has(page.id)));
    await queue.forget(strays.map(({ id }) => id));

    const { queued, running } = countReads(core.store.read);
    const waitingThere = leased.filter(({ id }) => there.get(id) === 'waiting');
    const unwanted =
      paused || readers === 0 ? waitingThere : queued === 0 ? waitingThere.slice(0, Math.max(0, readersHere() - running)) : [];
    if (unwanted.length > 0) {
      const back = new Set(await queue.takeBack(unwanted.map(({ id }) => id)));
      bring(
        unwanted.filter(({ id }) => back.has(id)),
        true,
      );
    } else if (!paused) await lease(queue, Math.min(readers * pagesPerReader, mostLeased) - countReads(core.store.read).leased);
    return { readers, busy: countReads(core.store.read).leased > 0 || (readers > 0 && queued > 0) };
  }

  async function collect(queue: ReadingQueue, ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce);
      for (const { id, reading } of await queue.readings(some)) {
        const pageId = keep(id, reading);
        if (pageId) void makeRenditionsAhead(core, pageId);
      }
      // Only now: what a kill leaves in the queue is found there again, and is then known to be kept already.
      await queue.forget(some);
      core.scheduler.wake();
    }
  }

  /** Keeps a reading as if it had been made here, with the end of its job, in one transaction; answers the page it was for. */
  function keep(id: string, reading: PageReading | null): string | null {
    return change(core, by, (transaction) => {
      const { write, at } = transaction;
      const job = findJob(write, id);
      // Kept already, read here meanwhile or just now, or stopped: this one comes too late.
      if (!job || !(job.state === 'queued' || (job.state === 'running' && job.leasedAt !== null))) return null;
      if (!reading) {
        endLeases(write, [id], false);
        return null;
      }
      const page = findPage(write, job.subject);
      finishJob(write, id, 'done', null, at);
      if (page?.state !== 'waiting') return null;
      keepReading(transaction, page, reading);
      return page.id;
    });
  }

  async function lease(queue: ReadingQueue, room: number): Promise<void> {
    for (let left = room; left > 0 && !closing; left -= atOnce) {
      const at = core.clock.now().toISOString();
      const keepHere = readersHere() * keptPerReader;
      const leased = core.store.write((write) => leaseReads(write, { keep: keepHere, most: Math.min(left, atOnce), at }));
      if (leased.length === 0) return;
      const parcels = await Promise.all(leased.map(parcelOf));
      bring(
        leased.filter((_, index) => !parcels[index]),
        false,
      );
      await queue.offer(parcels.filter((parcel) => parcel !== null));
      tellReadingProgress(core);
    }
  }

  /** Null for a page that cannot or should not travel. */
  async function parcelOf(job: StoredJob): Promise<PageParcel | null> {
    const page = findPage(core.store.read, job.subject);
    if (!page) return null;
    try {
      const blob = core.pageStore.blob(page.sha256);
      if ((await blobSize(blob)) > largest) return null;
      return { id: job.id, page: page.blobPage, bytes: await readBlob(blob) };
    } catch {
      // A missing original is told by the reader here.
      return null;
    }
  }

  /** Leased pages wait here again. */
  function bring(jobs: readonly StoredJob[], untouched: boolean): void {
    if (jobs.length === 0) return;
    core.store.write((write) =>
      endLeases(
        write,
        jobs.map(({ id }) => id),
        untouched,
      ),
    );
    core.scheduler.wake();
    tellReadingProgress(core);
  }

  function show(next: SharedReadingState | null): void {
    const changed = JSON.stringify(next) !== JSON.stringify(state);
    state = next;
    if (changed) tellReadingProgress(core);
  }

  return {
    state: () => state,
    close: async () => {
      closing = true;
      stopListening();
      clearTimeout(timer);
      const queue = open?.queue;
      // Ends the connections under a round that waits for an answer.
      await Promise.race([Promise.all([queue?.close(), round]), wait(closingPatience, undefined, { ref: false })]);
      open = null;
    },
  };
}
