import { cellOf, fieldPath } from '#domain/field-path';
import { landParts } from '#domain/land-parts';
import type { ReadValue } from '#domain/reading';
import type { Table } from '#domain/record-type';
import type { Draft } from './interpret.ts';

/** Rows of a table that stands nowhere by itself: each value is a part of another one, and no better than that. */
export function partDrafts({ key, parts, columns }: Table, drafts: readonly Draft[]): readonly Draft[] {
  if (!parts) return [];
  const sourceOf = (field: string) => drafts.find(({ path }) => path === field);
  const textOf = ([, field]: readonly [string, string]) => sourceOf(field)?.value ?? null;
  return landParts(textOf(parts.words) ?? '', textOf(parts.term), textOf(parts.origin)).flatMap((row, index) =>
    (['words', 'area', 'term', 'origin'] as const).flatMap((role): readonly Draft[] => {
      const source = sourceOf(parts[role][1]);
      const column = columns.find((one) => one.key === parts[role][0]);
      if (!source || !column) return [];
      const path = fieldPath(key, { index, column: column.key });
      const value = row[role];
      return [
        { ...source, field: column, path, value, raw: value, alternatives: [], findings: source.findings.map((one) => ({ ...one, path })) },
      ];
    }),
  );
}

/** A part is as sure as the whole value, and passes where that did: the whole may have a witness (its areas' sum) that no part has. */
export function heldByWholes(values: readonly ReadValue[], tables: readonly Table[]): readonly ReadValue[] {
  const byPath = new Map(values.map((value) => [value.path, value]));
  return values.map((value) => {
    const cell = cellOf(value.path);
    const parts = tables.find(({ key }) => key === cell?.table)?.parts;
    const [, field] = Object.values(parts ?? {}).find(([column]) => column === cell?.column) ?? [];
    const whole = field === undefined ? undefined : byPath.get(field);
    return whole && value.value !== null ? { ...value, accepted: whole.accepted, confidence: whole.confidence } : value;
  });
}
