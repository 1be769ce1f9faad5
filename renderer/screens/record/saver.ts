// Long, because all that can happen to a decision on its way is here: its turn, its answer, a lost answer, a refusal, what stood on it.
import { isByPerson } from '#domain/decision';
import { type FieldPath, withoutRow } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { PaperRecord } from '#domain/paper-record';
import { problem } from '#domain/problem';
import { type core, isAway, problemOf } from '#renderer/core.ts';
import type { Drafts } from './drafts.ts';
import { type Choice, expected, expectedRecord } from './expected.ts';
import type { Clock, Records } from './records.ts';

/**
 * Brings decisions to the core one after the other while the clerk is already further on. What was decided shows at once; what the core
 * has told of the record stays apart from it until it answers. Lives as long as the window: leaving a record does not stop its saving.
 *
 * Every decision has its effect once. It names the revision that it was made on, so that one which is sent again after a lost answer is
 * refused as stale; then the core is asked whether the value already stands as decided.
 */
export interface Saver {
  /** `along`: values that were answered in the same question; each is left open where, at its turn, more is to be said of it than the person saw. */
  readonly decide: (choice: Choice, along?: readonly Choice[]) => void;
  /** Takes back the latest decision of this window with what went along; where it made none, the latest one of the record. */
  readonly undo: (recordId: string) => void;
  /** Whether this window made a decision that is not taken back. */
  readonly canUndo: () => boolean;
  readonly changeRows: (change: RowChange) => void;
  /** The record with the decisions that the core has not answered yet; the same object while nothing changes. */
  readonly shown: (record: PaperRecord) => PaperRecord;
  /** Asks for a record; once more where a change of it was answered meanwhile, for then what comes may be older than that answer. */
  readonly ask: (recordId: string, open: () => Promise<PaperRecord>) => Promise<PaperRecord>;
  /** Resolves once nothing waits. */
  readonly idle: () => Promise<void>;
  readonly state: () => SaverState;
  readonly watch: (changed: () => void) => () => void;
  readonly watchNews: (told: (news: SaverNews) => void) => () => void;
}

/** `stuck`: the core does not answer; what was decided waits, nothing is lost while the window stays. */
export interface SaverState {
  readonly waiting: number;
  readonly stuck: boolean;
}

/** `remove`: the row to take away; null: one more at the end. */
export interface RowChange {
  readonly recordId: string;
  readonly table: string;
  readonly remove: number | null;
}

/** `failed`: an undo or a change of rows. `typed`: what was typed last of a value that was refused; `seen`: the value as the person saw it. */
export type SaverNews =
  | { readonly kind: 'undone'; readonly recordId: string; readonly path: FieldPath }
  | { readonly kind: 'rows'; readonly change: RowChange; readonly record: PaperRecord }
  | {
      readonly kind: 'refused';
      readonly recordId: string;
      readonly path: FieldPath;
      readonly typed: string | null;
      readonly seen: FieldValue;
      readonly error: unknown;
    }
  | { readonly kind: 'failed'; readonly recordId: string; readonly error: unknown };

export interface SaverPorts {
  readonly core: {
    readonly value: Pick<typeof core.value, 'decide' | 'undo'>;
    readonly record: Pick<typeof core.record, 'open' | 'addRow' | 'removeRow'>;
  };
  readonly records: Records;
  readonly drafts: Drafts;
  readonly clock: Clock;
  /** The core is about to tell everybody of a change that this window makes itself. */
  readonly expectEcho: (recordId: string) => void;
}

interface DecideTask {
  readonly kind: 'decide';
  readonly recordId: string;
  readonly choice: Choice;
  /** The decision that this one went along with. */
  readonly main: DecideTask | null;
  /** Resolves once nothing that was typed of the value is on its way. */
  readonly ready: Promise<void>;
}
interface UndoTask {
  readonly kind: 'undo';
  readonly recordId: string;
  /** The decision of this window; null: the latest one of the record. */
  readonly decision: DecideTask | null;
  /** Known when its turn comes, and then the same however often the core is asked. */
  of: Taken | null;
}
interface RowsTask {
  readonly kind: 'rows';
  readonly recordId: string;
  readonly change: RowChange;
}
type Task = DecideTask | UndoTask | RowsTask;

