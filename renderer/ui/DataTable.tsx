import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useMessages } from '../workstation.tsx';
import style from './DataTable.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; a column without it does not sort. Nulls come last. */
  readonly sort?: (row: Row) => string | number | null;
  /** CSS width (`8rem`, `20%`); the rest is shared by columns without one. */
  readonly width?: string;
  readonly align?: 'right' | 'center';
}

interface Props<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Enter, double click or a click on the row. */
  readonly onOpen?: (row: Row) => void;
  readonly initialSort?: { readonly id: string; readonly descending?: boolean };
  readonly empty?: ReactNode;
  /** The row that stands out (the one the user came from). */
  readonly currentKey?: string | null;
}

const collator = new Intl.Collator('vi', { numeric: true });
/** Below this the rows are simply all there, which is kinder to search in page and to screen readers. */
const virtualFrom = 150;

/** Dense table: sorts, opens rows by keyboard, keeps its place when its rows change, and draws only what is seen of long lists. */
export function DataTable<Row>({ label, rows, columns, rowKey, onOpen, initialSort, empty, currentKey }: Props<Row>) {
  const messages = useMessages();
  const [sort, setSort] = useState(initialSort ?? null);
  const [active, setActive] = useState<string | null>(currentKey ?? null);
  const scroller = useRef<HTMLDivElement>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const virtual = sorted.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: virtual ? sorted.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 34,
    overscan: 12,
  });
  const items = virtual ? virtualizer.getVirtualItems() : null;
  const before = items?.[0]?.start ?? 0;
  const after = items ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const visible = items
    ? items.flatMap(({ index }) => {
        const row = sorted[index];
        return row === undefined ? [] : [{ row, index }];
      })
    : sorted.map((row, index) => ({ row, index }));
  const activeIndex = Math.max(
    0,
    sorted.findIndex((row) => rowKey(row) === active),
  );

  const move = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -sorted.length, End: sorted.length }[event.key];
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (step !== undefined && target?.tagName === 'TR') {
      event.preventDefault();
      event.stopPropagation();
      const index = Math.min(sorted.length - 1, Math.max(0, activeIndex + step));
      const row = sorted[index];
      if (row === undefined) return;
      setActive(rowKey(row));
      if (virtual) virtualizer.scrollToIndex(index);
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus());
    }
    if (event.key === 'Enter' && target?.tagName === 'TR' && onOpen) {
      const row = sorted[activeIndex];
      if (row !== undefined) onOpen(row);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  if (rows.length === 0 && empty) return empty;
  return (
    <div ref={scroller} className={style.scroller}>
      <table className={style.table} aria-label={label} aria-rowcount={sorted.length + 1}>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => {
              const sorts = sort?.id === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
              return (
                <th key={column.id} scope="col" data-align={column.align} aria-sort={column.sort ? (sorts ?? 'none') : undefined}>
                  {column.sort ? (
                    <button
                      type="button"
                      className={style.sort}
                      title={messages.frame.sort(column.header)}
                      onClick={() => setSort({ id: column.id, descending: sorts === 'ascending' })}
                    >
                      {column.header}
                      <span aria-hidden className={style.arrow} data-none={sorts ? undefined : true}>
                        {sorts === 'ascending' ? '▲' : sorts === 'descending' ? '▼' : ''}
                      </span>
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onKeyDown={move}>
          {before > 0 && (
            <tr aria-hidden style={{ height: before }}>
              <td colSpan={columns.length} />
            </tr>
          )}
          {visible.map(({ row, index }) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                tabIndex={onOpen ? (index === activeIndex ? 0 : -1) : undefined}
                data-current={key === currentKey || undefined}
                data-opens={onOpen ? true : undefined}
                onFocus={() => setActive(key)}
                onClick={
                  onOpen
                    ? (event) => {
                        if (!isControl(event.target)) onOpen(row);
                      }
                    : undefined
                }
              >
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align}>
                    {column.cell(row)}
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

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: { readonly id: string; readonly descending?: boolean } | null,
): readonly Row[] {
  const by = columns.find(({ id }) => id === sort?.id)?.sort;
  if (!by) return rows;
  const turn = sort?.descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = by(one);
    const b = by(other);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return turn * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

/** A button or link inside a row acts for itself. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button,a,input,label') !== null;
}
