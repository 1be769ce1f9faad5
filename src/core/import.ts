/**
 * Taking paper in. An import job turns paths and uploads into entries, and every entry into stored pages that wait to be read.
 * Longer than most because each step is its own transaction, so that a kill at any line neither loses nor doubles a page.
 */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AttachedFile, FilePage, LostPage } from '#children';
import { machine } from '#domain/caller';
import { addDays, dayOf } from '#domain/day';
import { type AnnouncedFile, type ImportEntry, type ImportEntryState, isRefusedForGood } from '#domain/import-entry';
import { ProblemError, problem } from '#domain/problem';
import { qualityFindings } from '#reading/ink/quality';
import { groupKey } from '#reading/record/file-name';
import {
  arrivedUploads,
  arriveEntry,
  countEntries,
  findEntry,
  insertEntry,
  isMissing,
  isStoredElsewhere,
  missComing,
  missingUploads,
  nextWaitingEntry,
  requeueEntry,
  type StoredEntry,
  setEntryState,
  uploadsNamed,
} from '#store/import-entry';
import { findJob, finishJob, reopenJob, type StoredJob, setJobProgress } from '#store/job';
import { findCopy, groupOfFile, groupsOfJob, insertPage, type NewPage, pagesOfGroup, sourcesInGroup } from '#store/page';
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
}

export const intake: HandlersOf<'intake'> = {
  announce: (change, { batchId, jobId, files }) => ({ jobId: announce(change, batchId, jobId, files) }),
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
  const id = queueJob(change, { kind: 'import', batchId, payload: { paths } satisfies ImportPayload });
  return id;
}

/**
 * Writes down which files a window is about to send. Files that an earlier drop of the batch announced in vain are found by folder and name:
 * that import goes on, and what it has already is not announced again. Answers the job.
 */
function announce(change: Change, batchId: string, key: string | null, files: readonly AnnouncedFile[]): string {
  mustFindBatch(change.core, change.write, batchId);
  const missing = Map.groupBy(missingUploads(change.write, batchId), nameOf);
  const named = files.map((file) => {
    const shownAs = { name: shown(file.name), folder: shown(file.folder) };
    return { file: shownAs, again: missing.get(nameOf(shownAs))?.shift() ?? null };
  });
  const job = openImport(change, batchId, key ?? named.findLast(({ again }) => again !== null)?.again?.jobId ?? null);
  const here = new Set(arrivedUploads(change.write, job).map(nameOf));
  for (const { file, again } of named) {
    if (again) requeueEntry(change.write, again.id, job, false);
    else if (!here.has(nameOf(file)))
      insertEntry(change.write, { id: randomUUID(), batchId, jobId: job, ...file, ...fromWindow, blobSha256: null, at: change.at });
  }
  const { done, total } = countEntries(change.write, job);
  setJobProgress(change.write, job, done, total);
  change.tell({ type: 'job.changed', id: job, batchId });
  change.tell({ type: 'batch.changed', id: batchId });
  return job;
}

const fromWindow = { sourcePath: null, state: 'waiting' } as const;

function nameOf({ name, folder }: AnnouncedFile): string {
  return `${folder}/${name}`;
}

/** The import that files of a window belong to, at work: a new one, or one that goes on; `job.notFound`: it is another batch's. */
function openImport(change: Change, batchId: string, id: string | null): string {
  const job = id === null ? null : findJob(change.write, id);
  if (job && (job.kind !== 'import' || job.batchId !== batchId)) throw problem('job.notFound', { id: job.id });
  if (!job) return queueJob(change, { kind: 'import', batchId, payload: { paths: null } satisfies ImportPayload, ...(id ? { id } : {}) });
  reopenJob(change.write, job.id);
  change.afterCommit(() => change.core.scheduler.wake());
  return job.id;
}

interface UploadedFile extends AnnouncedFile {
  readonly batchId: string;
  readonly jobId: string;
}

/**
 * Writes an uploaded file down: in the place of what was announced, else as an entry of its own. The bytes are in the page store already.
 * The same file of the same drop once more (its answer was lost, or the whole folder is brought again) is the entry that it was.
 */
