/**
 * A reader without a data folder: takes pages off the office's queue, reads them with its own children, hands the readings in
 * (decision 008). It may be killed at any moment; what it had in hand goes to others within seconds.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Children } from '#children';
import { ProblemError } from '#domain/problem';
import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import type { PageParcel, ReadingQueue } from '#ports';

export interface QueueReader {
  readonly queue: ReadingQueue;
  readonly children: Children;
  readonly types: readonly RecordType[];
  /** Pages read at the same time. */
  readonly lanes: number;
  /** Ends when nothing is left to read; else it waits for more. */
  readonly untilEmpty: boolean;
  /** No new page is begun; those in hand are read to their end. */
  readonly stop: AbortSignal;
  /** Those in hand are given back unread. */
  readonly leave: AbortSignal;
  readonly tell: (what: QueueReaderEvent) => void;
}

export type QueueReaderEvent =
  | { readonly what: 'taken' | 'read' | 'unreadable' | 'gone'; readonly id: string; readonly read: number; readonly waiting: number }
  | { readonly what: 'lost' | 'found'; readonly problem: ProblemError | null };

export interface QueueReaderSummary {
  readonly read: number;
  /** Handed back as unreadable here: their own computer tries them. */
  readonly unreadable: number;
}

/** A third of the time after which others get our pages. */
const beatMs = 2_500;
const lookMs = 400;

/** Throws `queue.otherVersion`, `queue.wrongKey`, `queue.refused`, and `queue.unreachable` where it never was reached. */
export async function readFromQueue(reader: QueueReader): Promise<QueueReaderSummary> {
  const { queue, lanes, stop, leave, tell } = reader;
  const hand = new Map<string, AbortController>();
  const over = new AbortController();
  const ended = AbortSignal.any([stop, leave, over.signal]);
  let waiting = 0;
  let away = false;
  let empty = 0;
  let read = 0;
  let unreadable = 0;

  waiting = (await queue.report(lanes, [])).waiting;
  const beating = beat();
  const reading = Array.from({ length: lanes }, () => lane());
  try {
    await Promise.all(reading);
  } finally {
    over.abort();
    await Promise.allSettled(reading);
    await beating.catch(() => undefined);
  }
  await beating;
  return { read, unreadable };

  async function beat(): Promise<void> {
    // Goes on while pages are in hand after `stop`.
    while (!over.signal.aborted) {
      await rest(beatMs, over.signal);
      if (over.signal.aborted) return;
      const held = [...hand.keys()];
      const answer = await calmly(() => queue.report(lanes, held));
      if (!answer) continue;
      waiting = answer.waiting;
      const mine = new Set(answer.mine);
      for (const id of held) if (!mine.has(id)) hand.get(id)?.abort();
      // Twice in a row: the other side says only every few seconds what it has.
      empty = waiting === 0 && hand.size === 0 ? empty + 1 : 0;
    }
  }

  async function lane(): Promise<void> {
    while (!ended.aborted) {
      if (reader.untilEmpty && empty >= 2) return;
      const parcel = await calmly(() => queue.take());
      if (parcel) await readOne(parcel);
      else await rest(lookMs, ended);
    }
  }

  async function readOne(parcel: PageParcel): Promise<void> {
    const { id } = parcel;
    const gone = new AbortController();
    hand.set(id, gone);
    empty = 0;
    say('taken', id);
    try {
      const found = await outcome(parcel, AbortSignal.any([gone.signal, leave]));
      const kept = found === 'back' ? await calmly(() => queue.giveBack([id])) : await handIn(id, found, gone.signal);
      if (found === 'back' || kept !== true) return say('gone', id);
      if (found) read += 1;
      else unreadable += 1;
      say(found ? 'read' : 'unreadable', id);
    } finally {
      hand.delete(id);
    }
  }

  /** Null: it cannot be read here. `back`: it was not tried to the end. */
  async function outcome({ bytes, page }: PageParcel, signal: AbortSignal): Promise<PageReading | null | 'back'> {
    try {
      const input = { picture: bytes, name: 'page', page, types: reader.types };
      return await reader.children.run('readPage', input, signal);
    } catch (error) {
      if (signal.aborted || (error instanceof ProblemError && error.code === 'worker.stopped')) return 'back';
      return null;
    }
  }

  /** A reading is not thrown away because the line is down for a moment. */
  async function handIn(id: string, found: PageReading | null, gone: AbortSignal): Promise<boolean | null> {
    for (;;) {
      const kept = await calmly(() => queue.answer(id, found));
      if (kept !== null || gone.aborted || leave.aborted) return kept;
      await rest(lookMs, leave);
    }
  }

  /** Null when the queue is away for now; what cannot get better by itself is thrown. */
  async function calmly<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await ask();
      if (away) tell({ what: 'found', problem: null });
      away = false;
      return answer;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'queue.unreachable') {
        over.abort();
        throw error;
      }
      if (!away) tell({ what: 'lost', problem: error });
      away = true;
      await rest(1_000, ended);
      return null;
    }
  }

  function say(what: 'taken' | 'read' | 'unreadable' | 'gone', id: string): void {
    tell({ what, id, read, waiting });
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
