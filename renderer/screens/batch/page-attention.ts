import { attentionOf, type Page, PageAttention, type PageFilter } from '#domain/page';

/** In the order of the filters above the wall. */
export const attentions = PageAttention.options;

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
