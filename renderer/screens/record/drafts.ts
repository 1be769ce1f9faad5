import type { FieldPath } from '#domain/field-path';
import type { Draft, PaperRecord } from '#domain/paper-record';
import { isAway } from '#renderer/core.ts';
import type { Clock, Records } from './records.ts';

/**
 * Keeps what is being typed in the core, at most a second late, so that a crash or a reload loses no more. One call at a time for each
 * record, and none of a value whose decision is on its way: an older text must not arrive after a newer one, nor any after the decision.
 * Lives as long as the window.
 */
export interface Drafts {
  /** Null: nothing is typed there any more. */
  readonly keep: (recordId: string, path: FieldPath, typed: string | null) => void;
  /** The value is decided, and the core drops its draft itself. Resolves once nothing of it is on its way: the decision may go. */
  readonly decided: (recordId: string, path: FieldPath) => Promise<void>;
  /** The decision was answered or refused. */
  readonly answered: (recordId: string, path: FieldPath) => void;
  /** The decision was refused: what was typed with it is kept (null: nothing was), unless something was typed there since. */
  readonly refused: (recordId: string, path: FieldPath, typed: string | null) => void;
  /** How many texts of a record the core has taken. */
  readonly taken: (recordId: string) => number;
  /** Sends what waits of a record. */
  readonly flush: (recordId: string) => void;
  /** Sends everything without waiting for anything: the window closes. */
  readonly close: () => void;
  /** Rows are about to move: nothing is sent until `release`. Resolves once nothing is on its way. */
  readonly hold: (recordId: string) => Promise<void>;
  /** `moved`: where a path is now, null where its row went. */
  readonly release: (recordId: string, moved: (path: FieldPath) => FieldPath | null) => void;
  /** The drafts of a record, with those that the core does not have yet. */
  readonly of: (record: PaperRecord) => readonly Draft[];
}

interface Ports {
  readonly send: (draft: { readonly recordId: string; readonly path: FieldPath; readonly typed: string | null }) => Promise<unknown>;
  readonly records: Records;
  readonly clock: Clock;
}

const quietMilliseconds = 350;
const longestMilliseconds = 800;
/** Until a draft is sent again to a core that did not answer. */
const retryMilliseconds = 700;

/** What is typed by path. */
type Texts = ReadonlyMap<FieldPath, string | null>;
const nothing: Texts = new Map();

/** The texts of one record on their way. */
interface Letters {
  waiting: Texts;
  /** When the oldest of them was typed. */
  since: number;
  sending: { readonly texts: Texts; readonly ended: Promise<void> } | null;
  taken: number;
  /** Values whose decision is on its way, each as often as it was decided. */
  deciding: readonly FieldPath[];
  held: boolean;
  stopTimer: (() => void) | null;
}

export function openDrafts({ send, records, clock }: Ports): Drafts {
  const byRecord = new Map<string, Letters>();
  const lettersOf = (recordId: string): Letters => {
    const known = byRecord.get(recordId);
    if (known) return known;
    const letters: Letters = { waiting: nothing, since: 0, sending: null, taken: 0, deciding: [], held: false, stopTimer: null };
    byRecord.set(recordId, letters);
    return letters;
  };

  function goAfter(recordId: string, letters: Letters, milliseconds: number): void {
    letters.stopTimer?.();
    letters.stopTimer = clock.after(milliseconds, () => go(recordId));
  }

  function go(recordId: string): void {
    const letters = lettersOf(recordId);
    letters.stopTimer?.();
    letters.stopTimer = null;
    if (letters.held || letters.sending) return;
    const [stay, leave] = split(letters.waiting, (path) => letters.deciding.includes(path));
    if (leave.size === 0) return;
    letters.waiting = stay;
    letters.sending = { texts: leave, ended: sendAll(recordId, letters, leave) };
  }

  async function sendAll(recordId: string, letters: Letters, texts: Texts): Promise<void> {
    const answers = await Promise.all(
      [...texts].map(async ([path, typed]) => {
        try {
          await send({ recordId, path, typed });
          letters.taken += 1;
          records.change(recordId, (record) => ({ ...record, drafts: withDraft(record.drafts, path, typed) }));
          return null;
        } catch (error) {
          // A refused draft is no matter for a message: the decision itself is saved with care.
          return isAway(error) ? path : null;
        }
      }),
    );
    letters.sending = null;
    const [lost] = split(texts, (path) => answers.includes(path) && !letters.deciding.includes(path));
    letters.waiting = new Map([...lost, ...letters.waiting]);
    if (lost.size > 0) goAfter(recordId, letters, retryMilliseconds);
    else if (!letters.stopTimer) go(recordId);
  }

  function keep(recordId: string, path: FieldPath, typed: string | null): void {
    const letters = lettersOf(recordId);
    if (letters.waiting.size === 0) letters.since = clock.now();
    letters.waiting = new Map([...letters.waiting, [path, typed]]);
    goAfter(recordId, letters, Math.max(0, Math.min(quietMilliseconds, letters.since + longestMilliseconds - clock.now())));
  }

  return {
    keep,
    refused(recordId, path, typed) {
      const { waiting, sending } = lettersOf(recordId);
      if (!waiting.has(path) && !sending?.texts.has(path)) keep(recordId, path, typed);
    },
    async decided(recordId, path) {
      const letters = lettersOf(recordId);
      letters.waiting = split(letters.waiting, (other) => other !== path)[0];
      letters.deciding = [...letters.deciding, path];
      if (letters.sending?.texts.has(path)) await letters.sending.ended;
    },
    answered(recordId, path) {
      const letters = lettersOf(recordId);
      letters.deciding = letters.deciding.toSpliced(letters.deciding.indexOf(path), 1);
      if (!letters.stopTimer) go(recordId);
    },
    taken: (recordId) => lettersOf(recordId).taken,
    flush: go,
    close() {
      for (const [recordId, letters] of byRecord) {
        letters.stopTimer?.();
        letters.stopTimer = null;
        for (const [path, typed] of letters.waiting) send({ recordId, path, typed }).catch(() => undefined);
        letters.waiting = nothing;
      }
    },
    async hold(recordId) {
      const letters = lettersOf(recordId);
      letters.held = true;
      await letters.sending?.ended;
    },
    release(recordId, moved) {
      const letters = lettersOf(recordId);
      letters.held = false;
      letters.waiting = new Map(
        [...letters.waiting].flatMap(([path, typed]) => {
          const now = moved(path);
          return now === null ? [] : [[now, typed] as const];
        }),
      );
      if (!letters.stopTimer) go(recordId);
    },
    of(record) {
      const { waiting, sending, deciding } = lettersOf(record.id);
      const [sent] = split(sending?.texts ?? nothing, (path) => !deciding.includes(path));
      return [...sent, ...waiting].reduce<readonly Draft[]>((drafts, [path, typed]) => withDraft(drafts, path, typed), record.drafts);
    },
  };
}

/** Those for which it holds, and the others. */
function split(texts: Texts, holds: (path: FieldPath) => boolean): readonly [Texts, Texts] {
  const part = (wanted: boolean): Texts => new Map([...texts].filter(([path]) => holds(path) === wanted));
  return [part(true), part(false)];
}

function withDraft(drafts: readonly Draft[], path: FieldPath, typed: string | null): Draft[] {
  const others = drafts.filter((draft) => draft.path !== path);
  return typed === null ? others : [...others, { path, typed }];
}
