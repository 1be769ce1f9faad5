import { z } from 'zod';
import type { Box } from '#domain/box';
import { fieldPath } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import { Explained, Located, ReadValue, Recognised, type StepId } from '#domain/reading';

export interface StepBox {
  readonly key: string;
  readonly label: string;
  readonly box: Box;
}

/** The boxes of a step's stored result; a result of another shape simply has none. Values of a record count pages as the record does. */
export function stepBoxes(
  step: StepId,
  result: unknown,
  { pageId, record }: { readonly pageId: string; readonly record: Pick<PaperRecord, 'pages'> },
): readonly StepBox[] {
  if (step === 'recognise') {
    const read = Recognised.safeParse(result).data;
    return read
      ? [
          ...read.lines.map(({ text, box }, index) => ({ key: `line ${index}`, label: text, box })),
          ...read.codes.map(({ text, box }, index) => ({ key: `code ${index}`, label: `▣ ${text}`, box })),
        ]
      : [];
  }
  if (step === 'locate') {
    const located = z.array(Located).safeParse(result).data ?? [];
    return located.map(({ key, table, row, entry, raw, box }, index) => ({
      key: `${index}`,
      label: `${table ? fieldPath(table, { index: row, column: key }) : key}${entry > 0 ? ` (${entry + 1})` : ''}: ${raw}`,
      box,
    }));
  }
  if (step === 'explain') {
    const explained = Explained.nullable().safeParse(result).data;
    return (explained?.unexplained ?? []).map(({ text, box }, index) => ({ key: `${index}`, label: text ?? '···', box }));
  }
  if (step === 'interpret') {
    const values = z.array(z.array(ReadValue)).safeParse(result).data?.flat() ?? [];
    const at = record.pages.findIndex((page) => page.pageId === pageId);
    return values.flatMap(({ path, value, page, box }, index) =>
      box && page === at ? [{ key: `${index}`, label: `${path}: ${value ?? '–'}`, box }] : [],
    );
  }
  return [];
}
