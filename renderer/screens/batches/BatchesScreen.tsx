import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type Batch, type BatchListQuery, BatchState } from '#domain/batch';
import { dayOf } from '#domain/day';
import type { SortBy } from '#domain/list';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { go, href } from '#renderer/router.ts';
import { FirstRun } from '#renderer/screens/first-run/FirstRun.tsx';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterBox } from '#renderer/ui/FilterBox.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useList } from '#renderer/ui/list.ts';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { BatchCounts } from './BatchCounts.tsx';
import style from './BatchesScreen.module.css';
import { BatchForm } from './BatchForm.tsx';
import { Deadline } from './Deadline.tsx';

/** All batches in one dense table; a new one is made in a line above it. */
export function BatchesScreen({ create }: { readonly create: boolean }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  const [state, setState] = useState<StateFilter>('all');
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const [sort, setSort] = useState<SortBy<BatchSortKey> | null>(null);
  const batches = useList((window) =>
    rpc.batch.list.queryOptions({
      input: { ...window, text: asked || undefined, states: state === 'all' ? undefined : [state], sort: sort ?? undefined },
    }),
  );
  const columns = useColumns();
  // The form is open or not in the address, so that every screen can lead here.
  const setCreating = (open: boolean) => go({ screen: 'batches', create: open }, { replace: true });
  useAction('batches.new', () => setCreating(true));
  const showAll = () => {
    setState('all');
    setText('');
  };
  return (
    <Screen
      flush
      title={words.batches}
      actions={
        <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setCreating(true)} disabled={create}>
          {words.newBatch}{' '}
          <span className={style.key}>
            <KeyCaps keys="n" />
          </span>
        </Button>
      }
    >
      {create && (
        <BatchForm
          batch={null}
          onDone={(batch) => {
            setCreating(false);
            if (batch) go({ screen: 'batch', id: batch.id });
          }}
        />
      )}
      <Answer query={batches}>
        {({ states }) => {
          const all = Object.values(states).reduce((sum, count) => sum + count, 0);
          if (all === 0) return create ? <EmptyState title={words.noneYet} text={words.noneYetNext} /> : <FirstRun />;
          return (
            <>
              <div className={style.tools}>
                <FilterChips<StateFilter>
                  label={words.columns.state}
                  chips={[
                    { id: 'all', label: words.allStates, count: all },
                    ...BatchState.options.map((id) => ({ id, label: messages.labels.batchState[id], count: states[id] })),
                  ]}
                  value={state}
                  onChange={setState}
                />
                <FilterBox label={words.filter} className={style.filter} value={text} onChange={setText} onClear={showAll} />
                <span className={style.count} role="status">
                  {words.showing(formatNumber(batches.total, language), formatNumber(all, language))}
                </span>
              </div>
              {batches.total === 0 ? (
                <EmptyState title={words.noneFound}>
                  <Button variant="default" onClick={showAll}>
                    {words.showAll}
                  </Button>
                </EmptyState>
              ) : (
                <DataTable
                  isHome
                  label={words.batches}
                  list={batches}
                  columns={columns}
                  rowKey={({ id }) => id}
                  sort={sort}
                  onSort={setSort}
                  onOpen={({ id }) => go({ screen: 'batch', id })}
                />
              )}
            </>
          );
        }}
      </Answer>
    </Screen>
  );
}

type StateFilter = 'all' | BatchState;
type BatchSortKey = NonNullable<BatchListQuery['sort']>['by'];

function useColumns(): readonly Column<Batch, BatchSortKey>[] {
  const { messages } = useWorkstation();
  const { batch: words, labels } = messages;
  const today = dayOf(new Date());
  return [
    {
      id: 'code',
      header: words.columns.code,
      width: '5.5rem',
      sort: 'code',
      cell: ({ id, code }) => (
        <a className={style.code} href={href({ screen: 'batch', id })} tabIndex={-1}>
          {code}
        </a>
      ),
    },
    { id: 'title', header: words.columns.title, sort: 'title', cell: ({ title }) => <span title={title}>{title}</span> },
    {
      id: 'source',
      header: words.columns.source,
      width: '5.25rem',
      sort: 'source',
      cell: ({ source }) => labels.batchSource[source],
    },
    {
      id: 'place',
      header: words.columns.place,
      width: '12%',
      sort: 'place',
      cell: ({ placeName }) => <Quiet text={placeName} none={words.noPlace} />,
    },
    {
      id: 'owner',
      header: words.columns.owner,
      width: '10%',
      sort: 'owner',
      cell: ({ owner }) => <Quiet text={owner} none={words.noOwner} />,
    },
    {
      id: 'deadline',
      header: words.columns.deadline,
      width: '7.5rem',
      sort: 'deadline',
      cell: (batch) => <Deadline batch={batch} today={today} />,
    },
    {
      id: 'state',
      header: words.columns.state,
      width: '8.5rem',
      sort: 'state',
      cell: ({ state }) => labels.batchState[state],
    },
    {
      id: 'progress',
      header: words.columns.progress,
      width: '19rem',
      sort: 'progress',
      cell: (batch) => <BatchCounts batch={batch} />,
    },
  ];
}

function Quiet({ text, none }: { readonly text: string | null; readonly none: string }) {
  return text ? <span title={text}>{text}</span> : <span className={style.dim}>{none}</span>;
}
