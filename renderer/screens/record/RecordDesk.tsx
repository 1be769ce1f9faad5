import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { isOpen } from '#domain/decision';
import { cellOf, type FieldPath } from '#domain/field-path';
import type { PaperRecord, RecordPage } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import type { Messages } from '#messages/vi';
import { useHome } from '#renderer/actions/home.ts';
import { rpc } from '#renderer/core.ts';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { around } from './crop.ts';
import { asksWhich, changedAt, choicesAt, comparedAt, errorsAt, isReadOnly, type Note, placeAt } from './desk.ts';
import { Faces } from './Faces.tsx';
import { FieldEditor } from './FieldEditor.tsx';
import { FieldLine } from './FieldLine.tsx';
import { fetchAhead, fetchPlaces } from './fetch-ahead.ts';
import { editorOf, holdsDigits } from './field-text.ts';
import { KeyLine } from './KeyLine.tsx';
import { type PagePlace, PageView } from './PageView.tsx';
import style from './RecordDesk.module.css';
import { RecordHead } from './RecordHead.tsx';
import { RecordNotices } from './RecordNotices.tsx';
import { relatedValues } from './related-values.ts';
import { useSaving } from './saving.tsx';
import { TablePart } from './TablePart.tsx';
import { useDesk } from './use-desk.ts';
import { useSize } from './use-size.ts';
import { type Form, nextOpen, type Place } from './walk.ts';

interface Props {
  readonly record: PaperRecord;
  readonly types: readonly RecordType[];
  readonly startPath: FieldPath | null;
}