/** A decided value, at the revision that the decision led to; `before`: as it was before, where that is known. */
interface Taken {
  readonly path: FieldPath;
  readonly revision: number;
  readonly before: Pick<FieldValue, 'value' | 'state'> | null;
}

type Change = (record: PaperRecord) => PaperRecord;

/** Until a core that did not answer is asked again. */
const retryMilliseconds = 700;

export function openSaver({ core, records, drafts, clock, expectEcho }: SaverPorts): Saver {
  let tasks: readonly Task[] = [];
  let state: SaverState = { waiting: 0, stuck: false };
  let running = false;
  /** Decisions of this window that are not taken back, the latest last: Ctrl+Z finds its way back. */
  let trail: readonly DecideTask[] = [];
  /** Those of them whose record has lost a row since: their paths say nothing any more. */
  const moved = new WeakSet<DecideTask>();
  let choices: ReadonlyMap<string, readonly Choice[]> = new Map();
  let shownRecords = new WeakMap<PaperRecord, PaperRecord>();
  const watchers = new Set<() => void>();
  const newsWatchers = new Set<(news: SaverNews) => void>();
  const own = openOwnRevisions();
  /** How many changes of a record the core has answered. */
  const answers = new Map<string, number>();

  function add(task: Task): void {
    setTasks([...tasks, task], state.stuck);
    if (!running) void run();
  }

  function setTasks(next: readonly Task[], stuck: boolean): void {
    tasks = next;
    choices = Map.groupBy(
      next.flatMap((task) => (task.kind === 'decide' ? [task.choice] : [])),
      ({ recordId }) => recordId,
    );
    shownRecords = new WeakMap();
    state = { waiting: next.filter(({ kind }) => kind !== 'rows').length, stuck };
    for (const changed of [...watchers]) changed();
  }

  function tell(news: SaverNews): void {
    for (const told of [...newsWatchers]) told(news);
  }

  async function run(): Promise<void> {
    running = true;
    for (let task = tasks[0]; task; task = tasks[0]) {
      try {
        if (task.kind === 'decide') await performDecision(task);
        else if (task.kind === 'undo') await performUndo(task);
        else await performRows(task);
      } catch (error) {
        // A row that was perhaps added must not be added twice.
        if (!isAway(error) || task.kind === 'rows') {
          refuse(task, error);
          continue;
        }
        setTasks(tasks, true);
        await new Promise<void>((resolve) => clock.after(retryMilliseconds, resolve));
      }
    }
    running = false;
  }

  async function performDecision(task: DecideTask): Promise<void> {
    const { recordId, choice } = task;
    const { path } = choice.value;
    await task.ready;
    // The answer to the main decision made of this value something that nobody has seen: it waits for a person.
    if (task.main && !isSaidAsSeen(records.find(recordId), choice.value)) return withdraw(task, [task]);
    const revision = own.seen(recordId, choice.value);
    const wanted = { ...expected(choice.value, choice), revision: revision + 1 };
    expectEcho(recordId);
    const { decision, typed, overrules = null } = choice.made;
    const change = await core.value
      .decide({ recordId, path, decision, typed, revision, overrules })
      .then(answerOf, (error) => whereItStands(error, recordId, wanted));
    own.add(recordId, wanted);
    finish(task, (record) => {
      const next = change(record);
      return { ...next, drafts: next.drafts.filter((draft) => draft.path !== path) };
    });
    drafts.answered(recordId, path);
  }

  async function performUndo(task: UndoTask): Promise<void> {
    const { recordId, decision } = task;
    task.of ??= decision ? takenBack(decision) : latestOf(records.find(recordId));
    const { of } = task;
    // Nothing is asked for that the person cannot see: what somebody else decides meanwhile is not theirs to take back.
    if (!of) throw problem('value.nothingToUndo', { id: recordId });
    const { path } = of;
    expectEcho(recordId);
    const change = await core.value
      .undo({ recordId, of: { path, revision: of.revision } })
      .then(answerOf, (error) => whereItStands(error, recordId, { ...of.before, path, revision: of.revision + 1 }));
    own.add(recordId, { path, revision: of.revision + 1 });
    finish(task, change);
    tell({ kind: 'undone', recordId, path });
  }

  function takenBack(decision: DecideTask): Taken | null {
    if (moved.has(decision)) return null;
    const { value, state: standing, path } = decision.choice.value;
    return { path, revision: own.seen(decision.recordId, decision.choice.value), before: { value, state: standing } };
  }

  async function performRows(task: RowsTask): Promise<void> {
    const { recordId, change } = task;
    const { table, remove } = change;
    await drafts.hold(recordId);
    expectEcho(recordId);
    const record = await (remove === null
      ? core.record.addRow({ id: recordId, table })
      : core.record.removeRow({ id: recordId, table, index: remove }));
    if (remove !== null) {
      own.forget(recordId);
      for (const one of trail) if (one.recordId === recordId) moved.add(one);
    }
    finish(task, () => record);
    drafts.release(recordId, (path) => (remove === null ? path : withoutRow(path, table, remove)));
    tell({ kind: 'rows', change, record });
  }

  /** The core has answered: what it says takes the place of what was expected. */
  function finish(task: Task, change: Change): void {
    const { recordId } = task;
    expectEcho(recordId);
    answers.set(recordId, (answers.get(recordId) ?? 0) + 1);
    records.change(recordId, change);
    setTasks(
      tasks.filter((other) => other !== task),
      false,
    );
  }

  function refuse(task: Task, error: unknown): void {
    const { recordId } = task;
    // Later decisions on the same value stood on this one, and so did what would have taken them back.
    const decisions = tasks.filter((other) => other.kind === 'decide');
    const same = task.kind === 'decide' ? decisions.filter((other) => isOnSame(other, task)) : [];
    const gone = decisions.filter((other) => same.includes(other) || (other.main !== null && same.includes(other.main)));
    withdraw(task, gone);
    records.refetch(recordId);
    // Nobody decided on it at its own place: it is open again, and asks there.
    if (task.kind === 'decide' && task.main) return;
    if (task.kind === 'rows') drafts.release(recordId, (path) => path);
    if (task.kind !== 'decide') {
      tell({ kind: 'failed', recordId, error });
      return;
    }
    const { path } = task.choice.value;
    const typed = same.reduce<string | null>((last, one) => one.choice.made.typed ?? last, null);
    // What was typed last is not lost with its refusal, wherever the person is by now; nor does an older text come back in its place.
    if (problemCode(error) !== 'value.notFound') drafts.refused(recordId, path, typed);
    tell({ kind: 'refused', recordId, path, typed, seen: task.choice.value, error });
  }

  /** Takes a task out, with decisions that stood on it and what would have taken them back. */
  function withdraw(task: Task, gone: readonly DecideTask[]): void {
    const isGone = (other: Task | null) => other === task || gone.some((one) => one === other);
    trail = trail.filter((one) => !isGone(one));
    setTasks(
      tasks.filter((other) => !isGone(other) && !(other.kind === 'undo' && other.decision && isGone(other.decision))),
      false,
    );
    for (const { recordId, choice } of gone) drafts.answered(recordId, choice.value.path);
  }

  /** After a refusal as stale: a change that was made already, its answer lost, is done. Rejects with the refusal where it is not so. */
  async function whereItStands(error: unknown, recordId: string, wanted: Standing): Promise<Change> {
    if (problemCode(error) !== 'value.stale') throw error;
    const there = await core.record.open({ id: recordId });
    const value = there.values.find(({ path }) => path === wanted.path);
    const same =
      value && (['revision', 'value', 'state', 'decidedBy'] as const).every((key) => !(key in wanted) || wanted[key] === value[key]);
    if (!same) throw error;
    return () => there;
  }

  return {
    decide(choice, along = []) {
      const make = (one: Choice, main: DecideTask | null): DecideTask => {
        const { recordId, value } = one;
        return { kind: 'decide', recordId, choice: one, main, ready: drafts.decided(recordId, value.path) };
      };
      const main = make(choice, null);
      const made = [main, ...along.map((one) => make(one, main))];
      trail = [...trail, ...made];
      for (const task of made) add(task);
    },
    undo(recordId) {
      const last = trail.at(-1) ?? null;
      const main = last?.main ?? last;
      const together = trail.filter((one) => main !== null && (one === main || one.main === main));
      trail = trail.filter((one) => !together.includes(one));
      if (together.length === 0) add({ kind: 'undo', recordId, decision: null, of: null });
      for (const decision of together.toReversed()) add({ kind: 'undo', recordId: decision.recordId, decision, of: null });
    },
    canUndo: () => trail.length > 0,
    changeRows: (change) => add({ kind: 'rows', recordId: change.recordId, change }),
    shown(record) {
      const known = shownRecords.get(record);
      if (known) return known;
      const shown = expectedRecord(record, choices.get(record.id) ?? []);
      shownRecords.set(record, shown);
      return shown;
    },
    async ask(recordId, open) {
      for (;;) {
        const changes = () => (answers.get(recordId) ?? 0) + drafts.taken(recordId);
        const before = changes();
        const record = await open();
        if (changes() === before) return record;
      }
    },
    idle: () =>
      tasks.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const changed = () => {
              if (tasks.length > 0) return;
              watchers.delete(changed);
              resolve();
            };
            watchers.add(changed);
          }),
    state: () => state,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    watchNews(told) {
      newsWatchers.add(told);
      return () => newsWatchers.delete(told);
    },
  };
}

