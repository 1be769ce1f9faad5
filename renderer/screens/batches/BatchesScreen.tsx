import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { type Batch, BatchState } from '#domain/batch';
import { dayOf } from '#domain/day';
import { fold } from '#domain/vietnamese/fold';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { go, href } from '#renderer/router.ts';
import { FirstRun } from '#renderer/screens/first-run/FirstRun.tsx';
import { Answer } from '#renderer/ui/Answer.tsx';
import { type Column, DataTable } from '#renderer/ui/DataTable.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { BatchCounts } from './BatchCounts.tsx';
import style from './BatchesScreen.module.css';
import { BatchForm } from './BatchForm.tsx';
import { Deadline } from './Deadline.tsx';

/** All batches in one dense table; a new one is made in a line above it. */
export function BatchesScreen({ create }: { readonly create: boolean }) {
  const { messages } = useWorkstation();
  const words = messages.batch;
  const batches = useQuery(rpc.batch.list.queryOptions({ input: { limit: 1000 }, select: ({ rows }) => rows }));
  // The form is open or not in the address, so that every screen can lead here.
  const setCreating = (open: boolean) => go({ screen: 'batches', create: open }, { replace: true });
  useAction('batches.new', () => setCreating(true));
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
        {(all) =>
          all.length > 0 ? (
            <BatchList batches={all} />
          ) : create ? (
            <EmptyState title={words.noneYet} text={words.noneYetNext} />
          ) : (
            <FirstRun />
          )
        }
      </Answer>
    </Screen>
  );
}

type StateFilter = 'all' | BatchState;

function BatchList({ batches }: { readonly batches: readonly Batch[] }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  const [state, setState] = useState<StateFilter>('all');
  const [text, setText] = useState('');
  const filter = useRef<HTMLInputElement>(null);
  useAction('list.filter', () => filter.current?.focus());

  const texts = useMemo(
    () => new Map(batches.map((batch) => [batch.id, fold([batch.code, batch.title, batch.placeName, batch.owner].join(' '))])),
    [batches],
  );
  const wanted = fold(text);
  const shown = batches.filter((batch) => (state === 'all' || batch.state === state) && (texts.get(batch.id) ?? '').includes(wanted));
  const chips = [
    { id: 'all' as const, label: words.allStates, count: batches.length },
    ...BatchState.options.map((id) => ({
      id,
      label: messages.labels.batchState[id],
      count: batches.filter((batch) => batch.state === id).length,
    })),
  ];
  const columns = useColumns();
  const showAll = () => {
    setState('all');
    setText('');
  };

  return (
    <>
      <div className={style.tools}>
        <FilterChips<StateFilter> label={words.columns.state} chips={chips} value={state} onChange={setState} />
        <TextInput
          ref={filter}
          className={style.filter}
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={text ? null : <KeyCaps keys="/" />}
          rightSectionPointerEvents="none"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') showAll();
          }}
        />
        <span className={style.count} role="status">
          {words.showing(formatNumber(shown.length, language), formatNumber(batches.length, language))}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={words.noneFound}>
          <Button variant="default" onClick={showAll}>
            {words.showAll}
          </Button>
        </EmptyState>
      ) : (
        <DataTable
          label={words.batches}
          rows={shown}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => go({ screen: 'batch', id })}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<Batch>[] {
  const { messages } = useWorkstation();
  const { batch: words, labels } = messages;
  const today = dayOf(new Date());
  return [
    {
      id: 'code',
      header: words.columns.code,
      width: '5.5rem',
      sort: ({ code }) => code,
      cell: ({ id, code }) => (
        <a className={style.code} href={href({ screen: 'batch', id })} tabIndex={-1}>
          {code}
        </a>
      ),
    },
    { id: 'title', header: words.columns.title, sort: ({ title }) => title, cell: ({ title }) => <span title={title}>{title}</span> },
    {
      id: 'source',
      header: words.columns.source,
      width: '5.25rem',
      sort: ({ source }) => labels.batchSource[source],
      cell: ({ source }) => labels.batchSource[source],
    },
    {
      id: 'place',
      header: words.columns.place,
      width: '12%',
      sort: ({ placeName }) => placeName,
      cell: ({ placeName }) => <Quiet text={placeName} none={words.noPlace} />,
    },
    {
      id: 'owner',
      header: words.columns.owner,
      width: '10%',
      sort: ({ owner }) => givenName(owner),
      cell: ({ owner }) => <Quiet text={owner} none={words.noOwner} />,
    },
    {
      id: 'deadline',
      header: words.columns.deadline,
      width: '7.5rem',
      sort: ({ deadline }) => deadline,
      cell: (batch) => <Deadline batch={batch} today={today} />,
    },
    {
      id: 'state',
      header: words.columns.state,
      width: '8.5rem',
      sort: ({ state }) => BatchState.options.indexOf(state),
      cell: ({ state }) => labels.batchState[state],
    },
    {
      id: 'progress',
      header: words.columns.progress,
      width: '16.5rem',
      sort: ({ counts }) => counts.recordsOpen + counts.recordsReturned,
      cell: (batch) => <BatchCounts batch={batch} />,
    },
  ];
}

function Quiet({ text, none }: { readonly text: string | null; readonly none: string }) {
  return text ? <span title={text}>{text}</span> : <span className={style.dim}>{none}</span>;
}

/** People are sorted by given name, then by the rest. */
function givenName(name: string): string | null {
  const parts = name.trim().split(/\s+/);
  return name.trim() ? [parts.at(-1), ...parts.slice(0, -1)].join(' ') : null;
}
