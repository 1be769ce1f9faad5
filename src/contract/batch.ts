import { z } from 'zod';
import { event } from '#domain/audit';
import { Batch, BatchListQuery, BatchSource, BatchState } from '#domain/batch';
import { EntryListQuery, ImportEntry, ImportEntryState } from '#domain/import-entry';
import { listOf } from '#domain/list';
import { Page, PageFilter, PageListQuery } from '#domain/page';
import { RecordListQuery, RecordRow } from '#domain/paper-record';
import { command, effect, query } from './operation.ts';
import { lead, look, work } from './policy.ts';

const Id = z.object({ id: z.string() });

export const BatchInput = z.object({
  title: z.string().trim().min(1).max(120),
  source: BatchSource,
  placeCode: z.string().nullable(),
  owner: z.string().trim().max(80),
  deadline: z.iso.date().nullable(),
});

export const batch = {
  /** `states`: how many batches are in each, whatever is asked for. */
  list: query({
    may: look(),
    input: BatchListQuery.prefault({}),
    output: listOf(Batch).extend({ states: z.record(BatchState, z.number().int()) }),
  }),
  get: query({ may: look(), input: Id, output: Batch }),
  create: command({ may: work('watcher'), input: BatchInput, output: Batch, audit: (_input, { id }) => [event('batch.created', id)] }),
  update: command({
    may: work(),
    input: BatchInput.partial().extend({ id: z.string() }),
    output: Batch,
    audit: ({ id }) => [event('batch.updated', id)],
  }),
  /** Only an empty batch can be removed: `batch.notEmpty`. */
  remove: command({ may: lead(), input: Id, output: z.null(), audit: ({ id }) => [event('batch.removed', id)] }),
  /** Takes the batch's waiting pages out of the reading; those in hand are finished. */
  stopReading: command({
    may: work(),
    input: Id,
    output: Batch,
    audit: ({ id }, _output, { pages }) => [event('reading.stopped', id, { pages: Number(pages) })],
  }),
  /** Puts them back. */
  goOnReading: command({
    may: work(),
    input: Id,
    output: Batch,
    audit: ({ id }, _output, { pages }) => [event('reading.continued', id, { pages: Number(pages) })],
  }),
  /** Reads all pages of the batch again whose reading has failed. */
  readFailedAgain: command({
    may: work(),
    input: Id,
    output: Batch,
    audit: ({ id }, _output, { pages }) => [event('reading.failedAgain', id, { pages: Number(pages) })],
  }),
  /** All returned records of the batch are right as they are, and go again; the trail says so of each. */
  sendAgain: effect({ may: work(), input: Id, output: Batch, audit: null }),
  /** `counts`: how many pages each filter would show. */
  pages: query({
    may: look(),
    input: PageListQuery.extend(Id.shape),
    output: listOf(Page).extend({ counts: z.record(PageFilter, z.number().int()) }),
  }),
  records: query({ may: look(), input: RecordListQuery.extend(Id.shape), output: listOf(RecordRow) }),
  /** Import entries; `states`: how many are in each, whatever is asked for. */
  entries: query({
    may: look(),
    input: EntryListQuery.extend(Id.shape),
    output: listOf(ImportEntry).extend({ states: z.record(ImportEntryState, z.number().int()) }),
  }),
};
