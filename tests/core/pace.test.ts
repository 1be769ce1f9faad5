import { expect, test } from 'vitest';
import { openPace } from '#core/pace';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2, 3, 0, seconds));

test('the pace is that of the last pages, and none before there are enough or after a rest', () => {
  const pages = openPace();
  for (let page = 0; page < 4; page += 1) pages.add(at(page * 2));
  expect(pages.count(100)).toEqual({ done: 4, pagesPerMinute: null });
  for (let page = 4; page < 10; page += 1) pages.add(at(page * 2));
  expect(pages.count(100)).toEqual({ done: 10, pagesPerMinute: 30 });
  // A night between: what was yesterday says nothing of today.
  for (let page = 0; page < 5; page += 1) pages.add(at(36_000 + page));
  expect(pages.count(100)).toEqual({ done: 15, pagesPerMinute: 60 });
  pages.rest();
  pages.add(at(36_060));
  expect(pages.count(100).pagesPerMinute).toBeNull();
});

test('the count begins anew once nothing is left', () => {
  const pages = openPace();
  pages.add(at(0));
  expect(pages.count(1)).toEqual({ done: 1, pagesPerMinute: null });
  pages.add(at(1));
  expect(pages.count(0)).toEqual({ done: 2, pagesPerMinute: null });
  pages.begin();
  expect(pages.count(0).done).toBe(0);
});
