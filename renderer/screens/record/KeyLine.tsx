import type { ReactNode } from 'react';
import type { ActionId } from '#renderer/actions/actions.ts';
import { performAction } from '#renderer/actions/use-action.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import style from './KeyLine.module.css';

interface Props {
  /** How many readings there are to choose from. */
  readonly choices: number;
  /** Plain digits are text here: readings are chosen with Alt. */
  readonly digits: boolean;
  /** The open value has an error that may be kept for a reason. */
  readonly keep: boolean;
  /** The question is about another value as well. */
  readonly other: boolean;
  readonly readOnly: boolean;
  readonly opened: boolean;
}

/** The keys that matter now, where they apply; each is a button as well. */
export function KeyLine({ choices, digits, keep, other, readOnly, opened }: Props) {
  const { line } = useMessages().keys;
  const key = (keys: string, label: string, action: ActionId | null): ReactNode =>
    action ? (
      <button
        key={label}
        type="button"
        className={style.key}
        tabIndex={-1}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => performAction(action)}
      >
        <KeyCaps keys={keys} /> {label}
      </button>
    ) : (
      <span key={label} className={style.key}>
        <KeyCaps keys={keys} /> {label}
      </span>
    );
  return (
    <footer className={style.line}>
      <span className={style.start}>
        {!readOnly && [
          key('Enter', line.confirm, 'record.confirm'),
          choices > 0 && key(`${digits ? 'Alt+' : ''}${choices > 1 ? `1–${choices}` : '1'}`, line.choose, null),
          key('F2', line.edit, 'record.edit'),
          keep && key('F9', line.keep, 'record.keep'),
          key('F4', line.unreadable, 'record.unreadable'),
          key('F6', line.blank, 'record.blank'),
          key('Ctrl+Z', line.undo, 'record.undo'),
        ]}
        {other && key('F8', line.other, 'record.other')}
        {opened && key('F3', line.history, 'record.history')}
        {key('Space', line.page, 'record.wholePage')}
      </span>
      <span className={style.end}>
        {key('PageUp', '', 'record.previous')}
        {key('PageDown', line.records, 'record.next')}
        {key('?', line.all, 'keys.show')}
      </span>
    </footer>
  );
}
