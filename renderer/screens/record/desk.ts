// Long, because all keys of a record meet here: what each does can be read from `keys` alone.
import { type DecisionMade, isByMachine, isByPerson, isOpen, needsPerson } from '#domain/decision';
import { cellOf, type FieldPath, rowPath, type TableCell, withoutRow } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import { type Finding, isStanding, Overruling } from '#domain/finding';
import type { Draft, PaperRecord } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import type { ActionId } from '#renderer/actions/actions.ts';
import type { Route } from '#renderer/router.ts';
import { canonicalOf, errorsOf, holdsDigits, isFigures, meaningsOf, paperText, readingsOf, wraps } from './field-text.ts';
import { relatedValues } from './related-values.ts';
import type { SaverNews } from './saver.ts';
import { type Form, formOf, neighbour, nextOpen, type Place } from './walk.ts';

/**
 * The desk as a state, the events that change it and the effects that follow. Pure: `open-desk` runs the effects. What values become
 * by a decision is in `domain/decision`, what happens to decisions on their way in `saver`, how it looks in RecordDesk.
 */
export interface DeskState {
  /** The open value; null: none is. */
  readonly current: FieldPath | null;
  /** What is being typed and not decided, by path. */
  readonly typed: Readonly<Record<FieldPath, string>>;
  /** Values whose text was typed before the record was opened, and not since. */
  readonly restored: ReadonlySet<FieldPath>;
  /** The open value, and those at which something is typed, as they stood when the person turned to them: what stands there now may be somebody else's. */
  readonly seen: Readonly<Record<FieldPath, FieldValue>>;
  /** The open value's text is a reading that was chosen: it is selected, so that typing replaces it. */
  readonly chosen: boolean;
  readonly note: Note | null;
  readonly refused: { readonly path: FieldPath; readonly error: unknown } | null;
  readonly whole: boolean;
  readonly history: boolean;
  /** A page chosen by hand; null: the open value's own. */
  readonly face: string | null;
  /** The row that the next press removes. */
  readonly armed: string | null;
  /** The record is done, and the next one is being looked for. */
  readonly leaving: boolean;
  /** Nothing is left in the whole batch. */
  readonly finished: boolean;
}

/**
 * Said at the open value: nothing is typed, it is not of the field's kind, its year has two figures, it has an error, why it stands all the same,
 * figures written by hand want to be keyed, the value was changed elsewhere meanwhile, press once more to remove the row.
 */
export type Note = 'empty' | 'notOfKind' | 'centuries' | 'error' | 'reasons' | 'byHand' | 'changed' | 'removeAgain';

/** What the desk stands before. */
export interface Sight {
  readonly record: PaperRecord;
  /** Null: no type of ours; the record can only be looked at. */
  readonly type: RecordType | null;
  readonly form: Form;
  /** The window made a decision that can be taken back, here or in another record. */
  readonly canUndo: boolean;
  /** ISO day. */
  readonly today: string;
}

export type DeskAction = Exclude<
  Extract<ActionId, `record.${string}`>,
  'record.zoomIn' | 'record.zoomOut' | 'record.sendAgain' | 'record.together' | 'record.allTogether' | 'record.apart'
>;

/** A press of a key; null: the action was called by hand. `inLines`: the caret stands in a text of several lines, through which arrows lead. */
export type Press = { readonly key: string; readonly ctrl: boolean; readonly alt: boolean; readonly inLines: boolean } | null;

export type DeskEvent =
  | { readonly kind: 'press'; readonly action: DeskAction; readonly press: Press }
  | { readonly kind: 'open'; readonly path: FieldPath }
  | { readonly kind: 'type'; readonly text: string }
  /** A reading was clicked. */
  | { readonly kind: 'choose'; readonly index: number }
  | { readonly kind: 'face'; readonly pageId: string }
  | { readonly kind: 'whole'; readonly shown: boolean }
  | { readonly kind: 'addRow'; readonly table: string }
  | { readonly kind: 'removeRow'; readonly table: string; readonly index: number }
  /** The next record that has something for a person; null: none has. */
  | { readonly kind: 'next'; readonly recordId: string | null }
  | { readonly kind: 'news'; readonly news: SaverNews };

