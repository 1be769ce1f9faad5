import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { SortBy } from '#domain/list';
import { useListHome } from '../actions/home.ts';
import { useMessages } from '../workstation.tsx';
import style from './DataTable.module.css';
import type { Listed } from './list.ts';
import { useActiveRow } from './use-active-row.ts';
import { useRem } from './use-rem.ts';

export interface Column<Row, Key extends string = string> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the list is sorted by when somebody chooses this column; a column without it does not sort. */
  readonly sort?: Key;
  /** CSS width (`8rem`, `20%`); the rest is shared by columns without one. */
  readonly width?: string;
  readonly align?: 'right' | 'center';
}

interface Props<Row, Key extends string> {
  readonly label: string;
  readonly list: Listed<Row>;
  readonly columns: readonly Column<Row, Key>[];
  readonly rowKey: (row: Row) => string;
  readonly sort: SortBy<Key> | null;
  readonly onSort: (sort: SortBy<Key>) => void;
  /** Enter, or a click on the row. */
  readonly onOpen?: (row: Row) => void;
  /** The screen is about this list: it has the keyboard from the start. */
  readonly isHome?: boolean;
}

/** Below this the rows are simply all there, which is kinder to search in page and to screen readers. */
const virtualFrom = 150;
/** Height of a row in rem, as in DataTable.module.css. */
const rowHeight = 2.125;

/**
 * Dense table over a list of the core: sorts, opens rows by keyboard, keeps its place when its rows change, draws only what is seen of
 * long lists, and goes by arrows, Home, End and pages over rows that have not been fetched yet.
 */
export function DataTable<Row, Key extends string>({
  label,
  list,
  columns,
  rowKey,
  sort,
  onSort,
  onOpen,
  isHome = false,
}: Props<Row, Key>) {
  const rem = useRem();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = list.total > virtualFrom;
  const virtualizer = useVirtualizer({
    count: virtual ? list.total : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight * rem,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when the text size changes
  useEffect(() => virtualizer.measure(), [rem]);
  const items = virtual ? virtualizer.getVirtualItems() : null;
  const before = items?.[0]?.start ?? 0;
  const after = items ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const indexes = items ? items.map(({ index }) => index) : Array.from({ length: list.total }, (_, index) => index);
  const [first = 0] = indexes;
  const last = indexes.at(-1) ?? 0;
  const { see, asked } = list;
  const seen = useRef(asked);
  useLayoutEffect(() => {
    if (seen.current === asked) return see(first, last);
    // Another list begins at its beginning.
    seen.current = asked;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [see, first, last, asked]);
  const { active, reach, hold, keep } = useActiveRow({
    list,
    rowKey,
    scroller,
    onReach: (index) => virtual && virtualizer.scrollToIndex(index),
  });

  const findRow = useCallback(() => scroller.current?.querySelector<HTMLElement>('tr[tabindex="0"]') ?? null, []);
  useListHome(findRow, isHome && list.total > 0);

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.tagName !== 'TR' && target !== scroller.current) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -list.total, End: list.total }[event.key];
    const row = list.row(active);
    if (step !== undefined) reach(active + step);
    else if (event.key === 'Enter' && onOpen && row !== undefined) onOpen(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it has the keyboard when the row that had it was scrolled away
    <div ref={scroller} className={style.scroller} tabIndex={-1} onKeyDown={move} onFocus={keep}>
      <table className={style.table} aria-label={label} aria-rowcount={list.total + 1}>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden style={{ height: before }}>
              <td colSpan={columns.length} />
            </tr>
          )}
          {indexes.map((index) => {
            const row = list.row(index);
            return (
              <tr
                // By place, not by row: the element under the cursor stays when its row arrives.
                key={index}
                data-index={index}
                aria-rowindex={index + 2}
                aria-busy={row === undefined || undefined}
                tabIndex={onOpen ? (index === active ? 0 : -1) : undefined}
                data-opens={onOpen ? true : undefined}
                onFocus={() => hold(index)}
                onClick={(event) => {
                  if (onOpen && row !== undefined && !isControl(event.target)) onOpen(row);
                }}
              >
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align}>
                    {row === undefined ? null : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && (
            <tr aria-hidden style={{ height: after }}>
              <td colSpan={columns.length} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row, Key extends string>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row, Key>;
  readonly sort: SortBy<Key> | null;
  readonly onSort: (sort: SortBy<Key>) => void;
}) {
  const messages = useMessages();
  const { sort: by, header } = column;
  const sorts = by !== undefined && sort?.by === by ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" data-align={column.align} aria-sort={by === undefined ? undefined : (sorts ?? 'none')}>
      {by === undefined ? (
        header
      ) : (
        <button
          type="button"
          className={style.sort}
          title={messages.frame.sort(header)}
          onClick={() => onSort({ by, descending: sorts === 'ascending' })}
        >
          {header}
          <span aria-hidden className={style.arrow} data-none={sorts ? undefined : true}>
            {sorts === 'ascending' ? '▲' : sorts === 'descending' ? '▼' : ''}
          </span>
        </button>
      )}
    </th>
  );
}

/** A button or link inside a row acts for itself. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button,a,input,label') !== null;
}
