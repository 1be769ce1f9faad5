import { useLayoutEffect, useRef } from 'react';
import { type ActionId, actionIds, actionKinds, matches } from './actions.ts';

/** Answers `false` when it is not its turn: the press goes on to whoever wants it. */
type Run = (event: KeyboardEvent | null) => unknown;
interface Holder {
  readonly run: { current: Run };
}

/** Who performs which action now; the latest screen wins, and gives it back when it leaves. */
const holders = new Map<ActionId, Holder[]>();
const listeners = new Set<() => void>();

/**
 * Gives an action its function for as long as the component lives and `enabled` holds. It has it before the next key can arrive, not
 * first after the next picture: on a busy PC a clerk's second key is faster than that.
 */
export function useAction(id: ActionId, run: Run, enabled = true): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useLayoutEffect(() => {
    if (!enabled) return;
    const holder: Holder = { run: latest };
    holders.set(id, [...(holders.get(id) ?? []), holder]);
    for (const told of listeners) told();
    return () => {
      holders.set(
        id,
        (holders.get(id) ?? []).filter((other) => other !== holder),
      );
      for (const told of listeners) told();
    };
  }, [id, enabled]);
}

/** Actions that somebody performs now, in the order of the table. */
export function liveActions(): readonly ActionId[] {
  return actionIds.filter((id) => (holders.get(id)?.length ?? 0) > 0);
}

export function performAction(id: ActionId): void {
  holders.get(id)?.at(-1)?.run.current(null);
}

/** One listener for the whole window. */
export function listenToKeys(target: Window): () => void {
  /** The key that is held down and was ours when it went down. */
  let held: string | null = null;
  const press = (event: KeyboardEvent) => {
    // A key that an input method is using (Telex, VNI through composition) belongs to it alone.
    if (event.isComposing || event.key === 'Process' || event.key === 'Dead' || event.defaultPrevented) return;
    if (event.repeat && held !== event.code) return;
    if (!event.repeat) held = null;
    const at = event.target instanceof Element ? event.target : null;
    for (const id of actionIds) {
      const kind = actionKinds[id];
      const holder = holders.get(id)?.at(-1);
      if (!holder || !kind.keys.some((key) => matches(key, event)) || !mayRun(id, event, at)) continue;
      if (event.repeat && !kind.repeats) break;
      if (holder.run.current(event) === false) continue;
      held = event.code;
      event.preventDefault();
      return;
    }
    if (event.repeat) event.preventDefault();
  };
  target.addEventListener('keydown', press);
  return () => target.removeEventListener('keydown', press);
}

function mayRun(id: ActionId, event: KeyboardEvent, at: Element | null): boolean {
  const kind = actionKinds[id];
  if (!at) return true;
  // An open layer (dialog, menu, list of choices) has the keyboard; only the frame's own commands pass.
  if (at.closest('[role="dialog"],[role="menu"],[role="listbox"],[aria-haspopup="listbox"][aria-expanded="true"]'))
    return kind.scope === 'everywhere' && id !== 'keys.show';
  const typing = at.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable="true"]') !== null;
  // A verification field gives its keys to the record's actions; any other field keeps what edits text.
  if (typing && !at.closest('[data-actions]')) return kind.inInput === true && kind.scope === 'everywhere';
  if (typing) return kind.inInput === true;
  const plain = !event.ctrlKey && !event.altKey;
  if (plain && (event.key === 'Enter' || event.key === ' '))
    return at.closest('button,a[href],summary,[role="button"],[role="tab"],[role="checkbox"],[role="switch"],tr[tabindex]') === null;
  if (plain && event.key === 'Tab') return false;
  return true;
}
