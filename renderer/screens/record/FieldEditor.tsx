import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { Box } from '#domain/box';
import { isByMachine, isOpen } from '#domain/decision';
import type { FieldValue } from '#domain/field-value';
import { type Finding, Overruling } from '#domain/finding';
import type { PaperRecord, RecordPage } from '#domain/paper-record';
import { inLayer } from '#renderer/actions/home.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { CropView } from './CropView.tsx';
import style from './FieldEditor.module.css';
import { FieldNotes } from './FieldNotes.tsx';
import { Figures } from './Figures.tsx';
import { holdsDigits, otherReadings, paperText, wraps } from './field-text.ts';
import { History } from './History.tsx';
import { Letters } from './Letters.tsx';
import { RelatedValues } from './RelatedValues.tsx';
import type { RelatedValue } from './related-values.ts';
import { ValueMark } from './ValueMark.tsx';
import type { Place } from './walk.ts';

interface Props {
  readonly recordId: string;
  readonly place: Place;
  readonly page: RecordPage | null;
  /** Inner width, in CSS pixels: crop and input share it. */
  readonly width: number;
  /** What is being typed; null while the value is untouched. */
  readonly typed: string | null;
  /** Canonical values to choose from. */
  readonly choices: readonly string[];
  /** Readings of figures written by hand, canonical: they are compared with what is typed. */
  readonly compared: readonly string[];
  /** Errors that the next Enter meets: of what is typed, else of what is shown. */
  readonly errors: readonly Finding[];
  /** Reasons for which an error stands are asked for, in place of readings. */
  readonly asksWhy: boolean;
  /** Which of two values stands is asked for: what is typed, or what somebody else made of it. */
  readonly asksWhich: boolean;
  /** The value as the person saw it, where it was changed elsewhere since. */
  readonly seen: FieldValue | null;
  /** What is typed is a reading that was chosen. */
  readonly chosen: boolean;
  readonly fromDraft: boolean;
  readonly onTyped: (typed: string) => void;
  readonly onChoose: (index: number) => void;
  readonly readOnly: boolean;
  readonly note: string | null;
  readonly refused: unknown;
  readonly history: boolean;
  readonly related: readonly RelatedValue[];
  readonly pages: PaperRecord['pages'];
  readonly onOpen: (path: string) => void;
  /** The whole row of a table's cell. */
  readonly row: { readonly box: Box; readonly number: number } | null;
}

const caretKeys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/**
 * The present value: its piece of paper, the input under it at the same width, other readings, what the checks say. The input is real
 * from the start, so that any input method works; while it is untouched its text is selected whole and drawn with doubtful letters.
 */
