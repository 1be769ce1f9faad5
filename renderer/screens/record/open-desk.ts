import type { FieldPath } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import type { core } from '#renderer/core.ts';
import type { Route } from '#renderer/router.ts';
import { type DeskEffect, type DeskEvent, type DeskState, firstState, reduce, type Sight, sightOf } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { Choice } from './expected.ts';
import type { Records } from './records.ts';
import type { Saver } from './saver.ts';
import type { Place } from './walk.ts';

/** A desk with one record on it: holds its state and runs what follows from events, at once, so that the next key meets what this one did. */
export interface Desk {
  /** Whether the event was for the desk. */
  readonly send: (event: DeskEvent) => boolean;
  /** The same object while nothing changes. */
  readonly look: () => DeskLook;
  readonly watch: (changed: () => void) => () => void;
  /** The desk stands in the window from now on; answers what takes it away. */
  readonly stand: () => () => void;
}

export interface DeskLook {
  readonly state: DeskState;
  readonly sight: Sight;
}

export interface DeskPorts {
  readonly saver: Saver;
  readonly drafts: Drafts;
  readonly records: Records;
  readonly core: { readonly record: Pick<typeof core.record, 'next'> };
  readonly typeOf: (record: PaperRecord) => RecordType | null;
  readonly person: () => string;
  /** ISO moment. */
  readonly moment: () => string;
  readonly go: (route: Route, options: { readonly replace: boolean }) => void;
  readonly tell: (error: unknown) => void;
  readonly focusEnd: () => void;
}

export function openDesk(first: PaperRecord, startPath: FieldPath | null, ports: DeskPorts): Desk {
  const { saver, drafts, records } = ports;
  const recordId = first.id;
  const watchers = new Set<() => void>();
  let sight = see(null);
  let state = firstState(sight, drafts.of(sight.record), startPath);
  let last: DeskLook = { state, sight };
  let standing = false;

  /** The record as it is now, decisions on their way included. */
  function see(before: Sight | null): Sight {
    const record = saver.shown(records.find(recordId) ?? first);
    const type = ports.typeOf(record);
    const canUndo = saver.canUndo();
    if (before?.record === record && before.type === type) return before.canUndo === canUndo ? before : { ...before, canUndo };
    return sightOf(record, type, canUndo, ports.moment().slice(0, 10));
  }

  function look(): DeskLook {
    const before = sight;
    sight = see(before);
    keepAgain(before.record, sight.record);
    if (last.state !== state || last.sight !== sight) last = { state, sight };
    return last;
  }

  /** With somebody else's decision the core drops the draft of its value: what is typed here is still wanted. Where rows moved, their news comes. */
  function keepAgain(before: PaperRecord, now: PaperRecord): void {
    if (before === now || before.values.length !== now.values.length) return;
    const kept = new Set(drafts.of(now).map(({ path }) => path));
    for (const [path, typed] of Object.entries(state.typed)) if (!kept.has(path)) drafts.keep(recordId, path, typed);
  }

  function changed(): void {
    for (const told of [...watchers]) told();
  }

  function send(event: DeskEvent): boolean {
    const step = reduce(state, event, look().sight);
    if (!step) return false;
    state = step.state;
    for (const effect of step.effects) run(effect);
    changed();
    return true;
  }

  function run(effect: DeskEffect): void {
    switch (effect.do) {
      case 'decide': {
        const { place, decision, typed, overrules, along } = effect;
        const by = { person: ports.person(), at: ports.moment() };
        const choiceOf = ({ field, value }: Place, made: Choice['made']): Choice => ({ recordId, field, value, made });
        saver.decide(
          choiceOf(place, { decision, typed, overrules, ...by }),
          along.map((one) => choiceOf(one, { decision: 'confirm', typed: null, overrules: null, ...by })),
        );
        break;
      }
      case 'undo':
        saver.undo(recordId);
        break;
      case 'keepDraft':
        drafts.keep(recordId, effect.path, effect.typed);
        break;
      case 'changeRows':
        saver.changeRows({ recordId, table: effect.table, remove: effect.remove });
        break;
      case 'findNext':
        findNext(effect.batchId).catch(ports.tell);
        break;
      case 'go':
        ports.go(effect.route, { replace: effect.replace });
        break;
      case 'focusEnd':
        ports.focusEnd();
        break;
    }
  }

  async function findNext(batchId: string | null): Promise<void> {
    await saver.idle();
    const next = await ports.core.record.next({ batchId });
    if (standing) send({ kind: 'next', recordId: next?.recordId ?? null });
  }

  return {
    send,
    look,
    watch(told) {
      watchers.add(told);
      const stop = saver.watch(told);
      return () => {
        watchers.delete(told);
        stop();
      };
    },
    stand() {
      standing = true;
      const stop = saver.watchNews((news) => send({ kind: 'news', news }));
      return () => {
        standing = false;
        stop();
        drafts.flush(recordId);
      };
    },
  };
}
