/**
 * Taking paper in. An import job turns paths and uploads into entries, and every entry into stored pages that wait to be read.
 * Longer than most because each step is its own transaction, so that a kill at any line neither loses nor doubles a page.
 */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FilePage, LostPage } from '#children';
import { machine } from '#domain/caller';
import { addDays, dayOf } from '#domain/day';
import type { Finding } from '#domain/finding';
import { type ImportEntry, type ImportEntryState, isRefusedForGood } from '#domain/import-entry';
import { ProblemError, problem } from '#domain/problem';
import { qualityFindings } from '#reading/ink/quality';
import { groupKey } from '#reading/record/file-name';
import {
  countEntries,
  findEntry,
  insertEntry,
  isStoredElsewhere,
  nextWaitingEntry,
  requeueEntry,
  type StoredEntry,
  setEntryState,
} from '#store/import-entry';
import { findJob, finishJob, type StoredJob, setJobProgress } from '#store/job';
import { findCopy, groupOfFile, groupsOfJob, insertPage, pagesOfGroup, sourcesInGroup } from '#store/page';
import { queueAssemblyWhenComplete } from './assemble.ts';
import { createBatch, mustFindBatch } from './batch.ts';
import { type Change, type CoreContext, change } from './context.ts';
import { filePages } from './file-pages.ts';
import { type FoundFile, findFiles, shown } from './find-files.ts';
import type { HandlersOf } from './operation.ts';
import { preferencesOf } from './preference.ts';
import { queueJob } from './queue-job.ts';

const by = machine('importer');

interface ImportPayload {
  /** Files and folders by path, still to be looked at; null once they have become entries. */
  readonly paths: readonly string[] | null;
  /** Files that one drop announced; the job waits for them a while. */
  readonly expected: number;
}

export const intake: HandlersOf<'intake'> = {
  start: (change, { batchId, paths }) => ({ jobId: startImport(change, batchId, paths) }),
  sample: (change) => {
    const batchId = createBatch(change, {
      title: preferencesOf(change.write, change.by).language === 'vi' ? 'Lô mẫu' : 'Sample batch',
      source: 'sample',
      placeCode: change.core.settings().placeCode ?? samplePlace(change.core),
      ownerId: change.by.kind === 'person' ? change.by.id : null,
      deadline: addDays(dayOf(change.at), 14),
    });
    return { jobId: startImport(change, batchId, [change.core.samplesFolder]), batchId };
  },
  unlock: (change, { entryId, password }) => {
    const entry = mustFindEntryIn(change, entryId, ['locked']);
    const jobId = requeue(change, entry, false);
    // The password lives in memory until the job has used it; it is in no file.
    change.afterCommit(() => passwords.set(entryId, password));
    return { jobId };
  },
  takeCopy: (change, { entryId }) => ({ jobId: requeue(change, mustFindEntryIn(change, entryId, ['copy', 'dismissed']), true) }),
  retry: (change, { entryId }) => {
    const entry = mustFindEntryIn(change, entryId, ['failed', 'locked', 'dismissed']);
    // What was not kept is refused as it was the first time.
    if (!entry.canRetry && entry.problem) throw new ProblemError(entry.problem.code, entry.problem.params);
    return { jobId: requeue(change, entry, false) };
  },
  dismiss: (change, { entryId }) => {
    const entry = mustFindEntryIn(change, entryId, ['copy', 'locked', 'failed', 'dismissed']);
    setEntryState(change.write, entryId, {
      state: 'dismissed',
      problem: entry.problem,
      copyOfPageId: entry.copyOf?.pageId ?? null,
      onlyPages: entry.onlyPages,
    });
    change.tell({ type: 'batch.changed', id: entry.batchId });
    return null;
  },
};

const passwords = new Map<string, string>();

