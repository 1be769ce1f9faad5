import { z } from 'zod';
import type { Box } from './box.ts';
import { type FieldPath, fieldPath, rowCount } from './field-path.ts';
import type { FieldValue, ValueState } from './field-value.ts';
import type { FieldKind } from './fields/field-kind.ts';
import type { Finding } from './finding.ts';
import type { Field, KindId, RecordType, Table } from './record-type.ts';

/**
 * What travels to the destination and what comes back. Pure: hashing is passed in (`sha256`: UTF-8 text → 64 small hex digits),
 * so that sender and receiver can be checked against each other from the same few lines.
 */
type Sha256 = (text: string) => string;

export type ColumnType = FieldKind['column'];
export type Cell = string | number | null;

/** A table of a record type (`parent` null: one row for every record) or of its rows (`parent`: the record's table). */
export interface DestinationTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly parent: string | null;
}

/** Where one value comes from and who stands for it. `box` is on the page whose original bytes have the hash `pageSha256`. */
interface DeliveryEvidence {
  readonly path: string;
  readonly value: string | null;
  readonly raw: string | null;
  readonly confidence: number | null;
  readonly state: ValueState;
  readonly handwritten: boolean;
  readonly pageSha256: string | null;
  readonly box: Box | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly findings: readonly Finding[];
}

/** One accepted record on its way. `key` is its identity for ever (a UUID given where the record was made), never reused. */
export interface DeliveryRecord {
  readonly key: string;
  /** Of everything below: the same record with the same values and evidence has the same digest. */
  readonly digest: string;
  readonly recordType: string;
  readonly version: number;
  readonly communeCode: string;
  /** Destination table of `fields`. */
  readonly table: string;
  /** Canonical values by export name; null where the paper, or this form, has none. */
  readonly fields: Readonly<Record<string, Cell>>;
  /** Rows by destination table, in the order of the paper: the index is the one in evidence paths (`members[0].sex`). */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, Cell>>[]>>;
  readonly evidence: readonly DeliveryEvidence[];
}

/** What stands for a record in sums and receipts. */
export type DeliveryItem = Pick<DeliveryRecord, 'key' | 'digest'>;

/** One hand-over on its way. What is in it is known from the start; the records themselves are made ready when the destination asks for them. */
export interface Delivery {
  readonly handoverId: string;
  readonly batchCode: string;
  readonly office: string;
  readonly contents: readonly DeliveryItem[];
  /** Those with these keys, in this order. Only these are held at once, however many there are in all. */
  readonly records: (keys: readonly string[]) => Promise<readonly DeliveryRecord[]>;
}

