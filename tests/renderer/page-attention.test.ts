import { describe, expect, it } from 'vitest';
import { finding } from '#domain/finding';
import { attentionOf, type Page } from '#domain/page';
import { arrangePages, countPages } from '#renderer/screens/batch/page-attention.ts';

function page(sequence: number, change: Partial<Page> = {}): Page {
  return {
    id: `p${sequence}`,
    batchId: 'b',
    sequence,
    fileName: 'a.jpg',
    filePage: 0,
    sha256: '',
    mediaType: 'image/jpeg',
    width: 1,
    height: 1,
    dpi: 300,
    state: 'read',
    turn: 0,
    recordType: 'paper',
    face: 'front',
    recordIds: [],
    findings: [],
    problem: null,
    ...change,
  };
}

const pages = [
  page(1),
  page(2, { recordType: null, face: null }),
  page(3, { findings: [finding('page.blurred', 'warning', null)] }),
  page(4, { state: 'waiting', recordType: null, face: null }),
  page(5, { recordType: null, findings: [finding('page.blank', 'warning', null), finding('page.unknown', 'warning', null)] }),
  page(6, { state: 'failed', recordType: null, problem: { code: 'file.tooSlow', params: {} } }),
  page(7, { findings: [finding('page.turned', 'info', null)] }),
];

describe('what a person should see first', () => {
  it('is failures, then blanks, poor pictures and unknown paper; waiting and turned pages are in order', () => {
    expect(pages.map(attentionOf)).toEqual([null, 'unknown', 'poor', null, 'blank', 'failed', null]);
    expect(arrangePages(pages, 'all', 'attention').map(({ sequence }) => sequence)).toEqual([6, 5, 3, 2, 1, 4, 7]);
    expect(arrangePages(pages, 'all', 'paper')).toEqual(pages);
  });

  it('counts as it filters', () => {
    const counts = countPages(pages);
    expect(counts).toEqual({ all: 7, waiting: 1, failed: 1, blank: 1, poor: 1, unknown: 1 });
    for (const filter of ['all', 'waiting', 'failed', 'blank', 'poor', 'unknown'] as const) {
      expect(arrangePages(pages, filter, 'paper')).toHaveLength(counts[filter]);
    }
  });
});
