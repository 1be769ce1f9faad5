import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Batch, type BatchCounts, verifiedByPeople } from '#domain/batch';
import type { SortBy } from '#domain/list';
import { type RecordListQuery, type RecordRow, RecordStanding, standingOf } from '#domain/paper-record';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { go, href } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterBox } from '#renderer/ui/FilterBox.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useList } from '#renderer/ui/list.ts';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';

type Filter = 'all' | RecordStanding;
/** In the order in which they want a person. */
const standings = ['returned', 'open', 'unknown', 'byMachine', 'verified', 'handedOver'] as const satisfies readonly RecordStanding[];

/** The records of a batch, one line each. */
export function RecordList({
  batch,
  filter,
  onFilter,
}: {
  readonly batch: Batch;
  readonly filter: string | null;
  readonly onFilter: (filter: string | null) => void;
}) {
  const { messages } = useWorkstation();
  const words = messages.batch;
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const [sort, setSort] = useState<SortBy<RecordSortKey> | null>(null);
  const standing = RecordStanding.safeParse(filter).data;
  const records = useList((window) =>
    rpc.batch.records.queryOptions({ input: { id: batch.id, ...window, standing, text: asked || undefined, sort: sort ?? undefined } }),
  );
  const columns = useColumns();
  const { counts } = batch;
  if (counts.records === 0)
    return <EmptyState title={words.noRecords} text={counts.pagesWaiting > 0 ? words.noRecordsReading : words.noPagesNext} />;
  const chips = [
    { id: 'all' as const, label: words.allStates, count: counts.records },
    ...standings.map((id) => ({ id, label: messages.labels.recordStanding[id], count: countOf[id](counts), tone: toneOf(id) })),
  ];
  return (
    <>
      <div className={style.tools}>
        <FilterChips<Filter>
          label={words.record.state}
          chips={chips}
          value={standing ?? 'all'}
          onChange={(by) => onFilter(by === 'all' ? null : by)}
        />
        <FilterBox
          label={messages.keys.actions['list.filter']}
          className={style.filter}
          value={text}
          onChange={setText}
          onClear={() => setText('')}
        />
        {standing === 'returned' && counts.recordsReturned > 0 && <SendAgain batchId={batch.id} records={counts.recordsReturned} />}
      </div>
      <Answer query={records}>
        {() =>
          records.total === 0 ? (
            <EmptyState title={words.noRecordsFound} />
          ) : (
            <DataTable
              isHome
              label={words.record.list}
              list={records}
              columns={columns}
              rowKey={({ id }) => id}
              sort={sort}
              onSort={setSort}
              onOpen={({ id }) => go({ screen: 'record', id })}
            />
          )
        }
      </Answer>
    </>
  );
}

/** Where the returned records are in front of a person: all of them are right as they are. */
function SendAgain({ batchId, records }: { readonly batchId: string; readonly records: number }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch.record;
  const notify = useNotify();
  const again = useMutation({
    mutationFn: () => rpc.batch.sendAgain.call({ id: batchId }),
    onSuccess: () => notify.done(words.sentAgain),
    onError: notify.problem,
  });
  const send = () => again.mutate();
  useAction('batch.sendAgain', send);
  return (
    <Button size="compact-xs" variant="default" loading={again.isPending} onClick={send} rightSection={<KeyCaps keys="g" />}>
      {words.sendAgain(formatNumber(records, language))}
    </Button>
  );
}

type RecordSortKey = NonNullable<RecordListQuery['sort']>['by'];
const countOf: Readonly<Record<RecordStanding, (counts: BatchCounts) => number>> = {
  returned: (counts) => counts.recordsReturned,
  open: (counts) => counts.recordsOpen,
  unknown: (counts) => counts.recordsUnknown,
  byMachine: (counts) => counts.recordsByMachine,
  verified: verifiedByPeople,
  handedOver: (counts) => counts.recordsHandedOver,
};
const toneOf = (state: RecordStanding): 'bad' | 'doubt' | undefined =>
  state === 'returned' ? 'bad' : state === 'open' || state === 'unknown' ? 'doubt' : undefined;
const standingMarks: Readonly<Record<RecordStanding, MarkKind>> = {
  unknown: 'info',
  open: 'doubt',
  byMachine: 'ok',
  verified: 'seen',
  handedOver: 'sent',
  returned: 'returned',
};

function useColumns(): readonly Column<RecordRow, RecordSortKey>[] {
  const { messages, language } = useWorkstation();
  const { type } = useTypeNames();
  const { record: words } = messages.batch;
  const { recordStanding, severity } = messages.labels;
  return [
    {
      id: 'sequence',
      header: words.number,
      width: '4rem',
      align: 'right',
      sort: 'sequence',
      cell: ({ sequence }) => formatNumber(sequence, language),
    },
    {
      id: 'type',
      header: words.type,
      width: '16rem',
      sort: 'type',
      cell: ({ recordType }) => (recordType ? type(recordType) : words.unknownType),
    },
    {
      id: 'title',
      header: words.title,
      sort: 'title',
      cell: ({ id, title }) => (
        <a className={style.name} href={href({ screen: 'record', id })} tabIndex={-1}>
          {title ?? words.untitled}
        </a>
      ),
    },
    {
      id: 'pages',
      header: words.pages,
      width: '5rem',
      align: 'right',
      sort: 'pages',
      cell: ({ pages }) => formatNumber(pages, language),
    },
    {
      id: 'open',
      header: words.open,
      width: '8rem',
      align: 'right',
      sort: 'open',
      cell: ({ open, values }) => words.openOf(formatNumber(open, language), formatNumber(values, language)),
    },
    {
      id: 'worst',
      header: words.worst,
      width: '9rem',
      sort: 'worst',
      cell: ({ worst }) =>
        worst ? (
          <>
            <Mark kind={worst} /> {severity[worst]}
          </>
        ) : (
          <span className={style.dim}>{words.noFinding}</span>
        ),
    },
    {
      id: 'state',
      header: words.state,
      width: '10rem',
      sort: 'state',
      cell: (row) => {
        const standing = standingOf(row);
        return (
          <>
            <Mark kind={standingMarks[standing]} /> {recordStanding[standing]}
          </>
        );
      },
    },
  ];
}
