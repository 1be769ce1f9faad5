import { useLayoutEffect, useRef } from 'react';
import type { ActionId } from './actions.ts';

/** Answers `false` when it is not its turn: the press goes on to whoever wants it. */
type Run = (event: KeyboardEvent | null) => unknown;
export interface Holder {
  readonly run: { current: Run };
}

/** Who performs which action now; the latest screen wins, and gives it back when it leaves. */
const holders = new Map<ActionId, Holder[]>();

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
    return () => {
      holders.set(
        id,
        (holders.get(id) ?? []).filter((other) => other !== holder),
      );
    };
  }, [id, enabled]);
}

/** Whoever performs an action now. */
export const holderOf = (id: ActionId): Holder | null => holders.get(id)?.at(-1) ?? null;
export const isLive = (id: ActionId): boolean => holderOf(id) !== null;

export function performAction(id: ActionId): void {
  holderOf(id)?.run.current(null);
}
