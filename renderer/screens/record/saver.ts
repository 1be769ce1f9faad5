import type { QueryClient } from '@tanstack/react-query';
import type { FieldPath } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import type { PaperRecord } from '#domain/paper-record';
import { core, problemOf, rpc } from '#renderer/core.ts';
import { expectEcho } from '#renderer/events.ts';
import { type Choice, expected } from './expected.ts';

/**
 * Sends decisions to the core one after the other while the clerk is already further on. What was decided shows at once in the kept
 * record; the core's answer then replaces it. Lives as long as the window: leaving a record does not stop its saving.
 */
export type SaverState = { readonly waiting: number; readonly stuck: boolean };

/** What the desk is told: an undo leads to a place, a refusal too. */
export type SaverNews =
  | { readonly kind: 'undone'; readonly recordId: string; readonly path: FieldPath }
  | {
      readonly kind: 'refused';
      readonly recordId: string;
      readonly path: FieldPath;
      readonly typed: string | null;
      readonly error: unknown;
    };

type Task = { readonly kind: 'decide'; readonly choice: Choice } | { readonly kind: 'undo'; readonly recordId: string };

let client: QueryClient | null = null;
let state: SaverState = { waiting: 0, stuck: false };
const tasks: Task[] = [];
const watchers = new Set<() => void>();
const newsWatchers = new Set<(news: SaverNews) => void>();
/** Revisions that this window's own decisions led to: they count as seen. */
const ownRevisions = new Map<string, number>();
/** Records in which this window decided something, latest last: Ctrl+Z finds its way back. */
const trail: string[] = [];
let running = false;

export function saverState(): SaverState {
  return state;
}

export function watchSaver(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

export function watchNews(told: (news: SaverNews) => void): () => void {
  newsWatchers.add(told);
  return () => newsWatchers.delete(told);
}

/** The record of the latest decision of this window that is not taken back; null when there is none. */
export function latestDecided(): string | null {
  return trail.at(-1) ?? null;
}

export function decide(queries: QueryClient, choice: Choice, person: string): void {
  client = queries;
  const at = new Date().toISOString();
  updateRecord(choice.recordId, (record) => ({
    ...record,
    values: record.values.map((value) => (value.path === choice.path ? expected(value, choice, person, at) : value)),
    drafts: record.drafts.filter((draft) => draft.path !== choice.path),
  }));
  trail.push(choice.recordId);
  add({ kind: 'decide', choice });
}

export function undo(queries: QueryClient, recordId: string): void {
  client = queries;
  const at = trail.lastIndexOf(recordId);
  if (at >= 0) trail.splice(at, 1);
  add({ kind: 'undo', recordId });
}

/** Resolves once nothing waits to be saved. */
export function saverIdle(): Promise<void> {
  if (tasks.length === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = watchSaver(() => {
      if (tasks.length > 0) return;
      stop();
      resolve();
    });
  });
}

/** Rows moved: what was seen of this record before says nothing of its paths any more. */
export function forgetRevisions(recordId: string): void {
  for (const key of [...ownRevisions.keys()]) if (key.startsWith(`${recordId} `)) ownRevisions.delete(key);
}

function add(task: Task): void {
  tasks.push(task);
  tell();
  window.addEventListener('beforeunload', holdWindow);
  if (!running) void run();
}

async function run(): Promise<void> {
  running = true;
  for (let task = tasks[0]; task; task = tasks[0]) {
    try {
      await perform(task);
    } catch (error) {
      if (isAway(error)) {
        // What was decided waits; nothing is lost while the window stays.
        tell(true);
        await new Promise((resolve) => setTimeout(resolve, 700));
        continue;
      }
      refuse(task, error);
    }
    tasks.shift();
    tell();
  }
  running = false;
}

/** The core is starting again, or this window has to be let in anew (the same browser may do so in another tab). */
function isAway(error: unknown): boolean {
  const problem = problemOf(error);
  return problem === 'silent' || problem.code === 'access.refused';
}

/** Closing the window now would lose a decision: the browser asks first. */
function holdWindow(event: BeforeUnloadEvent): void {
  if (tasks.length > 0) event.preventDefault();
}

async function perform(task: Task): Promise<void> {
  const recordId = task.kind === 'decide' ? task.choice.recordId : task.recordId;
  expectEcho(recordId);
  if (task.kind === 'decide') {
    const { path, decision, typed, revision } = task.choice;
    const seen = Math.max(revision, ownRevisions.get(`${recordId} ${path}`) ?? 0);
    take(recordId, await core.value.decide({ recordId, path, decision, typed, revision: seen }));
  } else {
    const { path, ...answer } = await core.value.undo({ recordId });
    take(recordId, answer);
    spread({ kind: 'undone', recordId, path });
  }
  expectEcho(recordId);
}

interface Answer {
  readonly values: readonly FieldValue[];
  readonly findings: PaperRecord['findings'];
  readonly state: PaperRecord['state'];
}

/** The core's answer takes the place of what was expected, but for values that have been decided once more meanwhile. */
function take(recordId: string, answer: Answer): void {
  const newer = new Set(
    tasks.slice(1).flatMap((task) => (task.kind === 'decide' && task.choice.recordId === recordId ? [task.choice.path] : [])),
  );
  const byPath = new Map(answer.values.map((value) => [value.path, value]));
  for (const value of answer.values) ownRevisions.set(`${recordId} ${value.path}`, value.revision);
  updateRecord(recordId, (record) => ({
    ...record,
    findings: answer.findings,
    state: answer.state,
    values: record.values.map((value) => (newer.has(value.path) ? value : (byPath.get(value.path) ?? value))),
  }));
}

function refuse(task: Task, error: unknown): void {
  const recordId = task.kind === 'decide' ? task.choice.recordId : task.recordId;
  for (let at = tasks.length - 1; at > 0; at -= 1) {
    const later = tasks[at];
    // Later decisions on the same value stood on this one.
    if (task.kind === 'decide' && later?.kind === 'decide' && later.choice.recordId === recordId && later.choice.path === task.choice.path)
      tasks.splice(at, 1);
  }
  if (task.kind === 'decide') {
    const at = trail.lastIndexOf(recordId);
    if (at >= 0) trail.splice(at, 1);
  }
  forgetRevisions(recordId);
  void client?.invalidateQueries({ queryKey: rpc.record.open.queryKey({ input: { id: recordId } }) });
  spread(
    task.kind === 'decide'
      ? { kind: 'refused', recordId, path: task.choice.path, typed: task.choice.typed, error }
      : { kind: 'refused', recordId, path: '', typed: null, error },
  );
}

function updateRecord(id: string, change: (record: PaperRecord) => PaperRecord): void {
  client?.setQueryData(rpc.record.open.queryKey({ input: { id } }), (record: PaperRecord | undefined) =>
    record ? change(record) : record,
  );
}

function tell(stuck = false): void {
  state = { waiting: tasks.length, stuck };
  for (const changed of watchers) changed();
}

function spread(news: SaverNews): void {
  for (const told of newsWatchers) told(news);
}