export type DeskEffect =
  | {
      readonly do: 'decide';
      readonly place: Place;
      readonly decision: DecisionMade['decision'];
      readonly typed: string | null;
      readonly overrules: Overruling | null;
      /** Values that the same question was about: they are confirmed with it. */
      readonly along: readonly Place[];
    }
  | { readonly do: 'undo' }
  /** Null: nothing is typed any more. */
  | { readonly do: 'keepDraft'; readonly path: FieldPath; readonly typed: string | null }
  | { readonly do: 'changeRows'; readonly table: string; readonly remove: number | null }
  /** Asks which record is next once everything is saved; null: of all batches. */
  | { readonly do: 'findNext'; readonly batchId: string | null }
  | { readonly do: 'go'; readonly route: Route; readonly replace: boolean }
  /** Into the input, behind its text. */
  | { readonly do: 'focusEnd' };

export interface Step {
  readonly state: DeskState;
  readonly effects: readonly DeskEffect[];
}

/** All that an event is judged by. */
interface At extends Sight {
  readonly state: DeskState;
  readonly place: Place | null;
  /** The row that the open value is in. */
  readonly row: TableCell | null;
  /** What is being typed at the open value; undefined: it is untouched. */
  readonly text: string | undefined;
  readonly readOnly: boolean;
}

/** Where the work begins: where one was sent, where one was typing, the first doubt; nowhere when all is done. */
export function firstState({ record, form }: Sight, drafts: readonly Draft[], startPath: FieldPath | null): DeskState {
  const has = (path: FieldPath) => form.order.some((place) => place.path === path);
  const draft = drafts.find(({ path }) => has(path))?.path ?? null;
  const first = record.state === 'handedOver' ? null : (draft ?? nextOpen(form.order, null));
  const current = startPath !== null && has(startPath) ? startPath : first;
  // A text that was left here before somebody decided on its value has not seen that decision.
  const unseen = form.order.filter(({ path, value }) => isByPerson(value.state) && drafts.some((one) => one.path === path));
  return {
    current,
    typed: Object.fromEntries(drafts.map(({ path, typed }) => [path, typed])),
    restored: new Set(drafts.map(({ path }) => path)),
    seen: seenAt(form, [current, ...drafts.map(({ path }) => path)], {
      ...Object.fromEntries(unseen.map(({ path, value }) => [path, { ...value, value: null, state: 'read' as const }])),
    }),
    chosen: false,
    note: null,
    refused: null,
    whole: false,
    history: false,
    face: null,
    armed: null,
    leaving: false,
    finished: false,
  };
}

/** Null: the event is not for the desk; a key goes on to whoever wants it. */
export function reduce(state: DeskState, event: DeskEvent, sight: Sight): Step | null {
  const step = answer(state, event, sight);
  if (!step) return null;
  const { current, typed, seen } = step.state;
  return { ...step, state: { ...step.state, seen: seenAt(sight.form, [current, ...Object.keys(typed)], seen) } };
}

/** Those of the paths that were seen before as they were then, the others as they are now. */
function seenAt(form: Form, paths: readonly (FieldPath | null)[], before: DeskState['seen']): DeskState['seen'] {
  return Object.fromEntries(
    form.order.flatMap(({ path, value }) => (paths.includes(path) ? [[path, before[path] ?? value] as const] : [])),
  );
}

