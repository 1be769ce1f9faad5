import type { TargetInput } from '#domain/target';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

export type StoredTarget = TargetInput & { readonly id: string; readonly createdAt: string };

interface Row {
  id: string;
  title: string;
  record_type: string | null;
  place_code: string | null;
  total: number;
  share: number;
  from_date: string;
  by_date: string;
  created_at: string;
}

export function listTargets(read: ReadHandle): StoredTarget[] {
  return read.all<Row>(sql`SELECT * FROM target ORDER BY by_date, rowid`).map(toTarget);
}

export function findTarget(read: ReadHandle, id: string): StoredTarget | null {
  const row = read.get<Row>(sql`SELECT * FROM target WHERE id = ${id}`);
  return row ? toTarget(row) : null;
}

export function putTarget(write: WriteHandle, id: string, target: TargetInput, at: string): void {
  write.run(sql`INSERT INTO target (id, title, record_type, place_code, total, share, from_date, by_date, created_at)
    VALUES (${id}, ${target.title}, ${target.recordType}, ${target.placeCode}, ${target.total}, ${target.share}, ${target.from}, ${target.by}, ${at})
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, record_type = excluded.record_type, place_code = excluded.place_code,
      total = excluded.total, share = excluded.share, from_date = excluded.from_date, by_date = excluded.by_date`);
}

/** Answers whether there was one. */
export function deleteTarget(write: WriteHandle, id: string): boolean {
  return write.run(sql`DELETE FROM target WHERE id = ${id}`) > 0;
}

function toTarget(row: Row): StoredTarget {
  return {
    id: row.id,
    title: row.title,
    recordType: row.record_type,
    placeCode: row.place_code,
    total: row.total,
    share: row.share,
    from: row.from_date,
    by: row.by_date,
    createdAt: row.created_at,
  };
}
