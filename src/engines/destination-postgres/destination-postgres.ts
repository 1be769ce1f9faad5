import { createHash } from 'node:crypto';
import { type Delivery, type DeliveryItem, Receipt, receiptDigest } from '#domain/delivery';
import type { Destination, DestinationTable } from '#ports';
import { isTransient, refusal } from '../postgres-problem.ts';
import { connectPg } from './connect-pg.ts';
import { connectPglite } from './connect-pglite.ts';
import { inspectServer, prepareSchema, refuseNewer, storedTables } from './schema.ts';
import { type Connection, type Limits, type Session, usualLimits } from './session.ts';
import { type Outcome, refused, writeRecords } from './write-records.ts';

export type DestinationTarget =
  | { readonly kind: 'postgres'; readonly url: string; readonly password?: string | null }
  | { readonly kind: 'embedded'; readonly folder: string };

/**
 * The shared database, on a server or embedded in a folder. Nothing is connected before the first call. Throws `destination.badUrl`.
 * An aborted `deliver` throws the signal's reason; after it, as after `destination.unreachable`, deliver the same hand-over again.
 */
export function openDestination(target: DestinationTarget, limits: Limits = usualLimits): Destination {
  const connection =
    target.kind === 'postgres' ? connectPg(target.url, target.password ?? null, limits) : connectPglite(target.folder, limits);
  return {
    check: () => connection.transaction((session) => check(session, connection), { writes: false }),
    prepare: (tables: readonly DestinationTable[]) => connection.transaction((session) => prepareSchema(session, tables), { writes: true }),
    deliver: (delivery, signal) => deliver(connection, delivery, signal),
    receipt: (handoverId) => connection.transaction((session) => savedReceipt(session, handoverId), { writes: false }),
    close: connection.close,
  };
}

async function check(
  session: Session,
  { embedded }: Connection,
): Promise<{ readonly server: string; readonly schemaVersion: number | null }> {
  const found = await inspectServer(session);
  if (!found.mayWrite) throw refusal('rights');
  return { server: embedded ? `${found.server} (PGlite)` : found.server, schemaVersion: found.version };
}

async function savedReceipt(session: Session, handoverId: string): Promise<Receipt | null> {
  const found = await inspectServer(session);
  if (found.version === null) return null;
  // A delivery whose answer was lost may still be at work: its end is waited for, so that what is not there now never comes.
  await lock(session, `handover ${handoverId}`);
  return readReceipt(session, handoverId);
}

/** Until the end of the transaction. */
async function lock(session: Session, name: string): Promise<void> {
  await session.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`so_song ${name}`]);
}

async function readReceipt(session: Session, handoverId: string): Promise<Receipt | null> {
  const [row] = await session.query('SELECT body::text AS body FROM so_song.receipt WHERE handover_id = $1', [handoverId]);
  return row === undefined ? null : Receipt.parse(JSON.parse(String(row.body)));
}

/** Deadlocks and the like pass; a third time they are somebody's mistake. */
const attempts = 3;

async function deliver(connection: Connection, delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connection.transaction((session) => deliverOnce(session, delivery, connection, signal), { writes: true, signal });
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
    }
  }
}

/** Everything of one delivery, its receipt last, in the transaction that is running. */
async function deliverOnce(session: Session, delivery: Delivery, connection: Connection, signal: AbortSignal): Promise<Receipt> {
  const found = await inspectServer(session);
  if (found.version === null) throw refusal('notPrepared');
  refuseNewer(found);
  // One hand-over of an office at a time, and one of this id: who waited here finds the receipt of the first.
  for (const name of [`office ${delivery.office}`, `handover ${delivery.handoverId}`]) {
    await lock(session, name);
  }
  const known = await readReceipt(session, delivery.handoverId);
  if (known !== null) return known;
  await session.query('INSERT INTO so_song.handover (id, batch_code, office, sent, digest) VALUES ($1, $2, $3, $4::integer, $5)', [
    delivery.handoverId,
    delivery.batchCode,
    delivery.office,
    String(delivery.contents.length),
    receiptDigest(delivery.contents, sha256),
  ]);
  const outcomes = await writeAll(session, delivery, connection.atOnce, signal);
  return await writeReceipt(session, delivery, outcomes, connection.name);
}

