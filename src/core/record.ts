import { randomUUID } from 'node:crypto';
import { isByPerson } from '#domain/decision';
import { cellOf, fieldPath, rowCount, rowPath } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { PaperRecord } from '#domain/paper-record';
import { problem } from '#domain/problem';
import type { RecordReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { fold } from '#domain/vietnamese/fold';
import { sameRecord } from '#reading/record/file-name';
import { readRecords } from '#reading/record/read-record';
import { batchCode } from '#store/batch';
import { deleteValue, findValue, listDrafts, listValues, putDraft, putValue, raiseUndoFloor } from '#store/field-value';
import type { ReadHandle, WriteHandle } from '#store/handle';
import { isUnderWay } from '#store/handover';
import type { StoredJob } from '#store/job';
import { findPageReading, pagesOfGroup } from '#store/page';
import {
  deleteUntouchedRecord,
  findRecord,
  insertRecord,
  isTouched,
  neighbours,
  nextOpenRecord,
  recordPages,
  recordsOfGroup,
  type StoredRecord,
  saveRecordReading,
  searchRecords,
  setRecordPages,
  setRecordType,
} from '#store/paper-record';
import { audit } from './batch.ts';
import { type Change, type CoreContext, change, findType } from './context.ts';
import type { HandlersOf } from './operation.ts';
import { absent, inFormOrder, settleRecord, valuesOf } from './record-values.ts';
import { readingContext } from './rule-context.ts';

export const record: HandlersOf<'record'> = {
  open: (change, { id, ahead }) => {
    const found = mustFindRecord(change.write, id);
    audit(change, ahead ? 'record.fetchedAhead' : 'record.opened', id);
    return wholeRecord(change.core, change.write, found);
  },
  seen: (change, { id }) => {
    audit(change, 'record.opened', mustFindRecord(change.write, id).id);
    return null;
  },
  search: (core, { text }) => {
    const folded = fold(text);
    // Two signs that are only marks would find everything.
    if (folded.length < 2) return [];
    return searchRecords(core.store.read, folded).map((row) => {
      // The store compares without marks; people are shown the value as it is written.
      const written = listValues(core.store.read, row.id).find(({ value }) => value !== null && fold(value).includes(folded));
      return written?.value ? { ...row, match: written.value } : row;
    });
  },
  next: (core, { batchId }) => nextOpenRecord(core.store.read, batchId),
  addRow: (change, { id, table }) => {
    const { found, type } = openForChange(change, id);
    const known = type.tables.find((one) => one.key === table);
    if (!known) throw problem('value.notFound', { path: table });
    const index = rowCount(listValues(change.write, id), table);
    for (const column of known.columns) {
      const path = fieldPath(table, { index, column: column.key });
      putValue(change.write, id, absent(path, { ...column, required: true }));
    }
    audit(change, 'record.rowAdded', id, { table, index });
    settleRecord(change, found, type);
    return wholeRecord(change.core, change.write, mustFindRecord(change.write, id));
  },
  removeRow: (change, { id, table, index }) => {
    const { found, type } = openForChange(change, id);
    const known = type.tables.find((one) => one.key === table);
    const rows = rowCount(listValues(change.write, id), table);
    if (!known || index >= rows) throw problem('value.notFound', { path: rowPath(table, index) });
    const drafts = new Map(listDrafts(change.write, id).map(({ path, typed }) => [path, typed]));
    for (const column of known.columns) {
      // Later rows move up; the log keeps that a row went and which.
      for (let row = index; row < rows; row += 1) {
        const next = findValue(change.write, id, fieldPath(table, { index: row + 1, column: column.key }));
        const path = fieldPath(table, { index: row, column: column.key });
        const revision = Math.max(next?.revision ?? 0, findValue(change.write, id, path)?.revision ?? 0) + 1;
        const typed = drafts.get(fieldPath(table, { index: row + 1, column: column.key })) ?? null;
        if (next) {
          putValue(change.write, id, { ...next, path, revision });
          putDraft(change.write, id, path, typed, change.at);
        } else deleteValue(change.write, id, path);
      }
    }
    raiseUndoFloor(change.write, id);
    audit(change, 'record.rowRemoved', id, { table, index });
    settleRecord(change, found, type);
    return wholeRecord(change.core, change.write, mustFindRecord(change.write, id));
  },
};

/** `record.notFound`. */
export function mustFindRecord(read: ReadHandle, id: string): StoredRecord {
  const found = findRecord(read, id);
  if (!found) throw problem('record.notFound', { id });
  return found;
}

/** A record that may still be changed, with its type; `record.notFound`, `record.handedOver`, `recordType.notFound`. */
export function openForChange(change: Change, id: string): { readonly found: StoredRecord; readonly type: RecordType } {
  const found = mustFindRecord(change.write, id);
  if (found.state === 'handedOver' || isUnderWay(change.write, id)) throw problem('record.handedOver', { id });
  const type = findType(change.core, found.recordType, found.version);
  if (!type) throw problem('recordType.notFound', { id: found.recordType ?? '' });
  return { found, type };
}

export function wholeRecord(core: CoreContext, read: ReadHandle, found: StoredRecord): PaperRecord {
  return {
    id: found.id,
    batchId: found.batchId,
    batchCode: batchCode(read, found.batchId),
    sequence: found.sequence,
    recordType: found.recordType,
    version: found.version,
    state: found.state,
    pages: recordPages(read, found.id),
    values: inFormOrder(findType(core, found.recordType, found.version), listValues(read, found.id)),
    findings: [...found.findings],
    drafts: listDrafts(read, found.id),
    ...neighbours(read, found),
  };
}

/**
 * The job that makes the records of a group of pages once all of them are read. Pages whose records are handed over are out of it: what
 * comes later from the same file becomes a record of its own, for the province has the other one already.
 */
export async function runAssemble(core: CoreContext, job: StoredJob): Promise<void> {
  const { batchId, groupKey } = job.payload as { batchId: string; groupKey: string };
  const pages = pagesOfGroup(core.store.read, batchId, groupKey).flatMap((page) => {
    if (page.recordIds.length > 0 && page.recordIds.every((id) => findRecord(core.store.read, id)?.state === 'handedOver')) return [];
    const reading = page.state === 'read' ? findPageReading(core.store.read, page.id) : null;
    return reading ? [{ page, reading }] : [];
  });
  const readings = readRecords(
    pages.map(({ page, reading }) => ({ ...sameRecord(groupKey, page.fileName), reading })),
    core.knowledge.types,
    readingContext(core),
  );
  const pageIds = pages.map(({ page }) => page.id);
  change(core, (transaction) => replaceRecords(transaction, batchId, groupKey, readings, pageIds));
}

/**
 * Puts what was read in the place of what was read before. A record that a person has decided on stays, with every decision;
 * only its undecided values take the new reading.
 */
function replaceRecords(
  change: Change,
  batchId: string,
  groupKey: string,
  readings: readonly RecordReading[],
  pageIds: readonly string[],
): void {
  const { write } = change;
  const left = new Set(recordsOfGroup(write, batchId, groupKey));
  for (const reading of readings) {
    const pages = reading.pages.map(({ page, face, entry }) => ({ pageId: pageIds[page] ?? '', face, entry }));
    // The same paper keeps its record: its number in the batch, its drafts, and the screen that shows it.
    const known = [...left].find((one) =>
      recordPages(write, one.id).some((page) => pages.some((other) => other.pageId === page.pageId && other.entry === page.entry)),
    );
    if (known) left.delete(known);
    const type = findType(change.core, reading.recordType, reading.version);
    const id = known?.id ?? newRecord(change, batchId, groupKey, reading, pages);
    saveRecordReading(write, id, reading, change.at);
    if (known?.state === 'handedOver') continue;
    setRecordPages(write, id, pages);
    if (known) setRecordType(write, id, reading.recordType, reading.version);
    // A value's page counts among the record's pages, in reading order.
    const own = pages.map(({ pageId }) => pageId);
    const values = type ? valuesOf(type, reading.values, own) : [];
    forgetUndecided(write, id, values);
    for (const value of values) putUndecided(write, id, value);
    settleRecord(change, { ...mustFindRecord(write, id), findings: reading.findings }, type);
  }
  for (const record of left) if (record.state !== 'handedOver' && !isTouched(write, record.id)) deleteUntouchedRecord(write, record.id);
  change.tell({ type: 'batch.changed', id: batchId });
}

function newRecord(
  change: Change,
  batchId: string,
  groupKey: string,
  reading: RecordReading,
  pages: readonly { readonly pageId: string }[],
): string {
  const id = randomUUID();
  insertRecord(change.write, {
    id,
    batchId,
    groupKey,
    recordType: reading.recordType,
    version: reading.version,
    state: reading.recordType === null ? 'unknown' : 'open',
    pageIds: pages.map(({ pageId }) => pageId),
    at: change.at,
  });
  return id;
}

/** Takes away what the new reading does not have; a row that a person added or decided in stays. */
function forgetUndecided(write: WriteHandle, recordId: string, next: readonly FieldValue[]): void {
  const paths = new Set(next.map((value) => value.path));
  const gone = listValues(write, recordId).filter((value) => !paths.has(value.path));
  const rows = Map.groupBy(gone, ({ path }) => {
    const cell = cellOf(path);
    return cell ? rowPath(cell.table, cell.index) : path;
  });
  for (const values of rows.values()) {
    const decided = values.some(({ state }) => isByPerson(state));
    const added = values.every(({ path, raw }) => cellOf(path) !== null && raw === null);
    if (!decided && !added) for (const value of values) deleteValue(write, recordId, value.path);
  }
}

function putUndecided(write: WriteHandle, recordId: string, value: FieldValue): void {
  const present = findValue(write, recordId, value.path);
  if (present && isByPerson(present.state)) return;
  putValue(write, recordId, { ...value, revision: (present?.revision ?? -1) + 1 });
}
