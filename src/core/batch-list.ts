import type { Batch, BatchListQuery } from '#domain/batch';
import { BatchState } from '#domain/batch';
import type { Language } from '#domain/label';
import type { List } from '#domain/list';
import { fold } from '#domain/vietnamese/fold';
import { en } from '#messages/en';
import { vi } from '#messages/vi';

/**
 * A window on the batches. They are filtered and sorted here, not in SQL: a batch holds hundreds of records, so that there are few of
 * them; what is asked for (names of places, states) the store does not have; and only here do names sort as people sort them.
 */
export function batchesOf(
  all: readonly Batch[],
  { states, owners, text, sort, offset, limit }: BatchListQuery,
  language: Language,
): List<Batch> & { readonly states: Record<BatchState, number> } {
  const wanted = fold(text ?? '');
  const found = all.filter(
    (batch) =>
      (!states || states.includes(batch.state)) &&
      (!owners || owners.includes(batch.owner)) &&
      (wanted === '' || fold([batch.code, batch.title, batch.placeName, batch.owner].join(' ')).includes(wanted)),
  );
  const counted = Map.groupBy(all, ({ state }) => state);
  return {
    rows: (sort ? sorted(found, sortKey[sort.by], sort.descending, language) : found).slice(offset, offset + limit),
    total: found.length,
    states: Object.fromEntries(BatchState.options.map((state) => [state, counted.get(state)?.length ?? 0])) as Record<BatchState, number>,
  };
}

type Key = string | number | null;

const sortKey: Readonly<Record<NonNullable<BatchListQuery['sort']>['by'], (batch: Batch, language: Language) => Key>> = {
  code: ({ code }) => code,
  title: ({ title }) => title,
  source: ({ source }, language) => (language === 'vi' ? vi : en).labels.batchSource[source],
  place: ({ placeName }) => placeName,
  owner: ({ owner }) => givenName(owner),
  deadline: ({ deadline }) => deadline,
  state: ({ state }) => BatchState.options.indexOf(state),
  progress: ({ counts }) => counts.recordsOpen + counts.recordsReturned,
  open: ({ counts }) => counts.recordsOpen,
  returned: ({ counts }) => counts.recordsReturned,
  entries: ({ counts }) => counts.entriesOpen + counts.pagesFailed,
};

const collator = new Intl.Collator('vi', { numeric: true });

function sorted(
  batches: readonly Batch[],
  key: (batch: Batch, language: Language) => Key,
  descending: boolean,
  language: Language,
): readonly Batch[] {
  const turn = descending ? -1 : 1;
  return batches
    .map((batch) => ({ batch, by: key(batch, language) }))
    .sort(({ by: one }, { by: other }) => {
      if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
      return turn * (typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other)));
    })
    .map(({ batch }) => batch);
}

/** People are sorted by given name, then by the rest. */
function givenName(name: string): string | null {
  const parts = name.trim().split(/\s+/);
  return name.trim() ? [parts.at(-1), ...parts.slice(0, -1)].join(' ') : null;
}
