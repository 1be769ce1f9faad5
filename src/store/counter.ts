import type { PagesUnread } from '#domain/batch';
import type { RecordState } from '#domain/paper-record';
import type { ReadHandle } from './handle.ts';
import { sql } from './sql.ts';

/** Reads what triggers keep (decision 012, `0003-counters.sql`); nothing here counts rows of the store, and nothing else writes them. */

/** How many records of a batch stand alike, by all that decides about their hand-over. */
export interface Standing {
  readonly state: RecordState;
  /** Null: of no known type. */
  readonly recordType: string | null;
  readonly version: number | null;
  /** One of the record's own findings is an error. */
  readonly withError: boolean;
  readonly records: number;
  /** Of these, records that only the machine accepted. */
  readonly byMachine: number;
  /** Values in them that a person kept against an error. */
  readonly overruled: number;
}

export interface BatchStanding extends Standing {
  readonly batchId: string;
  readonly batchCode: string;
  readonly title: string;
  readonly placeCode: string | null;
  /** Of the batch. */
  readonly pagesUnread: PagesUnread;
}

/** Of one batch, or of all (null) that have records, the newest batch first. */
export function listStandings(read: ReadHandle, batchId: string | null = null): BatchStanding[] {
  return read
    .all<
      Omit<BatchStanding, 'withError' | 'pagesUnread'> & { withError: number } & PagesUnread
    >(sql`SELECT s.batch_id AS batchId, b.code AS batchCode, b.title,
      b.place_code AS placeCode, s.state, NULLIF(s.record_type, '') AS recordType, NULLIF(s.version, 0) AS version,
      s.with_error AS withError, s.records, s.by_machine AS byMachine, s.overruled,
      c.pages_waiting + c.entries_waiting AS waiting, c.pages_stopped AS stopped, c.pages_failed AS failed
    FROM batch b JOIN standing_counter s ON s.batch_id = b.id JOIN batch_counter c ON c.batch_id = b.id
    WHERE s.records > 0 AND ${batchId === null ? sql`TRUE` : sql`b.id = ${batchId}`} ORDER BY b.number DESC`)
    .map(({ waiting, stopped, failed, ...row }) => ({ ...row, withError: row.withError === 1, pagesUnread: { waiting, stopped, failed } }));
}

export function countRecords(read: ReadHandle, batchId: string): number {
  return read.get<{ n: number }>(sql`SELECT COALESCE(SUM(records), 0) AS n FROM standing_counter WHERE batch_id = ${batchId}`)?.n ?? 0;
}

/** Records that wait for a person, over all batches; those that came back are among the open ones. */
export function countByState(read: ReadHandle): { readonly open: number; readonly returned: number } {
  return (
    read.get<{ open: number; returned: number }>(sql`SELECT COALESCE(SUM(records), 0) AS open,
      COALESCE(SUM(records) FILTER (WHERE state = 'returned'), 0) AS returned FROM standing_counter WHERE state IN ('open', 'returned')`) ?? {
      open: 0,
      returned: 0,
    }
  );
}

/** What was reached on a day: records scanned (made), verified, accepted. */
export interface DayCount {
  readonly day: string;
  readonly scanned: number;
  readonly verified: number;
  readonly accepted: number;
}

/** Records by day for targets of some places. */
export function countDays(
  read: ReadHandle,
  filter: { readonly recordType: string | null; readonly placeCodes: readonly string[] },
): readonly DayCount[] {
  const { recordType, placeCodes } = filter;
  return read.all(sql`SELECT day, SUM(scanned) AS scanned, SUM(verified) AS verified, SUM(accepted) AS accepted FROM day_counter
    WHERE ${recordType === null ? sql`TRUE` : sql`record_type = ${recordType}`}
      AND place_code IN (SELECT value FROM json_each(${JSON.stringify(placeCodes)}))
    GROUP BY day HAVING SUM(scanned) <> 0 OR SUM(verified) <> 0 OR SUM(accepted) <> 0 ORDER BY day`);
}

/** Everywhere, by record type (null: of all types): one pass over the counters serves all targets without a place. */
export function countDaysByType(read: ReadHandle): ReadonlyMap<string | null, readonly DayCount[]> {
  const rows = read.all<DayCount & { readonly recordType: string }>(sql`SELECT record_type AS recordType, day, SUM(scanned) AS scanned,
      SUM(verified) AS verified, SUM(accepted) AS accepted
    FROM day_counter GROUP BY day, record_type HAVING SUM(scanned) <> 0 OR SUM(verified) <> 0 OR SUM(accepted) <> 0 ORDER BY day`);
  const byType = new Map<string | null, DayCount[]>();
  for (const { recordType, ...count } of rows) {
    const days = byType.get(recordType);
    if (days) days.push(count);
    else byType.set(recordType, [count]);
  }
  byType.set(
    null,
    [...Map.groupBy(rows, ({ day }) => day)].map(([day, counts]) => ({
      day,
      scanned: sum(counts, 'scanned'),
      verified: sum(counts, 'verified'),
      accepted: sum(counts, 'accepted'),
    })),
  );
  return byType;
}

function sum(counts: readonly DayCount[], key: 'scanned' | 'verified' | 'accepted'): number {
  return counts.reduce((total, count) => total + count[key], 0);
}

/**
 * Over all batches. Waiting are pages that are going to be read; a file that still waits to be opened counts as one, so that a total does
 * not creep along with the work.
 */
export function countUnreadPages(read: ReadHandle): PagesUnread {
  return (
    read.get<PagesUnread>(sql`SELECT COALESCE(SUM(pages_waiting + entries_waiting), 0) AS waiting, COALESCE(SUM(pages_stopped), 0) AS stopped,
      COALESCE(SUM(pages_failed), 0) AS failed FROM batch_counter`) ?? { waiting: 0, stopped: 0, failed: 0 }
  );
}
