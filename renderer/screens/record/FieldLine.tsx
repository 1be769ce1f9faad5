import { memo } from 'react';
import { isByMachine, isOpen } from '#domain/decision';
import { isStanding } from '#domain/finding';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import style from './FieldLine.module.css';
import { otherReadings, paperText } from './field-text.ts';
import { Letters } from './Letters.tsx';
import { ValueMark } from './ValueMark.tsx';
import type { Place } from './walk.ts';

interface Props {
  readonly place: Place;
  readonly typed: string | null;
  readonly onOpen: (path: string) => void;
  /** In a table's grid the column's heading names the value. */
  readonly cell?: boolean;
  /** Its editor is open below. */
  readonly current?: boolean;
}

/** One value, closed: quiet when it is sure, with its doubtful letters when it waits. Drawn again only when its own value changes. */
export const FieldLine = memo(
  Line,
  (one, other) =>
    one.place.value === other.place.value &&
    one.place.field === other.place.field &&
    one.typed === other.typed &&
    one.onOpen === other.onOpen &&
    one.cell === other.cell &&
    one.current === other.current,
);

function Line({ place: { path, field, value }, typed, onOpen, cell = false, current = false }: Props) {
  const messages = useMessages();
  const language = useLanguage();
  const words = messages.record.screen;
  const open = isOpen(value.state);
  const accepted = !open && isByMachine(value.state);
  const text = paperText(field, value.value);
  const label = field.label[language];
  return (
    <button
      type="button"
      className={cell ? style.cell : style.line}
      data-open={open || undefined}
      data-current={current || undefined}
      data-path={path}
      tabIndex={-1}
      onClick={() => onOpen(path)}
      title={cell ? `${label}: ${text}` : undefined}
    >
      <span className={cell ? 'only-read-aloud' : style.label}>{label}</span>
      <span className={style.value} data-paper={text !== '' || undefined} data-typed={typed !== null || undefined}>
        {typed !== null ? (
          typed
        ) : text !== '' ? (
          <Letters text={text} others={open ? otherReadings(field, value) : []} findings={accepted ? [] : value.findings} />
        ) : (
          <span className={style.nothing}>{open ? words.notRead : accepted ? words.absent : messages.labels.valueState[value.state]}</span>
        )}
        {open && value.handwritten && text !== '' && typed === null && <span className={style.note}> {words.suggested}</span>}
      </span>
      <span className={style.marks}>
        {!open && value.findings.some(({ severity, overruled }) => severity === 'warning' || overruled) && (
          <Mark kind="warning" size={13} />
        )}
        {accepted && (cell || text === '') && !value.findings.some(isStanding) ? null : <ValueMark value={value} />}
      </span>
    </button>
  );
}
