import { randomUUID } from 'node:crypto';
import { event } from '#domain/audit';
import type { Batch } from '#domain/batch';
import type { Language } from '#domain/label';
import { problem } from '#domain/problem';
import { deleteBatch, findBatch, hasActiveJob, hasEntries, insertBatch, listBatches, type StoredBatch, updateBatch } from '#store/batch';
import type { ReadHandle } from '#store/handle';
import { listEntries } from '#store/import-entry';
import { stopReads } from '#store/job';
import { failedPages, findPage, listPages, setPageWaiting, stoppedPages } from '#store/page';
import { findRecord, listRecords, returnedRecords } from '#store/paper-record';
import { findOrMakePerson } from '#store/person';
import { queueAssemblyWhenComplete } from './assemble.ts';
import { audit } from './audit.ts';
import { batchesOf } from './batch-list.ts';
import type { Change, CoreView } from './context.ts';
import { refuseUnderWay } from './handover-under-way.ts';
import type { HandlersOf } from './operation.ts';
import { mustFindPlace, placeName } from './place.ts';
import { preferencesOf } from './preference.ts';
import { queueJob } from './queue-job.ts';
import { tellReadingProgress } from './reading-progress.ts';
import { sendAgainAsItIs } from './refusal.ts';
import { openSlices } from './slices.ts';

export const batch: HandlersOf<'batch'> = {
  list: ({ core, read, by }, input) =>
    batchesOf(
      listBatches(read).map((stored) => withPlace(core, stored)),
      input,
      preferencesOf(read, by).language,
    ),
  get: ({ core, read }, { id }) => mustFindBatch(core, read, id),
  create: (change, input) => {
    const id = createBatch(change, { ...input, ownerId: ownerOf(change, input.owner) });
    return mustFindBatch(change.core, change.write, id);
  },
  update: (change, { id, ...words }) => {
    const found = mustFindBatch(change.core, change.write, id);
    if (words.placeCode) mustFindPlace(change.core.knowledge.places, words.placeCode);
    if (words.placeCode !== undefined && words.placeCode !== found.placeCode) refuseUnderWay(change.write, id);
    updateBatch(change.write, id, { ...found, ...words, ownerId: ownerOf(change, words.owner ?? found.owner) });
    change.tell({ type: 'batch.changed', id });
    return mustFindBatch(change.core, change.write, id);
  },
  remove: (change, { id }) => {
    const found = mustFindBatch(change.core, change.write, id);
    if (found.counts.pages > 0 || hasEntries(change.write, id) || hasActiveJob(change.write, id))
      throw problem('batch.notEmpty', { code: found.code });
    deleteBatch(change.write, id);
    change.tell({ type: 'batch.changed', id });
    return null;
  },
  stopReading: (change, { id }) => {
    const { core, write, at } = change;
    mustFindBatch(core, write, id);
    const pages = stopReads(write, id, at);
    // What was read of their records is not kept waiting.
    const groups = new Set(pages.flatMap((page) => findPage(write, page)?.groupKey ?? []));
    for (const group of groups) queueAssemblyWhenComplete(change, id, group);
    change.note({ pages: pages.length });
    return readingChanged(change, id);
  },
  goOnReading: (change, { id }) => {
    const { core, write } = change;
    mustFindBatch(core, write, id);
    const pages = stoppedPages(write, id);
    for (const pageId of pages) queueJob(change, { kind: 'read', batchId: id, subject: pageId, payload: { pageId } });
    change.note({ pages: pages.length });
    return readingChanged(change, id);
  },
  readFailedAgain: (change, { id }) => {
    const { core, write } = change;
    mustFindBatch(core, write, id);
    const pages = failedPages(write, id);
    for (const pageId of pages) {
      setPageWaiting(write, pageId);
      queueJob(change, { kind: 'read', batchId: id, subject: pageId, payload: { pageId } });
    }
    change.note({ pages: pages.length });
    return readingChanged(change, id);
  },
  sendAgain: async ({ core, change }, { id }) => {
    mustFindBatch(core, core.store.read, id);
    const slices = openSlices();
    for (const recordId of returnedRecords(core.store.read, id)) {
      change((transaction) => {
        const found = findRecord(transaction.write, recordId);
        if (found?.state !== 'returned') return;
        sendAgainAsItIs(transaction, found);
        audit(transaction, event('record.sentAgain', recordId));
      });
      if (slices.isOver()) await slices.next();
    }
    return mustFindBatch(core, core.store.read, id);
  },
  pages: ({ core, read }, { id, ...asked }) => listPages(read, mustFindBatch(core, read, id).id, asked),
  records: ({ core, read, by }, { id, ...asked }) =>
    listRecords(read, mustFindBatch(core, read, id).id, asked, typesByName(core, preferencesOf(read, by).language)),
  entries: ({ core, read }, { id, ...asked }) => listEntries(read, mustFindBatch(core, read, id).id, asked),
};

/** Record types in the order of their names. */
function typesByName(core: CoreView, language: Language): string[] {
  return core.knowledge.types.toSorted((one, other) => one.short[language].localeCompare(other.short[language], 'vi')).map(({ id }) => id);
}

function readingChanged({ core, write, tell, afterCommit }: Change, id: string): Batch {
  tell({ type: 'batch.changed', id });
  afterCommit(() => tellReadingProgress(core));
  return mustFindBatch(core, write, id);
}

/** Owners are given by name until there are accounts; none: nobody's. */
function ownerOf({ write, at }: Change, name: string): string | null {
  return name === '' ? null : findOrMakePerson(write, name, at);
}

type BatchWords = Pick<Batch, 'title' | 'source' | 'placeCode' | 'deadline'> & { readonly ownerId: string | null };

/** Makes a batch and answers its id; `place.notFound`. */
export function createBatch(change: Change, words: BatchWords): string {
  if (words.placeCode) mustFindPlace(change.core.knowledge.places, words.placeCode);
  const id = randomUUID();
  insertBatch(change.write, { ...words, id, at: change.at });
  change.tell({ type: 'batch.changed', id });
  return id;
}

/** `batch.notFound`. */
export function mustFindBatch(core: CoreView, read: ReadHandle, id: string): Batch {
  const found = findBatch(read, id);
  if (!found) throw problem('batch.notFound', { id });
  return withPlace(core, found);
}

function withPlace(core: CoreView, stored: StoredBatch): Batch {
  return { ...stored, placeName: stored.placeCode ? placeName(core.knowledge.places, stored.placeCode) : null };
}
