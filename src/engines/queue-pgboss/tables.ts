import type { Statements } from './database.ts';

/** Ours and pg-boss's tables lie together, apart from everything else in the database. */
export const schema = 'so_song_queue';

/**
 * Beside pg-boss's jobs: the sealed pages with their readings, the computers that offer and those that read. Safe to repeat and to be
 * done by several at once. What a computer that never came back left behind is deleted: it has its originals.
 */
export async function createTables(own: Statements, keptDays: number): Promise<void> {
  await own.executeSql(`SELECT pg_advisory_xact_lock(hashtext('${schema}.tables'))`);
  const { rows } = await own.executeSql(`SELECT to_regclass('${schema}.office') IS NOT NULL AS there`);
  if (rows[0]?.there !== true) {
    await own.executeSql(`
      CREATE TABLE ${schema}.parcel (
        id uuid PRIMARY KEY,
        queue text NOT NULL,
        office uuid NOT NULL,
        page integer NOT NULL,
        -- Both sealed; the page is deleted when its reading comes.
        sealed bytea,
        reading bytea,
        reader uuid,
        offered_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX parcel_office ON ${schema}.parcel (office);
      CREATE TABLE ${schema}.reader (
        id uuid PRIMARY KEY,
        queue text NOT NULL,
        lanes integer NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE ${schema}.office (
        id uuid PRIMARY KEY,
        version text NOT NULL,
        key_check text NOT NULL,
        waiting integer NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
  }
  await own.executeSql(`DELETE FROM ${schema}.parcel WHERE offered_at < now() - interval '${keptDays} days'`);
  await own.executeSql(`DELETE FROM ${schema}.reader WHERE seen_at < now() - interval '1 day'`);
  await own.executeSql(`DELETE FROM ${schema}.office WHERE seen_at < now() - interval '${keptDays} days'`);
}
