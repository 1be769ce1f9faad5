import { type Cell, type ColumnType, cellFits, type DeliveryRecord, type Refusal, type RefusalCode } from '#domain/delivery';
import { refusal, serverError } from '../postgres-problem.ts';
import { quoted, type StoredTable, tableSql } from './schema.ts';
import type { Session } from './session.ts';

/** What became of one record: now there, there before, or not taken. */
export type Outcome = 'accepted' | 'already' | Refusal;

/**
 * Writes records with their rows and evidence inside a running transaction; answers one outcome for each, in the same order. A record
 * that the destination cannot take is refused alone. Throws what concerns the whole delivery (no rights, line lost, not prepared).
 */
export async function writeRecords(
  session: Session,
  records: readonly DeliveryRecord[],
  handoverId: string,
  stored: ReadonlyMap<string, StoredTable>,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<DeliveryRecord, Outcome>();
  const held = await heldDigests(session, records);
  for (const record of records) {
    const outcome = alreadyThere(record, held) ?? unfitRecord(record, stored);
    if (outcome !== null) outcomes.set(record, outcome);
  }
  await insertOrSplit(
    session,
    records.filter((record) => !outcomes.has(record)),
    { handoverId, stored, outcomes },
  );
  return records.map((record) => outcomes.get(record) ?? refused(record, 'destination.altered', ''));
}

interface Writing {
  readonly handoverId: string;
  readonly stored: ReadonlyMap<string, StoredTable>;
  readonly outcomes: Map<DeliveryRecord, Outcome>;
}

/** All at once; where something does not fit, halves, down to the record that is the reason: few statements for few bad records. */
async function insertOrSplit(session: Session, records: readonly DeliveryRecord[], writing: Writing): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  await session.query('SAVEPOINT records');
  try {
    await insert(session, records, writing);
    await session.query('RELEASE SAVEPOINT records');
    for (const record of records) writing.outcomes.set(record, 'accepted');
  } catch (error) {
    const code = recordRefusal(error);
    if (code === null) throw error;
    await session.query('ROLLBACK TO SAVEPOINT records');
    await session.query('RELEASE SAVEPOINT records');
    if (records.length === 1) {
      // Another office's hand-over may have brought the same record since we looked.
      writing.outcomes.set(first, alreadyThere(first, await heldDigests(session, [first])) ?? refused(first, code, detailOf(error)));
      return;
    }
    const half = Math.ceil(records.length / 2);
    await insertOrSplit(session, records.slice(0, half), writing);
    await insertOrSplit(session, records.slice(half), writing);
  }
}

async function insert(session: Session, records: readonly DeliveryRecord[], { handoverId, stored }: Writing): Promise<void> {
  const rows = new Map<string, Row[]>();
  const add = (table: string, row: Row) => {
    const found = rows.get(table);
    if (found) found.push(row);
    else rows.set(table, [row]);
  };
  for (const record of records) {
    const key = { commune_code: record.communeCode, record_key: record.key };
    add('paper_record', {
      ...key,
      record_type: record.recordType,
      type_version: record.version,
      digest: record.digest,
      handover_id: handoverId,
    });
    add(record.table, { ...key, ...record.fields });
    for (const [table, lines] of Object.entries(record.tables)) {
      for (const [index, line] of lines.entries()) add(table, { ...key, row_index: index, ...line });
    }
    for (const one of record.evidence) {
      add('evidence', {
        ...key,
        path: one.path,
        value: one.value,
        raw: one.raw,
        confidence: one.confidence,
        state: one.state,
        handwritten: one.handwritten,
        page_sha256: one.pageSha256,
        box: one.box,
        decided_by: one.decidedBy,
        decided_at: one.decidedAt,
        findings: one.findings,
      });
    }
  }
  // Parents were added before their rows.
  for (const [table, lines] of rows) await insertRows(session, storedTable(stored, table), lines);
}

type Row = Readonly<Record<string, unknown>>;

/** A delivery can only name what `prepare` has made: anything else would be dropped silently. */
function storedTable(stored: ReadonlyMap<string, StoredTable>, name: string): StoredTable {
  const table = stored.get(name);
  if (table === undefined) throw refusal('notPrepared', name);
  return table;
}

