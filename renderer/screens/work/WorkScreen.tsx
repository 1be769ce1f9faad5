import { Button } from '@mantine/core';
import { IconArrowRight, IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Batch, type BatchListQuery, BatchState } from '#domain/batch';
import { dayOf } from '#domain/day';
import type { ListWindow, SortBy } from '#domain/list';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { go, href } from '#renderer/router.ts';
import { partsOf } from '#renderer/screens/batches/BatchCounts.tsx';
import { Deadline } from '#renderer/screens/batches/Deadline.tsx';
import { FirstRun } from '#renderer/screens/first-run/FirstRun.tsx';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useList } from '#renderer/ui/list.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PartsBar } from '#renderer/ui/PartsBar.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './WorkScreen.module.css';

type SortKey = NonNullable<BatchListQuery['sort']>['by'];
const underWork = BatchState.options.filter((state) => state !== 'handedOver');

/** What is best done now, one key away; then one's batches. Nobody is ranked. */
export function WorkScreen() {
  const { messages } = useWorkstation();
  const state = useQuery(rpc.workstation.state.queryOptions());
  return (
    <Answer query={state}>
      {(now) =>
        now.empty ? (
          <Screen title={messages.record.work.title}>
            <FirstRun />
          </Screen>
        ) : (
          <Work today={now.today} />
        )
      }
    </Answer>
  );
}

function Work({ today }: { readonly today: { readonly decided: number; readonly open: number; readonly returned: number } }) {
  const { messages, language, settings } = useWorkstation();
  const words = messages.record.work;
  const next = useQuery(rpc.record.next.queryOptions({ input: { batchId: null } }));
  const ahead = next.data ?? null;
  const { data: nextBatch } = useQuery({ ...rpc.batch.get.queryOptions({ input: { id: ahead?.batchId ?? '' } }), enabled: ahead !== null });
  const start = () => {
    if (ahead) go({ screen: 'record', id: ahead.recordId });
  };
  useAction('work.next', start, ahead !== null);

  const [sort, setSort] = useState<SortBy<SortKey> | null>({ by: 'deadline', descending: false });
  const ask = (owners: string[] | undefined) => (window: ListWindow) =>
    rpc.batch.list.queryOptions({ input: { ...window, owners, states: underWork, sort: sort ?? undefined } });
  const own = useList(ask(['', settings?.person ?? '']));
  const nothingOwn = own.data?.total === 0;
  const every = useList(ask(undefined), { enabled: nothingOwn });
  const batches = nothingOwn ? every : own;
  const now = dayOf(new Date());
  const say = (count: number) => formatNumber(count, language);
  const columns: readonly Column<Batch, SortKey>[] = [
    {
      id: 'code',
      header: words.columns.code,
      width: '5.5rem',
      sort: 'code',
      cell: (batch) => (
        <a href={href({ screen: 'batch', id: batch.id })} tabIndex={-1}>
          {batch.code}
        </a>
      ),
    },
    {
      id: 'title',
      header: words.columns.title,
      sort: 'title',
      cell: (batch) => <span title={batch.placeName ?? undefined}>{batch.title}</span>,
    },
    {
      id: 'open',
      header: words.columns.open,
      width: '6rem',
      align: 'right',
      sort: 'open',
      cell: (batch) => <Count count={batch.counts.recordsOpen} id={batch.id} tab="records-open" />,
    },
    {
      id: 'returned',
      header: words.columns.returned,
      width: '6rem',
      align: 'right',
      sort: 'returned',
      cell: (batch) => <Count count={batch.counts.recordsReturned} id={batch.id} tab="records-returned" />,
    },
    {
      id: 'entries',
      header: words.columns.entries,
      width: '7.5rem',
      align: 'right',
      sort: 'entries',
      cell: (batch) => <Count count={batch.counts.entriesOpen} id={batch.id} tab="entries" />,
    },
    {
      id: 'due',
      header: words.columns.due,
      width: '8.5rem',
      sort: 'deadline',
      cell: (batch) => <Deadline batch={batch} today={now} />,
    },
    { id: 'state', header: words.columns.state, width: '14rem', cell: (batch) => <PartsBar parts={partsOf(batch.counts)} /> },
  ];

  return (
    <Screen title={words.title} note={settings?.person}>
      <div className={style.page}>
        <section className={style.next} aria-labelledby="next-thing">
          {ahead ? (
            <>
              <div>
                <h2 id="next-thing" className={style.nextTitle}>
                  {words.next}
                </h2>
                <p className={style.nextText}>
                  {nextBatch ? `${nextBatch.code} · ${nextBatch.title}` : ''}
                  {nextBatch?.placeName ? ` · ${nextBatch.placeName}` : ''}
                </p>
              </div>
              <StartButton label={words.start} onStart={start} />
            </>
          ) : next.data === null ? (
            <EmptyState title={words.nothing} text={words.nothingText} icon={<IconChecks size={36} stroke={1.4} />}>
              <Button variant="default" onClick={() => go({ screen: 'batches' })}>
                {words.toBatches}
              </Button>
              <Button variant="default" onClick={() => go({ screen: 'handover' })}>
                {words.toHandover}
              </Button>
            </EmptyState>
          ) : null}
          <div className={style.today}>
            <h2 className={style.todayTitle}>{words.today}</h2>
            <p>{words.decided(say(today.decided))}</p>
            <p>
              <a href={href({ screen: 'batches' })}>{words.open(say(today.open))}</a>
            </p>
            <UnreadPages />
            {today.returned > 0 && (
              <p data-bad>
                <a href={href({ screen: 'batches' })}>{words.returned(say(today.returned))}</a>
              </p>
            )}
          </div>
        </section>
        <Panel title={nothingOwn ? words.everyBatch : words.batches} flush>
          <Answer query={batches}>
            {({ total }) =>
              total === 0 ? (
                <EmptyState title={words.noBatches} text={words.noBatchesText}>
                  <Button onClick={() => go({ screen: 'batches' })}>{words.toBatches}</Button>
                </EmptyState>
              ) : (
                <DataTable
                  label={words.batches}
                  list={batches}
                  columns={columns}
                  rowKey={(batch) => batch.id}
                  sort={sort}
                  onSort={setSort}
                  onOpen={(batch) => go({ screen: 'batch', id: batch.id })}
                />
              )
            }
          </Answer>
        </Panel>
      </div>
    </Screen>
  );
}