/** Nothing that asks for a person is said of the value now that was not said when the person saw it. */
function isSaidAsSeen(record: PaperRecord | undefined, seen: FieldValue): boolean {
  const now = record?.values.find(({ path }) => path === seen.path);
  const said = new Set(seen.findings.map(({ code, params }) => JSON.stringify([code, params])));
  return now?.findings.every(({ code, params, severity }) => severity === 'info' || said.has(JSON.stringify([code, params]))) ?? false;
}

/** Where a value must stand; what is not said may be anything. */
type Standing = Pick<FieldValue, 'path' | 'revision'> & Partial<Pick<FieldValue, 'value' | 'state' | 'decidedBy'>>;

function answerOf(answer: Pick<PaperRecord, 'findings' | 'state' | 'values'>): Change {
  const byPath = new Map(answer.values.map((value) => [value.path, value]));
  return (record) => ({
    ...record,
    findings: answer.findings,
    state: answer.state,
    values: record.values.map((value) => byPath.get(value.path) ?? value),
  });
}

/** The latest decision of a record, whoever made it. */
function latestOf(record: PaperRecord | undefined): Taken | null {
  const decided = (record?.values ?? []).filter(({ state, decidedAt }) => isByPerson(state) && decidedAt !== null);
  const latest = decided.reduce<FieldValue | null>(
    (last, value) => ((value.decidedAt ?? '') > (last?.decidedAt ?? '') ? value : last),
    null,
  );
  return latest && { path: latest.path, revision: latest.revision, before: null };
}

/**
 * Revisions that this window's own decisions led to: whoever decided on a value and then on it again, before the core had answered,
 * has seen what the first decision made of it.
 */
function openOwnRevisions() {
  const byRecord = new Map<string, Set<string>>();
  const name = (path: FieldPath, revision: number) => `${revision} ${path}`;
  return {
    add(recordId: string, { path, revision }: Pick<FieldValue, 'path' | 'revision'>) {
      byRecord.set(recordId, (byRecord.get(recordId) ?? new Set()).add(name(path, revision)));
    },
    /** The revision that a person has seen who saw this one, and what this window made of it since. */
    seen(recordId: string, { path, revision }: Pick<FieldValue, 'path' | 'revision'>): number {
      let seen = revision;
      while (byRecord.get(recordId)?.has(name(path, seen + 1))) seen += 1;
      return seen;
    },
    forget: (recordId: string) => void byRecord.delete(recordId),
  };
}

function problemCode(error: unknown): string {
  const problem = problemOf(error);
  return problem === 'silent' ? problem : problem.code;
}

function isOnSame(one: DecideTask, other: DecideTask): boolean {
  return one.recordId === other.recordId && one.choice.value.path === other.choice.value.path;
}
