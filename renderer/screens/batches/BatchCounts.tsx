import { type Batch, pagesRead, verifiedByPeople } from '#domain/batch';
import { formatNumber } from '#messages/format';
import { href } from '#renderer/router.ts';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { type Parts, PartsBar } from '#renderer/ui/PartsBar.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchCounts.module.css';

/** How the records of a batch stand: a bar, and its numbers, each leading to what it counts. */
export function BatchCounts({ batch: { id, counts } }: { readonly batch: Batch }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch.bar;
  const numbers: readonly { readonly tab: string; readonly mark: MarkKind; readonly count: number; readonly label: string }[] = [
    // What failed stands first: the rest of a long row may be cut off.
    { tab: 'pages-failed', mark: 'error', count: counts.pagesFailed, label: words.failed },
    { tab: 'pages-waiting', mark: 'info', count: counts.pagesStopped, label: words.stopped },
    { tab: 'records-open', mark: 'doubt', count: counts.recordsOpen, label: words.open },
    { tab: 'records-returned', mark: 'returned', count: counts.recordsReturned, label: words.returned },
    { tab: 'records-byMachine', mark: 'ok', count: counts.recordsByMachine, label: words.byMachine },
    { tab: 'records-verified', mark: 'seen', count: verifiedByPeople(counts), label: words.verified },
    { tab: 'records-handedOver', mark: 'sent', count: counts.recordsHandedOver, label: words.handedOver },
    { tab: 'records-unknown', mark: 'info', count: counts.recordsUnknown, label: words.unknown },
    { tab: 'pages-poor', mark: 'unreadable', count: counts.pagesToRescan, label: words.toRescan },
    { tab: 'entries', mark: 'warning', count: counts.entriesOpen, label: words.entries },
  ];
  const say = (count: number) => formatNumber(count, language);
  const present = numbers.filter(({ count }) => count > 0);
  return (
    <div className={style.cell}>
      <div className={style.bar}>
        <PartsBar parts={partsOf(counts)} />
      </div>
      {present.map(({ tab, mark, count, label }) => (
        <a key={tab} className={style.number} tabIndex={-1} href={href({ screen: 'batch', id, tab })} title={`${say(count)} ${label}`}>
          <Mark kind={mark} size={13} />
          {say(count)}
          <span className="only-read-aloud"> {label}</span>
        </a>
      ))}
      {counts.pagesWaiting > 0 && (
        <span className={style.none} title={messages.batch.reading(say(pagesRead(counts)), say(counts.pages))}>
          {messages.batch.readShort(say(pagesRead(counts)), say(counts.pages))}
        </span>
      )}
      {present.length === 0 && counts.pagesWaiting === 0 && <span className={style.none}>{words.none}</span>}
    </div>
  );
}

/** Records by state; pages only while there is no record yet, so that pages and records are never added up. */
export function partsOf(counts: Batch['counts']): Parts {
  if (counts.records === 0) return { waiting: counts.pagesWaiting };
  return {
    handedOver: counts.recordsHandedOver,
    verified: verifiedByPeople(counts),
    byMachine: counts.recordsByMachine,
    open: counts.recordsOpen + counts.recordsUnknown,
    returned: counts.recordsReturned,
  };
}
