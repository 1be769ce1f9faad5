import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Listed } from './list.ts';
import { useRem } from './use-rem.ts';

/** Below this the rows are simply all there. */
const virtualFrom = 60;

/** Rows of unlike heights that scroll with the screen around them (`Screen`); of a long list only those in sight are drawn. */
export function Stack<Row>({
  list,
  rowKey,
  estimate,
  children,
}: {
  readonly list: Listed<Row>;
  readonly rowKey: (row: Row) => string;
  /** Usual height of a row, in rem. */
  readonly estimate: number;
  readonly children: (row: Row) => ReactNode;
}) {
  const rem = useRem();
  const whole = useRef<HTMLDivElement>(null);
  const scroller = () => whole.current?.closest<HTMLElement>('[data-scrolls]') ?? null;
  const virtual = list.total > virtualFrom;
  const keyOf = (index: number) => {
    const row = list.row(index);
    return row === undefined ? index : rowKey(row);
  };
  // What stands above it in the screen may grow.
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const around = scroller();
    if (!virtual || !whole.current || !around) return;
    setAbove(Math.round(whole.current.getBoundingClientRect().top - around.getBoundingClientRect().top + around.scrollTop));
  });
  const virtualizer = useVirtualizer({
    count: virtual ? list.total : 0,
    getScrollElement: scroller,
    estimateSize: () => estimate * rem,
    scrollMargin: above,
    overscan: 8,
    getItemKey: keyOf,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when the text size changes
  useEffect(() => virtualizer.measure(), [rem]);
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { see } = list;
  useLayoutEffect(() => see(first, last), [see, first, last]);
  const draw = (index: number) => {
    const row = list.row(index);
    return row === undefined ? null : children(row);
  };
  if (!virtual)
    return (
      <div ref={whole}>
        {Array.from({ length: list.total }, (_, index) => (
          <div key={keyOf(index)} data-index={index}>
            {draw(index)}
          </div>
        ))}
      </div>
    );
  return (
    <div ref={whole} style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
      {items.map(({ key, index, start }) => (
        <div
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          style={{ position: 'absolute', insetInline: 0, transform: `translateY(${start - above}px)`, minHeight: `${estimate}rem` }}
        >
          {draw(index)}
        </div>
      ))}
    </div>
  );
}
