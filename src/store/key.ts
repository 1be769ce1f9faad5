import { type Sql, sql } from './sql.ts';

/**
 * Tables that grow with every record name records, pages and people by number (decision 034); all above the store knows them by id. For
 * an id that nothing has these are NULL.
 */
export const recordKey = (id: string): Sql => sql`(SELECT key FROM paper_record WHERE id = ${id})`;
export const pageKey = (id: string): Sql => sql`(SELECT key FROM page WHERE id = ${id})`;
export const personKey = (id: string): Sql => sql`(SELECT key FROM person WHERE id = ${id})`;