/** The desk: the page on the left, the fields on the right, one of them open. What its keys do is in desk.ts. */
export function RecordDesk({ record: opened, types, startPath }: Props) {
  const language = useLanguage();
  const words = useMessages().record.screen;
  const client = useQueryClient();
  const { saver } = useSaving();
  const { state, sight, send } = useDesk(opened, types, startPath);
  const { record, type, form } = sight;
  const { current, typed, history } = state;
  const { data: batch } = useQuery(rpc.batch.get.queryOptions({ input: { id: record.batchId } }));
  const place = placeAt(state, sight);
  const row = current === null ? null : cellOf(current);
  const readOnly = isReadOnly(sight);
  const choices = choicesAt(state, sight);
  const related = place ? relatedValues(form, place, typed) : [];
  const open = useCallback((path: FieldPath) => send({ kind: 'open', path }), [send]);

  const list = useRef<HTMLDivElement>(null);
  // Letters belong to the open field, whatever was clicked; where none is open, keys belong to the list.
  const findHome = useCallback(() => document.getElementById('field-input') ?? list.current, []);
  useHome('field', findHome);

  // Size of crops: fixed by the pane, known before the first one is drawn.
  const size = useSize(list);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const measured = size !== null;
  const cropWidth = Math.round(Math.max(240, (size?.width ?? 620) - 2 * (0.5 + 0.6) * rem - 5));

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
    const timer = setTimeout(() => void fetchAhead(client, saver, record.nextOpenId, cropWidth), 250);
    return () => clearTimeout(timer);
  }, [client, saver, record.nextOpenId, cropWidth]);

  // The page: the value's own, or the face that was chosen by hand.
  const pageOf = (id: string | null) => record.pages.find((page) => page.pageId === id) ?? null;
  const shownPage = pageOf(state.face) ?? pageOf(place?.value.pageId ?? null) ?? record.pages[0] ?? null;
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
                tone: isOpen(value.state) ? ('open' as const) : ('done' as const),
              },
            ]
          : [],
      ),
    [form, shownPage?.pageId, language],
  );
  const { data: unexplained } = useQuery(
    rpc.page.unexplained.queryOptions({ input: { id: shownPage?.pageId ?? '' }, enabled: shownPage !== null }),
  );
  const faceName = (page: RecordPage, index: number) => {
    const known = type?.faces.find((one) => one.id === page.face)?.label[language];
    return words.face(String(index + 1), known ?? (page.face === null ? words.noFace : page.face));
  };

  const rowPlaces = row
    ? (form.tables
        .find((one) => one.table.key === row.table)
        ?.rows[row.index]?.places.filter(({ value }) => value.pageId === place?.value.pageId) ?? [])
    : [];
  const rowTable = row ? type?.tables.find((one) => one.key === row.table) : undefined;
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
      choices={choices}
      compared={comparedAt(state, sight)}
      errors={errorsAt(state, sight)}
      asksWhy={state.note === 'reasons'}
      asksWhich={state.note === 'changed' && asksWhich(state, sight)}
      seen={changedAt(state, sight)}
      chosen={state.chosen}
      fromDraft={state.restored.has(place.path)}
      onTyped={(text) => send({ kind: 'type', text })}
      onChoose={(index) => send({ kind: 'choose', index })}
      readOnly={readOnly}
      note={state.note && tellNote(state.note, place, asksWhich(state, sight), words)}
      refused={state.refused?.path === place.path ? state.refused.error : null}
      history={history}
      related={related}
      pages={record.pages}
      onOpen={open}
      row={row && rowBox ? { box: rowBox, number: row.index + 1 } : null}
    />
  );

  return (
    <div className={style.desk}>
      <RecordHead
        record={record}
        type={type}
        placeName={batch?.placeName ?? null}
        onMove={(step) => send({ kind: 'press', action: step === 1 ? 'record.next' : 'record.previous', press: null })}
      />
      <div className={style.panes}>
        <section className={style.paper} aria-label={words.pageRegion}>
          {shownPage && (
            <PageView
              page={shownPage}
              name={faceName(shownPage, record.pages.indexOf(shownPage))}
              box={box}
              whole={state.whole}
              places={places}
              at={current}
              unexplained={unexplained}
              onPlace={open}
              onWhole={(shown) => send({ kind: 'whole', shown })}
            />
          )}
          {record.pages.length > 1 && (
            <Faces
              pages={record.pages}
              shown={shownPage?.pageId ?? null}
              name={faceName}
              onChoose={(pageId) => send({ kind: 'face', pageId })}
            />
          )}
        </section>
        <section className={style.side} aria-label={words.fields}>
          <div ref={list} className={style.fields} tabIndex={-1} data-actions>
            <RecordNotices
              record={record}
              known={type !== null}
              done={current === null && (type !== null || state.finished)}
              finished={state.finished}
            />
            {form.places.map((one) =>
              one.path === current ? (
                <div key={one.path}>{editor}</div>
              ) : (
                <FieldLine key={one.path} place={one} typed={typed[one.path] ?? null} onOpen={open} />
              ),
            )}
            {form.tables.map((one) => (
              <TablePart
                key={one.table.key}
                formTable={one}
                current={current}
                typed={typed}
                onOpen={open}
                editor={editor}
                onAddRow={readOnly ? null : (table) => send({ kind: 'addRow', table })}
                onRemoveRow={readOnly ? null : (table, index) => send({ kind: 'removeRow', table, index })}
              />
            ))}
          </div>
        </section>
      </div>
      <KeyLine
        choices={choices.length}
        keep={!readOnly && errorsAt(state, sight).length > 0}
        other={related.length > 0}
        digits={place !== null && holdsDigits(place.field)}
        readOnly={readOnly}
        opened={place !== null}
      />
    </div>
  );
}

function tellNote(note: Note, { field }: Place, which: boolean, words: Messages['record']['screen']): string {
  if (note === 'empty') return words.emptyHint;
  if (note === 'centuries') return words.centuries;
  if (note === 'error') return words.hasError;
  if (note === 'reasons') return words.reasonsHint;
  if (note === 'byHand') return words.byHand;
  if (note === 'changed') return which ? words.whichStands : words.changedLook;
  return note === 'removeAgain' ? words.removeAgain : words.notOfKind[editorOf(field)];
}

/** The present value and the two doubts after it. */
function upcoming(form: Form, current: FieldPath | null): readonly Place[] {
  const first = nextOpen(form.order, current);
  const second = first === null ? null : nextOpen(form.order, first);
  return [current, first, second].flatMap((path) => form.order.find((place) => place.path === path) ?? []);
}
