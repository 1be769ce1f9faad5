import { z } from 'zod';

/** Which rows of a list are wanted: `limit` of them from `offset` on. Lists grow without end, answers must not. */
export const ListWindow = z.object({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type ListWindow = z.infer<typeof ListWindow>;

/** Rows of the window, and how many there are in all with the same filter. */
export interface List<Row> {
  readonly rows: Row[];
  readonly total: number;
}

export function listOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.number().int() });
}

/** What a list is sorted by, or nothing; rows that have nothing there come last either way. */
export interface SortBy<Key extends string> {
  readonly by: Key;
  readonly descending: boolean;
}

export function sortBy<const Key extends string>(keys: readonly [Key, ...Key[]]) {
  return z.object({ by: z.enum(keys), descending: z.boolean().default(false) });
}

/** Every row of a list, window after window: for programs and tests. A screen asks for what it shows. */
export async function allRows<Row>(ask: (window: ListWindow) => Promise<List<Row>>): Promise<Row[]> {
  const limit = 1000;
  const rows: Row[] = [];
  for (;;) {
    const answer = await ask({ offset: rows.length, limit });
    rows.push(...answer.rows);
    if (answer.rows.length < limit) return rows;
  }
}
