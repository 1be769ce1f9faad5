import { event } from '#domain/audit';
import type { Finding } from '#domain/finding';
import type { JoinOffer } from '#domain/joining';
import { problem } from '#domain/problem';
import { togetherKey } from '#reading/record/file-name';
import type { ReadHandle } from '#store/handle';
import { isUnderWay } from '#store/handover';
import { setPageGroup } from '#store/page';
import {
  findRecord,
  isDecidedOrSent,
  recordPages,
  recordsLacking,
  recordsWithFinding,
  type StoredRecord,
  setRecordGroup,
} from '#store/paper-record';
import { queueAssemblyWhenComplete } from './assemble.ts';
import { audit } from './audit.ts';
import type { Change } from './context.ts';
import { mayComplete } from './late-face.ts';
import type { HandlersOf } from './operation.ts';
import { mustFindRecord } from './record.ts';
import { openSlices } from './slices.ts';

/** So many records are offered for a missing face. */
const MOST_OFFERS = 3;
/** Of the nearest so many, those that have none of the faces that are there. */
const MOST_LOOKED_AT = 20;

/** What people say of the pages of records. A group of its own is where it is kept; the record is then put together anew. */
export const joining: HandlersOf<'joining'> = {
  offers: ({ read }, { id }) => offersFor(read, mustFindRecord(read, id)),
  confirm: async ({ core, change }, { id, all }) => {
    const found = mustFindRecord(core.store.read, id);
    const order = orderOf(found.findings);
    const same = all ? recordsWithFinding(core.store.read, found.batchId, 'record.joinedByOrder') : [found];
    const ids = same.filter((one) => orderOf(one.findings) === order).map((one) => one.id);
    const slices = openSlices();
    let records = 0;
    for (const one of ids) {
      change((transaction) => {
        const record = findRecord(transaction.write, one);
        if (!record || orderOf(record.findings) === null || isClosed(transaction.write, record)) return;
        records += 1;
        putTogether(transaction, record, pagesOf(transaction.write, record));
        audit(transaction, event('record.pagesConfirmed', one));
      });
      if (slices.isOver()) await slices.next();
    }
    return { records };
  },
  part: (change, { id }) => {
    const record = openForJoining(change, id);
    if (isDecidedOrSent(change.write, id)) throw problem('record.decided', { id });
    const [first, ...others] = pagesOf(change.write, record);
    if (first !== undefined) putTogether(change, record, [first], togetherKey(first));
    for (const page of others) {
      setPageGroup(change.write, [page], togetherKey(page));
      queueAssemblyWhenComplete(change, record.batchId, togetherKey(page));
    }
    return null;
  },
  join: (change, { id, other }) => {
    const [one, next] = [openForJoining(change, id), openForJoining(change, other)];
    const decided = [one, next].filter((record) => isDecidedOrSent(change.write, record.id));
    if (decided.length > 1 || one.batchId !== next.batchId || id === other) throw problem('record.decided', { id: other });
    const stays = decided[0] ?? one;
    const goes = stays === one ? next : one;
    const pages = [...pagesOf(change.write, stays), ...pagesOf(change.write, goes)];
    setRecordGroup(change.write, goes.id, togetherKey(stays.id));
    putTogether(change, stays, pages);
    return { id: stays.id };
  },
};

function orderOf(findings: readonly Finding[]): Finding['params'][string] | null {
  return findings.find(({ code }) => code === 'record.joinedByOrder')?.params.order ?? null;
}

function isClosed(read: ReadHandle, record: StoredRecord): boolean {
  return record.state === 'handedOver' || isUnderWay(read, record.id);
}

/** `record.notFound`, `record.handedOver`, `record.underWay`. */
function openForJoining({ write }: Change, id: string): StoredRecord {
  const record = mustFindRecord(write, id);
  if (record.state === 'handedOver') throw problem('record.handedOver', { id });
  if (isUnderWay(write, id)) throw problem('record.underWay', { id });
  return record;
}

function pagesOf(read: ReadHandle, record: StoredRecord): readonly string[] {
  return [...new Set(recordPages(read, record.id).map(({ pageId }) => pageId))];
}

function putTogether(change: Change, record: StoredRecord, pageIds: readonly string[], group = togetherKey(record.id)): void {
  setPageGroup(change.write, pageIds, group);
  setRecordGroup(change.write, record.id, group);
  queueAssemblyWhenComplete(change, record.batchId, group);
  change.tell({ type: 'batch.changed', id: record.batchId });
}

/**
 * Where as many records lack one face as lack the other (two stacks, scanned one after the other), the first goes with the first; else the
 * nearest is offered first.
 */
function offersFor(read: ReadHandle, record: StoredRecord): JoinOffer[] {
  const faceOf = ({ id }: StoredRecord) => recordPages(read, id)[0]?.face ?? null;
  const lacking = recordsLacking(read, record).reverse();
  const face = faceOf(record);
  const [same, others] = [lacking.filter((one) => faceOf(one) === face), lacking.filter((one) => faceOf(one) !== face)];
  const rank = same.findIndex(({ id }) => id === record.id);
  const away = (other: StoredRecord, index: number) =>
    same.length === others.length ? Math.abs(index - rank) : Math.abs(other.sequence - record.sequence);
  return others
    .map((other, index) => ({ other, away: away(other, index) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, MOST_LOOKED_AT)
    .filter(({ other }) => mayComplete(read, record, other))
    .slice(0, MOST_OFFERS)
    .map(({ other: { id, sequence, title } }) => ({
      id,
      sequence,
      title,
      pages: recordPages(read, id).map(({ fileName }) => fileName),
    }));
}
