import { type FocusEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Listed } from './list.ts';

/**
 * The row that has the cursor: by its place, and by its key, so that it is the same one when rows come or go above it. The focus
 * follows, also to rows that are drawn first after a jump.
 */
export function useActiveRow<Row>({
  list,
  rowKey,
  scroller,
  onReach,
}: {
  readonly list: Listed<Row>;
  readonly rowKey: (row: Row) => string;
  readonly scroller: { readonly current: HTMLElement | null };
  readonly onReach: (index: number) => void;
}) {
  const [at, setAt] = useState<{ readonly index: number; readonly asked: string }>({ index: 0, asked: list.asked });
  const key = useRef<string | null>(null);
  const wanted = useRef<number | null>(null);
  const held = useRef<Element | null>(null);
  const active = at.asked === list.asked ? Math.max(0, Math.min(at.index, list.total - 1)) : 0;

  useLayoutEffect(() => {
    const present = list.row(active);
    if (at.asked === list.asked && key.current !== null && present !== undefined && rowKey(present) !== key.current) {
      const moved = list.find((row) => rowKey(row) === key.current);
      if (moved >= 0) {
        if (document.activeElement === held.current) wanted.current = moved;
        setAt({ index: moved, asked: list.asked });
        return;
      }
    }
    key.current = present === undefined ? null : rowKey(present);
    const target = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (target) {
      wanted.current = null;
      target.focus();
    } else if (held.current?.isConnected === false && document.activeElement === document.body) {
      // The row with the focus was scrolled away: its keys are still ours.
      scroller.current?.focus({ preventScroll: true });
    }
  });

  return {
    active,
    /** The cursor goes to the row at a place, or to the nearest there is. */
    reach: (to: number) => {
      const index = Math.max(0, Math.min(to, list.total - 1));
      wanted.current = index;
      key.current = null;
      setAt({ index, asked: list.asked });
      onReach(index);
    },
    keep: (event: FocusEvent) => {
      held.current = event.target.matches('tr[data-index]') ? event.target : null;
    },
    /** It stands there already. */
    hold: (index: number) => {
      if (index === active && at.asked === list.asked) return;
      key.current = null;
      setAt({ index, asked: list.asked });
    },
  };
}