function answer(state: DeskState, event: DeskEvent, sight: Sight): Step | null {
  const at = atOf(state, sight);
  switch (event.kind) {
    case 'press':
      return isLive(at, event.action) ? keys[event.action].press(at, event.press) : null;
    case 'open':
      return only(opened(state, event.path));
    case 'type':
      return type(at, event.text);
    case 'choose':
      return choose(at, event.index);
    case 'face':
      return only({ ...state, face: event.pageId });
    case 'whole':
      return only({ ...state, whole: event.shown });
    case 'addRow':
      return addRow(at, event.table);
    case 'removeRow':
      return removeRow(at, event.table, event.index);
    case 'next':
      return foundNext(at, event.recordId);
    case 'news':
      return hear(at, event.news);
  }
}

/** The actions that can be performed now. */
export function liveActions(state: DeskState, sight: Sight): readonly DeskAction[] {
  const at = atOf(state, sight);
  return deskActions.filter((action) => isLive(at, action));
}

function isLive(at: At, action: DeskAction): boolean {
  return keys[action].live?.(at) ?? true;
}

interface Key {
  /** Null: it is not its turn. */
  readonly press: (at: At, press: Press) => Step | null;
  /** Always, where nothing is said. */
  readonly live?: (at: At) => boolean;
}

const mayDecide = ({ readOnly, place }: At) => !readOnly && place !== null;

const keys: Readonly<Record<DeskAction, Key>> = {
  'record.confirm': { press: confirm },
  'record.choose1': { press: (at, press) => chooseByKey(at, press, 0) },
  'record.choose2': { press: (at, press) => chooseByKey(at, press, 1) },
  'record.choose3': { press: (at, press) => chooseByKey(at, press, 2) },
  'record.edit': {
    live: ({ readOnly }) => !readOnly,
    press(at) {
      if (!at.place) return only(at.state);
      if (at.text === undefined && isByHand(at.place)) return only({ ...at.state, note: 'byHand' });
      const begun =
        at.text === undefined ? type(at, paperText(at.place.field, at.place.value.value)) : only({ ...at.state, chosen: false });
      return { ...begun, effects: [...begun.effects, { do: 'focusEnd' }] };
    },
  },
  'record.keep': {
    live: (at) => mayDecide(at) && errorsAt(at.state, at).length > 0,
    press: ({ state, place, text }) => only({ ...state, note: place && text === undefined && isByHand(place) ? 'byHand' : 'reasons' }),
  },
  'record.history': {
    live: ({ place }) => place !== null,
    press: ({ state }) => only({ ...state, history: !state.history }),
  },
  'record.unreadable': { live: mayDecide, press: (at) => settle(at, 'unreadable', null) },
  'record.blank': { live: mayDecide, press: (at) => settle(at, 'blank', null) },
  'record.undo': {
    live: ({ readOnly, canUndo }) => !readOnly || canUndo,
    // While something is being typed, Ctrl+Z takes back letters.
    press: ({ state, text }) => (text === undefined ? { state, effects: [{ do: 'undo' }] } : null),
  },
  'record.wholePage': {
    // While something is being typed, the space bar writes.
    press: ({ state, text }, press) => (press?.key === ' ' && text !== undefined ? null : only({ ...state, whole: !state.whole })),
  },
  'record.cancel': {
    press(at) {
      const { state } = at;
      if (state.whole) return only({ ...state, whole: false });
      if (state.history) return only({ ...state, history: false });
      if (state.note === 'reasons' || state.note === 'changed') return only({ ...state, note: null });
      return at.text === undefined ? null : type(at, null);
    },
  },
  'record.down': { press: (at, press) => walk(at, press, 1) },
  'record.up': { press: (at, press) => walk(at, press, -1) },
  'record.nextDoubt': { press: ({ state, form }) => only(opened(state, nextOpen(form.order, state.current) ?? state.current)) },
  'record.other': {
    live: ({ state, form, place }) => place !== null && relatedValues(form, place, state.typed).length > 0,
    press: ({ state, form, place }) => {
      const related = place ? relatedValues(form, place, state.typed) : [];
      const to = related.find(({ against }) => against) ?? related[0];
      return only(to ? opened(state, to.place.path) : state);
    },
  },
  'record.previousDoubt': { press: ({ state, form }) => only(opened(state, nextOpen(form.order, state.current, -1) ?? state.current)) },
  'record.next': { live: ({ record }) => record.nextId !== null, press: (at) => leave(at, at.record.nextId) },
  'record.previous': { live: ({ record }) => record.previousId !== null, press: (at) => leave(at, at.record.previousId) },
  'record.addRow': {
    live: (at) => !at.readOnly && tableOf(at) !== null,
    press: (at) => addRow(at, tableOf(at) ?? ''),
  },
  'record.removeRow': {
    live: ({ readOnly, row }) => !readOnly && row !== null,
    press: (at) => (at.row ? removeRow(at, at.row.table, at.row.index) : only(at.state)),
  },
  'record.batch': { press: ({ state, record }) => goTo(state, { screen: 'batch', id: record.batchId }, false) },
  'record.steps': { press: ({ state, record }) => goTo(state, { screen: 'steps', id: record.id }, false) },
};

