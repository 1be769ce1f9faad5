import { isByMachine, isOpen } from '#domain/decision';
import type { FieldValue } from '#domain/field-value';
import type { Finding } from '#domain/finding';
import { formatMoment, formatShare } from '#messages/format';
import { tellError } from '#renderer/problem.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { doubtfulRuns } from './doubt.ts';
import style from './FieldEditor.module.css';

interface Props {
  readonly value: FieldValue;
  /** As on paper; empty where nothing was read. */
  readonly reading: string;
  /** Other ways in which the place was read. */
  readonly others: readonly string[];
  readonly untouched: boolean;
  /** As the person saw the value, where it was changed elsewhere since; null: it stands as it was. */
  readonly seen: string | null;
  /** Errors that the next Enter meets: of what is typed, else of what is shown. */
  readonly errors: readonly Finding[];
  readonly note: string | null;
  readonly refused: unknown;
  readonly fromDraft: boolean;
}

/** What is to be said of the open value: why it did not go, what the checks found, where it comes from. */
export function FieldNotes({ value, reading, others, untouched, seen, errors, note, refused, fromDraft }: Props) {
  const messages = useMessages();
  const language = useLanguage();
  const words = messages.record.screen;
  const open = isOpen(value.state);
  const guess = value.handwritten && open;
  const accepted = !open && isByMachine(value.state);
  const told = reading === '' ? messages.labels.valueState[value.state] : reading;
  const runs = doubtfulRuns(reading, others, value.findings);
  const doubtful = runs.flatMap((run) => (run.doubtful ? [`“${run.text}”`] : [])).join(', ');
  return (
    <ul id="field-notes" className={style.notes} data-text>
      {note && (
        <li data-severity="error">
          <Mark kind="error" /> {note}
        </li>
      )}
      {seen !== null && (
        <li data-severity="error">
          <Mark kind="error" /> {words.changed(seen, told, value.decidedBy ?? '')}
        </li>
      )}
      {refused !== null && seen === null && (
        <li data-severity="error">
          <Mark kind="error" /> {tellError(messages, refused).what}
          {/* Both values: what stands there now, and what is typed. */}
          {!untouched && ` ${words.standsNow(told, value.decidedBy ?? '')}`}
        </li>
      )}
      {guess && untouched && reading !== '' && (
        <li data-severity="warning">
          <Mark kind="doubt" /> {words.suggestion}
        </li>
      )}
      {/* Of what is typed: the same check, in the same words, before it is decided. */}
      {errors
        .filter((one) => !value.findings.includes(one))
        .map((one) => (
          <li key={one.code} data-severity={one.severity}>
            <Mark kind={one.severity} /> {messages.findings[one.code](one.params)}
          </li>
        ))}
      {value.findings
        .filter((finding) => !(guess && finding.code === 'value.handwritten' && reading !== ''))
        .map((finding) => (
          <li key={`${finding.code} ${JSON.stringify(finding.params)}`} data-severity={finding.severity}>
            <Mark kind={finding.severity} /> {messages.findings[finding.code](finding.params)}
            {finding.overruled && ` · ${words.kept(words.overruled[finding.overruled])}`}
          </li>
        ))}
      {open && !guess && reading !== '' && value.findings.length === 0 && (
        <li data-severity="warning">
          <Mark kind="doubt" /> {words.notSure(doubtful)}
        </li>
      )}
      {reading === '' && untouched && note === null && open && (
        <li>
          <Mark kind="info" /> {words.emptyHint}
        </li>
      )}
      {fromDraft && (
        <li>
          <Mark kind="edited" /> {words.draft}
        </li>
      )}
      <li className={style.evidence}>
        {value.decidedBy !== null && value.decidedAt !== null
          ? words.whoDecided(messages.labels.valueState[value.state], value.decidedBy, formatMoment(value.decidedAt))
          : accepted && reading !== ''
            ? words.byRules
            : ''}
        {open && value.confidence !== null && ` ${words.confidence(formatShare(value.confidence, language))}`}
        {value.raw !== null && value.raw !== reading && value.raw !== value.value && <span> · {words.raw(value.raw)}</span>}
      </li>
    </ul>
  );
}
