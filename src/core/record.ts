import { fieldPath, rowCount, rowPath, withoutRow } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import { problem } from '#domain/problem';
import type { RecordType } from '#domain/record-type';
import { batchCode } from '#store/batch';
import { deleteValue, findValue, listDrafts, listValues, putDraft, putValue, raiseUndoFloor } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { isUnderWay, latestRefusal } from '#store/handover';
import { findRecord, neighbours, nextOpenRecord, recordPages, type StoredRecord } from '#store/paper-record';
import type { Change, CoreContext } from './context.ts';
import { findType } from './knowledge.ts';
import type { HandlersOf } from './operation.ts';
import { searchRecords } from './record-search.ts';
import { absent, inFormOrder, settleRecord, withNames } from './record-values.ts';
import { answerRefusal, saidSo, sendAgainAsItIs } from './refusal.ts';

export const record: HandlersOf<'record'> = {
  open: (change, { id }) => {
    const found = mustFindRecord(change.write, id);
    return wholeRecord(change.core, change.write, found);
  },
  seen: (change, { id }) => {
    mustFindRecord(change.write, id);
    return null;
  },
  search: ({ read }, { text, ...window }) => searchRecords(read, text, window),
  next: ({ read }, { batchId }) => nextOpenRecord(read, batchId),
  addRow: (change, { id, table }) => {
    const { found, type } = openForChange(change, id);
    const known = type.tables.find((one) => one.key === table);
    if (!known) throw problem('value.notFound', { path: table });
    const index = rowCount(listValues(change.write, id), table);
    for (const column of known.columns) {
      const path = fieldPath(table, { index, column: column.key });
      putValue(change.write, id, absent(path, { ...column, required: true }));
    }
    change.note({ index });
    answerRefusal(change, id, type, { paths: known.columns.map(({ key }) => fieldPath(table, { index, column: key })), by: saidSo });
    settleRecord(change, found, type);
    return wholeRecord(change.core, change.write, mustFindRecord(change.write, id));
  },
  removeRow: (change, { id, table, index }) => {
    const { found, type } = openForChange(change, id);
    const known = type.tables.find((one) => one.key === table);
    const rows = rowCount(listValues(change.write, id), table);
    if (!known || index >= rows) throw problem('value.notFound', { path: rowPath(table, index) });
    const drafts = listDrafts(change.write, id);
    for (const column of known.columns) {
      // Later rows move up; the log keeps that a row went and which.
      for (let row = index; row < rows; row += 1) {
        const next = findValue(change.write, id, fieldPath(table, { index: row + 1, column: column.key }));
        const path = fieldPath(table, { index: row, column: column.key });
        const revision = Math.max(next?.revision ?? 0, findValue(change.write, id, path)?.revision ?? 0) + 1;
        if (next) putValue(change.write, id, { ...next, path, revision });
        else deleteValue(change.write, id, path);
      }
    }
    // A draft follows its row, also where the row has no value at that place.
    for (const { path } of drafts) putDraft(change.write, id, path, null);
    for (const { path, typed } of drafts) {
      const now = withoutRow(path, table, index);
      if (now !== null) putDraft(change.write, id, now, typed);
    }
    raiseUndoFloor(change.write, id);
    answerRefusal(change, id, type, { paths: known.columns.map(({ key }) => fieldPath(table, { index, column: key })), by: saidSo });
    settleRecord(change, found, type);
    return wholeRecord(change.core, change.write, mustFindRecord(change.write, id));
  },
  sendAgain: (change, { id }) => {
    const { found } = openForChange(change, id);
    if (found.state === 'returned') {
      sendAgainAsItIs(change, found);
      change.note({ sent: 1 });
    }
    return wholeRecord(change.core, change.write, mustFindRecord(change.write, id));
  },
};

/** `record.notFound`. */
export function mustFindRecord(read: ReadHandle, id: string): StoredRecord {
  const found = findRecord(read, id);
  if (!found) throw problem('record.notFound', { id });
  return found;
}

/** A record that may still be changed, with its type; `record.notFound`, `record.handedOver`, `record.underWay`, `recordType.notFound`. */
export function openForChange(change: Change, id: string): { readonly found: StoredRecord; readonly type: RecordType } {
  const found = mustFindRecord(change.write, id);
  if (found.state === 'handedOver') throw problem('record.handedOver', { id });
  if (isUnderWay(change.write, id)) throw problem('record.underWay', { id });
  const type = findType(change.core.knowledge, found.recordType, found.version);
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
    values: inFormOrder(findType(core.knowledge, found.recordType, found.version), withNames(read, listValues(read, found.id))),
    findings: [...found.findings],
    drafts: listDrafts(read, found.id),
    refusal: found.state === 'handedOver' ? null : latestRefusal(read, found.id),
    ...neighbours(read, found),
  };
}
