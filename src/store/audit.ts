import { createHash } from 'node:crypto';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

/** `detail` names what changed (paths, counts, codes), never a person's values: those are in the records. */
export interface AuditInput {
  readonly at: string;
  /** A person's id or a part of the machine (`callerKey`). */
  readonly caller: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}
interface Row {
  seq: number;
  at: string;
  caller: string;
  action: string;
  subject: string;
  detail: string;
  hash: Uint8Array;
}

/** What the first event is chained to. */
const beginning: Uint8Array = new Uint8Array(32);

export function appendAudit(write: WriteHandle, event: AuditInput): void {
  const last = write.get<Pick<Row, 'seq' | 'hash'>>(sql`SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1`);
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: event.at,
    caller: event.caller,
    action: event.action,
    subject: event.subject,
    detail: JSON.stringify(event.detail),
  };
  write.run(sql`INSERT INTO audit_event (seq, at, caller, action, subject, detail, hash)
    VALUES (${row.seq}, ${row.at}, ${row.caller}, ${row.action}, ${row.subject}, ${row.detail}, ${hashOf(row, last?.hash ?? beginning)})`);
}

/** The first sequence number at which the chain does not hold, or null when it is whole. */
export function firstBrokenAudit(read: ReadHandle): number | null {
  let previous = beginning;
  let seq = 0;
  for (;;) {
    // Part by part: an office writes millions of them.
    const rows = read.all<Row>(sql`SELECT * FROM audit_event WHERE seq > ${seq} ORDER BY seq LIMIT 10000`);
    for (const row of rows) {
      seq += 1;
      if (row.seq !== seq || !hashOf(row, previous).equals(row.hash)) return seq;
      previous = row.hash;
    }
    if (rows.length === 0) return null;
  }
}

/** SHA-256 over the event and the hash of the one before it (in hexadecimal), as one JSON array: a row that is changed, left out or moved breaks the chain. */
function hashOf(row: Omit<Row, 'hash'>, previous: Uint8Array): Buffer {
  const parts = [row.seq, row.at, row.caller, row.action, row.subject, row.detail, Buffer.from(previous).toString('hex')];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
