import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Batch } from '#domain/batch';
import { type ImportEntry, ImportEntryState } from '#domain/import-entry';
import { formatMoment, formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { tellProblem } from '#renderer/problem.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';
import { EntryCard } from './EntryCard.tsx';
import list from './EntryList.module.css';
import { entryMarks, pathIn } from './entry-marks.ts';

type Filter = 'attention' | 'all' | ImportEntryState;
const needsPerson = ({ state }: ImportEntry) => state === 'copy' || state === 'locked' || state === 'failed';
/** More cards than this are never read one by one; those at the end come up as the first are dealt with. */
const cardsAtOnce = 200;

/** What became of every file that was given to the batch; what needs a person comes as cards with the buttons that mend it. */
export function EntryList({
  batch,
  filter,
  onFilter,
}: {
  readonly batch: Batch;
  readonly filter: string | null;
  readonly onFilter: (filter: string | null) => void;
}) {
  const { messages } = useWorkstation();
  const entries = useQuery(rpc.batch.entries.queryOptions({ input: { id: batch.id, limit: 1000 }, select: ({ rows }) => rows }));
  return (
    <Answer query={entries}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState title={messages.intake.noEntries} text={messages.batch.noPagesNext} />
        ) : (
          <List batch={batch} entries={all} filter={filterOf(filter, all)} onFilter={onFilter} />
        )
      }
    </Answer>
  );
}

function filterOf(filter: string | null, entries: readonly ImportEntry[]): Filter {
  if (filter === 'attention' || filter === 'all') return filter;
  return ImportEntryState.safeParse(filter).data ?? (entries.some(needsPerson) ? 'attention' : 'all');
}

function List({
  batch,
  entries,
  filter,
  onFilter,
}: {
  readonly batch: Batch;
  readonly entries: readonly ImportEntry[];
  readonly filter: Filter;
  readonly onFilter: (filter: string | null) => void;
}) {
  const { messages } = useWorkstation();
  const { intake: words, labels } = messages;
  const count = (state: ImportEntryState) => entries.filter((entry) => entry.state === state).length;
  const chips = [
    { id: 'attention' as const, label: words.attention, count: entries.filter(needsPerson).length, tone: 'bad' as const },
    { id: 'all' as const, label: words.all, count: entries.length },
    ...(['failed', 'locked', 'copy', 'waiting', 'taken', 'dismissed'] as const).map((state) => ({
      id: state,
      label: labels.entryState[state],
      count: count(state),
    })),
  ];
  const shown = entries.filter((entry) => (filter === 'all' ? true : filter === 'attention' ? needsPerson(entry) : entry.state === filter));
  const columns = useColumns();
  const asCards = filter === 'attention' || filter === 'failed' || filter === 'locked' || filter === 'copy';
  return (
    <>
      <div className={style.tools}>
        <FilterChips<Filter> label={words.summary} chips={chips} value={filter} onChange={onFilter} />
        <Bulk entries={entries} />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={filter === 'attention' ? words.noEntriesOpen : words.noEntriesFound} />
      ) : asCards ? (
        <div className={list.cards}>
          {shown.slice(0, cardsAtOnce).map((entry) => (
            <EntryCard key={entry.id} entry={entry} batch={batch} />
          ))}
        </div>
      ) : (
        <DataTable label={words.entries} rows={shown} columns={columns} rowKey={({ id }) => id} />
      )}
    </>
  );
}

/** The two things one wants to do to many at once. */
function Bulk({ entries }: { readonly entries: readonly ImportEntry[] }) {
  const { messages, language } = useWorkstation();
  const words = messages.intake;
  const client = useQueryClient();
  const notify = useNotify();
  const copies = entries.filter(({ state }) => state === 'copy');
  const failures = entries.filter(({ state }) => state === 'failed');
  const run = useMutation({
    mutationFn: async (calls: readonly (() => Promise<unknown>)[]) => {
      for (const call of calls) await call();
    },
    onError: notify.problem,
    onSettled: () => void client.invalidateQueries({ queryKey: rpc.batch.key() }),
  });
  const button = (label: string, calls: readonly (() => Promise<unknown>)[]) => (
    <Button variant="default" loading={run.isPending} onClick={() => run.mutate(calls)}>
      {label}
    </Button>
  );
  return (
    <div className={list.bulk}>
      {copies.length > 1 &&
        button(
          words.dismissAllCopies(formatNumber(copies.length, language)),
          copies.map(
            ({ id }) =>
              () =>
                rpc.intake.dismiss.call({ entryId: id }),
          ),
        )}
      {failures.length > 1 &&
        button(
          words.retryAll(formatNumber(failures.length, language)),
          failures.map(
            ({ id }) =>
              () =>
                rpc.intake.retry.call({ entryId: id }),
          ),
        )}
    </div>
  );
}

function useColumns(): readonly Column<ImportEntry>[] {
  const { messages, language } = useWorkstation();
  const { intake: words, labels } = messages;
  const result = (entry: ImportEntry) => {
    if (entry.problem) return tellProblem(messages, entry.problem).what;
    if (entry.state === 'taken') return words.takenPages(formatNumber(entry.pages, language));
    return labels.entryState[entry.state];
  };
  return [
    { id: 'name', header: words.file, sort: pathIn, cell: (entry) => <span title={pathIn(entry)}>{pathIn(entry)}</span> },
    {
      id: 'result',
      header: words.result,
      width: '42%',
      sort: ({ state }) => state,
      cell: (entry) => (
        <span title={result(entry)}>
          <Mark kind={entryMarks[entry.state]} label={labels.entryState[entry.state]} /> {result(entry)}
        </span>
      ),
    },
    {
      id: 'pages',
      header: words.pages,
      width: '5.5rem',
      align: 'right',
      sort: ({ pages }) => pages,
      cell: ({ pages }) => formatNumber(pages, language),
    },
    { id: 'at', header: words.at, width: '10rem', sort: ({ at }) => at, cell: ({ at }) => formatMoment(at) },
  ];
}