/**
 * One statement for all rows of a table. What was stored is compared with what was sent: a trigger, a rule or a narrower type of the
 * destination's own (numeric(10,0) rounds) must not change a value of a record behind a receipt.
 */
async function insertRows(session: Session, table: StoredTable, rows: readonly Row[]): Promise<void> {
  const given = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = table.columns.filter((column) => given.delete(column.name));
  const [unknown] = given;
  if (unknown !== undefined) throw refusal('notPrepared', `${table.name}.${unknown}`);
  const names = columns.map((column) => quoted(column.name)).join(', ');
  const typed = columns.map((column) => `${quoted(column.name)} ${column.type === 'date' ? 'text' : column.type}`).join(', ');
  const [answer] = await session.query(
    `WITH sent AS (SELECT ${names} FROM jsonb_to_recordset($1::text::jsonb) AS sent (${typed})),
      stored AS (INSERT INTO ${tableSql(table.name)} (${names}) SELECT ${names} FROM sent RETURNING ${names})
    SELECT count(*)::integer AS same FROM (SELECT * FROM stored INTERSECT ALL SELECT * FROM sent) AS same`,
    [JSON.stringify(rows)],
  );
  if (answer?.same !== rows.length) throw new AlteredError(table.name);
}

class AlteredError extends Error {
  readonly table: string;
  constructor(table: string) {
    super('destination.altered');
    this.table = table;
  }
}

async function heldDigests(session: Session, records: readonly DeliveryRecord[]): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(
    'SELECT record_key, digest FROM so_song.paper_record WHERE record_key IN (SELECT jsonb_array_elements_text($1::text::jsonb))',
    [JSON.stringify(records.map((record) => record.key).filter((key) => cellFits('text', key)))],
  );
  return new Map(rows.map((row) => [String(row.record_key), String(row.digest)]));
}

function alreadyThere(record: DeliveryRecord, held: ReadonlyMap<string, string>): Outcome | null {
  const digest = held.get(record.key);
  if (digest === undefined) return null;
  return digest === record.digest ? 'already' : refused(record, 'record.changed', '');
}

/** Said here with the column's name; the server names none for a value that its type cannot hold. */
function unfitRecord(record: DeliveryRecord, stored: ReadonlyMap<string, StoredTable>): Refusal | null {
  if ([record.key, record.digest, record.communeCode].some((part) => part === '' || !cellFits('text', part)))
    return refused(record, 'record.noKey', '');
  const lines = [
    [record.table, record.fields] as const,
    ...Object.entries(record.tables).flatMap(([table, rows]) => rows.map((row) => [table, row] as const)),
  ];
  for (const [table, line] of lines) {
    const column = stored.get(table)?.columns.find(({ name, type }) => isColumnType(type) && !cellFits(type, (line[name] ?? null) as Cell));
    if (column !== undefined) return refused(record, 'value.notOfType', `${table}.${column.name}`);
  }
  const bad = record.evidence.find((one) => !cellFits('text', one.value) || !cellFits('text', one.raw) || !cellFits('text', one.path));
  return bad === undefined ? null : refused(record, 'value.notOfType', 'evidence');
}

function isColumnType(type: string): type is ColumnType {
  return type === 'text' || type === 'numeric' || type === 'date' || type === 'integer' || type === 'bigint';
}

/** Null where the error is not about a record. Classes 22 (data), 23 (constraints), 44 (view check), P0001 (a trigger's RAISE), 54 (too long). */
function recordRefusal(error: unknown): RefusalCode | null {
  if (error instanceof AlteredError) return 'destination.altered';
  const server = serverError(error);
  if (server === null) return null;
  if (server.sqlState === '42501') return server.routine === 'ExecWithCheckOptions' ? 'destination.notYours' : null;
  const group = server.sqlState.slice(0, 2);
  if (group === '22') return 'value.notOfType';
  return group === '23' || group === '44' || group === '54' || server.sqlState === 'P0001' ? 'destination.rule' : null;
}

function detailOf(error: unknown): string {
  if (error instanceof AlteredError) return error.table;
  const server = serverError(error);
  return server === null ? '' : [server.sqlState, server.place].filter((part) => part !== '').join(' ');
}

export function refused(record: Pick<DeliveryRecord, 'key'>, code: RefusalCode, detail: string): Refusal {
  return { key: record.key, code, detail };
}