/** Why a destination did not take one record. `detail` names tables, columns and constraints, never a value. */
export const RefusalCode = z.enum([
  /** The destination holds this key with other values: records there are never overwritten. */
  'record.changed',
  /** The same key twice in one delivery, with different values. */
  'record.doubled',
  /** Key, digest or commune code is empty. */
  'record.noKey',
  /** A value that the column's type cannot hold. */
  'value.notOfType',
  /** A rule of the destination's own (CHECK, UNIQUE, foreign key, trigger) says no. */
  'destination.rule',
  /** The destination's row policy does not let this office write records of this commune. */
  'destination.notYours',
  /** The destination would have stored something else than was sent, or nothing. */
  'destination.altered',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const Refusal = z.object({ key: z.string(), code: RefusalCode, detail: z.string() });
export type Refusal = z.infer<typeof Refusal>;

/**
 * The destination's word for one delivery, written in the transaction that wrote the rows: `accepted` are new, `already` were there
 * with the same digest, and `accepted + already + refused.length = sent`. `receivedAt` is the destination's clock, ISO, UTC.
 */
export const Receipt = z.object({
  id: z.string(),
  handoverId: z.string(),
  destination: z.string(),
  receivedAt: z.string(),
  sent: z.number().int(),
  accepted: z.number().int(),
  already: z.number().int(),
  refused: z.array(Refusal),
  /** `receiptDigest` of the keys and digests that the destination now holds of this delivery, computed there from its own rows. */
  digest: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** `reason` of `destination.unreachable`: the line or the server, and worth another try later. */
export type UnreachableReason = 'host' | 'connection' | 'lost' | 'timeout' | 'starting' | 'tooManyConnections';
/** `reason` of `destination.refused`: somebody has to change something first (but for `busy` and `conflict`: others write just now). */
export type RefusedReason =
  | 'login'
  | 'database'
  | 'tls'
  | 'clearPassword'
  | 'rights'
  | 'readOnly'
  | 'serverTooOld'
  | 'encoding'
  | 'schemaNewer'
  | 'notPrepared'
  | 'columnType'
  | 'diskFull'
  | 'inUse'
  | 'damaged'
  | 'folder'
  | 'busy'
  | 'conflict'
  | 'other';

/** JSON with sorted keys and without spaces: equal values give equal text on every machine. `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  // By code units, as `sort` compares.
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** PostgreSQL cuts longer names off silently. */
const longestName = 63;
/** Names that every table of the destination has for itself. */
const ownColumns = new Set(['commune_code', 'record_key', 'row_index']);

/**
 * The tables that a record type fills at the destination: its own (`RecordType.export`) and one for each table of rows
 * (`<type>_<table>`). `columnOf` is the kind's `column`. Throws on names that two columns would share: the type is then wrong.
 */
export function destinationTables(type: RecordType, columnOf: (kind: KindId) => ColumnType): readonly DestinationTable[] {
  const table = (name: string, fields: readonly Field[], parent: string | null): DestinationTable => {
    const columns = fields.map((field) => ({ name: field.export, type: columnOf(field.kind) }));
    const names = [
      ...columns.map((column) => column.name),
      ...columns.filter((column) => column.type === 'date').map((column) => dayColumn(column.name)),
    ];
    const bad =
      names.find((one, index) => ownColumns.has(one) || names.indexOf(one) !== index) ??
      [name, ...names].find((one) => one.length > longestName);
    if (bad !== undefined) throw new Error(`record type ${type.id}: the destination name ${bad} is taken or too long`);
    return { name, columns, parent };
  };
  return [table(type.export, type.fields, null), ...type.tables.map((rows) => table(rowsTable(type, rows), rows.columns, type.export))];
}

/** A date may be a year or a month alone, which no DATE holds: `x` keeps the canonical text, `x_day` the day where it is known. */
export function dayColumn(column: string): string {
  return `${column}_day`;
}

function rowsTable(type: RecordType, table: Table): string {
  return `${type.export}_${table.export}`;
}

export interface DeliveryMeta {
  readonly key: string;
  readonly communeCode: string;
  /** SHA-256 of a page's original bytes, null for a page that is not known. */
  readonly pageSha256: (pageId: string) => string | null;
}

/** One record ready to travel. Values of paths that the type does not have travel as evidence alone. Rows without any value stay. */
export function deliveryRecord(type: RecordType, values: readonly FieldValue[], meta: DeliveryMeta, sha256: Sha256): DeliveryRecord {
  const byPath = new Map(values.map((value) => [value.path, value.value]));
  const cells = (fields: readonly Field[], pathOf: (key: string) => FieldPath): Record<string, Cell> =>
    Object.fromEntries(fields.map((field) => [field.export, byPath.get(pathOf(field.key)) ?? null]));
  const tables = type.tables.map((table) => {
    const rows = Array.from({ length: rowCount(values, table.key) }, (_, index) =>
      cells(table.columns, (column) => fieldPath(table.key, { index, column })),
    );
    return [rowsTable(type, table), rows] as const;
  });
  return sealed(
    {
      key: meta.key,
      recordType: type.id,
      version: type.version,
      communeCode: meta.communeCode,
      table: type.export,
      fields: cells(type.fields, (key) => fieldPath(key)),
      tables: Object.fromEntries(tables),
      evidence: values.map((value) => evidenceOf(value, meta)).sort((one, other) => byCodeUnits(one.path, other.path)),
    },
    sha256,
  );
}

/** The record with its digest. */
function sealed(record: Omit<DeliveryRecord, 'digest'>, sha256: Sha256): DeliveryRecord {
  return { ...record, digest: sha256(canonicalJson(record)) };
}

function evidenceOf(value: FieldValue, meta: DeliveryMeta): DeliveryEvidence {
  return {
    path: value.path,
    value: value.value,
    raw: value.raw,
    confidence: value.confidence,
    state: value.state,
    handwritten: value.handwritten,
    pageSha256: value.pageId === null ? null : meta.pageSha256(value.pageId),
    box: value.box,
    decidedBy: value.decidedBy,
    decidedAt: value.decidedAt,
    findings: value.findings,
  };
}

/** SHA-256 over one line `key digest` per record, sorted by key; what a receipt's `digest` is computed from. */
export function receiptDigest(held: readonly DeliveryItem[], sha256: Sha256): string {
  return sha256(
    held
      .map(({ key, digest }) => `${key} ${digest}\n`)
      .sort(byCodeUnits)
      .join(''),
  );
}

/** Whether a receipt is for exactly these records: counts and digest agree, and everything sent is accounted for once. */
export function receiptAnswers(receipt: Receipt, delivery: Pick<Delivery, 'handoverId' | 'contents'>, sha256: Sha256): boolean {
  const refused = new Set(receipt.refused.map((refusal) => refusal.key));
  const held = new Map(delivery.contents.filter((record) => !refused.has(record.key)).map((record) => [record.key, record]));
  return (
    receipt.handoverId === delivery.handoverId &&
    receipt.sent === delivery.contents.length &&
    receipt.accepted + receipt.already + receipt.refused.length === receipt.sent &&
    receipt.digest === receiptDigest([...held.values()], sha256)
  );
}

const whole = /^-?\d{1,19}$/;
const shapes: Readonly<Record<ColumnType, (text: string) => boolean>> = {
  text: () => true,
  numeric: (text) => /^-?\d{1,100}(\.\d{1,100})?$/.test(text),
  integer: (text) => whole.test(text) && Math.abs(Number(text)) < 2 ** 31,
  bigint: (text) => whole.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text),
  date: isPartOfDate,
};

/** Whether a column of this type can hold the value. Text must be whole Unicode without NUL. */
export function cellFits(type: ColumnType, cell: Cell): boolean {
  if (cell === null) return true;
  const text = String(cell);
  return !text.includes('\u0000') && text.isWellFormed() && shapes[type](text);
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of the calendar. */
function isPartOfDate(text: string): boolean {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === undefined || year === '0000') return false;
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
