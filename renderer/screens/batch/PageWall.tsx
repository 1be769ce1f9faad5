import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Batch } from '#domain/batch';
import { type Page, PageFilter, type PageListQuery } from '#domain/page';
import { formatNumber } from '#messages/format';
import { useListHome } from '#renderer/actions/home.ts';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { FilterChips } from '#renderer/ui/FilterChips.tsx';
import { type Listed, useList } from '#renderer/ui/list.ts';
import { useRem } from '#renderer/ui/use-rem.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchScreen.module.css';
import { PageDetails } from './PageDetails.tsx';
import { PageThumb } from './PageThumb.tsx';
import wall from './PageWall.module.css';

type Order = PageListQuery['order'];

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
  // While pages are still being read they would jump to the front one after the other; then the paper's order is calmer.
  const [order, setOrder] = useState<Order>(batch.counts.pagesWaiting > 0 ? 'paper' : 'attention');
  const chosen = PageFilter.safeParse(filter).data ?? 'all';
  const pages = useList((window) => rpc.batch.pages.queryOptions({ input: { id: batch.id, ...window, filter: chosen, order } }));
  const jobs = useQuery(rpc.job.list.queryOptions());
  const importing = jobs.data?.some(
    ({ batchId, kind, state }) => batchId === batch.id && kind === 'import' && (state === 'running' || state === 'queued'),
  );
  return (
    <Answer query={pages}>
      {({ counts }) =>
        counts.all === 0 ? (
          <EmptyState title={words.noPages} text={importing ? words.importing : words.noPagesNext} />
        ) : (
          <>
            <div className={style.tools}>
              <FilterChips<PageFilter>
                label={words.page.wall}
                value={chosen}
                onChange={(by) => onFilter(by === 'all' ? null : by)}
                chips={PageFilter.options.map((id) => ({ id, label: words.page[id], count: counts[id], tone: toneOf(id) }))}
              />
              <div className={style.right}>
                <FilterOrder value={order} onChange={setOrder} />
              </div>
            </div>
            <Wall pages={pages} />
          </>
        )
      }
    </Answer>
  );
}

const toneOf = (id: PageFilter) => (id === 'failed' ? ('bad' as const) : id === 'all' || id === 'waiting' ? undefined : ('doubt' as const));

/** Widths in rem, so that the wall grows with the text size. */
const cell = { width: 8.5, height: 12.5 } as const;

function Wall({ pages }: { readonly pages: Listed<Page> }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  const [chosen, setChosen] = useState<{ readonly index: number; readonly page: Page } | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const { ref: measure, width } = useElementSize();
  const rem = useRem();
  const perRow = Math.max(1, Math.floor(width / (cell.width * rem)));
  const rows = useVirtualizer({
    count: Math.ceil(pages.total / perRow),
    getScrollElement: () => scroller.current,
    estimateSize: () => cell.height * rem,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when the text size changes
  useEffect(() => rows.measure(), [rem]);
  const items = width > 0 ? rows.getVirtualItems() : [];
  const first = (items[0]?.index ?? 0) * perRow;
  const last = Math.min(pages.total, ((items.at(-1)?.index ?? 0) + 1) * perRow) - 1;
  const { see, asked, total } = pages;
  useLayoutEffect(() => see(first, last), [see, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filtered or ordered otherwise the wall begins at its beginning
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [asked]);

  // The chosen page stays chosen when others come before it, and what is known of it stays new.
  const found = chosen ? pages.find(({ id }) => id === chosen.page.id) : -1;
  const at = found >= 0 ? found : (chosen?.index ?? -1);
  const page = (found >= 0 ? pages.row(found) : null) ?? chosen?.page ?? null;
  const choose = useCallback((index: number, one: Page) => setChosen({ index, page: one }), []);
  // The focus goes to a page when it is there: after a jump it is fetched and drawn first.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const target = scroller.current?.querySelector<HTMLElement>(`button[data-index="${wanted.current}"]`);
    // Opening the details beside the wall moves every page meanwhile.
    if (!target) return rows.scrollToIndex(Math.floor(wanted.current / perRow));
    wanted.current = null;
    target.focus();
  });

  // Not a page: the one that has the focus shows its details.
  const findWall = useCallback(() => scroller.current, []);
  useListHome(findWall, total > 0);

  // To the wall, not to the page: that would show its details again.
  const leave = () => {
    scroller.current?.focus({ preventScroll: true });
    setChosen(null);
  };

  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setChosen(null);
    const recordId = (page ?? pages.row(0))?.recordIds[0];
    if (event.key === 'Enter' && recordId) {
      event.preventDefault();
      return go({ screen: 'record', id: recordId });
    }
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: perRow,
      ArrowUp: -perRow,
      PageDown: perRow * 3,
      PageUp: -perRow * 3,
      Home: -total,
      End: total,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = wanted.current ?? at;
    // Nothing is chosen yet: the first arrow chooses the first page.
    const index = from < 0 && event.key !== 'End' ? 0 : Math.min(total - 1, Math.max(0, from + step));
    wanted.current = index;
    rows.scrollToIndex(Math.floor(index / perRow));
    const there = pages.row(index);
    if (there) setChosen({ index, page: there });
    else scroller.current?.focus({ preventScroll: true });
  };

  return (
    <div className={wall.split}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has the keyboard while a page that is jumped to is on its way */}
      <div ref={scroller} className={wall.scroller} tabIndex={-1} onKeyDown={move}>
        {total === 0 && <EmptyState title={words.page.noneFound} />}
        <fieldset ref={measure} className={wall.whole} style={{ height: rows.getTotalSize() }} aria-label={words.page.wall}>
          {items.map((row) => (
            <div
              key={row.key}
              className={wall.row}
              style={{ transform: `translateY(${row.start}px)`, gridTemplateColumns: `repeat(${perRow}, minmax(0, 1fr))` }}
            >
              {Array.from({ length: Math.min(perRow, total - row.index * perRow) }, (_, column) => {
                const index = row.index * perRow + column;
                const one = pages.row(index);
                return one ? (
                  <PageThumb
                    key={index}
                    page={one}
                    index={index}
                    number={formatNumber(one.sequence, language)}
                    chosen={one.id === page?.id}
                    reachable={at < 0 ? index === 0 : index === at}
                    onChoose={choose}
                  />
                ) : (
                  <span key={index} className={wall.coming} aria-hidden />
                );
              })}
            </div>
          ))}
        </fieldset>
      </div>
      {page && <PageDetails page={page} onClose={leave} />}
    </div>
  );
}

function FilterOrder({ value, onChange }: { readonly value: Order; readonly onChange: (value: Order) => void }) {
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