/** Pages that are in no record, because they were not read. */
function UnreadPages() {
  const { messages, language } = useWorkstation();
  const words = messages.frame.reading;
  const { data } = useQuery(rpc.job.reading.queryOptions());
  if (!data || data.failed + data.stopped === 0) return null;
  const say = (count: number) => formatNumber(count, language);
  return (
    <p data-bad>
      <a href={href({ screen: 'batches' })}>
        {[
          ...(data.failed > 0 ? [words.failed(say(data.failed))] : []),
          ...(data.stopped > 0 ? [words.stopped(say(data.stopped))] : []),
        ].join(' · ')}
      </a>
    </p>
  );
}

/** Has the focus when it appears, wherever one came from. */
function StartButton({ label, onStart }: { readonly label: string; readonly onStart: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <Button ref={button} size="md" onClick={onStart} rightSection={<IconArrowRight size={18} aria-hidden />}>
      {label}{' '}
      <span className={style.key}>
        <KeyCaps keys="Enter" />
      </span>
    </Button>
  );
}

/** A number that opens; nothing where there is nothing. */
function Count({ count, id, tab }: { readonly count: number; readonly id: string; readonly tab: string }) {
  const { language } = useWorkstation();
  return count === 0 ? (
    <span className={style.zero}>0</span>
  ) : (
    <a href={href({ screen: 'batch', id, tab })} tabIndex={-1}>
      {formatNumber(count, language)}
    </a>
  );
}