/** In the order of the keys, so that two offices with the same records wait for each other instead of locking each other out. */
async function writeAll(session: Session, delivery: Delivery, atOnce: number, signal: AbortSignal): Promise<readonly Outcome[]> {
  const stored = await storedTables(session);
  const { firsts, doubled } = sortedOut(delivery.contents);
  const outcomes = new Map<string, Outcome>();
  for (let start = 0; start < firsts.length; start += atOnce) {
    signal.throwIfAborted();
    const some = await delivery.records(firsts.slice(start, start + atOnce));
    const answers = await writeRecords(session, some, delivery.handoverId, stored);
    for (const [index, record] of some.entries()) outcomes.set(record.key, answers[index] ?? refused(record, 'destination.altered', ''));
  }
  const seen = new Set<string>();
  return delivery.contents.map((record) => {
    if (doubled.has(record.key)) return refused(record, 'record.doubled', '');
    const outcome = outcomes.get(record.key) ?? refused(record, 'destination.altered', '');
    if (outcome === 'accepted' && seen.has(record.key)) return 'already';
    seen.add(record.key);
    return outcome;
  });
}

/** Each key once, in their order; and the keys that came with different digests, of which nobody can say which is meant. */
function sortedOut(contents: readonly DeliveryItem[]): { readonly firsts: readonly string[]; readonly doubled: ReadonlySet<string> } {
  const digests = new Map<string, string>();
  const doubled = new Set<string>();
  for (const { key, digest } of contents) {
    const first = digests.get(key);
    if (first === undefined) digests.set(key, digest);
    else if (first !== digest) doubled.add(key);
  }
  return { firsts: [...digests.keys()].filter((key) => !doubled.has(key)).sort(), doubled };
}

async function writeReceipt(session: Session, delivery: Delivery, outcomes: readonly Outcome[], destination: string): Promise<Receipt> {
  const refusals = outcomes.filter((outcome) => typeof outcome !== 'string');
  const taken = delivery.contents.filter((_, index) => typeof outcomes[index] === 'string');
  // The digest comes from the rows that are there, not from what we meant to write.
  const [there] = await session.query(
    `SELECT gen_random_uuid()::text AS id, to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS received_at,
      (SELECT encode(sha256(convert_to(coalesce(string_agg(line, '' ORDER BY line COLLATE "C"), ''), 'UTF8')), 'hex') FROM (
        SELECT DISTINCT held.record_key || ' ' || held.digest || chr(10) AS line FROM so_song.paper_record held
        JOIN jsonb_to_recordset($1::text::jsonb) AS sent (key text, digest text) ON held.record_key = sent.key AND held.digest = sent.digest) lines) AS digest`,
    [JSON.stringify(taken)],
  );
  const receipt: Receipt = {
    id: String(there?.id),
    handoverId: delivery.handoverId,
    destination,
    receivedAt: String(there?.received_at),
    sent: delivery.contents.length,
    accepted: outcomes.filter((outcome) => outcome === 'accepted').length,
    already: outcomes.filter((outcome) => outcome === 'already').length,
    refused: refusals,
    digest: String(there?.digest),
  };
  await session.query(
    `INSERT INTO so_song.receipt (handover_id, id, office, batch_code, received_at, sent, accepted, already, refused, digest, body)
    VALUES ($1, $2, $3, $4, $5::timestamptz, $6::integer, $7::integer, $8::integer, $9::integer, $10, $11::text::jsonb)`,
    [
      receipt.handoverId,
      receipt.id,
      delivery.office,
      delivery.batchCode,
      receipt.receivedAt,
      String(receipt.sent),
      String(receipt.accepted),
      String(receipt.already),
      String(refusals.length),
      receipt.digest,
      JSON.stringify(receipt),
    ],
  );
  await session.query(
    `INSERT INTO so_song.refusal (handover_id, position, record_key, code, detail)
    SELECT $1, (position - 1)::integer, item ->> 'key', item ->> 'code', item ->> 'detail' FROM jsonb_array_elements($2::text::jsonb) WITH ORDINALITY AS items (item, position)`,
    [receipt.handoverId, JSON.stringify(refusals)],
  );
  return receipt;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
