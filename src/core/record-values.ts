import { isByMachine, isOpen } from '#domain/decision';
import { cellOf, fieldPath, rowCount } from '#domain/field-path';
import type { FieldValue, ValueState } from '#domain/field-value';
import { fieldKinds } from '#domain/fields/field-kinds';
import { contradictionOf, type Finding, finding, isOfPages, isOfReading, isStanding, type Overruling } from '#domain/finding';
import type { RecordState } from '#domain/paper-record';
import type { ReadValue } from '#domain/reading';
import { type Field, fieldAt, type RecordType } from '#domain/record-type';
import { checkRecord } from '#domain/rules/check-record';
import { listValues, putValue } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { isReturned } from '#store/handover';
import { setIdentityKeys } from '#store/identity-key';
import { type StoredRecord, setRecordStanding } from '#store/paper-record';
import { namesOf } from '#store/person';
import { dropSuperseded, printedOfRecord } from '#store/reading';
import type { Change } from './context.ts';
import { identityKeys } from './identity.ts';
import { indexValues } from './record-search.ts';
import { ruleContext } from './rule-context.ts';

/** Every field of the type has a value: what was read, or that nothing is there (optional: accepted as absent; required: open). */
export function valuesOf(type: RecordType, read: readonly ReadValue[], pageIds: readonly string[]): FieldValue[] {
  const byPath = new Map(read.map((value) => [value.path, value]));
  const paths = [...type.fields.map((field) => field.key), ...read.map((value) => value.path).filter((path) => cellOf(path) !== null)];
  return [...new Set(paths)].flatMap((path) => {
    const field = fieldAt(type, path);
    if (!field) return [];
    const value = byPath.get(path);
    // Nothing was found there: optional fields are then absent, required ones wait for a person, unless reading says that this paper has none.
    const isLacked = value !== undefined && !value.handwritten && value.findings.length === 0;
    return [value && value.raw !== null ? fromReading(value, pageIds) : absent(path, { ...field, required: field.required && !isLacked })];
  });
}

function fromReading(value: ReadValue, pageIds: readonly string[]): FieldValue {
  const state: ValueState = value.accepted ? 'accepted' : 'read';
  return {
    path: value.path,
    value: value.value,
    raw: value.raw,
    confidence: value.confidence,
    state,
    pageId: value.page === null ? null : (pageIds[value.page] ?? null),
    box: value.box,
    findings: value.findings,
    alternatives: value.alternatives,
    handwritten: value.handwritten,
    decidedBy: null,
    decidedAt: null,
    revision: 0,
  };
}

/** A value that was not found: an empty row that a person can key. */
export function absent(path: string, field: Field): FieldValue {
  return {
    path,
    value: null,
    raw: null,
    confidence: null,
    state: field.required ? 'read' : 'accepted',
    pageId: null,
    box: null,
    findings: field.required ? [finding('value.missing', 'warning', path)] : [],
    alternatives: [],
    handwritten: field.handwritten,
    decidedBy: null,
    decidedAt: null,
    revision: 0,
  };
}

/** Values for showing and for sending: whoever decided by name. */
export function withNames(read: ReadHandle, values: readonly FieldValue[]): FieldValue[] {
  const names = namesOf(
    read,
    values.map(({ decidedBy }) => decidedBy),
  );
  return values.map((value) => ({
    ...value,
    decidedBy: value.decidedBy === null ? null : (names.get(value.decidedBy) ?? value.decidedBy),
  }));
}

/** Order of the form: fields, then rows of each table by row and column. */
export function inFormOrder(type: RecordType | null, values: readonly FieldValue[]): FieldValue[] {
  if (!type) return [...values];
  const byPath = new Map(values.map((value) => [value.path, value]));
  const paths = type.fields.map((field) => field.key);
  for (const table of type.tables) {
    const rows = rowCount(values, table.key);
    for (let index = 0; index < rows; index += 1) {
      for (const column of table.columns) paths.push(fieldPath(table.key, { index, column: column.key }));
    }
  }
  return paths.flatMap((path) => byPath.get(path) ?? []);
}

/**
 * After any change: the checks speak anew, the record's state, title and search text follow. Answers the values whose findings
 * changed and the record's own findings. Must run in the transaction of the change. `decided`: the value that a person has just decided on,
 * with the reason for which its errors stand; `dropped`: findings whose reasons are taken back.
 */
