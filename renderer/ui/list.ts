import { type QueryKey, type QueryObserverOptions, useQueries } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { List, ListWindow } from '#domain/list';

/** A list that lives at the core: any row by its index, fetched a window at a time when it comes into sight. */
export interface Listed<Row> {
  readonly total: number;
  /** Undefined while it is not here yet. */
  readonly row: (index: number) => Row | undefined;
  /** Where a row stands, as far as it is here; -1 where it is not. */
  readonly find: (is: (row: Row) => boolean) => number;
  /** Rows that are in sight now; their windows are fetched. */
  readonly see: (first: number, last: number) => void;
  /** Changes when another list is asked for (sorted or filtered otherwise): what stood in sight no longer means anything. */
  readonly asked: string;
}

/** A list and the answer that tells of it as a whole; what was answered before stays until the next answer is here. */
export interface ListQuery<Row, Answer> extends Listed<Row> {
  readonly data: Answer | undefined;
  readonly isError: boolean;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

/** As many rows as two to six screens hold. */
const windowSize = 200;
/** A window that nobody looks at is kept this long: scrolling through 40,000 pages must not fill the memory. */
const keptMilliseconds = 60_000;

type RowOf<Answer extends List<unknown>> = Answer['rows'][number];
type Asked<Answer> = QueryObserverOptions<Answer, Error, Answer, Answer, QueryKey>;

interface Shown<Answer> {
  readonly asked: string;
  readonly first: Answer | undefined;
  readonly windows: ReadonlyMap<number, Answer>;
}

/** `ask`: the query for one window, `(window) => rpc.batch.records.queryOptions({ input: { id, ...window } })`. */
export function useList<Answer extends List<unknown>>(
  ask: (window: ListWindow) => Asked<Answer>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): ListQuery<RowOf<Answer>, Answer> {
  const options = (index: number): Asked<Answer> => ({
    ...ask({ offset: index * windowSize, limit: windowSize }),
    enabled,
    gcTime: keptMilliseconds,
  });
  const asked = JSON.stringify(options(0).queryKey);
  const [sight, setSight] = useState({ asked, first: 0, last: 0 });
  // Another list is looked at from its beginning.
  const { first, last } = sight.asked === asked ? sight : { first: 0, last: 0 };
  const indexes = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const results = useQueries({ queries: indexes.map(options) });

  const shown = useRef<Shown<Answer>>({ asked, first: undefined, windows: new Map() });
  const here = results.flatMap(({ data }, at): (readonly [number, Answer])[] => (data === undefined ? [] : [[first + at, data]]));
  const told = here[0]?.[1];
  if (told !== undefined && enabled) shown.current = { asked, first: told, windows: new Map(here) };
  else if (!enabled) shown.current = { asked, first: undefined, windows: new Map() };
  const { first: data, windows } = shown.current;

  const see = useCallback(
    (from: number, to: number) => {
      // What is in sight is still the list from before.
      if (shown.current.asked !== asked) return;
      const next = { asked, first: Math.floor(Math.max(0, from) / windowSize), last: Math.floor(Math.max(0, to) / windowSize) };
      setSight((now) => (now.asked === next.asked && now.first === next.first && now.last === next.last ? now : next));
    },
    [asked],
  );
  const failed = results.find(({ isError }) => isError);
  return {
    data,
    total: data?.total ?? 0,
    row: (index) => windows.get(Math.floor(index / windowSize))?.rows[index % windowSize],
    find: (is) => {
      for (const [index, { rows }] of windows) {
        const at = rows.findIndex(is);
        if (at >= 0) return index * windowSize + at;
      }
      return -1;
    },
    see,
    asked: shown.current.asked,
    isError: failed !== undefined,
    error: failed?.error ?? null,
    isFetching: results.some(({ isFetching }) => isFetching),
    refetch: () => results.map(({ refetch }) => refetch()),
  };
}

/** A list that is here whole. */
export function listOfRows<Row>(rows: readonly Row[], asked = ''): Listed<Row> {
  return { total: rows.length, row: (index) => rows[index], find: (is) => rows.findIndex(is), see: () => undefined, asked };
}
