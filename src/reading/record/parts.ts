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

/** A part passes where the whole value did. */
export function heldByWholes(values: readonly ReadValue[], tables: readonly Table[]): readonly ReadValue[] {
  const passed = new Set(values.filter(({ accepted }) => accepted).map(({ path }) => path));
  return values.map((value) => {
    const cell = cellOf(value.path);
    const parts = tables.find(({ key }) => key === cell?.table)?.parts;
    const [, source] = Object.values(parts ?? {}).find(([column]) => column === cell?.column) ?? [];
    return source === undefined || passed.has(source) ? value : { ...value, accepted: false };
  });
}