const deskActions = Object.keys(keys) as readonly DeskAction[];

/** Enter: decides on the open value as it is typed or shown, and goes on to the next doubt; nothing is open: to the next record. */
function confirm(at: At): Step {
  const { state, place, text } = at;
  if (!place) return findNext(at);
  if (at.readOnly) return moveOn(at);
  const { field, value } = place;
  if (text === undefined) {
    if (changedAt(state, at) && state.note !== 'changed') return only({ ...state, note: 'changed' });
    if (isOpen(value.state) && value.value === null) return only({ ...state, note: 'empty' });
    if (isByHand(place)) return only({ ...state, note: 'byHand' });
    if (value.findings.some(isStanding)) return only({ ...state, note: 'error' });
    // What a person decided is not decided again by Enter, and an empty value that was accepted stays absent.
    return isByMachine(value.state) && value.value !== null ? settle(at, 'confirm', null) : moveOn(at);
  }
  if (text.trim() === '') return only({ ...state, note: 'empty' });
  const canonical = canonicalOf(field, text);
  if (canonical === null) return only({ ...state, note: meaningsOf(field, text, at.today).length > 0 ? 'centuries' : 'notOfKind' });
  if (errorsAt(state, at).length > 0) return only({ ...state, note: 'error' });
  // Which of the two stands is chosen, not confirmed.
  if (asksWhich(state, at)) return only({ ...state, note: 'changed' });
  return canonical === value.value && !value.handwritten ? settle(at, 'confirm', null) : settle(at, 'correct', text);
}

/** An error stands for a reason that a person chose, on what is typed or shown. */
function keep(at: At, index: number): Step | null {
  const { place, text } = at;
  const reason = Overruling.options[index];
  if (!place || reason === undefined || errorsAt(at.state, at).length === 0) return null;
  const same = text === undefined || (canonicalOf(place.field, text) === place.value.value && !place.value.handwritten);
  return same ? settle(at, 'confirm', null, reason) : settle(at, 'correct', text, reason);
}

function settle(at: At, decision: DecisionMade['decision'], typed: string | null, overrules: Overruling | null = null): Step {
  const { state, place } = at;
  if (!place) return only(state);
  // The first press says what happened meanwhile; the second is made before it.
  if (changedAt(state, at) && state.note !== 'changed' && !isSaidAgain(place, decision, typed)) return only({ ...state, note: 'changed' });
  const along = alongWith(at, place, decision);
  const next = moveOn(
    { ...at, state: untyped(state, place.path) },
    along.map(({ path }) => path),
  );
  return { ...next, effects: [{ do: 'decide', place, decision, typed, overrules, along }, ...next.effects] };
}

/** One question is answered once. The same text is only right elsewhere where it is right here; whoever corrects has seen what it contradicted. */
function alongWith({ form, state }: At, place: Place, decision: DecisionMade['decision']): readonly Place[] {
  if (decision !== 'confirm' && decision !== 'correct') return [];
  const related = relatedValues(form, place, state.typed);
  return related.filter(({ along, against }) => along && (against || decision === 'confirm')).map((one) => one.place);
}

