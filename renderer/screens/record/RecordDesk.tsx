import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PaperRecord, RecordPage } from '#domain/paper-record';
import type { FieldPath, RecordType } from '#domain/record-type';
import { useAction } from '#renderer/actions/use-action.ts';
import { core, rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useLanguage, useMessages, useWorkstation } from '#renderer/workstation.tsx';
import { around } from './crop.ts';
import { openDrafts } from './drafts.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { FieldLine } from './FieldLine.tsx';
import { fetchAhead, fetchPlaces } from './fetch-ahead.ts';
import { canonicalOf, paperText, readingsOf, typesDigits, wraps } from './field-text.ts';
import { KeyLine } from './KeyLine.tsx';
import { type PagePlace, PageView } from './PageView.tsx';
import style from './RecordDesk.module.css';
import { RecordHead } from './RecordHead.tsx';
import { decide, forgetRevisions, latestDecided, saverIdle, undo, watchNews } from './saver.ts';
import { TablePart } from './TablePart.tsx';
import { useSize } from './use-size.ts';
import { type Form, formOf, neighbour, nextOpen, type Place, rowOf } from './walk.ts';

interface Props {
  readonly record: PaperRecord;
  readonly type: RecordType | null;
  readonly startPath: FieldPath | null;
}

const noForm: Form = { places: [], parts: [], order: [] };

/**
 * The desk: page on the left, fields on the right, one of them open. Long, because here all keys of the record meet; what they mean for
 * values is in walk, crop, doubt and saver.
 */
