import { randomUUID } from 'node:crypto';
import { dayOf } from '#domain/day';
import { problem } from '#domain/problem';
import { type Counters, forecast, type Target, type TargetInput } from '#domain/target';
import { countDays, countDaysByType, type DayCount } from '#store/counter';
import type { ReadHandle } from '#store/handle';
import { deleteTarget, findTarget, listTargets, putTarget, type StoredTarget } from '#store/target';
import type { Change, CoreView } from './context.ts';
import { findType } from './knowledge.ts';
import type { HandlersOf } from './operation.ts';
import { mustFindPlace, placeName, placesWithin } from './place.ts';

export const target: HandlersOf<'target'> = {
  list: ({ core, read }) => {
    const everywhere = countDaysByType(read);
    return listTargets(read).map((stored) => withProgress(core, stored, daysOf(core, read, stored, everywhere)));
  },
  create: (change, input) => save(change, randomUUID(), input),
  update: (change, { id, ...input }) => {
    if (!findTarget(change.write, id)) throw problem('target.notFound', { id });
    return save(change, id, input);
  },
  remove: (change, { id }) => {
    if (!deleteTarget(change.write, id)) throw problem('target.notFound', { id });
    change.tell({ type: 'target.changed' });
    return null;
  },
};

function save(change: Change, id: string, input: TargetInput): Target {
  if (input.placeCode) mustFindPlace(change.core.knowledge.places, input.placeCode);
  if (input.recordType && !findType(change.core.knowledge, input.recordType))
    throw problem('recordType.notFound', { id: input.recordType });
  if (input.by < input.from) throw problem('input.invalid', { path: 'by' });
  putTarget(change.write, id, input, change.at);
  change.tell({ type: 'target.changed' });
  const stored = findTarget(change.write, id);
  if (!stored) throw problem('target.notFound', { id });
  return withProgress(change.core, stored, daysOf(change.core, change.write, stored, countDaysByType(change.write)));
}

function daysOf(
  core: CoreView,
  read: ReadHandle,
  { recordType, placeCode }: StoredTarget,
  everywhere: ReturnType<typeof countDaysByType>,
): readonly DayCount[] {
  if (placeCode === null) return everywhere.get(recordType) ?? [];
  return countDays(read, { recordType, placeCodes: placesWithin(core.knowledge.places, placeCode) });
}

function withProgress(core: CoreView, stored: StoredTarget, changes: readonly DayCount[]): Target {
  let counters: Counters = { scanned: 0, verified: 0, accepted: 0 };
  const days = changes.map(({ day, scanned, verified, accepted }) => {
    counters = { scanned: counters.scanned + scanned, verified: counters.verified + verified, accepted: counters.accepted + accepted };
    return { day, ...counters };
  });
  return {
    ...stored,
    placeName: stored.placeCode ? placeName(core.knowledge.places, stored.placeCode) : null,
    counters,
    days,
    forecast: forecast(stored, counters, days, dayOf(core.clock.now())),
  };
}
