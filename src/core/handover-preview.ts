import { addReady, type HandoverPreview, type HoldReason, nothingReady, type ReadyCount } from '#domain/handover';
import type { List, ListWindow } from '#domain/list';
import type { RecordRow } from '#domain/paper-record';
import { type BatchStanding, listStandings, type Standing } from '#store/counter';
import type { ReadHandle } from '#store/handle';
import { damagedOriginals } from '#store/original';
import { countOnDamagedPages, listHeld, type TypeVersion, typesOfBatch } from '#store/paper-record';
import { mustFindBatch } from './batch.ts';
import type { CoreView } from './context.ts';
import { findType } from './knowledge.ts';

/** The dry run of every batch with records, from kept numbers: the same question that the start asks of each record (`handover-start.ts`). */
export function previews(core: CoreView, read: ReadHandle): HandoverPreview[] {
  const byBatch = Map.groupBy(listStandings(read), ({ batchId }) => batchId);
  const anyDamaged = damagedOriginals(read).size > 0;
  return [...byBatch.values()].flatMap((standings) => preview(core, read, standings, anyDamaged) ?? []);
}

/** What would go of one batch now. */
export function readyOf(core: CoreView, read: ReadHandle, batchId: string): ReadyCount {
  return preview(core, read, listStandings(read, batchId), damagedOriginals(read).size > 0)?.ready ?? nothingReady;
}

function preview(core: CoreView, read: ReadHandle, standings: readonly BatchStanding[], anyDamaged: boolean): HandoverPreview | null {
  const [batch] = standings;
  if (!batch) return null;
  const { batchId, batchCode, title, pagesUnread } = batch;
  const held = new Map<HoldReason, number>();
  let ready = nothingReady;
  for (const standing of standings) {
    const reason = holdReason(core, standing, communeOf(core, batch.placeCode));
    if (reason === null) ready = addReady(ready, standing);
    else held.set(reason, (held.get(reason) ?? 0) + standing.records);
  }
  // Kept numbers know nothing of originals, which are nearly always whole: looked for only where one is not.
  const damaged = anyDamaged ? countOnDamagedPages(read, batchId, unknownTypes(core, read, batchId)) : nothingReady;
  if (damaged.records > 0) {
    held.set('damaged', damaged.records);
    const noPlace = held.get('noPlace');
    if (noPlace === undefined) ready = without(ready, damaged);
    else if (noPlace === damaged.records) held.delete('noPlace');
    else held.set('noPlace', noPlace - damaged.records);
  }
  return { batchId, batchCode, title, ready, pagesUnread, held: [...held].map(([reason, records]) => ({ reason, records })) };
}

function without(all: ReadyCount, { records, byMachine, overruled }: ReadyCount): ReadyCount {
  return addReady(all, { records: -records, byMachine: -byMachine, overruled: -overruled });
}

/** The records behind one number of the dry run. */
export function held(
  core: CoreView,
  read: ReadHandle,
  { batchId, reason }: { readonly batchId: string; readonly reason: HoldReason },
  window: ListWindow,
): List<RecordRow> {
  const { placeCode } = mustFindBatch(core, read, batchId);
  // With a place they are ready: nothing holds them.
  if (reason === 'noPlace' && communeOf(core, placeCode) !== null) return { rows: [], total: 0 };
  return listHeld(read, batchId, { reason, unknownTypes: unknownTypes(core, read, batchId) }, window);
}

/** Of the types of a batch's records those that this program does not know. */
export function unknownTypes(core: CoreView, read: ReadHandle, batchId: string): TypeVersion[] {
  return typesOfBatch(read, batchId).filter(({ recordType, version }) => !findType(core.knowledge, recordType, version));
}

/** The batch's place, else the office's. */
export function communeOf(core: CoreView, placeCode: string | null): string | null {
  return placeCode ?? core.settings().placeCode;
}

/** Why a record does not go now; null when it goes. */
function holdReason(
  core: CoreView,
  { state, recordType, version, withError }: Pick<Standing, 'state' | 'recordType' | 'version' | 'withError'>,
  commune: string | null,
): HoldReason | null {
  if (state === 'handedOver') return 'handedOver';
  if (state === 'unknown' || !findType(core.knowledge, recordType, version)) return 'unknown';
  if (state === 'returned') return 'returned';
  if (state === 'open') return 'open';
  if (withError) return 'error';
  return commune === null ? 'noPlace' : null;
}
