import type { QueryClient } from '@tanstack/react-query';
import type { PaperRecord } from '#domain/paper-record';
import { rpc } from '#renderer/core.ts';

/** Records as the core last told them: answers alone, nothing that is only expected. */
export interface Records {
  readonly find: (id: string) => PaperRecord | undefined;
  /** Changes a record that is kept; nothing happens to one that is not. */
  readonly change: (id: string, change: (record: PaperRecord) => PaperRecord) => void;
  /** Asks the core again, now where a screen shows the record, else when one does. */
  readonly refetch: (id: string) => void;
}

export function recordsOf(client: QueryClient): Records {
  const queryKey = (id: string) => rpc.record.open.queryKey({ input: { id } });
  return {
    find: (id) => client.getQueryData(queryKey(id)),
    change: (id, change) => void client.setQueryData(queryKey(id), (record: PaperRecord | undefined) => record && change(record)),
    refetch: (id) => void client.invalidateQueries({ queryKey: queryKey(id) }),
  };
}

/** Time, so that tests have their own. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Answers what stops it. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

export const windowClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
