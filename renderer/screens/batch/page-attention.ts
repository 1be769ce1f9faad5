import { type Page, wantsRescan } from '#domain/page';

/** Kinds of pages that a person should see first, worst first; the order of the filters above the wall. */
export const attentions = ['failed', 'blank', 'poor', 'unknown'] as const;
export type Attention = (typeof attentions)[number];

/** Why a page wants to be seen, or null: nothing stands out. */
export function attentionOf(page: Page): Attention | null {
  if (page.state === 'failed') return 'failed';
  if (page.findings.some(({ code }) => code === 'page.blank')) return 'blank';
  if (wantsRescan(page)) return 'poor';
  if (page.state === 'read' && page.recordType === null) return 'unknown';
  return null;
}

export type PageFilter = 'all' | 'waiting' | Attention;

export function countPages(pages: readonly Page[]): Readonly<Record<PageFilter, number>> {
  const counts: Record<PageFilter, number> = { all: pages.length, waiting: 0, failed: 0, blank: 0, poor: 0, unknown: 0 };
  for (const page of pages) {
    const attention = attentionOf(page);
    if (attention) counts[attention] += 1;
    if (page.state === 'waiting') counts.waiting += 1;
  }
  return counts;
}

/** `attention`: what stands out first, in the order of `attentions`; the rest stays as on paper. */
export function arrangePages(pages: readonly Page[], filter: PageFilter, order: 'attention' | 'paper'): readonly Page[] {
  const shown = pages.filter(
    (page) => filter === 'all' || (filter === 'waiting' ? page.state === 'waiting' : attentionOf(page) === filter),
  );
  if (order === 'paper') return shown;
  const rank = (page: Page) => {
    const attention = attentionOf(page);
    return attention ? attentions.indexOf(attention) : attentions.length;
  };
  return shown
    .map((page) => ({ page, rank: rank(page) }))
    .sort((one, other) => one.rank - other.rank || one.page.sequence - other.page.sequence)
    .map(({ page }) => page);
}
