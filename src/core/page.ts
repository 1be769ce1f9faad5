import { machine } from '#domain/caller';
import type { Page } from '#domain/page';
import { ProblemError, problem } from '#domain/problem';
import type { PageReading } from '#domain/reading';
import type { ReadHandle } from '#store/handle';
import type { StoredJob } from '#store/job';
import { failPage, findPage, type StoredPage, setPageWaiting } from '#store/page';
import { findPageReading, pageSteps, readingsOnPage, savePageReading } from '#store/reading';
import { queueAssemblyWhenComplete } from './assemble.ts';
import { type Change, type CoreContext, change } from './context.ts';
import type { HandlersOf } from './operation.ts';
import { queueJob } from './queue-job.ts';
import { tellReadingProgress } from './reading-progress.ts';

const by = machine('reader');

export const page: HandlersOf<'page'> = {
  get: ({ read }, { id }) => mustFindPage(read, id),
  steps: ({ read }, { id }) => {
    mustFindPage(read, id);
    const own = pageSteps(read, id);
    const records = readingsOnPage(read, id);
    const at = records[0]?.at;
    if (at === undefined) return own;
    return [
      ...own,
      { step: 'interpret' as const, milliseconds: 0, result: records.map(({ reading }) => reading.values), at },
      { step: 'check' as const, milliseconds: 0, result: records.map(({ reading }) => reading.findings), at },
    ];
  },
  unexplained: ({ read }, { id }) => {
    mustFindPage(read, id);
    return findPageReading(read, id)?.explained?.unexplained ?? [];
  },
  readAgain: (change, { id }) => {
    const found = mustFindPage(change.write, id);
    setPageWaiting(change.write, id);
    const jobId = queueJob(change, { kind: 'read', batchId: found.batchId, subject: id, payload: { pageId: id } });
    change.tell({ type: 'batch.changed', id: found.batchId });
    return { jobId };
  },
};

export function mustFindPage(read: ReadHandle, id: string): StoredPage {
  const found = findPage(read, id);
  if (!found) throw problem('page.notFound', { id });
  return found;
}

/** The job that reads one page. What is wrong with the page is kept at the page: its job is then done. */
export async function runRead(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { pageId } = job.payload as { pageId: string };
  const found = findPage(core.store.read, pageId);
  if (found?.state !== 'waiting') return;
  const outcome = await readOrProblem(core, found, signal, job.attempts);
  change(core, by, (transaction) => keepReading(transaction, found, outcome));
}

/** Writes down what came of a page, wherever it was read; its record is put together once all of its pages are there. */
export function keepReading(change: Change, page: StoredPage, outcome: PageReading | ProblemError): void {
  const { core, write, at, tell, afterCommit } = change;
  if (outcome instanceof ProblemError) failPage(write, page.id, { code: outcome.code, params: outcome.params });
  else savePageReading(write, page.id, outcome, at);
  queueAssemblyWhenComplete(change, page.batchId, page.groupKey);
  tell({ type: 'batch.changed', id: page.batchId });
  afterCommit(() => {
    core.pace.add(core.clock.now());
    tellReadingProgress(core);
  });
}

async function readOrProblem(
  core: CoreContext,
  found: Page & { readonly blobPage: number },
  signal: AbortSignal,
  attempts: number,
): Promise<PageReading | ProblemError> {
  const input = { picture: core.pageStore.blob(found.sha256), name: found.fileName, page: found.blobPage, types: core.knowledge.types };
  try {
    await core.originals.mustBeWhole(found);
    return await core.engines.readers.run('readPage', input, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof ProblemError)) throw error;
    if (error.code === 'disk.full' || (error.code === 'worker.stopped' && attempts < 3)) throw error;
    // The system may have ended the reader for want of memory, or slowed it down by swapping: once more, by itself.
    if ((error.code === 'file.crashedReader' || error.code === 'file.tooSlow') && attempts < 2) throw error;
    return error;
  }
}
