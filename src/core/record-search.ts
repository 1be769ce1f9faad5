import type { FieldKind } from '#domain/fields/field-kind';
import { fieldKinds } from '#domain/fields/field-kinds';
import type { ListWindow } from '#domain/list';
import type { RecordRow } from '#domain/paper-record';
import { searchSteps, searchTokens, searchWords } from '#domain/record-search';
import { fieldAt, type RecordType } from '#domain/record-type';
import { listValues } from '#store/field-value';
import type { ReadHandle, WriteHandle } from '#store/handle';
import { findRecord, recordRows } from '#store/paper-record';
import { indexRecord, recordsToIndex, recordsWithTokens, wordsWithPart, writtenValues } from '#store/record-search';
import type { CoreContext } from './context.ts';
import { fillInSlices } from './fill.ts';
import { findType } from './knowledge.ts';

/** For each record that is wanted so many are looked at in one step: more than a few of those with its words have them in a row. */
const lookedAtForEach = 8;
const mostWords = 40;

/** Names, numbers and days: what people look a record up by. */
const onOneLine: ReadonlySet<FieldKind['editor']> = new Set(['line', 'digits', 'date']);

interface FoundList {
  readonly rows: (RecordRow & { readonly batchCode: string; readonly match: string })[];
  readonly more: boolean;
}

/** The best first; `match` is the value that was meant, as it is written. */
export function searchRecords(read: ReadHandle, text: string, { offset, limit }: ListWindow): FoundList {
  const wanted = offset + limit + 1;
  const matches = new Map<string, string>();
  for (const { expression, fits } of searchSteps(text, (part) => wordsWithPart(read, part, mostWords))) {
    let before = Number.MAX_SAFE_INTEGER;
    for (let looked = 0; looked < wanted * lookedAtForEach && matches.size < wanted; looked += wanted) {
      const found = recordsWithTokens(read, { expression, before, most: wanted });
      for (const { id } of found) {
        if (matches.size >= wanted || matches.has(id)) continue;
        const match = writtenValues(read, id).find(fits);
        if (match !== undefined) matches.set(id, match);
      }
      if (found.length < wanted) break;
      before = found.at(-1)?.key ?? 0;
    }
    if (matches.size >= wanted) break;
  }
  const ids = [...matches.keys()].slice(offset, offset + limit);
  return { rows: recordRows(read, ids).map((row) => ({ ...row, match: matches.get(row.id) ?? '' })), more: matches.size >= wanted };
}

/** Puts what the record says now into the index; in the transaction of the change. */
export function indexValues(
  write: WriteHandle,
  recordId: string,
  type: RecordType | null,
  values: readonly { readonly path: string; readonly value: string | null }[],
): void {
  const tokens = searchTokens(
    values.flatMap(({ path, value }) => {
      if (value === null) return [];
      const field = type ? fieldAt(type, path) : null;
      return [{ value, long: !field || !onOneLine.has(fieldKinds[field.kind].editor) }];
    }),
  );
  indexRecord(write, recordId, tokens, searchWords(tokens));
}

/** Fills the index of a store that an earlier program left, the newest records first; what it has not come to is not found yet. */
export function fillIndex(core: CoreContext): Promise<void> {
  return fillInSlices(core, (write) => {
    const [id] = recordsToIndex(write, 1);
    if (id === undefined) return false;
    const found = findRecord(write, id);
    indexValues(write, id, findType(core.knowledge, found?.recordType ?? null, found?.version ?? null), listValues(write, id));
    return true;
  });
}
