import { z } from 'zod';
import { Batch, BatchListQuery, BatchSource, BatchState } from '#domain/batch';
import { EntryListQuery, ImportEntry, ImportEntryState } from '#domain/import-entry';
import { listOf } from '#domain/list';
import { Page, PageFilter, PageListQuery } from '#domain/page';
import { RecordListQuery, RecordRow } from '#domain/paper-record';
import { command, query } from './operation.ts';

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
  list: query.input(BatchListQuery.prefault({})).output(listOf(Batch).extend({ states: z.record(BatchState, z.number().int()) })),
  get: query.input(Id).output(Batch),
  create: command.input(BatchInput).output(Batch),
  update: command.input(BatchInput.partial().extend({ id: z.string() })).output(Batch),
  /** Only an empty batch can be removed: `batch.notEmpty`. */
  remove: command.input(Id).output(z.null()),
  /** Takes the batch's waiting pages out of the reading; those in hand are finished. */
  stopReading: command.input(Id).output(Batch),
  /** Puts them back. */
  goOnReading: command.input(Id).output(Batch),
  /** `counts`: how many pages each filter would show. */
  pages: query.input(PageListQuery.extend(Id.shape)).output(listOf(Page).extend({ counts: z.record(PageFilter, z.number().int()) })),
  records: query.input(RecordListQuery.extend(Id.shape)).output(listOf(RecordRow)),
  /** Import entries; `states`: how many are in each, whatever is asked for. */
  entries: query
    .input(EntryListQuery.extend(Id.shape))
    .output(listOf(ImportEntry).extend({ states: z.record(ImportEntryState, z.number().int()) })),
};