export function addUpload(change: Change, upload: UploadedFile & { readonly sha256: string }): ImportEntry {
  const { batchId, jobId, name, folder, sha256 } = upload;
  mustFindBatch(change.core, change.write, batchId);
  const same = uploadsNamed(change.write, upload);
  const announced = same.find(isMissing);
  const known = announced ? undefined : same.find((entry) => entry.blobSha256 === sha256);
  if (known && !isSetAside(known)) return known;
  const job = openImport(change, batchId, jobId);
  const id = (announced ?? known)?.id ?? randomUUID();
  if (announced) arriveEntry(change.write, id, sha256);
  else if (known) requeueEntry(change.write, id, job, false);
  else insertEntry(change.write, { id, batchId, jobId: job, name, folder, ...fromWindow, blobSha256: sha256, at: change.at });
  return mustFindEntryIn(change, id, ['waiting']);
}

/** It was here when its import was stopped, and nobody has looked at it. */
function isSetAside({ state, problem, copyOf }: StoredEntry): boolean {
  return state === 'dismissed' && problem === null && copyOf === null;
}

/** What was announced came, and cannot be taken. */
export function refuseUpload(change: Change, file: UploadedFile, { code, params }: ProblemError): void {
  const announced = uploadsNamed(change.write, file).find(isMissing);
  if (!announced) return;
  setEntryState(change.write, announced.id, { state: 'failed', problem: { code, params } });
  change.tell({ type: 'batch.changed', id: file.batchId });
}

function requeue(change: Change, entry: StoredEntry, takeCopies: boolean): string {
  // Nothing of it is here to be taken: the window has to send it.
  if (isMissing(entry)) throw problem('upload.missing', { name: entry.name });
  const jobId = queueJob(change, { kind: 'import', batchId: entry.batchId, payload: { paths: null } satisfies ImportPayload });
  requeueEntry(change.write, entry.id, jobId, takeCopies);
  change.tell({ type: 'batch.changed', id: entry.batchId });
  return jobId;
}

/** Uploads that are being received, by job. In memory: with the process they end, too. */
const arriving = new Map<string, number>();

/** An upload of the job has begun; answers what ends it. */
export function expectUpload(jobId: string): () => void {
  arriving.set(jobId, (arriving.get(jobId) ?? 0) + 1);
  return () => {
    const left = (arriving.get(jobId) ?? 1) - 1;
    if (left > 0) arriving.set(jobId, left);
    else arriving.delete(jobId);
  };
}

/** Announced files are waited for as long as one is arriving: ten seconds without any, and those that did not come are missing. */
const silence = { waits: 50, milliseconds: 200 } as const;

/** The import job. */
export async function runImport(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { paths } = job.payload as ImportPayload;
  if (paths && countEntries(core.store.read, job.id).total === 0) await listPaths(core, job, paths);
  let waitsLeft: number = silence.waits;
  for (;;) {
    if ((await takeWaiting(core, job, signal)) > 0 || arriving.has(job.id)) waitsLeft = silence.waits;
    if (countEntries(core.store.read, job.id).coming > 0 && waitsLeft > 0) {
      waitsLeft -= 1;
      await wait(silence.milliseconds, undefined, { signal });
    } else if (change(core, by, (transaction) => closeImport(transaction, job))) return;
  }
}

/** Takes in every file of the job that waits; answers how many. */
export async function takeWaiting(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    signal.throwIfAborted();
    const entry = nextWaitingEntry(core.store.read, job.id);
    if (!entry) return taken;
    await takeEntry(core, entry, signal);
    change(core, by, ({ write, tell }) => {
      const { done, total } = countEntries(write, job.id);
      setJobProgress(write, job.id, done, total);
      tell({ type: 'job.changed', id: job.id, batchId: job.batchId });
      tell({ type: 'batch.changed', id: entry.batchId });
    });
  }
}

/**
 * Ends the job unless a file came in just now, and puts together what was only waiting for its end. It is not done where files that were
 * announced did not come: they are missing, each by its name.
 */