/** The commune of the sample records' hand-over when the office has not said its own: Ea Kao, Đắk Lắk. */
function samplePlace(core: CoreContext): string | null {
  return core.knowledge.places.byName('commune', 'Ea Kao', null, { province: 'Đắk Lắk' })[0]?.code ?? null;
}

/** Queues the import of files and folders; `batch.notFound`. */
export function startImport(change: Change, batchId: string, paths: readonly string[]): string {
  mustFindBatch(change.core, change.write, batchId);
  const id = queueJob(change, { kind: 'import', batchId, payload: { paths, expected: 0 } satisfies ImportPayload });
  return id;
}

/** Writes an uploaded file down as a waiting entry of its drop's job. The bytes are in the page store already. */
export function addUpload(
  change: Change,
  upload: {
    readonly batchId: string;
    readonly jobId: string;
    readonly name: string;
    readonly folder: string;
    readonly sha256: string;
    readonly of: number;
  },
): ImportEntry {
  mustFindBatch(change.core, change.write, upload.batchId);
  const job = findJob(change.write, upload.jobId);
  const id = randomUUID();
  if (job && (job.kind !== 'import' || job.batchId !== upload.batchId)) throw problem('job.notFound', { id: upload.jobId });
  // A drop whose job is over already (a late file) goes on under a job of its own.
  const jobId =
    job && (job.state === 'queued' || job.state === 'running')
      ? job.id
      : queueJob(change, {
          kind: 'import',
          batchId: upload.batchId,
          payload: { paths: null, expected: job ? 1 : upload.of } satisfies ImportPayload,
          ...(job ? {} : { id: upload.jobId }),
        });
  insertEntry(change.write, {
    id,
    batchId: upload.batchId,
    jobId,
    name: upload.name,
    folder: upload.folder,
    sourcePath: null,
    blobSha256: upload.sha256,
    state: 'waiting',
    at: change.at,
  });
  return mustFindEntryIn(change, id, ['waiting']);
}

function requeue(change: Change, entry: StoredEntry, takeCopies: boolean): string {
  const jobId = queueJob(change, { kind: 'import', batchId: entry.batchId, payload: { paths: null, expected: 1 } satisfies ImportPayload });
  requeueEntry(change.write, entry.id, jobId, takeCopies);
  change.tell({ type: 'batch.changed', id: entry.batchId });
  return jobId;
}

/** Files that a drop announced are waited for: ten seconds without another one, and the import ends with those that came. */
const announced = { waits: 50, milliseconds: 200 } as const;

/** The import job. */
export async function runImport(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { paths, expected } = job.payload as ImportPayload;
  if (paths && countEntries(core.store.read, job.id).total === 0) await listPaths(core, job, paths);
  let waitsLeft: number = announced.waits;
  for (;;) {
    if ((await takeWaiting(core, job, expected, signal)) > 0) waitsLeft = announced.waits;
    if (countEntries(core.store.read, job.id).total < expected && waitsLeft > 0) {
      waitsLeft -= 1;
      await wait(announced.milliseconds, undefined, { signal });
    } else if (change(core, by, (transaction) => closeImport(transaction, job))) return;
  }
}

/** Takes in every file of the job that waits; answers how many. */
export async function takeWaiting(core: CoreContext, job: StoredJob, expected: number, signal: AbortSignal): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    signal.throwIfAborted();
    const entry = nextWaitingEntry(core.store.read, job.id);
    if (!entry) return taken;
    await takeEntry(core, entry, signal);
    change(core, by, ({ write, tell }) => {
      const { done, total } = countEntries(write, job.id);
      setJobProgress(write, job.id, done, Math.max(total, expected));
      tell({ type: 'job.changed', id: job.id, batchId: job.batchId });
      tell({ type: 'batch.changed', id: entry.batchId });
    });
  }
}

