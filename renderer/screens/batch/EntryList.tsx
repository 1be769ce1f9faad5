import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '#domain/batch';
import { type EntryListQuery, type ImportEntry, ImportEntryState } from '#domain/import-entry';
import { allRows, type SortBy } from '#domain/list';
import { formatMoment, formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { tellProblem } from '#renderer/problem.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { useList } from '#renderer/ui/list.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';
import { EntryCard } from './EntryCard.tsx';
import list from './EntryList.module.css';
import { entryMarks, pathIn } from './entry-marks.ts';

type Filter = 'attention' | 'all' | ImportEntryState;
/** What needs a person: these come as cards with the buttons that mend them. */
const attention = ['copy', 'locked', 'failed'] as const satisfies readonly ImportEntryState[];
type EntrySortKey = NonNullable<EntryListQuery['sort']>['by'];

/** What became of every file that was given to the batch. */
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
  const { intake: words, labels } = messages;
  const [sort, setSort] = useState<SortBy<EntrySortKey> | null>(null);
  const shown = filterOf(filter, batch);
  const states = shown === 'all' ? undefined : shown === 'attention' ? [...attention] : [shown];
  const entries = useList((window) =>
    rpc.batch.entries.queryOptions({ input: { id: batch.id, ...window, states, sort: sort ?? undefined } }),
  );
  const columns = useColumns();
  const asCards = shown === 'attention' || attention.some((state) => state === shown);
  return (
    <Answer query={entries}>
      {({ rows, states: counts }) => {
        const sum = (of: readonly ImportEntryState[]) => of.reduce((all, state) => all + counts[state], 0);
        const all = sum(ImportEntryState.options);
        if (all === 0) return <EmptyState title={words.noEntries} text={messages.batch.noPagesNext} />;
        const chips = [
          { id: 'attention' as const, label: words.attention, count: sum(attention), tone: 'bad' as const },
          { id: 'all' as const, label: words.all, count: all },
          ...(['failed', 'locked', 'copy', 'waiting', 'taken', 'dismissed'] as const).map((state) => ({
            id: state,
            label: labels.entryState[state],
            count: counts[state],
          })),
        ];
        return (
          <>
            <div className={style.tools}>
              <FilterChips<Filter> label={words.summary} chips={chips} value={shown} onChange={onFilter} />
              <Bulk batchId={batch.id} copies={counts.copy} rows={rows} />
            </div>
            {entries.total === 0 ? (
              <EmptyState title={shown === 'attention' ? words.noEntriesOpen : words.noEntriesFound} />
            ) : asCards ? (
              // The first window: more cards are never read one by one, and the others come up as these are dealt with.
              <div className={list.cards}>
                {rows.map((entry) => (
                  <EntryCard key={entry.id} entry={entry} batch={batch} />
                ))}
              </div>
            ) : (
              <DataTable label={words.entries} list={entries} columns={columns} rowKey={({ id }) => id} sort={sort} onSort={setSort} />
            )}
          </>
        );
      }}
    </Answer>
  );
}

function filterOf(filter: string | null, { counts }: Batch): Filter {
  if (filter === 'attention' || filter === 'all') return filter;
  return ImportEntryState.safeParse(filter).data ?? (counts.entriesOpen > 0 ? 'attention' : 'all');
}

/** The two things one wants to do to many at once. */
function Bulk({ batchId, copies, rows }: { readonly batchId: string; readonly copies: number; readonly rows: readonly ImportEntry[] }) {
  const { messages, language } = useWorkstation();
  const words = messages.intake;
  const client = useQueryClient();
  const notify = useNotify();
  const run = useMutation({
    mutationFn: async ({ state, which, call }: Run) => {
      const all = await allRows((window) => rpc.batch.entries.call({ id: batchId, ...window, states: [state] }));
      for (const { id } of all.filter(which)) await call(id);
    },
    onError: notify.problem,
    onSettled: () => void client.invalidateQueries({ queryKey: rpc.batch.key() }),
  });
  const letGo = (entryId: string) => rpc.intake.dismiss.call({ entryId });
  const dismiss = () => run.mutate({ state: 'copy', which: () => true, call: letGo });
  const retry = () => run.mutate({ state: 'failed', which: mayRetry, call: (entryId) => rpc.intake.retry.call({ entryId }) });
  const dismissMissing = () => run.mutate({ state: 'failed', which: isMissing, call: letGo });
  const [failures, missing] = [rows.filter(mayRetry).length, rows.filter(isMissing).length];
  return (
    <div className={list.bulk}>
      {copies > 1 && (
        <Button variant="default" loading={run.isPending} onClick={dismiss}>
          {words.dismissAllCopies(formatNumber(copies, language))}
        </Button>
      )}
      {missing > 1 && (
        <Button variant="default" loading={run.isPending} onClick={dismissMissing}>
          {words.dismissMissing(formatNumber(missing, language))}
        </Button>
      )}
      {failures > 1 && (
        <Button variant="default" loading={run.isPending} onClick={retry}>
          {words.retryAll(formatNumber(failures, language))}
        </Button>
      )}
    </div>
  );
}

interface Run {
  readonly state: 'copy' | 'failed';
  readonly which: (entry: ImportEntry) => boolean;
  readonly call: (entryId: string) => Promise<unknown>;
}

const mayRetry = ({ state, canRetry, problem }: ImportEntry) => state === 'failed' && canRetry && problem?.code !== 'file.attached';
const isMissing = ({ state, problem }: ImportEntry) => state === 'failed' && problem?.code === 'upload.missing';

function useColumns(): readonly Column<ImportEntry, EntrySortKey>[] {
  const { messages, language } = useWorkstation();
  const { intake: words, labels } = messages;
  const result = (entry: ImportEntry) => {
    if (entry.problem) return tellProblem(messages, entry.problem).what;
    if (entry.state === 'taken') return words.takenPages(formatNumber(entry.pages, language));
    return labels.entryState[entry.state];
  };
  return [
    { id: 'name', header: words.file, sort: 'name', cell: (entry) => <span title={pathIn(entry)}>{pathIn(entry)}</span> },
    {
      id: 'result',
      header: words.result,
      width: '42%',
      sort: 'result',
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
      sort: 'pages',
      cell: ({ pages }) => formatNumber(pages, language),
    },
    { id: 'at', header: words.at, width: '10rem', sort: 'at', cell: ({ at }) => formatMoment(at) },
  ];
}