export function RecordDesk({ record, type, startPath }: Props) {
  const messages = useMessages();
  const language = useLanguage();
  const words = messages.record.screen;
  const { settings } = useWorkstation();
  const client = useQueryClient();
  const notify = useNotify();
  const { data: batch } = useQuery(rpc.batch.get.queryOptions({ input: { id: record.batchId } }));
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
  const [face, setFace] = useState<string | null>(null);
  const [armed, setArmed] = useState<string | null>(null);
  const [finished, setFinished] = useState(false);

  const place = form.order.find((one) => one.path === current) ?? null;
  const drafts = useMemo(() => openDrafts(record.id), [record.id]);
  useEffect(() => () => drafts.flush(), [drafts]);
  useEffect(() => {
    window.addEventListener('pagehide', drafts.flush);
    return () => window.removeEventListener('pagehide', drafts.flush);
  }, [drafts]);

  // Size of crops: fixed by the pane, known before the first one is drawn.
  const list = useRef<HTMLDivElement>(null);
  const size = useSize(list);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const measured = size !== null;
  const cropWidth = Math.round(Math.max(240, (size?.width ?? 620) - 2 * (0.5 + 0.6) * rem - 5));

  const open = useCallback((path: FieldPath | null) => {
    setCurrent(path);
    setNote(null);
    setRefused(null);
    setFace(null);
    setArmed(null);
    if (path === null) setHistory(false);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open is measured again when the pane appears and when the history unfolds
  useLayoutEffect(() => {
    const at = list.current;
    if (!at) return;
    if (current === null) at.focus({ preventScroll: true });
    const line = current === null ? null : at.querySelector<HTMLElement>(`[data-path="${CSS.escape(current)}"][data-actions]`);
    if (!line) return;
    // The open value keeps its place on the screen: a little above the middle, whatever stands before it.
    const top = line.getBoundingClientRect().top - at.getBoundingClientRect().top + at.scrollTop;
    at.scrollTop = Math.max(0, top - Math.max(24, (at.clientHeight - line.offsetHeight) * 0.38));
  }, [current, measured, history]);

  // What comes next is made ready while the clerk looks at this.
  useEffect(() => {
    const timer = setTimeout(() => fetchPlaces(record, upcoming(form, current), cropWidth), 30);
    return () => clearTimeout(timer);
  }, [record, form, current, cropWidth]);
  useEffect(() => {
    const timer = setTimeout(() => void fetchAhead(client, record.nextOpenId, cropWidth), 250);
    return () => clearTimeout(timer);
  }, [client, record.nextOpenId, cropWidth]);

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

  const settle = (decision: 'confirm' | 'correct' | 'unreadable' | 'blank', text: string | null, value: string | null) => {
    if (!place) return;
    drafts.forget(place.path);
    setTyped((before) => without(before, place.path));
    setRestored((before) => new Set([...before].filter((path) => path !== place.path)));
    decide(
      client,
      { recordId: record.id, path: place.path, decision, typed: text, value, revision: place.value.revision },
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
      if (place.value.state === 'read' && place.value.value === null) return setNote(words.emptyHint);
      if (place.value.state === 'read' || place.value.state === 'accepted') {
        if (place.value.value === null) return moveOn();
        return settle('confirm', null, place.value.value);
      }
      return moveOn();
    }
    if (text.trim() === '') return setNote(words.emptyHint);
    const value = canonicalOf(place.field, text);
    if (value === null) return setNote(words.notOfKind);
    if (value === place.value.value && !place.value.handwritten) return settle('confirm', null, value);
    settle('correct', text, value);
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
        event.target.clientHeight > 3.4 * rem
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
    const path = `${table}[${part?.rows.length ?? 0}].${part?.table.columns[0]?.key ?? ''}`;
    saverIdle()
      .then(() => changeRows(core.record.addRow({ id: record.id, table }), () => path))
      .catch(notify.problem);
  };
  const removeRow = (table: string, index: number) => {
    const row = form.parts.find((one) => one.table.key === table)?.rows[index];
    const key = `${table}[${index}]`;
    // The one thing here that cannot be taken back asks for a second press, in place.
    if (armed !== key && row?.places.some(({ value }) => value.value !== null)) {
      open(row.places[0]?.path ?? null);
      setArmed(key);
      setNote(words.removeAgain);
      return;
    }
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(([path]) => rowOf(path)?.table !== table)));
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
  const here = rowOf(current);
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
  useAction('record.unreadable', () => settle('unreadable', null, null), !readOnly && place !== null);
  useAction('record.blank', () => settle('blank', null, null), !readOnly && place !== null);
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

  // The page: the value's own, or the face that was chosen by hand.
  const pageOf = (id: string | null) => record.pages.find((page) => page.pageId === id) ?? null;
  const shownPage = pageOf(face) ?? pageOf(place?.value.pageId ?? null) ?? record.pages[0] ?? null;
  const box = place && shownPage && place.value.pageId === shownPage.pageId ? place.value.box : null;
  const places = useMemo<readonly PagePlace[]>(
    () =>
      form.order.flatMap(({ path, field, value }) =>
        value.box && value.pageId === shownPage?.pageId
          ? [
              {
                key: path,
                label: field.label[language],
                box: value.box,
                tone: value.state === 'read' ? ('open' as const) : ('done' as const),
              },
            ]
          : [],
      ),
    [form, shownPage?.pageId, language],
  );
  const onPlace = useCallback((path: string) => open(path), [open]);
  const faceName = (page: RecordPage, index: number) => {
    const known = type?.faces.find((one) => one.id === page.face)?.label[language];
    return words.face(String(index + 1), known ?? (page.face === null ? words.noFace : page.face));
  };

  const rowPlaces = here
    ? (form.parts
        .find((one) => one.table.key === here.table)
        ?.rows[here.index]?.places.filter(({ value }) => value.pageId === place?.value.pageId) ?? [])
    : [];
  const rowTable = here ? type?.tables.find((one) => one.key === here.table) : undefined;
  const rowBox = rowTable?.rows === 'ruled' ? around(rowPlaces.flatMap(({ value }) => (value.box ? [value.box] : []))) : null;
  // Before the pane is measured nothing is drawn in it: a crop of another width would be fetched for nothing.
  const editor = place && size && (
    <FieldEditor
      key={place.path}
      recordId={record.id}
      place={place}
      page={pageOf(place.value.pageId)}
      width={cropWidth}
      typed={typed[place.path] ?? null}
      fromDraft={restored.has(place.path)}
      onTyped={setText}
      onChoose={choose}
      readOnly={readOnly}
      note={note}
      refused={refused?.path === place.path ? refused.error : null}
      history={history}
      row={here && rowBox ? { box: rowBox, number: here.index + 1 } : null}
    />
  );

  return (
    <div className={style.desk}>
      <RecordHead record={record} type={type} placeName={batch?.placeName ?? null} onMove={move} />
      <div className={style.panes}>
        <section className={style.paper} aria-label={words.pageRegion}>
          {shownPage && (
            <PageView
              page={shownPage}
              name={faceName(shownPage, record.pages.indexOf(shownPage))}
              box={box}
              whole={whole}
              places={places}
              at={current}
              onPlace={onPlace}
              onWhole={setWhole}
            />
          )}
          {record.pages.length > 1 && (
            <fieldset className={style.faces} aria-label={words.faces}>
              {record.pages.map((page, index) => (
                <button
                  key={`${page.pageId} ${page.entry}`}
                  type="button"
                  className={style.face}
                  tabIndex={-1}
                  aria-pressed={page.pageId === shownPage?.pageId}
                  title={page.fileName}
                  onClick={() => {
                    setFace(page.pageId);
                    list.current?.querySelector<HTMLElement>('#field-input')?.focus();
                  }}
                >
                  {faceName(page, index)}
                </button>
              ))}
            </fieldset>
          )}
        </section>
        <section className={style.side} aria-label={words.fields}>
          <div ref={list} className={style.fields} tabIndex={-1} data-actions>
            {record.state === 'handedOver' && (
              <p className={style.notice}>
                <Mark kind="sent" /> {words.readOnly.handedOver}
              </p>
            )}
            {type === null && (
              <p className={style.notice} data-tone="doubt">
                <Mark kind="doubt" /> {words.readOnly.unknown}
              </p>
            )}
            {record.state === 'returned' && (
              <p className={style.notice} data-tone="bad">
                <Mark kind="returned" /> {words.returned}
              </p>
            )}
            {record.findings.length > 0 && (
              <ul className={style.findings} aria-label={words.findings}>
                {record.findings.map((finding) => (
                  <li key={`${finding.code} ${JSON.stringify(finding.params)}`} data-severity={finding.severity}>
                    <Mark kind={finding.severity} /> {messages.findings[finding.code](finding.params)}
                  </li>
                ))}
              </ul>
            )}
            {current === null && type !== null && record.state !== 'handedOver' && (
              <div className={style.done} role="status">
                <Mark kind="ok" size={20} /> <strong>{finished ? words.doneAll : words.done}</strong>{' '}
                <span>{finished ? '' : words.doneNext}</span>
                {finished && (
                  <Button onClick={() => go({ screen: 'batch', id: record.batchId })} variant="default">
                    {words.backToBatch}
                  </Button>
                )}
                {finished && (
                  <Button onClick={() => go({ screen: 'work' })} variant="default">
                    {words.toWork}
                  </Button>
                )}
              </div>
            )}
            {form.places.map((one) =>
              one.path === current ? (
                <div key={one.path}>{editor}</div>
              ) : (
                <FieldLine key={one.path} place={one} typed={typed[one.path] ?? null} onOpen={open} />
              ),
            )}
            {form.parts.map((part) => (
              <TablePart
                key={part.table.key}
                part={part}
                current={current}
                typed={typed}
                onOpen={open}
                editor={editor}
                onAddRow={readOnly ? null : addRow}
                onRemoveRow={readOnly ? null : removeRow}
              />
            ))}
          </div>
        </section>
      </div>
      <KeyLine
        choices={place === null ? 0 : readingsOf(place.field, place.value).length}
        digits={place !== null && typesDigits(place.field)}
        readOnly={readOnly}
      />
    </div>
  );
}

/** Where the work begins: where one was sent, where one was typing, the first doubt; nowhere when all is done. */
function firstPlace(form: Form, record: PaperRecord, wanted: FieldPath | null): FieldPath | null {
  if (wanted !== null && form.order.some(({ path }) => path === wanted)) return wanted;
  if (record.state === 'handedOver') return null;
  const draft = record.drafts.find(({ path }) => form.order.some((place) => place.path === path));
  return draft?.path ?? nextOpen(form.order, null);
}

/** The present value and the two doubts after it. */
function upcoming(form: Form, current: FieldPath | null): readonly Place[] {
  const first = nextOpen(form.order, current);
  const second = first === null ? null : nextOpen(form.order, first);
  return [current, first, second].flatMap((path) => form.order.find((place) => place.path === path) ?? []);
}

function without(typed: Readonly<Record<FieldPath, string>>, path: FieldPath): Readonly<Record<FieldPath, string>> {
  if (!(path in typed)) return typed;
  const { [path]: _gone, ...rest } = typed;
  return rest;
}
