import { createHash } from 'node:crypto';
import { type Delivery, type DeliveryRecord, deliveryRecord } from '#domain/delivery';
import type { Handover } from '#domain/handover';
import { problem } from '#domain/problem';
import { listValues } from '#store/field-value';
import { findHandoverRecord, type HandoverRecord, handoverRecords } from '#store/handover';
import { checksumsOfRecord } from '#store/page';
import { findRecord, type TypeVersion } from '#store/paper-record';
import { mustFindBatch } from './batch.ts';
import type { CoreContext } from './context.ts';
import { communeOf } from './handover-preview.ts';
import { findType } from './knowledge.ts';
import { withNames } from './record-values.ts';
import { openSlices } from './slices.ts';

/** Records that are asked for, or settled in one transaction, at once: some milliseconds, its way to the disk included. */
export const atOnce = 20;

/** Part by part, in the order of their keys. */
export function* partsOf(core: CoreContext, handoverId: string): Generator<readonly HandoverRecord[]> {
  for (let behind = 0; ; ) {
    const part = handoverRecords(core.store.read, handoverId, { behind, most: atOnce });
    const last = part.at(-1);
    if (!last) return;
    yield part;
    behind = last.key;
  }
}

/** What was fixed at the start, on its way: of all records their digests, of a few at a time what is in them. Also which types there are. */
export async function deliveryOf(
  core: CoreContext,
  { id, batchId }: Handover,
): Promise<Delivery & { readonly types: ReadonlySet<string> }> {
  const batch = mustFindBatch(core, core.store.read, batchId);
  const commune = communeOf(core, batch.placeCode) ?? '';
  const digests = new Map<string, string>();
  const types = new Set<string>();
  const slices = openSlices();
  for (const part of partsOf(core, id))
    for (const record of part) {
      if (record.recordType !== null) types.add(record.recordType);
      // From before digests were kept: as it stands.
      digests.set(record.id, record.digest ?? made(core, record, commune).digest);
      if (slices.isOver()) await slices.next();
    }
  const records = async (keys: readonly string[]): Promise<readonly DeliveryRecord[]> => {
    const ready: DeliveryRecord[] = [];
    for (const key of keys) {
      const record = findHandoverRecord(core.store.read, id, key);
      const next = record && made(core, record, commune);
      // What was fixed travels, or nothing does.
      if (next?.digest !== digests.get(key))
        throw problem('handover.recordChanged', { number: findRecord(core.store.read, key)?.sequence ?? 0 });
      if (next) ready.push(next);
      if (slices.isOver()) await slices.next();
    }
    return ready;
  };
  return {
    handoverId: id,
    batchCode: batch.code,
    office: core.settings().office,
    contents: [...digests].map(([key, digest]) => ({ key, digest })),
    records,
    types,
  };
}

/** A record as it would travel now. `recordType.notFound`. */
export function made(core: CoreContext, record: TypeVersion & { readonly id: string }, communeCode: string): DeliveryRecord {
  const { read } = core.store;
  const type = findType(core.knowledge, record.recordType, record.version);
  if (!type) throw problem('recordType.notFound', { id: record.recordType ?? '' });
  const checksums = checksumsOfRecord(read, record.id);
  const pageSha256 = (pageId: string) => checksums.get(pageId) ?? null;
  return deliveryRecord(type, withNames(read, listValues(read, record.id)), { key: record.id, communeCode, pageSha256 }, sha256);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