export function FieldEditor({
  recordId,
  place,
  page,
  width,
  typed,
  choices,
  compared,
  errors,
  asksWhy,
  asksWhich,
  seen,
  chosen,
  fromDraft,
  onTyped,
  onChoose,
  readOnly,
  note,
  refused,
  history,
  related,
  pages,
  onOpen,
  row,
}: Props) {
  const { path, field, value } = place;
  const messages = useMessages();
  const language = useLanguage();
  const words = messages.record.screen;
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const reading = paperText(field, value.value);
  // A guess at handwriting is offered beside the input, never put into it: what a person keys must come from the paper.
  const open = isOpen(value.state);
  const accepted = !open && isByMachine(value.state);
  const guess = value.handwritten && open;
  const base = guess ? '' : reading;
  const untouched = typed === null;
  const label = field.label[language];
  const Input = wraps(field) ? 'textarea' : 'input';

  // While untouched or chosen the whole text is selected, so that typing replaces it; what was being typed goes on at its end.
  const whole = untouched || chosen ? typed : false;
  useLayoutEffect(() => {
    const at = input.current;
    if (!at) return;
    // A layer that is open keeps the keyboard until it closes.
    if (!inLayer(document.activeElement)) at.focus({ preventScroll: true });
    if (whole !== false) at.select();
    else if (document.activeElement === at && at.selectionStart === 0) at.setSelectionRange(at.value.length, at.value.length);
  }, [whole]);

  // What was refused is selected, wherever the caret was: the next letter begins anew.
  const refusedHere = note !== null;
  useLayoutEffect(() => {
    if (refusedHere && document.activeElement === input.current) input.current?.select();
  }, [refusedHere]);

  const told = (text: string) => (text === '' ? messages.labels.valueState[value.state] : text);

  const press = (event: KeyboardEvent) => {
    if (untouched && caretKeys.has(event.key) && !event.ctrlKey && !event.altKey) onTyped(base);
  };

  return (
    <div className={style.editor} data-path={path} data-open={open || undefined} data-actions>
      <div className={style.head}>
        <label className={style.label} htmlFor="field-input">
          {label}
        </label>
        {field.handwritten && <span className={style.tag}>{words.handwritten}</span>}
        <span className={style.state}>
          {messages.labels.valueState[value.state]} <ValueMark value={value} />
        </span>
      </div>
      {page && row && <CropView page={page} box={row.box} inner={value.box} width={width} label={words.row(String(row.number))} strip />}
      {page && value.box ? (
        <CropView page={page} box={value.box} width={width} label={label} />
      ) : (
        <p className={style.noPlace}>{words.noPlace}</p>
      )}
      <div className={style.field} data-untouched={untouched || undefined}>
        <Input
          id="field-input"
          ref={input}
          className={style.input}
          data-untouched={untouched || undefined}
          value={typed ?? base}
          readOnly={readOnly}
          rows={wraps(field) ? 1 : undefined}
          spellCheck={false}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          aria-describedby="field-notes"
          aria-invalid={note !== null || undefined}
          onChange={(event) => onTyped(event.target.value)}
          onKeyDown={press}
          onFocus={(event) => whole !== false && event.currentTarget.select()}
          onPointerUp={() => {
            if (
              untouched &&
              !readOnly &&
              document.activeElement === input.current &&
              input.current?.selectionStart === input.current?.selectionEnd
            )
              onTyped(base);
          }}
        />
        {untouched && (
          <div className={style.shown} aria-hidden>
            {guess && reading !== '' ? (
              <span className={style.guess}>{reading}</span>
            ) : reading !== '' ? (
              open ? (
                <Letters text={reading} others={otherReadings(field, value)} findings={value.findings} />
              ) : (
                reading
              )
            ) : (
              <span className={style.hint}>{open ? words.typeIt : accepted ? words.absent : messages.labels.valueState[value.state]}</span>
            )}
          </div>
        )}
      </div>
      {compared.length > 0 && !readOnly && <Figures readings={compared.map((one) => paperText(field, one))} typed={typed ?? ''} />}
      {asksWhy && (
        <fieldset className={style.readings} aria-label={words.reasons}>
          {Overruling.options.map((reason, index) => (
            <button key={reason} type="button" className={style.reading} tabIndex={-1} onClick={() => onChoose(index)}>
              <KeyCaps keys={`Alt+${index + 1}`} />
              <span className={style.readingText}>{words.overruled[reason]}</span>
            </button>
          ))}
        </fieldset>
      )}
      {asksWhich && typed !== null && (
        <fieldset className={style.readings} aria-label={words.whichStands}>
          {[words.keepTyped(typed.trim()), words.takeTheirs(told(reading), value.decidedBy ?? '')].map((text, index) => (
            <button key={text} type="button" className={style.reading} tabIndex={-1} onClick={() => onChoose(index)}>
              <KeyCaps keys={`Alt+${index + 1}`} />
              <span className={style.readingText}>{text}</span>
            </button>
          ))}
        </fieldset>
      )}
      {choices.length > 0 && !readOnly && !asksWhy && (
        <fieldset className={style.readings} aria-label={words.choices}>
          {choices.map((one, index) => (
            <button
              key={one}
              type="button"
              className={style.reading}
              tabIndex={-1}
              onClick={() => onChoose(index)}
              aria-pressed={typed === paperText(field, one)}
            >
              <KeyCaps keys={holdsDigits(field) ? `Alt+${index + 1}` : String(index + 1)} />
              <span className={style.readingText}>
                <Letters
                  text={paperText(field, one)}
                  others={choices.filter((other) => other !== one).map((other) => paperText(field, other))}
                />
              </span>
            </button>
          ))}
        </fieldset>
      )}
      <FieldNotes
        value={value}
        reading={reading}
        others={otherReadings(field, value)}
        untouched={untouched}
        seen={seen && (seen.value === null ? messages.labels.valueState[seen.state] : paperText(field, seen.value))}
        errors={errors}
        note={note}
        refused={refused}
        fromDraft={fromDraft}
      />
      <RelatedValues related={related} pages={pages} width={width} onOpen={onOpen} />
      {history && <History recordId={recordId} place={place} />}
    </div>
  );
}
