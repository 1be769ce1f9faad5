import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SortBy } from '#domain/list';
import { type RecordRow, standingOf } from '#domain/paper-record';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { go, href } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { toFirstRow } from '#renderer/ui/FilterBox.tsx';
import { type Listed, listOfRows } from '#renderer/ui/list.ts';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './SearchScreen.module.css';

const nothing: readonly Found[] = [];
type Found = RecordRow & { readonly batchCode: string; readonly match: string };

/** Finds records by any of their values. What is searched stands in the address, so that coming back from a record finds it again. */
export function SearchScreen({ text }: { readonly text: string }) {
  const { messages, language } = useWorkstation();
  const words = messages.search;
  const [typed, setTyped] = useState(text);
  const [wanted] = useDebouncedValue(typed.trim(), 200);
  const input = useRef<HTMLInputElement>(null);
  // The address follows what is typed; only an address that came from elsewhere is taken over.
  const told = useRef(text);
  useEffect(() => {
    if (text === told.current) return;
    told.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  useEffect(() => {
    if (wanted === told.current) return;
    told.current = wanted;
    go({ screen: 'search', text: wanted || undefined }, { replace: true });
  }, [wanted]);
  useAction('list.filter', () => input.current?.focus());
  const found = useQuery(
    rpc.record.search.queryOptions({
      input: { text: wanted },
      enabled: wanted.length >= 2,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  );
  const columns = useColumns();
  const [sort, setSort] = useState<SortBy<SortKey> | null>(null);
  const list = useSorted(found.data?.rows ?? nothing, sort);
  const count = list.total;
  const status =
    wanted.length < 2
      ? ''
      : found.isFetching
        ? words.searching
        : found.data?.more
          ? words.foundMany(formatNumber(count, language))
          : words.found(formatNumber(count, language));

  return (
    <Screen flush title={words.title} note={words.keys}>
      <div className={style.line}>
        <TextInput
          ref={input}
          className={style.input}
          size="sm"
          type="search"
          aria-label={words.label}
          placeholder={words.hint}
          value={typed}
          maxLength={100}
          leftSection={<IconSearch size={16} aria-hidden />}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              toFirstRow();
            }
            if (event.key === 'Escape') setTyped('');
          }}
        />
        <span className={style.status} role="status">
          {status}
        </span>
      </div>
      {wanted.length < 2 ? (
        <EmptyState title={words.label} text={words.explain} icon={<IconSearch size={36} stroke={1.4} />} />
      ) : (
        <div className={style.results}>
          <Answer query={found}>
            {() =>
              count === 0 ? (
                <EmptyState title={words.none(wanted)} text={words.noneNext} />
              ) : (
                <DataTable
                  label={words.results}
                  list={list}
                  columns={columns}
                  rowKey={({ id }) => id}
                  sort={sort}
                  onSort={setSort}
                  onOpen={({ id }) => go({ screen: 'record', id })}
                />
              )
            }
          </Answer>
        </div>
      )}
    </Screen>
  );
}

type SortKey = 'title' | 'type' | 'batch' | 'state';

function useColumns(): readonly Column<Found, SortKey>[] {
  const { messages } = useWorkstation();
  const names = useTypeNames();
  const { record: words } = messages.batch;
  return [
    {
      id: 'title',
      header: words.title,
      sort: 'title',
      cell: ({ id, title }) => (
        <a className={style.title} href={href({ screen: 'record', id })} tabIndex={-1}>
          {title ?? words.untitled}
        </a>
      ),
    },
    { id: 'match', header: messages.search.match, cell: ({ match }) => <span title={match}>{match}</span> },
    {
      id: 'type',
      header: words.type,
      width: '16rem',
      sort: 'type',
      cell: ({ recordType }) => (recordType ? names.type(recordType) : words.unknownType),
    },
    {
      id: 'batch',
      header: messages.batch.columns.code,
      width: '7rem',
      sort: 'batch',
      cell: ({ batchId, batchCode }) => <a href={href({ screen: 'batch', id: batchId })}>{batchCode}</a>,
    },
    {
      id: 'state',
      header: words.state,
      width: '10rem',
      sort: 'state',
      cell: (row) => messages.labels.recordStanding[standingOf(row)],
    },
  ];
}

const collator = new Intl.Collator('vi', { numeric: true });

/** What was found is here whole: sorted here, as the core sorts (nothing comes last); the best matches first while nobody chose a column. */
function useSorted(rows: readonly Found[], sort: SortBy<SortKey> | null): Listed<Found> {
  const names = useTypeNames();
  return useMemo(() => {
    if (sort === null) return listOfRows(rows);
    const by: Readonly<Record<SortKey, (row: Found) => string | null>> = {
      title: ({ title }) => title,
      type: ({ recordType }) => recordType && names.type(recordType),
      batch: ({ batchCode }) => batchCode,
      state: ({ state }) => state,
    };
    const turn = sort.descending ? -1 : 1;
    const key = by[sort.by];
    const sorted = rows.toSorted((one, other) => {
      const [a, b] = [key(one), key(other)];
      return a === null || b === null ? Number(a === null) - Number(b === null) : turn * collator.compare(a, b);
    });
    return listOfRows(sorted, `${sort.by} ${sort.descending}`);
  }, [rows, sort, names]);
}
