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
    return enabled ? hold(id, { run: latest }) : undefined;
  }, [id, enabled]);
}

/** The same for many actions that one function performs; `live`: those that it performs now. */
export function useActions<Id extends ActionId>(run: (id: Id, event: KeyboardEvent | null) => unknown, live: readonly Id[]): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  const names = live.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is another one with every picture, its names seldom are
  useLayoutEffect(() => {
    const releases = live.map((id) => hold(id, { run: { current: (event) => latest.current(id, event) } }));
    return () => {
      for (const release of releases) release();
    };
  }, [names]);
}

function hold(id: ActionId, holder: Holder): () => void {
  holders.set(id, [...(holders.get(id) ?? []), holder]);
  return () => {
    holders.set(
      id,
      (holders.get(id) ?? []).filter((other) => other !== holder),
    );
  };
}

/** Whoever performs an action now. */
export const holderOf = (id: ActionId): Holder | null => holders.get(id)?.at(-1) ?? null;
export const isLive = (id: ActionId): boolean => holderOf(id) !== null;

export function performAction(id: ActionId): void {
  holderOf(id)?.run.current(null);
}
