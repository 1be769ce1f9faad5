import { randomUUID } from 'node:crypto';
import { machine } from '#domain/caller';
import { dayOf } from '#domain/day';
import { isByPerson } from '#domain/decision';
import { cellOf, rowPath } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { PageReading, RecordReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { pageOfGroup } from '#reading/record/file-name';
import { readRecords } from '#reading/record/read-record';
import { deleteValue, findValue, listValues, putValue } from '#store/field-value';
import type { WriteHandle } from '#store/handle';
import type { StoredJob } from '#store/job';
import { groupIsComplete, pagesOfGroup } from '#store/page';
import {
  deleteRecord,
  findRecord,
  insertRecord,
  isDecidedOrSent,
  recordPages,
  recordsOfGroup,
  type StoredRecord,
  setRecordPages,
  setRecordType,
} from '#store/paper-record';
import { findPageReading, saveRecordReading } from '#store/reading';
import { type Change, type CoreContext, change } from './context.ts';
import { findType, type Knowledge } from './knowledge.ts';
import { joinLateFaces } from './late-face.ts';
import { queueJob } from './queue-job.ts';
import { mustFindRecord } from './record.ts';
import { settleRecord, valuesOf } from './record-values.ts';

const by = machine('reader');

/**
 * The records of one group of pages (`groupKey`), in the order they were taken in. The one way from pages to records, for the store here and
 * for `cli read` without one.
 */
export function assembleGroup(
  groupKey: string,
  pages: readonly { readonly fileName: string; readonly reading: PageReading }[],
  { types, places, lexicons }: Knowledge,
  today: string,
): readonly RecordReading[] {
  return readRecords(
    pages.map(({ fileName, reading }) => ({ ...pageOfGroup(groupKey, fileName), reading })),
    types,
    { today, places, lexicons },
  );
}

/** Queues it once every page of the group is read or has failed. */
export function queueAssemblyWhenComplete(change: Change, batchId: string, groupKey: string): void {
  if (!groupIsComplete(change.write, batchId, groupKey)) return;
  queueJob(change, { kind: 'assemble', batchId, subject: `${batchId}/${groupKey}`, payload: { batchId, groupKey } });
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
    return reading ? [{ id: page.id, fileName: page.fileName, reading }] : [];
  });
  const readings = assembleGroup(groupKey, pages, core.knowledge, dayOf(core.clock.now()));
  const pageIds = pages.map(({ id }) => id);
  change(core, by, (transaction) => replaceRecords(transaction, batchId, groupKey, readings, pageIds));
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
  const homes = new Map([...left].flatMap((one) => recordPages(write, one.id).map((page) => [placeOf(page), one] as const)));
  const settled = new Map<RecordType, StoredRecord[]>();
  const placed = readings.map((reading) => {
    const pages = reading.pages.map(({ page, face, entry }) => ({ pageId: pageIds[page] ?? '', face, entry }));
    // The same paper keeps its record: its number in the batch, its drafts, and the screen that shows it.
    const same = [...new Set(pages.map((page) => homes.get(placeOf(page))))].filter((one) => one !== undefined && left.has(one));
    const known = same.find((one) => one && same.length > 1 && isDecidedOrSent(write, one.id)) ?? same[0];
    if (known) left.delete(known);
    return { reading, pages, known };
  });
  // Before the checks ask what other records say: what went into another record is not one of them.
  for (const record of left) if (record.state !== 'handedOver' && !isDecidedOrSent(write, record.id)) deleteRecord(write, record.id);
  for (const { reading, pages, known } of placed) {
    const type = findType(change.core.knowledge, reading.recordType, reading.version);
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
    const ofType = (type && settled.get(type)) ?? [];
    ofType.push(mustFindRecord(write, id));
    if (type) settled.set(type, ofType);
  }
  for (const [type, records] of settled)
    for (const group of new Set(joinLateFaces(change, type, records))) queueAssemblyWhenComplete(change, batchId, group);
  change.tell({ type: 'batch.changed', id: batchId });
}

function placeOf({ pageId, entry }: { readonly pageId: string; readonly entry: number }): string {
  return `${pageId} ${entry}`;
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
