import { Button, CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { HandoverPreview, HoldReason } from '#domain/handover';
import { formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { href } from '#renderer/router.ts';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './HandoverScreen.module.css';

const marks: Readonly<Record<HoldReason, MarkKind>> = {
  open: 'doubt',
  unknown: 'info',
  returned: 'returned',
  handedOver: 'sent',
  error: 'error',
  noPlace: 'warning',
  damaged: 'error',
};
/** Long lists are worked off in the batch itself. */
const shownAtOnce = 60;

/** The dry run of one batch: what would go, and every reason for holding back with the records behind its number. */
export function PreviewRow({
  preview,
  chosen,
  busy,
  onStart,
}: {
  readonly preview: HandoverPreview;
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onStart: () => void;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const [reason, setReason] = useState<HoldReason | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  useEffect(() => {
    if (chosen) button.current?.focus();
  }, [chosen]);
  const { held, ready } = preview;
  const say = (count: number) => formatNumber(count, language);
  const open = held.find((group) => group.reason === reason) ?? null;
  return (
    <div className={style.row} data-chosen={chosen || undefined}>
      <div className={style.line}>
        <a className={style.batch} href={href({ screen: 'batch', id: preview.batchId })}>
          <strong>{preview.batchCode}</strong> {preview.title}
        </a>
        <span className={style.ready} data-none={ready.records === 0 || undefined}>
          {busy ? (
            <>
              <Mark kind="sent" /> {words.underWay}
            </>
          ) : ready.records > 0 ? (
            <>
              <a href={href({ screen: 'batch', id: preview.batchId, tab: 'records-verified' })}>
                <Mark kind="ok" /> {words.ready}: {words.records(say(ready.records))}
              </a>
              {ready.byMachine > 0 && <small>{words.byMachineShort(say(ready.byMachine))}</small>}
              {ready.overruled > 0 && <small>{words.overruledShort(say(ready.overruled))}</small>}
            </>
          ) : (
            words.noneReady
          )}
        </span>
        <span className={style.held}>
          {held.length === 0 ? (
            <span className={style.dim}>{words.nothingHeld}</span>
          ) : (
            held.map((group) => (
              <button
                key={group.reason}
                type="button"
                className={style.reason}
                aria-expanded={reason === group.reason}
                aria-controls={listId}
                onClick={() => setReason(reason === group.reason ? null : group.reason)}
              >
                <Mark kind={marks[group.reason]} /> <b>{formatNumber(group.records, language)}</b>{' '}
                {messages.labels.holdReason[group.reason]}
              </button>
            ))
          )}
          <UnreadPages preview={preview} />
        </span>
        <Button ref={button} disabled={ready.records === 0 || busy} onClick={onStart}>
          {words.start}
        </Button>
      </div>
      {open && (
        <HeldList
          key={open.reason}
          id={listId}
          preview={preview}
          reason={open.reason}
          records={open.records}
          onClose={() => setReason(null)}
        />
      )}
    </div>
  );
}

/** What lies on these pages is in no record and does not go. */
function UnreadPages({ preview: { batchId, pagesUnread } }: { readonly preview: HandoverPreview }) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const say = (count: number) => formatNumber(count, language);
  const kinds = [
    { tab: 'pages-failed', mark: 'error', count: pagesUnread.failed, text: words.pagesFailed },
    { tab: 'pages-waiting', mark: 'info', count: pagesUnread.stopped, text: words.pagesStopped },
    { tab: 'pages-waiting', mark: 'info', count: pagesUnread.waiting, text: words.pagesWaiting },
  ] as const;
  return kinds.map(({ tab, mark, count, text }) =>
    count === 0 ? null : (
      <a key={text(say(count))} className={style.unread} href={href({ screen: 'batch', id: batchId, tab })}>
        <Mark kind={mark} /> {text(say(count))}
      </a>
    ),
  );
}

function HeldList({
  id,
  preview,
  reason,
  records,
  onClose,
}: {
  readonly id: string;
  readonly preview: HandoverPreview;
  readonly reason: HoldReason;
  readonly records: number;
  readonly onClose: () => void;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const names = useTypeNames();
  const part = useFocusReturn<HTMLElement>();
  const { batchId } = preview;
  const rows = useQuery(rpc.handover.held.queryOptions({ input: { batchId, reason, limit: shownAtOnce }, select: ({ rows }) => rows }));
  return (
    <section ref={part} id={id} className={style.heldList} aria-label={words.heldList(messages.labels.holdReason[reason])}>
      <div className={style.heldHead}>
        <span>{words.heldList(messages.labels.holdReason[reason])}</span>
        <CloseButton size="sm" aria-label={words.closeList} onClick={onClose} />
      </div>
      <ul className={style.records}>
        {(rows.data ?? []).map((row) => (
          <li key={row.id}>
            <a href={href({ screen: 'record', id: row.id })}>
              {words.recordNumber(formatNumber(row.sequence, language))}
              {row.title ? `: ${row.title}` : ''}
            </a>
            {row.recordType && <span className={style.dim}> {names.type(row.recordType)}</span>}
          </li>
        ))}
      </ul>
      {records > shownAtOnce && (
        <a href={href({ screen: 'batch', id: preview.batchId, tab: 'records' })}>
          {words.openRecords(formatNumber(records, language), messages.labels.holdReason[reason])}
        </a>
      )}
    </section>
  );
}
