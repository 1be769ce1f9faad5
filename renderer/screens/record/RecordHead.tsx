import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconListDetails } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { isByMachine, isByPerson, isOpen } from '#domain/decision';
import { type PaperRecord, standingOf } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import { formatNumber } from '#messages/format';
import { performAction } from '#renderer/actions/use-action.ts';
import { href } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import style from './RecordHead.module.css';
import { useSaving } from './saving.tsx';
import { countOpen } from './walk.ts';

interface Props {
  readonly record: PaperRecord;
  readonly type: RecordType | null;
  readonly placeName: string | null;
  readonly onMove: (step: 1 | -1) => void;
}

/** Which record this is, how much of it is done, and whether everything is saved. */
export function RecordHead({ record, type, placeName, onMove }: Props) {
  const messages = useMessages();
  const language = useLanguage();
  const words = messages.record.screen;
  const say = (count: number) => formatNumber(count, language);
  const open = countOpen(record.values);
  const sure = record.values.filter(({ state, value }) => isByPerson(state) || (!isOpen(state) && value !== null)).length;
  const standing = standingOf({ state: record.state, byMachine: record.values.every(({ state }) => isByMachine(state)) });
  return (
    <header className={style.head}>
      <h1 className={style.title}>
        <a href={href({ screen: 'batch', id: record.batchId })}>{words.batch(record.batchCode)}</a>
        <span className={style.dot}>·</span>
        {words.of(say(record.sequence), say(record.ofBatch))}
        <span className={style.dot}>·</span>
        {type ? type.short[language] : words.unknownType}
        {placeName && (
          <>
            <span className={style.dot}>·</span>
            <span className={style.place}>{placeName}</span>
          </>
        )}
      </h1>
      {record.state !== 'open' && (
        <span className={style.state} data-state={record.state}>
          {messages.labels.recordStanding[standing]}
        </span>
      )}
      <span className={style.counts}>
        <span title={words.sure(say(sure))}>
          <Mark kind="ok" label={words.sure(say(sure))} /> {say(sure)}
        </span>
        <button
          type="button"
          className={style.count}
          tabIndex={-1}
          title={words.doubts(say(open))}
          data-open={open > 0 || undefined}
          onClick={() => performAction('record.nextDoubt')}
        >
          <Mark kind="doubt" label={words.doubts(say(open))} /> {say(open)}
        </button>
      </span>
      <Saved />
      <span className={style.moves}>
        <ActionIcon
          onClick={() => onMove(-1)}
          disabled={record.previousId === null}
          aria-label={words.previous}
          title={`${words.previous} (PgUp)`}
        >
          <IconChevronLeft size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon
          onClick={() => onMove(1)}
          disabled={record.nextId === null}
          aria-label={words.following}
          title={`${words.following} (PgDn)`}
        >
          <IconChevronRight size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon component="a" href={href({ screen: 'steps', id: record.id })} aria-label={words.steps} title={words.steps}>
          <IconListDetails size={17} aria-hidden />
        </ActionIcon>
      </span>
    </header>
  );
}

function Saved() {
  const words = useMessages().record.screen;
  const language = useLanguage();
  const { saver } = useSaving();
  const { waiting, stuck } = useSyncExternalStore(saver.watch, saver.state);
  const text = stuck ? words.notSaved(formatNumber(waiting, language)) : waiting > 0 ? words.saving : words.saved;
  return (
    <span className={style.saved} data-stuck={stuck || undefined} role="status">
      <Mark kind={stuck ? 'warning' : waiting > 0 ? 'waiting' : 'ok'} /> {text}
    </span>
  );
}