/** What is decided is what stands there already: nothing of anybody's is overwritten. */
function isSaidAgain({ field, value }: Place, decision: DecisionMade['decision'], typed: string | null): boolean {
  return decision === 'confirm' || (decision === 'correct' && canonicalOf(field, typed ?? '') === value.value);
}

function moveOn(at: At, answered: readonly FieldPath[] = []): Step {
  const next = nextOpen(at.form.order, at.state.current, 1, answered);
  return next === null ? findNext({ ...at, state: opened(at.state, null) }) : only(opened(at.state, next));
}

function findNext({ state, record }: At): Step {
  if (record.nextOpenId !== null && record.nextOpenId !== record.id) return goTo(state, { screen: 'record', id: record.nextOpenId }, true);
  return { state: { ...state, leaving: true }, effects: [{ do: 'findNext', batchId: state.finished ? null : record.batchId }] };
}

function foundNext({ state, record }: At, recordId: string | null): Step {
  // Something else was opened while it was looked for.
  if (!state.leaving) return only(state);
  if (recordId !== null && recordId !== record.id) return goTo(state, { screen: 'record', id: recordId }, true);
  if (state.finished) return goTo(state, { screen: 'work' }, false);
  return only({ ...opened(state, null), finished: true });
}

/** What is typed at the open value; null: nothing any more. */
function type({ state, place, readOnly }: At, text: string | null): Step {
  if (!place) return only(state);
  const { [place.path]: _before, ...others } = state.typed;
  return {
    state: {
      ...state,
      chosen: false,
      note: null,
      refused: null,
      leaving: false,
      restored: without(state.restored, place.path),
      typed: text === null ? others : { ...others, [place.path]: text },
    },
    effects: readOnly ? [] : [{ do: 'keepDraft', path: place.path, typed: text }],
  };
}

function choose(at: At, index: number): Step | null {
  const { state, place, readOnly } = at;
  if (state.note === 'reasons') return readOnly ? null : keep(at, index);
  if (asksWhich(state, at)) return state.note === 'changed' && !readOnly ? chooseWhich(at, index) : null;
  const chosen = choicesAt(state, at)[index];
  if (!place || chosen === undefined || readOnly) return null;
  const asRead = chosen === place.value.value && !place.value.handwritten;
  const step = type(at, asRead ? null : paperText(place.field, chosen));
  return { ...step, state: { ...step.state, chosen: !asRead } };
}

/** Of what is typed and what somebody else made of the value meanwhile: one stands. */
function chooseWhich(at: At, index: number): Step | null {
  const { state, place, text } = at;
  if (!place || text === undefined || index > 1) return null;
  if (index === 0) return settle(at, 'correct', text);
  const left = { ...at, state: untyped(state, place.path) };
  const next = needsPerson(place.value) ? only(opened(forgotten(left.state, place.path), place.path)) : moveOn(left);
  return { ...next, effects: [{ do: 'keepDraft', path: place.path, typed: null }, ...next.effects] };
}

/** A plain digit chooses where the field cannot hold one, while nothing is typed or what is there was itself chosen. */
function chooseByKey(at: At, press: Press, index: number): Step | null {
  const { state, place, text, readOnly } = at;
  if (press === null || press.ctrl || press.alt)
    // A reading that is not there is no way out of the record either: elsewhere the same keys lead to other screens.
    return choose(at, index) ?? (place && !readOnly ? only(state) : null);
  if (!place || asksWhich(state, at) || holdsDigits(place.field) || (text !== undefined && !state.chosen)) return null;
  return choose(at, index);
}

function walk({ state, form, place, text }: At, press: Press, step: 1 | -1): Step | null {
  const arrow = press?.key === 'ArrowDown' || press?.key === 'ArrowUp';
  if (arrow && press.inLines && place && wraps(place.field) && text !== undefined) return null;
  const next = neighbour(form.order, state.current, step);
  // Tab leaves the desk at both ends; arrows stop there.
  if (next === null) return press?.key === 'Tab' ? null : only(state);
  return only(opened(state, next));
}

