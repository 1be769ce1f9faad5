import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '#domain/batch';
import { dayOf } from '#domain/day';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { BatchForm } from '#renderer/screens/batches/BatchForm.tsx';
import { Deadline } from '#renderer/screens/batches/Deadline.tsx';
import { Answer } from '#renderer/ui/Answer.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useUploads } from '#renderer/uploading.tsx';
import type { GivenFile } from '#renderer/uploads.ts';
import { useMessages, useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';
import { DropZone } from './DropZone.tsx';
import { EntryList } from './EntryList.tsx';
import { ImportButtons } from './ImportButtons.tsx';
import { PageWall } from './PageWall.tsx';
import { RecordList } from './RecordList.tsx';
import { ScanPanel } from './ScanPanel.tsx';
import { StatusLine } from './StatusLine.tsx';

const tabs = ['records', 'pages', 'entries'] as const;
export type Tab = (typeof tabs)[number];

/** One batch: its records, its pages, what was imported. `tab` names one of its tabs and, behind a dash, what it is filtered by (`records-open`). */
export function BatchScreen({ id, tab }: { readonly id: string; readonly tab: string | null }) {
  const messages = useMessages();
  const batch = useQuery(rpc.batch.get.queryOptions({ input: { id } }));
  return batch.data ? (
    <Whole key={id} batch={batch.data} tab={tab} />
  ) : (
    <Screen title={messages.batch.batches}>
      <Answer query={batch}>{() => null}</Answer>
    </Screen>
  );
}

function Whole({ batch, tab }: { readonly batch: Batch; readonly tab: string | null }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  const uploads = useUploads();
  const bring = (files: readonly GivenFile[]) => uploads.bring(batch.id, files);
  const [open, setOpen] = useState<'edit' | 'scan' | null>(null);
  const [asked, filter = null] = tab?.split('-') ?? [];
  // Where nobody asked for a tab the first one stays: the first record that is read must not turn the screen over.
  const [first] = useState<Tab>(batch.counts.records > 0 ? 'records' : 'pages');
  const shown = tabs.find((name) => name === asked) ?? first;
  const show = (next: Tab, by: string | null = null) =>
    go({ screen: 'batch', id: batch.id, tab: by ? `${next}-${by}` : next }, { replace: true });
  const verify = useVerifyNext(batch.id);
  useAction('batch.verify', verify);
  useAction('batch.edit', () => setOpen('edit'));
  useAction('batch.scan', () => setOpen('scan'));
  useAction('batch.records', () => show('records'));
  useAction('batch.pages', () => show('pages'));
  useAction('batch.entries', () => show('entries'));
  const counts: Readonly<Record<Tab, number>> = {
    records: batch.counts.records,
    pages: batch.counts.pages,
    entries: batch.counts.entriesOpen,
  };
  const ready = batch.counts.recordsVerified;

  return (
    <Screen
      flush
      title={batch.code}
      note={<Facts batch={batch} edit={() => setOpen(open === 'edit' ? null : 'edit')} />}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconSend size={15} aria-hidden />}
            disabled={ready === 0}
            onClick={() => go({ screen: 'handover', id: batch.id })}
          >
            {ready > 0 ? words.handOverReady(formatNumber(ready, language)) : words.handOver}
          </Button>
          <Button
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            disabled={batch.counts.recordsOpen + batch.counts.recordsReturned === 0}
            onClick={verify}
          >
            {words.verifyNext}{' '}
            <span className={style.key}>
              <KeyCaps keys="v" />
            </span>
          </Button>
        </>
      }
    >
      <DropZone onFiles={bring}>
        {open === 'edit' && <BatchForm batch={batch} onDone={() => setOpen(null)} />}
        <div className={style.bar}>
          <div className={style.tabs} role="tablist" aria-label={words.tabList}>
            {tabs.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`tab-${name}`}
                aria-selected={shown === name}
                aria-controls="batch-part"
                className={style.tab}
                tabIndex={shown === name ? 0 : -1}
                onClick={() => show(name)}
                onKeyDown={({ key, currentTarget }) => turnTab(key, name, currentTarget, show)}
              >
                {words.tabs[name]}{' '}
                <b data-tone={name === 'entries' && counts.entries > 0 ? 'bad' : undefined}>{formatNumber(counts[name], language)}</b>
              </button>
            ))}
          </div>
          <ImportButtons batchId={batch.id} onFiles={bring} scan={() => setOpen(open === 'scan' ? null : 'scan')} />
        </div>
        {open === 'scan' && <ScanPanel batchId={batch.id} onClose={() => setOpen(null)} />}
        <div className={style.part} id="batch-part" role="tabpanel" aria-labelledby={`tab-${shown}`}>
          {shown === 'records' && <RecordList batch={batch} filter={filter} onFilter={(by) => show('records', by)} />}
          {shown === 'pages' && <PageWall batch={batch} filter={filter} onFilter={(by) => show('pages', by)} />}
          {shown === 'entries' && <EntryList batch={batch} filter={filter} onFilter={(by) => show('entries', by)} />}
        </div>
        <StatusLine batch={batch} hint={{ records: words.keys, pages: words.keysPages, entries: words.keysEntries }[shown]} />
      </DropZone>
    </Screen>
  );
}

function Facts({ batch, edit }: { readonly batch: Batch; readonly edit: () => void }) {
  const words = useMessages().batch;
  return (
    <span className={style.facts}>
      <span className={style.name} title={batch.title}>
        {batch.title}
      </span>
      <ActionIcon size="sm" aria-label={words.edit} title={`${words.edit} (F2)`} onClick={edit}>
        <IconPencil size={15} aria-hidden />
      </ActionIcon>
      <span title={batch.placeName ?? undefined}>{batch.placeName ?? words.noPlace}</span>
      <span>{batch.owner || words.noOwner}</span>
      <span className={style.due}>
        <Deadline batch={batch} today={dayOf(new Date())} />
      </span>
    </span>
  );
}

/** Opens the record of the batch that is best verified next. */
function useVerifyNext(batchId: string): () => void {
  const words = useMessages().batch;
  const notify = useNotify();
  return () => {
    rpc.record.next
      .call({ batchId })
      .then((next) => (next ? go({ screen: 'record', id: next.recordId }) : notify.done(words.nothingOpen)), notify.problem);
  };
}

function turnTab(key: string, from: Tab, button: HTMLElement, show: (tab: Tab) => void): void {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const next = tabs[(tabs.indexOf(from) + step + tabs.length) % tabs.length];
  if (step === 0 || !next) return;
  show(next);
  const list = button.parentElement;
  requestAnimationFrame(() => list?.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
}
