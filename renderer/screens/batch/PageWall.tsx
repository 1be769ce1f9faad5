import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Batch } from '#domain/batch';
import type { Page, PageFilter } from '#domain/page';
import { formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';
import { PageDetails } from './PageDetails.tsx';
import { PageThumb } from './PageThumb.tsx';
import wall from './PageWall.module.css';
import { arrangePages, attentions, countPages } from './page-attention.ts';

const filters = ['all', 'waiting', ...attentions] as const;

/** All pages as pictures; what a person should see first stands first. */
export function PageWall({
  batch,
  filter,
  onFilter,
}: {
  readonly batch: Batch;
  readonly filter: string | null;
  readonly onFilter: (filter: string | null) => void;
}) {
  const words = useWorkstation().messages.batch;
  const pages = useQuery(rpc.batch.pages.queryOptions({ input: { id: batch.id, limit: 1000 }, select: ({ rows }) => rows }));
  const jobs = useQuery(rpc.job.list.queryOptions());
  const importing = jobs.data?.some(
    ({ batchId, kind, state }) => batchId === batch.id && kind === 'import' && (state === 'running' || state === 'queued'),
  );
  const chosen = filters.find((name) => name === filter) ?? 'all';
  return (
    <Answer query={pages}>
      {(all) =>
        all.length === 0 ? (
          <EmptyState title={words.noPages} text={importing ? words.importing : words.noPagesNext} />
        ) : (
          <Wall pages={all} filter={chosen} onFilter={(by) => onFilter(by === 'all' ? null : by)} />
        )
      }
    </Answer>
  );
}

/** Widths in rem, so that the wall grows with the text size. */
const cell = { width: 8.5, height: 12.5 } as const;

function Wall({
  pages,
  filter,
  onFilter,
}: {
  readonly pages: readonly Page[];
  readonly filter: PageFilter;
  readonly onFilter: (filter: PageFilter) => void;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  // While pages are still being read they would jump to the front one after the other; then the paper's order is calmer.
  const [order, setOrder] = useState<'attention' | 'paper'>(pages.some(({ state }) => state === 'waiting') ? 'paper' : 'attention');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measure, width } = useElementSize();
  const counts = useMemo(() => countPages(pages), [pages]);
  const shown = useMemo(() => arrangePages(pages, filter, order), [pages, filter, order]);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const perRow = Math.max(1, Math.floor(width / (cell.width * rem)));
  const rows = useVirtualizer({
    count: Math.ceil(shown.length / perRow),
    getScrollElement: () => scroller.current,
    estimateSize: () => cell.height * rem,
    overscan: 2,
  });
  const chosenIndex = shown.findIndex(({ id }) => id === chosenId);
  const chosen = shown[chosenIndex] ?? null;

  const move = (event: KeyboardEvent) => {
    const page = chosen ?? shown[0];
    if (event.key === 'Escape') return setChosenId(null);
    if (event.key === 'Enter' && page?.recordIds[0]) {
      event.preventDefault();
      return go({ screen: 'record', id: page.recordIds[0] });
    }
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: perRow,
      ArrowUp: -perRow,
      PageDown: perRow * 3,
      PageUp: -perRow * 3,
      Home: -shown.length,
      End: shown.length,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = Math.min(shown.length - 1, Math.max(0, chosenIndex + step));
    setChosenId(shown[index]?.id ?? null);
    rows.scrollToIndex(Math.floor(index / perRow));
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };
  const tone = (id: PageFilter) => (id === 'failed' ? ('bad' as const) : id === 'all' || id === 'waiting' ? undefined : ('doubt' as const));

  return (
    <>
      <div className={style.tools}>
        <FilterChips<PageFilter>
          label={words.page.wall}
          value={filter}
          onChange={onFilter}
          chips={filters.map((id) => ({ id, label: words.page[id], count: counts[id], tone: tone(id) }))}
        />
        <div className={style.right}>
          <FilterOrder value={order} onChange={setOrder} />
        </div>
      </div>
      <div className={wall.split}>
        <div ref={scroller} className={wall.scroller}>
          {shown.length === 0 && <EmptyState title={words.page.noneFound} />}
          <fieldset
            ref={measure}
            className={wall.whole}
            style={{ height: rows.getTotalSize() }}
            aria-label={words.page.wall}
            onKeyDown={move}
          >
            {width > 0 &&
              rows.getVirtualItems().map((row) => (
                <div
                  key={row.key}
                  className={wall.row}
                  style={{ transform: `translateY(${row.start}px)`, gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))` }}
                >
                  {shown.slice(row.index * perRow, (row.index + 1) * perRow).map((page, column) => {
                    const index = row.index * perRow + column;
                    return (
                      <PageThumb
                        key={page.id}
                        page={page}
                        index={index}
                        number={formatNumber(page.sequence, language)}
                        chosen={page.id === chosenId}
                        reachable={chosenIndex < 0 ? index === 0 : index === chosenIndex}
                        onChoose={setChosenId}
                      />
                    );
                  })}
                </div>
              ))}
          </fieldset>
        </div>
        {chosen && <PageDetails page={chosen} onClose={() => setChosenId(null)} />}
      </div>
    </>
  );
}

function FilterOrder({
  value,
  onChange,
}: {
  readonly value: 'attention' | 'paper';
  readonly onChange: (value: 'attention' | 'paper') => void;
}) {
  const words = useWorkstation().messages.batch.page;
  return (
    <fieldset className={wall.order} aria-label={words.order}>
      <button type="button" aria-pressed={value === 'attention'} onClick={() => onChange('attention')}>
        {words.attentionFirst}
      </button>
      <button type="button" aria-pressed={value === 'paper'} onClick={() => onChange('paper')}>
        {words.paperOrder}
      </button>
    </fieldset>
  );
}
