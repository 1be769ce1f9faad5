import { z } from 'zod';
import { Batch, BatchSource } from '#domain/batch';
import { ImportEntry } from '#domain/import-entry';
import { Page } from '#domain/page';
import { RecordRow } from '#domain/paper-record';
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
  list: query.output(z.array(Batch)),
  get: query.input(Id).output(Batch),
  create: command.input(BatchInput).output(Batch),
  update: command.input(BatchInput.partial().extend({ id: z.string() })).output(Batch),
  /** Only an empty batch can be removed: `batch.notEmpty`. */
  remove: command.input(Id).output(z.null()),
  /** Takes the batch's waiting pages out of the reading; those in hand are finished. */
  stopReading: command.input(Id).output(Batch),
  /** Puts them back. */
  goOnReading: command.input(Id).output(Batch),
  pages: query.input(Id).output(z.array(Page)),
  records: query.input(Id).output(z.array(RecordRow)),
  /** Import entries, the ones that need a person first. */
  entries: query.input(Id).output(z.array(ImportEntry)),
};