function leave({ state }: At, recordId: string | null): Step {
  return recordId === null ? only(state) : goTo(state, { screen: 'record', id: recordId }, true);
}

/** The table of the open value, or the only one there is. */
function tableOf({ row, form }: At): string | null {
  return row?.table ?? (form.tables.length === 1 ? (form.tables[0]?.table.key ?? null) : null);
}

function addRow({ state }: At, table: string): Step {
  return { state, effects: [{ do: 'changeRows', table, remove: null }] };
}

/** The one thing here that cannot be taken back asks for a second press, in place. */
function removeRow({ state, form }: At, table: string, index: number): Step {
  const row = form.tables.find((one) => one.table.key === table)?.rows[index];
  const name = rowPath(table, index);
  if (state.armed === name || !row?.places.some(({ value }) => value.value !== null))
    return { state: { ...state, armed: null }, effects: [{ do: 'changeRows', table, remove: index }] };
  return only({ ...opened(state, row.places[0]?.path ?? null), armed: name, note: 'removeAgain' });
}

/** What became of decisions. Who is told of a refusal in words is not the desk's matter: it may be closed by then. */
function hear(at: At, news: SaverNews): Step {
  const { state, record, form } = at;
  switch (news.kind) {
    case 'undone': {
      // Who has begun to type since stays there: the rest of a word must not go elsewhere.
      const types = state.current !== null && state.current in state.typed && state.current !== news.path;
      if (news.recordId !== record.id)
        return types ? only(state) : goTo(state, { screen: 'record', id: news.recordId, path: news.path }, true);
      const taken = forgotten(untyped(state, news.path), news.path);
      return {
        state: { ...(types ? taken : opened(taken, news.path)), finished: false },
        effects: news.path in state.typed ? [{ do: 'keepDraft', path: news.path, typed: null }] : [],
      };
    }
    case 'refused': {
      if (news.recordId !== record.id || !form.order.some(({ path }) => path === news.path)) return only(state);
      const typed = news.typed === null ? state.typed : { ...state.typed, [news.path]: news.typed };
      // Somebody else was first: what the person saw is told beside what stands there now.
      const seen = { ...state.seen, [news.path]: news.seen };
      return only({ ...opened(state, news.path), typed, seen, refused: { path: news.path, error: news.error } });
    }
    case 'rows':
      return news.change.recordId === record.id ? rowsChanged(at, news.change, news.record) : only(state);
    case 'failed':
      return only(state);
  }
}

function rowsChanged(
  { state, type }: At,
  { table, remove }: { readonly table: string; readonly remove: number | null },
  record: PaperRecord,
): Step {
  const form = type ? formOf(type, record.values) : noForm;
  const rows = form.tables.find((one) => one.table.key === table)?.rows ?? [];
  if (remove === null) return only(opened(state, rows.at(-1)?.places[0]?.path ?? null));
  const now = (path: FieldPath) => withoutRow(path, table, remove);
  const typed = Object.entries(state.typed).flatMap(([path, text]) => {
    const moved = now(path);
    return moved === null ? [] : [[moved, text] as const];
  });
  return only({
    ...opened(state, rows[Math.max(0, remove - 1)]?.places[0]?.path ?? nextOpen(form.order, null)),
    seen: {},
    typed: Object.fromEntries(typed),
    restored: new Set([...state.restored].flatMap((path) => now(path) ?? [])),
  });
}

const noForm: Form = { places: [], tables: [], order: [] };

export function sightOf(record: PaperRecord, type: RecordType | null, canUndo: boolean, today: string): Sight {
  return { record, type, form: type ? formOf(type, record.values) : noForm, canUndo, today };
}