export function settleRecord(
  change: Change,
  record: StoredRecord,
  type: RecordType | null,
  decided: { readonly path: string; readonly overrules: Overruling | null; readonly dropped: readonly Finding[] } | null = null,
): { readonly values: FieldValue[]; readonly findings: readonly Finding[]; readonly state: RecordState; readonly open: number } {
  const values = listValues(change.write, record.id);
  setIdentityKeys(change.write, record.id, identityKeys(type, values, change.core.knowledge.places));
  const { codes, labels } = printedOfRecord(change.write, record.id);
  const spoken = type
    ? checkRecord(
        type,
        new Map(values.map((value) => [value.path, { value: value.value, raw: value.raw, label: labels.get(value.path) ?? null }])),
        ruleContext(change.core, change.write, record, type, codes),
      )
    : [];
  const said = values.map((value) => {
    const field = type ? fieldAt(type, value.path) : null;
    const own = field && value.value !== null ? fieldKinds[field.kind].validate(value.value, field, value.path) : [];
    const kept = isByMachine(value.state) ? value.findings.filter(isOfReading) : [];
    return unique([...kept, ...own, ...spoken.filter((one) => one.path === value.path)]);
  });
  const reasons = overrulings(values, said.flat(), decided);
  const answered = said.map((findings) =>
    findings.map((one) => {
      const overruled = one.severity === 'error' ? reasons.get(contradictionOf(one)) : undefined;
      return overruled === undefined ? one : { ...one, overruled };
    }),
  );
  const changed: FieldValue[] = [];
  let standingErrors = 0;
  for (const [at, value] of values.entries()) {
    const findings = answered[at] ?? [];
    if (!isOpen(value.state) && findings.some(isStanding)) standingErrors += 1;
    if (JSON.stringify(findings) === JSON.stringify(value.findings)) continue;
    const next = { ...value, findings };
    putValue(change.write, record.id, next);
    changed.push(next);
  }
  const pageFindings = record.findings.filter(isOfPages);
  const findings = unique([
    ...pageFindings,
    ...spoken.filter((one) => one.path === null),
    // Holds the record back (`HoldReason`): what is open is held anyway.
    ...(standingErrors > 0 ? [finding('record.errors', 'error', null, { count: standingErrors })] : []),
  ]);
  const open = values.filter((value) => isOpen(value.state)).length;
  const state = standing(record, type, { open, returned: isReturned(change.write, record.id) });
  setRecordStanding(change.write, record.id, {
    state,
    title: titleOf(type, values),
    findings,
    at: change.at,
  });
  indexValues(change.write, record.id, type, values);
  if (state === 'verified') dropSuperseded(change.write, record.id);
  change.tell({ type: 'record.changed', id: record.id, batchId: record.batchId });
  change.tell({ type: 'batch.changed', id: record.batchId });
  return { values: changed, findings, state, open };
}

/** The reasons for which errors stand: what was said before, and what is said now. One contradiction has one answer, at whichever of its values. */
function overrulings(
  values: readonly FieldValue[],
  said: readonly Finding[],
  decided: Parameters<typeof settleRecord>[3],
): ReadonlyMap<string, Overruling> {
  const dropped = new Set(decided?.dropped.map(contradictionOf));
  const before = values
    .flatMap(({ findings }) => findings)
    .flatMap((one) => (one.overruled ? [[contradictionOf(one), one.overruled] as const] : []));
  const reason = decided?.overrules ?? null;
  const now =
    reason === null ? [] : said.filter(({ path }) => path === decided?.path).map((one) => [contradictionOf(one), reason] as const);
  return new Map([...before.filter(([key]) => !dropped.has(key)), ...now]);
}

function standing(
  record: StoredRecord,
  type: RecordType | null,
  { open, returned }: { readonly open: number; readonly returned: boolean },
): RecordState {
  if (record.state === 'handedOver') return 'handedOver';
  if (!type) return 'unknown';
  // Until what the destination said is answered.
  if (returned) return 'returned';
  return open > 0 ? 'open' : 'verified';
}

/** What people call the record by: the first name on it, else its first value. */
function titleOf(type: RecordType | null, values: readonly FieldValue[]): string | null {
  if (!type) return null;
  const byPath = new Map(values.map((value) => [value.path, value.value]));
  const named = type.fields.find((field) => fieldKinds[field.kind].titlesRecord && byPath.get(field.key));
  const key = named?.key ?? type.fields.find((field) => byPath.get(field.key))?.key;
  return key === undefined ? null : (byPath.get(key) ?? null);
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify([one.code, one.path, one.params]), one])).values()];
}
