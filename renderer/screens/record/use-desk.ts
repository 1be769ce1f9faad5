import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isByMachine, isOpen } from '#domain/decision';
import { cellOf, type FieldPath, fieldPath, rowPath } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import { useAction } from '#renderer/actions/use-action.ts';
import { core, rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useMessages, useWorkstation } from '#renderer/workstation.tsx';
import { openDrafts } from './drafts.ts';
import { canonicalOf, editorOf, paperText, readingsOf, typesDigits, wraps } from './field-text.ts';
import { decide, forgetRevisions, latestDecided, saverIdle, undo, watchNews } from './saver.ts';
import { type Form, formOf, neighbour, nextOpen } from './walk.ts';

/**
 * What can be done at the desk, by key and by hand: the open value, what is being typed, deciding, walking, rows. Long, because here all
 * keys of a record meet; what they mean for values is in walk, saver and drafts, what they look like in RecordDesk.
 */

const noForm: Form = { places: [], parts: [], order: [] };
/** Above this height (CSS pixels) a value has more than one line, and arrows belong to its text. */
const twoLines = 54;

export function useDesk(record: PaperRecord, type: RecordType | null, startPath: FieldPath | null) {
  const words = useMessages().record.screen;
  const { settings } = useWorkstation();
  const client = useQueryClient();
  const notify = useNotify();
  const form = useMemo(() => (type ? formOf(type, record.values) : noForm), [type, record.values]);
  const readOnly = record.state === 'handedOver' || type === null;

  const [typed, setTyped] = useState<Readonly<Record<FieldPath, string>>>(() =>
    Object.fromEntries(record.drafts.map((draft) => [draft.path, draft.typed])),
  );
  const [restored, setRestored] = useState<ReadonlySet<FieldPath>>(() => new Set(record.drafts.map((draft) => draft.path)));
  const [current, setCurrent] = useState<FieldPath | null>(() => firstPlace(form, record, startPath));
  const [note, setNote] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ readonly path: FieldPath; readonly error: unknown } | null>(null);
  const [whole, setWhole] = useState(false);
  const [history, setHistory] = useState(false);
  /** A page chosen by hand; null: the open value's own. */
  const [face, setFace] = useState<string | null>(null);
  /** The row that the next press removes. */
  const [armed, setArmed] = useState<string | null>(null);
  /** Nothing is left in the whole batch. */
  const [finished, setFinished] = useState(false);

  const place = form.order.find((one) => one.path === current) ?? null;
  const drafts = useMemo(() => openDrafts(record.id), [record.id]);
  useEffect(() => {
    window.addEventListener('pagehide', drafts.flush);
    return () => {
      window.removeEventListener('pagehide', drafts.flush);
      drafts.flush();
    };
  }, [drafts]);

  const open = useCallback((path: FieldPath | null) => {
    setCurrent(path);
    setNote(null);
    setRefused(null);
    setFace(null);
    setArmed(null);
    if (path === null) setHistory(false);
  }, []);

  useEffect(
    () =>
      watchNews((news) => {
        if (news.recordId !== record.id) {
          if (news.kind === 'undone') go({ screen: 'record', id: news.recordId, path: news.path }, { replace: true });
          else notify.problem(news.error);
          return;
        }
        if (news.kind === 'undone') {
          setFinished(false);
          setTyped((before) => without(before, news.path));
          open(news.path);
          return;
        }
        if (news.path === '') return notify.problem(news.error);
        open(news.path);
        if (news.typed !== null) setTyped((before) => ({ ...before, [news.path]: news.typed ?? '' }));
        setRefused({ path: news.path, error: news.error });
        notify.problem(news.error);
      }),
    [record.id, notify, open],
  );

  const setText = (text: string | null) => {
    if (!place) return;
    setNote(null);
    setRefused(null);
    setRestored((before) => (before.has(place.path) ? new Set([...before].filter((path) => path !== place.path)) : before));
    setTyped((before) => (text === null ? without(before, place.path) : { ...before, [place.path]: text }));
    drafts.keep(place.path, text);
  };

  const goNext = async () => {
    if (record.nextOpenId !== null && record.nextOpenId !== record.id)
      return go({ screen: 'record', id: record.nextOpenId }, { replace: true });
    await saverIdle();
    const next = await core.record.next({ batchId: finished ? null : record.batchId });
    if (next && next.recordId !== record.id) return go({ screen: 'record', id: next.recordId }, { replace: true });
    if (finished) return go({ screen: 'work' });
    open(null);
    setFinished(true);
  };

  const settle = (decision: 'confirm' | 'correct' | 'unreadable' | 'blank', text: string | null) => {
    if (!place) return;
    drafts.forget(place.path);
    setTyped((before) => without(before, place.path));
    setRestored((before) => new Set([...before].filter((path) => path !== place.path)));
    decide(
      client,
      { recordId: record.id, path: place.path, field: place.field, decision, typed: text, revision: place.value.revision },
      settings?.person ?? '',
    );
    moveOn();
  };
  const moveOn = () => {
    const next = nextOpen(form.order, current);
    if (next !== null) return open(next);
    open(null);
    void goNext().catch(notify.problem);
  };

  const confirm = () => {
    if (!place) return void goNext().catch(notify.problem);
    if (readOnly) return moveOn();
    const text = typed[place.path];
    if (text === undefined) {
      const { state, value } = place.value;
      if (isOpen(state) && value === null) return setNote(words.emptyHint);
      // What a person decided is not decided again by Enter, and an empty value that was accepted stays absent.
      return isByMachine(state) && value !== null ? settle('confirm', null) : moveOn();
    }
    if (text.trim() === '') return setNote(words.emptyHint);
    const value = canonicalOf(place.field, text);
    if (value === null) return setNote(words.notOfKind[editorOf(place.field)]);
    if (value === place.value.value && !place.value.handwritten) return settle('confirm', null);
    settle('correct', text);
  };

  const choose = (index: number): boolean => {
    const chosen = place ? readingsOf(place.field, place.value)[index] : undefined;
    if (!place || chosen === undefined || readOnly) return false;
    setText(chosen === place.value.value && !place.value.handwritten ? null : paperText(place.field, chosen));
    return true;
  };
  /** Plain digits choose only while nothing is typed, or while what is there was itself chosen. */
  const mayChoose = (event: KeyboardEvent | null): boolean => {
    if (!place || event === null || event.ctrlKey) return true;
    if (typesDigits(place.field)) return false;
    const text = typed[place.path];
    return text === undefined || readingsOf(place.field, place.value).some((one) => paperText(place.field, one) === text);
  };
  const walk =
    (step: 1 | -1) =>
    (event: KeyboardEvent | null): boolean => {
      const arrow = event?.key === 'ArrowDown' || event?.key === 'ArrowUp';
      if (
        arrow &&
        place &&
        wraps(place.field) &&
        typed[place.path] !== undefined &&
        event.target instanceof HTMLTextAreaElement &&
        event.target.clientHeight > twoLines
      )
        return false;
      const next = neighbour(form.order, current, step);
      if (next === null) return event?.key !== 'Tab';
      open(next);
      return true;
    };
  const move = (step: 1 | -1) => {
    const id = step === 1 ? record.nextId : record.previousId;
    if (id !== null) go({ screen: 'record', id }, { replace: true });
  };

  const changeRows = async (change: Promise<PaperRecord>, next: (answer: PaperRecord) => FieldPath | null) => {
    const answer = await change;
    forgetRevisions(record.id);
    client.setQueryData(rpc.record.open.queryKey({ input: { id: record.id } }), answer);
    open(next(answer));
  };
  const addRow = (table: string) => {
    const part = form.parts.find((one) => one.table.key === table);
    const path = fieldPath(table, { index: part?.rows.length ?? 0, column: part?.table.columns[0]?.key ?? '' });
    saverIdle()
      .then(() => changeRows(core.record.addRow({ id: record.id, table }), () => path))
      .catch(notify.problem);
  };
  const removeRow = (table: string, index: number) => {
    const row = form.parts.find((one) => one.table.key === table)?.rows[index];
    const key = rowPath(table, index);
    // The one thing here that cannot be taken back asks for a second press, in place.
    if (armed !== key && row?.places.some(({ value }) => value.value !== null)) {
      open(row.places[0]?.path ?? null);
      setArmed(key);
      setNote(words.removeAgain);
      return;
    }
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([path]) => cellOf(path)?.table !== table)));
    saverIdle()
      .then(() =>
        changeRows(core.record.removeRow({ id: record.id, table, index }), (answer) => {
          const left = type ? formOf(type, answer.values) : noForm;
          return (
            left.parts.find((one) => one.table.key === table)?.rows[Math.max(0, index - 1)]?.places[0]?.path ?? nextOpen(left.order, null)
          );
        }),
      )
      .catch(notify.problem);
  };
  const here = current === null ? null : cellOf(current);
  const onlyTable = form.parts.length === 1 ? form.parts[0]?.table.key : undefined;

  useAction('record.confirm', confirm);
  useAction('record.choose1', (event) => mayChoose(event) && choose(0));
  useAction('record.choose2', (event) => mayChoose(event) && choose(1));
  useAction('record.choose3', (event) => mayChoose(event) && choose(2));
  useAction(
    'record.edit',
    () => {
      const input = document.getElementById('field-input');
      if (!place || !(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
      if (typed[place.path] === undefined) setText(paperText(place.field, place.value.value));
      input.focus();
      requestAnimationFrame(() => input.setSelectionRange(input.value.length, input.value.length));
    },
    !readOnly,
  );
  useAction('record.history', () => setHistory((shown) => !shown), place !== null);
  useAction('record.unreadable', () => settle('unreadable', null), !readOnly && place !== null);
  useAction('record.blank', () => settle('blank', null), !readOnly && place !== null);
  useAction(
    'record.undo',
    () => {
      // While something is being typed, Ctrl+Z takes back letters.
      if (place && typed[place.path] !== undefined) return false;
      undo(client, latestDecided() ?? record.id);
      return true;
    },
    !readOnly || latestDecided() !== null,
  );
  useAction('record.cancel', () => {
    if (whole) setWhole(false);
    else if (history) setHistory(false);
    else if (place && typed[place.path] !== undefined) setText(null);
    else return false;
    return true;
  });
  useAction('record.wholePage', (event) => {
    if (event?.key === ' ' && place && typed[place.path] !== undefined) return false;
    setWhole((shown) => !shown);
    return true;
  });
  useAction('record.down', walk(1));
  useAction('record.up', walk(-1));
  useAction('record.nextDoubt', () => open(nextOpen(form.order, current) ?? current));
  useAction('record.previousDoubt', () => open(nextOpen(form.order, current, -1) ?? current));
  useAction('record.next', () => move(1), record.nextId !== null);
  useAction('record.previous', () => move(-1), record.previousId !== null);
  useAction('record.batch', () => go({ screen: 'batch', id: record.batchId }));
  useAction('record.steps', () => go({ screen: 'steps', id: record.id }));
  useAction('record.addRow', () => addRow(here?.table ?? onlyTable ?? ''), !readOnly && (here !== null || onlyTable !== undefined));
  useAction(
    'record.removeRow',
    () => {
      if (here) removeRow(here.table, here.index);
    },
    !readOnly && here !== null,
  );

  return {
    form,
    readOnly,
    typed,
    restored,
    current,
    place,
    row: here,
    note,
    refused,
    whole,
    setWhole,
    history,
    face,
    setFace,
    finished,
    open,
    setText,
    choose,
    move,
    addRow,
    removeRow,
  };
}

/** Where the work begins: where one was sent, where one was typing, the first doubt; nowhere when all is done. */
function firstPlace(form: Form, record: PaperRecord, wanted: FieldPath | null): FieldPath | null {
  if (wanted !== null && form.order.some(({ path }) => path === wanted)) return wanted;
  if (record.state === 'handedOver') return null;
  const draft = record.drafts.find(({ path }) => form.order.some((place) => place.path === path));
  return draft?.path ?? nextOpen(form.order, null);
}

function without(typed: Readonly<Record<FieldPath, string>>, path: FieldPath): Readonly<Record<FieldPath, string>> {
  if (!(path in typed)) return typed;
  const { [path]: _gone, ...rest } = typed;
  return rest;
}
