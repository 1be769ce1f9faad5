import { expect, it } from 'vitest';
import { finding } from '#domain/finding';
import { attentionOf, type Page } from '#domain/page';

type Judged = Pick<Page, 'state' | 'findings' | 'recordType'>;
const page = (change: Partial<Judged> = {}): Judged => ({ state: 'read', recordType: 'paper', findings: [], ...change });

it('a person should first see failures, then blanks, poor pictures and unknown paper; waiting and turned pages are in order', () => {
  expect(
    [
      page(),
      page({ recordType: null }),
      page({ findings: [finding('page.blurred', 'warning', null)] }),
      page({ state: 'waiting', recordType: null }),
      page({ recordType: null, findings: [finding('page.blank', 'warning', null), finding('page.unknown', 'warning', null)] }),
      page({ state: 'failed', recordType: null }),
      page({ findings: [finding('page.turned', 'info', null)] }),
    ].map(attentionOf),
  ).toEqual([null, 'unknown', 'poor', null, 'blank', 'failed', null]);
});
