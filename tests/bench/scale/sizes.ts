import { join } from 'node:path';
import { openSealed } from '#store/sealed';

/** What belongs to pages; everything else in the file is counted to the records. */
const ofPages: ReadonlySet<string> = new Set(['page', 'page_reading', 'import_entry', 'job']);

/** Bytes of the database file for each record and for each page; `tables`: bytes by table with its indexes, the largest first. */
export function sizes(folder: string): {
  readonly record: number;
  readonly page: number;
  readonly tables: readonly (readonly [string, number])[];
} {
  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string; bytes: number }>(
        `SELECT COALESCE(s.tbl_name, d.name) AS name, SUM(d.pgsize) AS bytes FROM (SELECT name, SUM(pgsize) AS pgsize FROM dbstat GROUP BY name) d
        LEFT JOIN sqlite_master s ON s.name = d.name GROUP BY 1 ORDER BY 2 DESC`,
      )
      .all()
      .map(({ name, bytes }) => [name, bytes] as const);
    const count = (table: string) => database.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n ?? 1;
    const sum = (isPage: boolean) => tables.filter(([name]) => ofPages.has(name) === isPage).reduce((all, [, bytes]) => all + bytes, 0);
    return { record: sum(false) / count('paper_record'), page: sum(true) / count('page'), tables };
  } finally {
    database.close();
  }
}
