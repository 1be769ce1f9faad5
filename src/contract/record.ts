import { z } from 'zod';
import { event } from '#domain/audit';
import { ListWindow } from '#domain/list';
import { PaperRecord, RecordRow } from '#domain/paper-record';
import { command, query } from './operation.ts';
import { look, work } from './policy.ts';

const Id = z.object({ id: z.string() });

export const record = {
  /** Opening a record leaves a trace in the audit log, hence a command. `ahead`: fetched for somebody who may come to it; `seen` follows when they do. */
  open: command({
    may: look(),
    input: Id.extend({ ahead: z.boolean().optional() }),
    output: PaperRecord,
    audit: ({ id, ahead }) => [event(ahead ? 'record.fetchedAhead' : 'record.opened', id)],
  }),
  /** A record that was fetched ahead is in front of somebody now. */
  seen: command({ may: look(), input: Id, output: z.null(), audit: ({ id }) => [event('record.opened', id)] }),
  /**
   * Finds records by any of their values (at least two letters), the best first: marks as typed before marks left out, names
   * and numbers before long texts, whole words before beginnings before parts; numbers by their end too.
   * `more`: there are others behind the window.
   */
  search: query({
    may: look(),
    input: ListWindow.extend({ text: z.string().trim().min(2).max(100), limit: ListWindow.shape.limit.default(50) }),
    output: z.object({ rows: z.array(RecordRow.extend({ batchCode: z.string(), match: z.string() })), more: z.boolean() }),
  }),
  /** The record that is best verified next, over all batches: returned first, then by deadline; null when nothing is open. */
  next: query({
    may: look(),
    input: z.object({ batchId: z.string().nullable() }),
    output: z.object({ recordId: z.string(), batchId: z.string() }).nullable(),
  }),
  addRow: command({
    may: work(),
    input: z.object({ id: z.string(), table: z.string() }),
    output: PaperRecord,
    audit: ({ id, table }, _output, { index }) => [event('record.rowAdded', id, { table, index: Number(index) })],
  }),
  removeRow: command({
    may: work(),
    input: z.object({ id: z.string(), table: z.string(), index: z.number().int().nonnegative() }),
    output: PaperRecord,
    audit: ({ id, table, index }) => [event('record.rowRemoved', id, { table, index })],
  }),
  /** A returned record is right as it is, and goes again: somebody stands for that. */
  sendAgain: command({
    may: work(),
    input: Id,
    output: PaperRecord,
    audit: ({ id }, _output, { sent }) => (sent === undefined ? [] : [event('record.sentAgain', id)]),
  }),
};