/** Ends the job unless a file came in just now, and puts together what was only waiting for its end. */
function closeImport(change: Change, job: StoredJob): boolean {
  const { write, at, tell } = change;
  if (nextWaitingEntry(write, job.id)) return false;
  finishJob(write, job.id, 'done', null, at);
  for (const { batchId, groupKey } of groupsOfJob(write, job.id)) queueAssemblyWhenComplete(change, batchId, groupKey);
  tell({ type: 'batch.changed', id: job.batchId ?? '' });
  return true;
}

/** Turns paths into entries in one transaction: after it the job knows all its files. */
async function listPaths(core: CoreContext, job: StoredJob, paths: readonly string[]): Promise<void> {
  const found: FoundFile[] = [];
  for (const path of paths) found.push(...(await findFiles(path)));
  change(core, by, ({ write, at, tell }) => {
    for (const file of found) {
      insertEntry(write, {
        id: randomUUID(),
        batchId: job.batchId ?? '',
        jobId: job.id,
        name: shown(file.name),
        folder: file.folder,
        sourcePath: file.path,
        blobSha256: null,
        state: file.problem ? 'failed' : 'waiting',
        at,
        ...(file.problem ? { problem: { code: file.problem.code, params: file.problem.params } } : {}),
      });
    }
    tell({ type: 'job.changed', id: job.id, batchId: job.batchId });
  });
}

interface NewPage {
  readonly filePage: number;
  readonly sha256: string;
  readonly blobPage: number;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly dpi: number | null;
  /** A picture that must be taken again says so now, not when its turn to be read has come. */
  readonly findings: readonly Finding[];
}

/** One file: stored, opened, its pages written down; or what is wrong with it. */
async function takeEntry(core: CoreContext, entry: StoredEntry, signal: AbortSignal): Promise<void> {
  const stored: string[] = [];
  try {
    if (/[\p{Cc}\u{FFFD}]/u.test(entry.name)) throw problem('file.badName', { name: entry.name });
    if (entry.blobSha256 === null) stored.push((await core.pageStore.putFile(entry.sourcePath ?? '', entry.name)).sha256);
    else stored.push(entry.blobSha256);
    const [sha256 = ''] = stored;
    const pages = await openPages(core, entry, stored, signal);
    change(core, by, (transaction) => writePages(transaction, entry, sha256, pages));
  } catch (error) {
    if (signal.aborted || (error instanceof ProblemError && (error.code === 'disk.full' || error.code === 'worker.stopped'))) throw error;
    const reference = entry.id.slice(0, 8);
    // What nobody foresaw in one file does not keep the others out.
    if (!(error instanceof ProblemError)) core.log.error('file could not be taken', error, { reference });
    const { code, params } = error instanceof ProblemError ? error : problem('unknown', { reference });
    const state = code === 'pdf.locked' || code === 'pdf.wrongPassword' ? 'locked' : 'failed';
    change(core, by, ({ write }) => setEntryState(write, entry.id, { state, problem: { code, params }, onlyPages: entry.onlyPages }));
    // What is refused for good is not kept: it may be anything, and nobody would look after it.
    if (state === 'failed' && isRefusedForGood(code)) await takeBack(core, entry, stored);
  } finally {
    passwords.delete(entry.id);
  }
}

async function takeBack(core: CoreContext, entry: StoredEntry, stored: readonly string[]): Promise<void> {
  for (const sha256 of new Set(stored)) if (!isStoredElsewhere(core.store.read, sha256, entry.id)) await core.pageStore.takeBack(sha256);
}

