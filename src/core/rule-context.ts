import type { RuleContext } from '#domain/rules/check-record';
import type { ReadHandle } from '#store/handle';
import { findPageReading } from '#store/page';
import { type StoredRecord, recordPages } from '#store/paper-record';
import type { CoreContext } from './context.ts';
import { localDay } from './target.ts';

/** What checks need to know beside the record: today, the places, the codes on its pages. */
export function ruleContext(core: CoreContext, read: ReadHandle, record: StoredRecord): RuleContext {
  const qr = recordPages(read, record.id).flatMap((page) => findPageReading(read, page.pageId)?.recognised.codes.map((code) => code.text) ?? []);
  return { today: localDay(core), places: core.places, qr };
}

export function readingContext(core: CoreContext) {
  return { today: localDay(core), places: core.places };
}
