/**
 * The shared reading queue on the office's own PostgreSQL. pg-boss decides who has a page (SKIP LOCKED, heartbeats, tries); the sealed
 * pages and readings lie beside its jobs in a table of ours and change in the same transactions. Long, because both sides of it and
 * their rules stand in one place.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import { ProblemError, problem } from '#domain/problem';
import { PageReading } from '#domain/reading';
import type { OfferedPage, PageParcel, ReadingQueue } from '#ports';
import { openDatabase, type Statements } from './database.ts';
import { openSeal, packed, unpacked } from './seal.ts';
import { createTables, schema } from './tables.ts';

export interface QueueTarget {
  /** `postgres://user@server:5432/database`; TLS as the destination's address says it. */
  readonly url: string;
  readonly password: string | null;
  readonly key: string;
  /** What reads: program, libraries and record types. Only computers of the same version share pages: others would read differently. */
  readonly version: string;
  /** The computer that offers: stays the same over restarts. A reader that only takes has none. */
  readonly office: string | null;
}

/** The least that pg-boss allows. A reader that is killed loses its page after this and one round of the supervisor. */
const heartbeatSeconds = 10;
const supervisorSeconds = 2;
/** A page is read in 25 s or not at all, twice at most; a reader that beats but never answers has hung. */
const pageSeconds = 180;
/** Readers that may die over one page before it goes back to its own computer. */
const tries = 3;
/** Who was not heard of for so long is gone. */
const goneSeconds = 12;
const keptDays = 7;

