import { Button } from '@mantine/core';
import { RefusalCode } from '#domain/delivery';
import type { PaperRecord } from '#domain/paper-record';
import { formatMoment } from '#messages/format';
import { useTellFinding } from '#renderer/record-types.ts';
import { go } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import { JoinNotice } from './JoinNotice.tsx';
import { ReadAgain } from './ReadAgain.tsx';
import style from './RecordNotices.module.css';
import { SendAgain } from './SendAgain.tsx';

interface Props {
  readonly record: PaperRecord;
  /** The record's type is one of ours. */
  readonly known: boolean;
  /** No value is open on the desk. */
  readonly done: boolean;
  /** Nothing is left in the whole batch. */
  readonly finished: boolean;
}

/** What is to be said of the record as a whole, above its fields. */
export function RecordNotices({ record, known, done, finished }: Props) {
  const messages = useMessages();
  const words = messages.record.screen;
  const tell = useTellFinding(record.recordType);
  const reasonOf = (code: string) => {
    const known = RefusalCode.safeParse(code).data;
    return known ? messages.labels.refusal[known] : code;
  };
  const toBatch = (
    <Button variant="default" onClick={() => go({ screen: 'batch', id: record.batchId })}>
      {words.backToBatch}
    </Button>
  );
  return (
    <>
      {record.state === 'handedOver' && (
        <p className={style.notice}>
          <Mark kind="sent" /> {words.readOnly.handedOver}
        </p>
      )}
      {!known && (
        <div className={style.notice} data-tone="doubt">
          <p>
            <Mark kind="doubt" /> {words.readOnly.unknown}
          </p>
          <div className={style.ways}>
            <ReadAgain pageIds={record.pages.map((page) => page.pageId)} />
            {toBatch}
          </div>
        </div>
      )}
      {(record.state === 'returned' || record.refusal !== null) && (
        <div className={style.notice} data-tone="bad">
          <p>
            <Mark kind="returned" /> {record.state === 'returned' ? words.returned : words.answered}
            {record.refusal &&
              ` ${words.returnedFor(reasonOf(record.refusal.code), record.refusal.detail, formatMoment(record.refusal.at))}`}
          </p>
          {record.state === 'returned' && (
            <div className={style.ways}>
              <SendAgain recordId={record.id} />
            </div>
          )}
        </div>
      )}
      {record.findings.length > 0 && (
        <ul className={style.findings} aria-label={words.findings} data-text>
          {record.findings.map((finding) => (
            <li key={`${finding.code} ${JSON.stringify(finding.params)}`} data-severity={finding.severity}>
              <Mark kind={finding.severity} /> {tell(finding)}
            </li>
          ))}
        </ul>
      )}
      <JoinNotice record={record} />
      {done && record.state !== 'handedOver' && record.state !== 'returned' && (
        <div className={style.done} role="status">
          <Mark kind="seen" size={20} /> <strong>{finished ? words.doneAll : words.done}</strong>{' '}
          <span>{finished ? '' : words.doneNext}</span>
          {finished && toBatch}
          {finished && (
            <Button variant="default" onClick={() => go({ screen: 'work' })}>
              {words.toWork}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
