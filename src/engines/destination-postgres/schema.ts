import { type ColumnType, type DestinationTable, dayColumn } from '#domain/delivery';
import { refusal } from '../postgres-problem.ts';
import type { Session } from './session.ts';

/**
 * The schema `so_song`, the same for every office. The commune code is the first part of every key of records, so that a database of
 * the whole country can be distributed by it. Forward only; tables and columns are added, never changed or dropped.
 */
const schema = 'so_song';

/** PostgreSQL 15 is the oldest that Debian and the offices still run. */
const oldestServer = 150000;

/** Statements by schema version, from 1. A released step is never edited. */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE so_song.schema_version (
      version integer PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now())`,
    `CREATE TABLE so_song.handover (
      id text PRIMARY KEY,
      batch_code text NOT NULL,
      office text NOT NULL,
      sent integer NOT NULL,
      digest text NOT NULL,
      started_at timestamptz NOT NULL DEFAULT now())`,
    `COMMENT ON TABLE so_song.handover IS 'Lần bàn giao · one delivery of a batch; digest: SHA-256 over the sorted lines "key digest" of what was sent'`,
    `CREATE TABLE so_song.paper_record (
      commune_code text NOT NULL CHECK (commune_code <> ''),
      record_key text NOT NULL CHECK (record_key <> ''),
      record_type text NOT NULL,
      type_version integer NOT NULL,
      digest text NOT NULL CHECK (digest <> ''),
      handover_id text NOT NULL REFERENCES so_song.handover (id),
      received_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (commune_code, record_key))`,
    `COMMENT ON TABLE so_song.paper_record IS 'Hồ sơ đã nhận · every record received, whatever its type; its values are in the table of its type'`,
    'CREATE INDEX paper_record_by_key ON so_song.paper_record (record_key)',
    'CREATE INDEX paper_record_by_handover ON so_song.paper_record (handover_id)',
    `CREATE TABLE so_song.evidence (
      commune_code text NOT NULL,
      record_key text NOT NULL,
      path text NOT NULL,
      value text,
      raw text,
      confidence double precision,
      state text NOT NULL,
      handwritten boolean NOT NULL,
      page_sha256 text,
      box jsonb,
      decided_by text,
      decided_at timestamptz,
      findings jsonb NOT NULL,
      PRIMARY KEY (commune_code, record_key, path),
      FOREIGN KEY (commune_code, record_key) REFERENCES so_song.paper_record (commune_code, record_key))`,
    `COMMENT ON TABLE so_song.evidence IS 'Chứng cứ của từng giá trị · for every value: page (SHA-256 of its original), box in pixels, raw reading, who decided'`,
    `CREATE TABLE so_song.receipt (
      handover_id text PRIMARY KEY REFERENCES so_song.handover (id),
      id text NOT NULL UNIQUE,
      office text NOT NULL,
      batch_code text NOT NULL,
      received_at timestamptz NOT NULL,
      sent integer NOT NULL,
      accepted integer NOT NULL,
      already integer NOT NULL,
      refused integer NOT NULL,
      digest text NOT NULL,
      body jsonb NOT NULL,
      CHECK (accepted + already + refused = sent))`,
    `COMMENT ON TABLE so_song.receipt IS 'Biên nhận · written in the transaction that wrote the records; body is the receipt that the office got'`,
    `CREATE TABLE so_song.refusal (
      handover_id text NOT NULL REFERENCES so_song.handover (id),
      position integer NOT NULL,
      record_key text NOT NULL,
      code text NOT NULL,
      detail text NOT NULL,
      PRIMARY KEY (handover_id, position))`,
    `COMMENT ON TABLE so_song.refusal IS 'Hồ sơ bị từ chối · records of a hand-over that were not taken, and why'`,
  ],
];

const schemaVersion = steps.length;

/** What a person who tries the connection wants to know. Refuses servers that cannot work. */
export interface Found {
  readonly server: string;
  /** Null before the first `prepare`. */
  readonly version: number | null;
  readonly mayWrite: boolean;
}

/** `destination.refused`: serverTooOld, encoding, readOnly, rights. */
export async function inspectServer(session: Session): Promise<Found> {
  const [server] =
    await session.query(`SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number,
    current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') = 'on' OR pg_is_in_recovery() AS read_only,
    has_database_privilege(current_database(), 'CREATE') AS may_create,
    EXISTS (SELECT FROM pg_class WHERE relname = 'schema_version' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '${schema}')) AS prepared`);
  const reason = unfitReason(Number(server?.number), String(server?.encoding));
  if (reason !== null) throw refusal(reason, `PostgreSQL ${server?.version} ${server?.encoding}`);
  if (server?.read_only === true) throw refusal('readOnly');
  if (server?.prepared !== true) return { server: `PostgreSQL ${server?.version}`, version: null, mayWrite: server?.may_create === true };
  const [known] = await session.query(
    `SELECT max(version) AS version, has_table_privilege('so_song.paper_record', 'SELECT, INSERT') AS may_write FROM so_song.schema_version`,
  );
  return {
    server: `PostgreSQL ${server?.version}`,
    version: known?.version == null ? null : Number(known.version),
    mayWrite: known?.may_write === true,
  };
}

/** Why a server cannot be a destination; null where it can. `number` as in `server_version_num`. */
export function unfitReason(number: number, encoding: string): 'serverTooOld' | 'encoding' | null {
  if (!(number >= oldestServer)) return 'serverTooOld';
  return encoding === 'UTF8' ? null : 'encoding';
}

/** A destination that a newer workstation has widened is not ours to write to. */
export function refuseNewer(found: Found): void {
  if (found.version !== null && found.version > schemaVersion) throw refusal('schemaNewer', `${found.version}`);
}

/** `type` of a date that may be partial is `date`: the column itself is text (`dayColumn`). Without the key and generated columns. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The tables of record types as they are there, by name. */
export async function storedTables(session: Session): Promise<ReadonlyMap<string, StoredTable>> {
  const rows =
    await session.query(`SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attgenerated <> '' AS generated
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '${schema}') AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum`);
  const generated = new Set(rows.filter((row) => row.generated === true).map((row) => `${row.table}.${row.name}`));
  const tables = new Map<string, { name: string; columns: { name: string; type: string }[] }>();
  for (const row of rows) {
    const [table, name] = [String(row.table), String(row.name)];
    if (row.generated === true) continue;
    const found = tables.get(table) ?? { name: table, columns: [] };
    found.columns.push({ name, type: generated.has(`${table}.${dayColumn(name)}`) ? 'date' : String(row.type) });
    tables.set(table, found);
  }
  return tables;
}

/**
 * Makes what is missing and touches nothing else: where all is there no statement needs more than SELECT, so that an administrator may
 * prepare and offices only write. `destination.refused`: rights, schemaNewer, columnType, and those of `look`.
 */
export async function prepareSchema(session: Session, tables: readonly DestinationTable[]): Promise<void> {
  await session.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${schema} schema`]);
  const found = await inspectServer(session);
  refuseNewer(found);
  const [namespace] = await session.query(`SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '${schema}') AS there`);
  // IF NOT EXISTS asks for the right to create even where nothing is to be created.
  if (namespace?.there !== true) await session.query(`CREATE SCHEMA ${schema}`);
  for (let version = (found.version ?? 0) + 1; version <= schemaVersion; version += 1) {
    for (const statement of steps[version - 1] ?? []) await session.query(statement);
    await session.query('INSERT INTO so_song.schema_version (version) VALUES ($1::integer)', [String(version)]);
  }
  const stored = await storedTables(session);
  for (const table of merged(tables))
    for (const statement of widening(table, stored.get(table.name) ?? null)) await session.query(statement);
}

