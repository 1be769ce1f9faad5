import { type Before, type Decision, decide, isByMachine, isOpen, takeBack } from '#domain/decision';
import { fieldPath, rowCount, withoutRow } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import { finding, type Overruling } from '#domain/finding';
import type { Draft, PaperRecord } from '#domain/paper-record';
import { ProblemError, problem } from '#domain/problem';
import { fieldAt, type RecordType } from '#domain/record-type';

/**
 * The core's part in a record's values, in memory and without checks: decisions, taking back, drafts, rows. `tests/core/fake-core.test.ts`
 * holds it to the real one. Answers are copies, as they come over a wire.
 */
export interface FakeCore {
  readonly open: (input: { readonly id: string }) => PaperRecord;
  readonly decide: (input: {
    readonly recordId: string;
    readonly path: string;
    readonly revision: number;
    readonly decision: Exclude<Decision, 'undo'>;
    readonly typed: string | null;
    readonly overrules?: Overruling | null;
  }) => Answer;
  readonly undo: (input: {
    readonly recordId: string;
    readonly of?: { readonly path: string; readonly revision: number } | null | undefined;
  }) => Answer & { readonly path: string };
  readonly draft: (input: { readonly recordId: string; readonly path: string; readonly typed: string | null }) => null;
  readonly addRow: (input: { readonly id: string; readonly table: string }) => PaperRecord;
  readonly removeRow: (input: { readonly id: string; readonly table: string; readonly index: number }) => PaperRecord;
  /** The first record with something open; null: none has. */
  readonly next: () => { readonly recordId: string; readonly batchId: string } | null;
  /** What was decided and taken back, in order. */
  readonly log: readonly Entry[];
  /** The person whose call comes next. */
  person: string;
}

export interface Entry {
  readonly recordId: string;
  readonly path: string;
  readonly decision: Decision;
  readonly typed: string | null;
  readonly person: string;
  readonly before: Before;
  readonly undoes: Entry | null;
}

type Answer = Pick<PaperRecord, 'state' | 'findings' | 'values'> & { readonly open: number };

export function openFakeCore(type: RecordType, records: readonly PaperRecord[]): FakeCore {
  const byId = new Map(records.map((record) => [record.id, record]));
  const log: Entry[] = [];
  /** Entries before this one cannot be taken back: rows have moved. */
  const floors = new Map<string, number>();
  let moment = Date.parse('2026-11-28T01:00:00.000Z');

  const find = (id: string): PaperRecord => {
    const record = byId.get(id);
    if (!record) throw problem('record.notFound', { id });
    return record;
  };
  const forChange = (id: string): PaperRecord => {
    const record = find(id);
    if (record.state === 'handedOver') throw problem('record.handedOver', { id });
    return record;
  };
  const openOf = (values: readonly FieldValue[]) => values.filter(({ state }) => isOpen(state)).length;
  const put = (record: PaperRecord, values: readonly FieldValue[], drafts: readonly Draft[]) => {
    const next: PaperRecord = { ...record, values: [...values], drafts: [...drafts], state: openOf(values) > 0 ? 'open' : 'verified' };
    byId.set(record.id, next);
    return next;
  };
  const putValue = (record: PaperRecord, value: FieldValue, drafts: readonly Draft[]): Answer => {
    const { values, findings, state } = put(
      record,
      record.values.map((one) => (one.path === value.path ? value : one)),
      drafts,
    );
    return structuredClone({ values: [value], findings, state, open: openOf(values) });
  };
  const undone = (entry: Entry) => log.some((other) => other.undoes === entry);
  const now = () => {
    moment += 1000;
    return new Date(moment).toISOString();
  };

  const core: FakeCore = {
    log,
    person: 'Cán bộ',
    open: ({ id }) => structuredClone(find(id)),
    decide({ recordId, path, revision, decision, typed, overrules = null }) {
      const record = forChange(recordId);
      const field = fieldAt(type, path);
      const value = record.values.find((one) => one.path === path);
      if (!field || !value) throw problem('value.notFound', { path });
      if (value.revision !== revision) throw problem('value.stale', { path });
      const decided = decide(value, field, { decision, typed, overrules, person: core.person, at: now() });
      if ('problem' in decided) throw new ProblemError(decided.problem.code, decided.problem.params);
      log.push({ recordId, path, decision, typed, person: core.person, before: value, undoes: null });
      return putValue(
        record,
        decided.next,
        record.drafts.filter((draft) => draft.path !== path),
      );
    },
    undo({ recordId, of = null }) {
      const record = forChange(recordId);
      if (of && record.values.find(({ path }) => path === of.path)?.revision !== of.revision)
        throw problem('value.stale', { path: of.path });
      const entry = log.findLast(
        (one, at) => one.recordId === recordId && one.decision !== 'undo' && !undone(one) && at >= (floors.get(recordId) ?? 0),
      );
      const value = record.values.find(({ path }) => path === entry?.path);
      if (!entry || !value) throw problem('value.nothingToUndo', { id: recordId });
      if (of && of.path !== entry.path) throw problem('value.stale', { path: of.path });
      const { path, before } = entry;
      // What reading had said, without checks: that nothing was found, or what stood there.
      const missing = value.raw === null && isOpen(before.state) ? [finding('value.missing', 'warning', path)] : [];
      const after = takeBack(value, fieldAt(type, path), { ...before, findings: isByMachine(before.state) ? missing : before.findings });
      log.push({ recordId, path, decision: 'undo', typed: null, person: core.person, before: value, undoes: entry });
      return { path, ...putValue(record, after, record.drafts) };
    },
    draft({ recordId, path, typed }) {
      const record = find(recordId);
      const others = record.drafts.filter((draft) => draft.path !== path);
      byId.set(recordId, { ...record, drafts: typed === null ? others : [...others, { path, typed }] });
      return null;
    },
    addRow({ id, table }) {
      const record = forChange(id);
      const columns = type.tables.find(({ key }) => key === table)?.columns;
      if (!columns) throw problem('value.notFound', { path: table });
      const index = rowCount(record.values, table);
      const added = columns.map((column): FieldValue => {
        const path = fieldPath(table, { index, column: column.key });
        return { ...emptyValue(path), findings: [finding('value.missing', 'warning', path)], handwritten: column.handwritten };
      });
      return structuredClone(put(record, [...record.values, ...added], record.drafts));
    },
    removeRow({ id, table, index }) {
      const record = forChange(id);
      if (index >= rowCount(record.values, table)) throw problem('value.notFound', { path: `${table}[${index}]` });
      const revisions = new Map(record.values.map(({ path, revision }) => [path, revision]));
      const values = record.values.flatMap((value) => {
        const path = withoutRow(value.path, table, index);
        if (path === value.path) return [value];
        return path === null ? [] : [{ ...value, path, revision: Math.max(value.revision, revisions.get(path) ?? 0) + 1 }];
      });
      const drafts = record.drafts.flatMap((draft) => {
        const path = withoutRow(draft.path, table, index);
        return path === null ? [] : [{ ...draft, path }];
      });
      floors.set(id, log.length);
      return structuredClone(put(record, values, drafts));
    },
    next() {
      const [found] = [...byId.values()].filter(({ values }) => openOf(values) > 0);
      return found ? { recordId: found.id, batchId: found.batchId } : null;
    },
  };
  return core;
}

export function emptyValue(path: string): FieldValue {
  return {
    path,
    value: null,
    raw: null,
    confidence: null,
    state: 'read',
    pageId: null,
    box: null,
    findings: [],
    alternatives: [],
    handwritten: false,
    decidedBy: null,
    decidedAt: null,
    revision: 0,
  };
}