function closeImport(change: Change, job: StoredJob): boolean {
  const { write, at, tell } = change;
  if (nextWaitingEntry(write, job.id)) return false;
  const { coming, total } = countEntries(write, job.id);
  missComing(write, job.id, 'failed');
  const incomplete = coming > 0 ? problem('upload.incomplete', { arrived: total - coming, files: total }) : null;
  finishJob(write, job.id, incomplete ? 'failed' : 'done', incomplete && { code: incomplete.code, params: incomplete.params }, at);
  for (const { batchId, groupKey } of groupsOfJob(write, job.id))
    if (pagesOfGroup(write, batchId, groupKey).some(({ recordIds }) => recordIds.length === 0))
      queueAssemblyWhenComplete(change, batchId, groupKey);
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
        state: file.problem === null ? 'waiting' : file.problem.code === 'file.passedOver' ? 'dismissed' : 'failed',
        at,
        ...(file.problem ? { problem: { code: file.problem.code, params: file.problem.params } } : {}),
      });
    }
    tell({ type: 'job.changed', id: job.id, batchId: job.batchId });
  });
}

/** A page as the file says it. A picture that must be taken again says so now, not when its turn to be read has come. */
type FoundPage = Omit<NewPage, 'id' | 'batchId' | 'entryId' | 'groupKey' | 'fileName'>;

/** One file: stored, opened, its pages written down; or what is wrong with it. */
async function takeEntry(core: CoreContext, entry: StoredEntry, signal: AbortSignal): Promise<void> {
  const stored: string[] = [];
  try {
    // What was written in another alphabet's code cannot be opened under what is shown for it.
    if (entry.name.includes('\u{FFFD}')) throw problem('file.badName', { name: entry.name });
    if (entry.blobSha256 === null) stored.push((await core.pageStore.putFile(entry.sourcePath ?? '', entry.name)).sha256);
    else stored.push(entry.blobSha256);
    const [sha256 = ''] = stored;
    const { pages, attached } = await openPages(core, entry, stored, signal);
    change(core, by, (transaction) => {
      writePages(transaction, entry, sha256, pages);
      for (const file of attached) offerAttached(transaction, entry, file);
    });
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
async function openPages(
  core: CoreContext,
  entry: StoredEntry,
  stored: string[],
  signal: AbortSignal,
): Promise<{ readonly pages: FoundPage[]; readonly attached: Attached[] }> {
  const [sha256 = ''] = stored;
  const file = { blob: core.pageStore.blob(sha256), name: entry.name, password: passwords.get(entry.id) ?? null, pages: entry.onlyPages };
  const pages: FoundPage[] = [];
  const attached: Attached[] = [];
  const attach = async ({ name, bytes }: AttachedFile) => {
    const blob = bytes ? (await core.pageStore.put([bytes], signal)).sha256 : null;
    if (blob !== null) stored.push(blob);
    attached.push({ name: shown(name), blob });
  };
  const take = async (page: FilePage | LostPage) => {
    // A file comes in whole or not at all: a page that is missing would not be missed.
    if (page.what === 'lost') throw new ProblemError(page.problem.code, page.problem.params);
    const { index, picture, mediaType, width, height, dpi, quality } = page;
    const own = picture ? (await core.pageStore.put([picture], signal)).sha256 : null;
    if (own !== null) stored.push(own);
    const place = own === null ? { sha256, blobPage: index } : { sha256: own, blobPage: 0 };
    pages.push({ ...place, filePage: index, mediaType, width, height, dpi, findings: quality ? qualityFindings(quality) : [] });
  };
  await filePages(core.engines.readers, file, take, signal, attach);
  return { pages, attached };
}

/** A file in a file; `blob` is null for what is no paper. */
interface Attached {
  readonly name: string;
  readonly blob: string | null;
}

/** Nobody gave it to be taken, and nobody may miss it: an entry of its own, which a person takes or lets go. What is no paper is only said. */
function offerAttached({ write, at }: Change, entry: StoredEntry, { name, blob }: Attached): void {
  const { code, params } = blob === null ? problem('file.passedOver', { name }) : problem('file.attached', { name, of: entry.name });
  insertEntry(write, {
    id: randomUUID(),
    batchId: entry.batchId,
    jobId: entry.jobId,
    name,
    folder: entry.folder,
    sourcePath: null,
    blobSha256: blob,
    state: blob === null ? 'dismissed' : 'failed',
    problem: { code, params },
    at,
  });
}

/** New pages are taken and queued for reading; known ones are offered as a copy. All in one transaction. */
function writePages(change: Change, entry: StoredEntry, sha256: string, pages: readonly FoundPage[]): void {
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