/** Versions of one type name the same tables: one of each name with the columns of all, parents before their rows. */
function merged(tables: readonly DestinationTable[]): readonly DestinationTable[] {
  const byName = new Map<string, DestinationTable>();
  for (const table of tables) {
    const known = byName.get(table.name);
    const added = table.columns.filter((column) => !known?.columns.some((one) => one.name === column.name && one.type === column.type));
    const twice = added.find((column) => known?.columns.some((one) => one.name === column.name));
    if (twice !== undefined) throw refusal('columnType', `${table.name}.${twice.name}`);
    byName.set(table.name, { ...table, columns: [...(known?.columns ?? []), ...added] });
  }
  const all = [...byName.values()];
  return [...all.filter((table) => table.parent === null), ...all.filter((table) => table.parent !== null)];
}

function widening(table: DestinationTable, stored: StoredTable | null): readonly string[] {
  const there = new Map(stored?.columns.map((column) => [column.name, column.type]));
  const wrong = table.columns.find((column) => there.has(column.name) && there.get(column.name) !== column.type);
  if (wrong !== undefined) throw refusal('columnType', `${table.name}.${wrong.name}`);
  const missing = table.columns.filter((column) => !there.has(column.name)).flatMap((column) => columnSql(column.name, column.type));
  if (stored !== null)
    return missing.length === 0
      ? []
      : [`ALTER TABLE ${tableSql(table.name)} ${missing.map((column) => `ADD COLUMN ${column}`).join(', ')}`];
  const own = [
    'commune_code text NOT NULL',
    'record_key text NOT NULL',
    ...(table.parent === null ? [] : ['row_index integer NOT NULL CHECK (row_index >= 0)']),
  ];
  const key = table.parent === null ? 'commune_code, record_key' : 'commune_code, record_key, row_index';
  const parent = tableSql(table.parent ?? 'paper_record');
  const keys = [`PRIMARY KEY (${key})`, `FOREIGN KEY (commune_code, record_key) REFERENCES ${parent} (commune_code, record_key)`];
  return [`CREATE TABLE ${tableSql(table.name)} (${[...own, ...missing, ...keys].join(', ')})`];
}

function columnSql(name: string, type: ColumnType): readonly string[] {
  const column = quoted(name);
  if (type !== 'date') return [`${column} ${type}`];
  const part = (from: number, length: number) => `substr(${column}, ${from}, ${length})::integer`;
  const day = `CASE WHEN length(${column}) = 10 THEN make_date(${part(1, 4)}, ${part(6, 2)}, ${part(9, 2)}) END`;
  return [
    `${column} text CHECK (${column} ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')`,
    `${quoted(dayColumn(name))} date GENERATED ALWAYS AS (${day}) STORED`,
  ];
}

export function tableSql(name: string): string {
  return `${schema}.${quoted(name)}`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