function atOf(state: DeskState, sight: Sight): At {
  const place = placeAt(state, sight);
  return {
    ...sight,
    state,
    place,
    row: state.current === null ? null : cellOf(state.current),
    text: place ? state.typed[place.path] : undefined,
    readOnly: isReadOnly(sight),
  };
}

export function placeAt({ current }: DeskState, { form }: Sight): Place | null {
  return form.order.find((one) => one.path === current) ?? null;
}

/** As the person saw the open value, where somebody else has made another of it since; null: it stands as it was. */
export function changedAt(state: DeskState, sight: Sight): FieldValue | null {
  const place = placeAt(state, sight);
  const seen = place && state.seen[place.path];
  if (!seen) return null;
  const { value } = place;
  const byAPerson = value.state !== seen.state && (isByPerson(value.state) || isByPerson(seen.state));
  return value.value !== seen.value || byAPerson ? seen : null;
}

/** What is typed and what stands there now cannot both stay. */
export function asksWhich(state: DeskState, sight: Sight): boolean {
  const place = placeAt(state, sight);
  const text = place ? state.typed[place.path] : undefined;
  if (!place || text === undefined || !changedAt(state, sight)) return false;
  const canonical = canonicalOf(place.field, text);
  return canonical !== null && canonical !== place.value.value;
}

/** What can be chosen at the open value: its readings, or what a refused text may stand for. Canonical values. */
export function choicesAt(state: DeskState, sight: Sight): readonly string[] {
  const place = placeAt(state, sight);
  if (!place) return [];
  if (asksWhich(state, sight)) return [];
  if (state.note === 'centuries') return meaningsOf(place.field, state.typed[place.path] ?? '', sight.today);
  return isByHand(place) ? [] : readingsOf(place.field, place.value);
}

/** Readings of figures written by hand: each is compared, figure by figure, with what is typed; none can be taken over. Canonical values. */
export function comparedAt(state: DeskState, sight: Sight): readonly string[] {
  const place = placeAt(state, sight);
  if (!place || !isByHand(place)) return [];
  return [...new Set([place.value.value, ...place.value.alternatives])].flatMap((one) => one ?? []).slice(0, 3);
}

/** Figures that the machine only suggests: the eye reads what it expects, so that they are keyed from the paper. */
function isByHand({ field, value }: Place): boolean {
  return isOpen(value.state) && value.handwritten && isFigures(field, value.value ?? '');
}

/** Errors that the next Enter would meet: of what is typed, else of what is shown. */
export function errorsAt(state: DeskState, sight: Sight): readonly Finding[] {
  const place = placeAt(state, sight);
  if (!place) return [];
  const { path, field, value } = place;
  const typed = state.typed[path];
  const canonical = typed === undefined ? value.value : canonicalOf(field, typed);
  if (canonical === value.value) return value.findings.filter(isStanding);
  return canonical === null ? [] : errorsOf(field, path, canonical, sight.today);
}

export function isReadOnly({ record, type }: Sight): boolean {
  return record.state === 'handedOver' || type === null;
}

function opened(state: DeskState, path: FieldPath | null): DeskState {
  const closed = { ...state, current: path, chosen: false, note: null, refused: null, face: null, armed: null };
  return path === null ? { ...closed, history: false } : { ...closed, leaving: false };
}

function untyped(state: DeskState, path: FieldPath): DeskState {
  const { [path]: _gone, ...typed } = state.typed;
  return { ...state, typed, restored: without(state.restored, path) };
}

/** The value is looked at anew. */
function forgotten(state: DeskState, path: FieldPath): DeskState {
  const { [path]: _before, ...seen } = state.seen;
  return { ...state, seen };
}

function without(paths: ReadonlySet<FieldPath>, path: FieldPath): ReadonlySet<FieldPath> {
  return paths.has(path) ? new Set([...paths].filter((other) => other !== path)) : paths;
}

function only(state: DeskState): Step {
  return { state, effects: [] };
}

function goTo(state: DeskState, route: Route, replace: boolean): Step {
  return { state, effects: [{ do: 'go', route, replace }] };
}
