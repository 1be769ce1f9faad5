import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Batch } from '#domain/batch';
import type { Severity } from '#domain/finding';
import { type RecordRow, RecordState } from '#domain/paper-record';
import { fold } from '#domain/vietnamese/fold';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { go, href } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';

type Filter = 'all' | RecordState;
/** In the order in which they want a person. */
const states = ['returned', 'open', 'unknown', 'verified', 'handedOver'] as const satisfies readonly RecordState[];

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
  const records = useQuery(rpc.batch.records.queryOptions({ input: { id: batch.id, limit: 1000 }, select: ({ rows }) => rows }));
  return (
    <Answer query={records}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={words.noRecords} text={batch.counts.pagesWaiting > 0 ? words.noRecordsReading : words.noPagesNext} />
        ) : (
          <List rows={rows} filter={RecordState.safeParse(filter).data ?? 'all'} onFilter={(by) => onFilter(by === 'all' ? null : by)} />
        )
      }
    </Answer>
  );
}

function List({
  rows,
  filter,
  onFilter,
}: {
  readonly rows: readonly RecordRow[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}) {
  const { messages } = useWorkstation();
  const words = messages.batch;
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useAction('list.filter', () => input.current?.focus());
  const columns = useColumns();
  const chips = [
    { id: 'all' as const, label: words.allStates, count: rows.length },
    ...states.map((id) => ({
      id,
      label: messages.labels.recordState[id],
      count: rows.filter(({ state }) => state === id).length,
      tone: toneOf(id),
    })),
  ];
  const wanted = fold(text);
  const shown = rows.filter(
    ({ state, title }) => (filter === 'all' || state === filter) && (wanted === '' || fold(title ?? '').includes(wanted)),
  );
  return (
    <>
      <div className={style.tools}>
        <FilterChips<Filter> label={words.record.state} chips={chips} value={filter} onChange={onFilter} />
        <TextInput
          ref={input}
          className={style.filter}
          aria-label={messages.keys.actions['list.filter']}
          placeholder={messages.keys.actions['list.filter']}
          value={text}
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={text ? null : <KeyCaps keys="/" />}
          rightSectionPointerEvents="none"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={words.noRecordsFound} />
      ) : (
        <DataTable
          label={words.record.list}
          rows={shown}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => go({ screen: 'record', id })}
        />
      )}
    </>
  );
}

const toneOf = (state: RecordState): 'bad' | 'doubt' | undefined =>
  state === 'returned' ? 'bad' : state === 'open' || state === 'unknown' ? 'doubt' : undefined;
const stateMarks: Readonly<Record<RecordState, MarkKind>> = {
  unknown: 'info',
  open: 'doubt',
  verified: 'ok',
  handedOver: 'sent',
  returned: 'returned',
};
const worstRank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function useColumns(): readonly Column<RecordRow>[] {
  const { messages, language } = useWorkstation();
  const { type } = useTypeNames();
  const { record: words } = messages.batch;
  const { recordState, severity } = messages.labels;
  return [
    {
      id: 'sequence',
      header: words.number,
      width: '4rem',
      align: 'right',
      sort: ({ sequence }) => sequence,
      cell: ({ sequence }) => formatNumber(sequence, language),
    },
    {
      id: 'type',
      header: words.type,
      width: '16rem',
      sort: ({ recordType }) => recordType && type(recordType),
      cell: ({ recordType }) => (recordType ? type(recordType) : words.unknownType),
    },
    {
      id: 'title',
      header: words.title,
      sort: ({ title }) => title,
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
      sort: ({ pages }) => pages,
      cell: ({ pages }) => formatNumber(pages, language),
    },
    {
      id: 'open',
      header: words.open,
      width: '8rem',
      align: 'right',
      sort: ({ open }) => open,
      cell: ({ open, values }) => words.openOf(formatNumber(open, language), formatNumber(values, language)),
    },
    {
      id: 'worst',
      header: words.worst,
      width: '9rem',
      sort: ({ worst }) => worst && worstRank[worst],
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
      sort: ({ state }) => states.indexOf(state),
      cell: ({ state }) => (
        <>
          <Mark kind={stateMarks[state]} /> {recordState[state]}
        </>
      ),
    },
  ];
}