/** `stored` tells what was put into the page store: the file itself, then its pictures. */
async function openPages(core: CoreContext, entry: StoredEntry, stored: string[], signal: AbortSignal): Promise<NewPage[]> {
  const [sha256 = ''] = stored;
  const file = { blob: core.pageStore.blob(sha256), name: entry.name, password: passwords.get(entry.id) ?? null, pages: entry.onlyPages };
  const pages: NewPage[] = [];
  const take = async (page: FilePage | LostPage) => {
    // A file comes in whole or not at all: a page that is missing would not be missed.
    if (page.what === 'lost') throw new ProblemError(page.problem.code, page.problem.params);
    const { index, picture, mediaType, width, height, dpi, quality } = page;
    const own = picture ? (await core.pageStore.put([picture], signal)).sha256 : null;
    if (own !== null) stored.push(own);
    const place = own === null ? { sha256, blobPage: index } : { sha256: own, blobPage: 0 };
    pages.push({ ...place, filePage: index, mediaType, width, height, dpi, findings: quality ? qualityFindings(quality) : [] });
  };
  await filePages(core.engines.readers, file, take, signal);
  return pages;
}

/** New pages are taken and queued for reading; known ones are offered as a copy. All in one transaction. */
function writePages(change: Change, entry: StoredEntry, sha256: string, pages: readonly NewPage[]): void {
  const { write, at } = change;
  const sorted = pages.map((page) => ({ page, copy: entry.takeCopies ? null : findCopy(write, page.sha256, page.blobPage) }));
  const fresh = sorted.filter(({ copy }) => copy === null).map(({ page }) => page);
  const known = sorted.flatMap(({ page, copy }) => (copy ? [{ page, pageId: copy.id }] : []));
  // Pages of a file that came later lie with its others.
  const group = (entry.onlyPages && groupOfFile(write, entry)) ?? groupOf(write, entry, pages.length);
  for (const page of fresh) {
    const pageId = randomUUID();
    insertPage(write, { id: pageId, batchId: entry.batchId, entryId: entry.id, groupKey: group, fileName: entry.name, ...page });
    queueJob(change, { kind: 'read', batchId: entry.batchId, subject: pageId, payload: { pageId } });
  }
  const firstKnown = known[0];
  if (fresh.length === 0 && firstKnown) {
    setEntryState(write, entry.id, {
      state: 'copy',
      pages: known.length,
      copyOfPageId: firstKnown.pageId,
      blobSha256: sha256,
      onlyPages: entry.onlyPages,
    });
    return;
  }
  setEntryState(write, entry.id, { state: 'taken', pages: fresh.length, blobSha256: sha256, onlyPages: entry.onlyPages });
  if (firstKnown) {
    insertEntry(write, {
      id: randomUUID(),
      batchId: entry.batchId,
      jobId: entry.jobId,
      name: entry.name,
      folder: entry.folder,
      sourcePath: null,
      blobSha256: sha256,
      state: 'copy',
      onlyPages: known.map(({ page }) => page.filePage),
      pages: known.length,
      copyOfPageId: firstKnown.pageId,
      at,
    });
  }
}

/**
 * The group by the file's name; when a file of that name from another folder (or another upload) is there already, a group of its own:
 * two boxes that were both numbered from `001-p1` are not one family.
 */
function groupOf(write: Change['write'], entry: StoredEntry, pages: number): string {
  const { batchId, folder } = entry;
  const key = groupKey({ id: entry.id, name: entry.name, folder, pages, intake: entry.jobId });
  if (!key.startsWith('name:')) return key;
  const sourceOf = ({ sourcePath, jobId }: Pick<StoredEntry, 'sourcePath' | 'jobId'>) => (sourcePath ? dirname(sourcePath) : jobId);
  const source = sourceOf(entry);
  const own = `${key}@${source}`;
  const taken = sourcesInGroup(write, { batchId, groupKey: key, fileName: entry.name }).some((other) => sourceOf(other) !== source);
  return taken || pagesOfGroup(write, batchId, own).length > 0 ? own : key;
}

/** `entry.notFound`, also for one that is no longer in one of these states: asked twice, or dealt with meanwhile. */
function mustFindEntryIn({ write }: Change, id: string, states: readonly ImportEntryState[]): StoredEntry {
  const entry = findEntry(write, id);
  if (!entry || !states.includes(entry.state)) throw problem('entry.notFound', { id });
  return entry;
}