/** Throws `queue.badUrl` and `queue.badKey` at once; connects at the first call, and again after a call that failed. */
export function openReadingQueue(target: QueueTarget): ReadingQueue {
  const seal = openSeal(target.key);
  const queue = `read-${createHash('sha256').update(`${target.version} ${seal.check}`).digest('hex').slice(0, 24)}`;
  const version = createHash('sha256').update(target.version).digest('hex').slice(0, 24);
  const reader = randomUUID();
  const office = target.office ?? randomUUID();
  const database = openDatabase(target.url, target.password);
  let opened: Promise<PgBoss> | null = null;
  let reported = false;
  let looked = false;

  async function open(): Promise<PgBoss> {
    // Loaded by the first call: most workstations never share.
    const { PgBoss: Boss } = await import('pg-boss');
    const boss = new Boss({
      db: database,
      schema,
      schedule: false,
      superviseIntervalSeconds: supervisorSeconds,
      monitorIntervalSeconds: supervisorSeconds - 1,
      maintenanceIntervalSeconds: 3600,
      flowIntervalSeconds: 3600,
    });
    // What it says of its rounds in the background concerns the next call, which says it too.
    boss.on('error', () => undefined);
    boss.on('warning', () => undefined);
    try {
      // Two computers that come first at the same time make the tables twice: one of them is refused, and finds them then.
      await boss.start().catch((error: unknown) => {
        if (error instanceof ProblemError && error.code === 'destination.unreachable') throw error;
        return boss.start();
      });
      await boss.createQueue(queue, {
        heartbeatSeconds,
        expireInSeconds: pageSeconds,
        retryLimit: tries - 1,
        retentionSeconds: keptDays * 86_400,
        deleteAfterSeconds: 3600,
      });
      await database.transaction((own) => createTables(own, keptDays));
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
  }

  async function ask<T>(work: (boss: PgBoss) => Promise<T>): Promise<T> {
    opened ??= open();
    const mine = opened;
    try {
      return await work(await mine);
    } catch (error) {
      // One that could not be opened is opened anew by the next call.
      if (opened === mine) await mine.catch(() => (opened = null));
      throw asQueueProblem(error);
    }
  }

  return {
    look: (waiting) =>
      ask(async () => {
        looked = true;
        await database.executeSql(
          `INSERT INTO ${schema}.office (id, version, key_check, waiting) VALUES ($1, $2, $3, $4)
           ON CONFLICT (id) DO UPDATE SET version = $2, key_check = $3, waiting = $4, seen_at = now()`,
          [office, version, seal.check, waiting],
        );
        const { rows: readers } = await database.executeSql(
          `SELECT COALESCE(SUM(lanes), 0)::int AS lanes FROM ${schema}.reader
           WHERE queue = $1 AND seen_at > now() - interval '${goneSeconds} seconds'`,
          [queue],
        );
        const { rows } = await database.executeSql(
          `SELECT p.id, CASE WHEN p.reading IS NOT NULL THEN 'read' WHEN j.state IN ('created', 'retry') THEN 'waiting'
             WHEN j.state = 'active' THEN 'reading' ELSE 'lost' END AS state
           FROM ${schema}.parcel p LEFT JOIN ${schema}.job j ON j.name = p.queue AND j.id = p.id
           WHERE p.office = $1`,
          [office],
        );
        return { readers: Number(readers[0]?.lanes ?? 0), pages: rows as unknown as OfferedPage[] };
      }),

    offer: (parcels) =>
      ask((boss) =>
        database.transaction(async (own) => {
          for (const { id, page, bytes } of parcels) {
            await own.executeSql(
              `INSERT INTO ${schema}.parcel (id, queue, office, page, sealed) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
              [id, queue, office, page, seal.close(`page ${id} ${page}`, bytes)],
            );
          }
          await boss.insert(
            queue,
            parcels.map(({ id }) => ({ id })),
            { db: own },
          );
        }),
      ),

    readings: (ids) =>
      ask(async () => {
        const { rows } = await database.executeSql(
          `SELECT id, reading FROM ${schema}.parcel WHERE id = ANY($1::uuid[]) AND reading IS NOT NULL`,
          [ids],
        );
        return (rows as { id: string; reading: Buffer }[]).map(({ id, reading }) => ({ id, reading: readingOf(id, reading) }));
      }),

    takeBack: (ids) =>
      ask(() =>
        database.transaction(async (own) => {
          const { rows } = await own.executeSql(
            `SELECT j.id FROM ${schema}.job j JOIN ${schema}.parcel p ON p.queue = j.name AND p.id = j.id
             WHERE p.id = ANY($1::uuid[]) AND j.state IN ('created', 'retry') FOR UPDATE OF j SKIP LOCKED`,
            [ids],
          );
          const free = (rows as { id: string }[]).map(({ id }) => id);
          await remove(own, free);
          return free;
        }),
      ),

    forget: (ids) => ask(() => database.transaction((own) => remove(own, ids))),

    report: (lanes, ids) =>
      ask(async (boss) => {
        const { rows: offices } = await database.executeSql(
          `SELECT version, key_check, waiting FROM ${schema}.office WHERE seen_at > now() - interval '${goneSeconds} seconds'`,
        );
        const known = offices as { version: string; key_check: string; waiting: number }[];
        const ours = known.filter((one) => one.version === version && one.key_check === seal.check);
        if (known.length > 0 && ours.length === 0)
          throw problem(known.some((one) => one.version === version) ? 'queue.wrongKey' : 'queue.otherVersion', {});
        reported = true;
        await database.executeSql(
          `INSERT INTO ${schema}.reader (id, queue, lanes) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET lanes = $3, seen_at = now()`,
          [reader, queue, lanes],
        );
        const { rows: held } = await database.executeSql(
          `SELECT p.id FROM ${schema}.parcel p JOIN ${schema}.job j ON j.name = p.queue AND j.id = p.id
           WHERE p.id = ANY($1::uuid[]) AND p.reader = $2 AND j.state < 'completed'`,
          [ids, reader],
        );
        const mine = (held as { id: string }[]).map(({ id }) => id);
        if (mine.length > 0) await boss.touch(queue, mine);
        const { rows: left } = await database.executeSql(
          `SELECT COUNT(*)::int AS n FROM ${schema}.job WHERE name = $1 AND state IN ('created', 'retry', 'active')`,
          [queue],
        );
        return { mine, waiting: Math.max(Number(left[0]?.n ?? 0), ...ours.map((one) => one.waiting), 0) };
      }),

    take: () =>
      ask((boss) =>
        database.transaction(async (own) => {
          const [job] = await boss.fetch(queue, { db: own });
          if (!job) return null;
          const { rows } = await own.executeSql(
            `UPDATE ${schema}.parcel SET reader = $2 WHERE id = $1 AND reading IS NULL RETURNING page, sealed`,
            [job.id, reader],
          );
          const parcel = rows[0] as { page: number; sealed: Buffer } | undefined;
          const bytes = parcel ? seal.open(`page ${job.id} ${parcel.page}`, parcel.sealed) : null;
          if (parcel && !bytes) throw problem('queue.wrongKey', {});
          if (!parcel || !bytes) {
            await boss.deleteJob(queue, job.id, { db: own });
            return null;
          }
          return { id: job.id, page: parcel.page, bytes } satisfies PageParcel;
        }),
      ),

    answer: (id, reading) =>
      ask((boss) =>
        database.transaction(async (own) => {
          // The picture is gone in the moment its reading is there.
          const { rows } = await own.executeSql(
            `UPDATE ${schema}.parcel SET reading = $3, sealed = NULL WHERE id = $1 AND reader = $2 AND reading IS NULL RETURNING id`,
            [id, reader, seal.close(`reading ${id}`, packed(reading))],
          );
          // One that was taken from us for a pause of ours, but that nobody has begun anew, is read all the same.
          if (rows.length > 0) await boss.complete(queue, id, null, { db: own, includeQueued: true });
          return rows.length > 0;
        }),
      ),

    giveBack: (ids) =>
      ask((boss) =>
        database.transaction(async (own) => {
          const { rows } = await own.executeSql(
            `UPDATE ${schema}.parcel SET reader = NULL WHERE id = ANY($1::uuid[]) AND reader = $2 AND reading IS NULL RETURNING id`,
            [ids, reader],
          );
          const mine = (rows as { id: string }[]).map(({ id }) => id);
          if (mine.length > 0) await boss.fail(queue, mine, null, { db: own });
        }),
      ),

    close: async () => {
      const boss = await opened?.catch(() => null);
      if (boss) {
        // Who says goodbye is not waited for.
        if (looked) await database.executeSql(`DELETE FROM ${schema}.office WHERE id = $1`, [office]).catch(() => undefined);
        if (reported) await database.executeSql(`DELETE FROM ${schema}.reader WHERE id = $1`, [reader]).catch(() => undefined);
        await boss.stop({ graceful: false, close: false }).catch(() => undefined);
      }
      await database.close();
    },
  };

  /** Null for what another key or nobody sealed, and for what is no reading. */
  function readingOf(id: string, sealed: Uint8Array): PageReading | null {
    const bytes = seal.open(`reading ${id}`, sealed);
    return bytes ? (PageReading.nullable().safeParse(unpacked(bytes)).data ?? null) : null;
  }
}

async function remove(own: Statements, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await own.executeSql(
    `DELETE FROM ${schema}.job j USING ${schema}.parcel p WHERE p.id = ANY($1::uuid[]) AND j.name = p.queue AND j.id = p.id`,
    [ids],
  );
  await own.executeSql(`DELETE FROM ${schema}.parcel WHERE id = ANY($1::uuid[])`, [ids]);
}

/** The same reasons as at a destination, under the queue's own codes; nothing of the driver's error goes on. */
function asQueueProblem(error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const reason = String(error.params.reason ?? 'other');
  if (error.code === 'destination.unreachable') return problem('queue.unreachable', { reason }, error.cause);
  if (error.code === 'destination.refused') return problem('queue.refused', { reason }, error.cause);
  return error;
}
