import { decide, isByMachine, isOpen, takeBack } from '#domain/decision';
import { cellOf, rowCount } from '#domain/field-path';
import type { FieldValue } from '#domain/field-value';
import { type Finding, finding } from '#domain/finding';
import { ProblemError, problem } from '#domain/problem';
import { fieldAt } from '#domain/record-type';
import {
  decisionBefore,
  findValue,
  insertVerification,
  latestDecision,
  listValues,
  listVerifications,
  putDraft,
  putValue,
} from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { takeBackAnswer } from '#store/handover';
import { damagedPageOf } from '#store/original';
import { latestReading } from '#store/reading';
import { personOf } from './context.ts';
import type { HandlersOf } from './operation.ts';
import { mustFindRecord, openForChange } from './record.ts';
import { absent, settleRecord, withNames } from './record-values.ts';
import { answerRefusal } from './refusal.ts';

export const value: HandlersOf<'value'> = {
  decide: (change, input) => {
    const { found, type } = openForChange(change, input.recordId);
    refuseWithoutEvidence(change.write, found.id);
    const field = fieldAt(type, input.path);
    const present = findValue(change.write, found.id, input.path);
    // A cell that was not read may be keyed where its row is; a row comes by record.addRow.
    if (!field || (!present && isBeyond(listValues(change.write, found.id), input.path)))
      throw problem('value.notFound', { path: input.path });
    const before = present ?? absent(input.path, field);
    if (before.revision !== input.revision) throw problem('value.stale', { path: input.path });
    const decided = decide(before, field, {
      decision: input.decision,
      typed: input.typed,
      overrules: input.overrules,
      person: personOf(change),
      at: change.at,
    });
    if ('problem' in decided) throw new ProblemError(decided.problem.code, decided.problem.params);
    const after = decided.next;
    putValue(change.write, found.id, after);
    putDraft(change.write, found.id, input.path, null);
    const by = insertVerification(change.write, {
      recordId: found.id,
      path: input.path,
      decision: input.decision,
      before,
      after,
      undoes: null,
      personId: personOf(change),
      at: change.at,
    });
    if (after.value !== before.value) answerRefusal(change, found.id, type, { paths: [input.path], by });
    change.note({ state: after.state });
    const { values, ...settled } = settleRecord(change, found, type, { path: input.path, overrules: input.overrules, dropped: [] });
    return { ...settled, findings: [...settled.findings], values: withPath(change.write, found.id, values, input.path) };
  },
  undo: (change, { recordId, of }) => {
    const { found, type } = openForChange(change, recordId);
    if (of && findValue(change.write, recordId, of.path)?.revision !== of.revision) throw problem('value.stale', { path: of.path });
    const latest = latestDecision(change.write, recordId);
    const before = latest ? findValue(change.write, recordId, latest.path) : null;
    if (!latest || !before) throw problem('value.nothingToUndo', { id: recordId });
    if (of && of.path !== latest.path) throw problem('value.stale', { path: of.path });
    const byMachine = isByMachine(latest.beforeState);
    const earlier = byMachine ? null : decisionBefore(change.write, recordId, latest.path, latest.id);
    const after = takeBack(before, fieldAt(type, latest.path), {
      value: latest.beforeValue,
      state: latest.beforeState,
      decidedBy: earlier?.personId ?? null,
      decidedAt: earlier?.at ?? null,
      findings: byMachine ? findingsOfReading(change.write, recordId, { ...before, state: latest.beforeState }) : [],
    });
    putValue(change.write, recordId, after);
    const by = insertVerification(change.write, {
      recordId,
      path: latest.path,
      decision: 'undo',
      before,
      after,
      undoes: latest.id,
      personId: personOf(change),
      at: change.at,
    });
    // A decision from before the record was returned may be what the destination did not like.
    if (!takeBackAnswer(change.write, recordId, latest.id) && after.value !== before.value)
      answerRefusal(change, recordId, type, { paths: [latest.path], by });
    const { values, ...settled } = settleRecord(change, found, type, { path: latest.path, overrules: null, dropped: before.findings });
    return {
      ...settled,
      findings: [...settled.findings],
      path: latest.path,
      values: withPath(change.write, recordId, values, latest.path),
    };
  },
  history: ({ read }, { recordId, path }) => {
    mustFindRecord(read, recordId);
    return listVerifications(read, recordId, path);
  },
  draft: (change, { recordId, path, typed }) => {
    mustFindRecord(change.write, recordId);
    putDraft(change.write, recordId, path, typed);
    return null;
  },
};

function isBeyond(values: readonly FieldValue[], path: string): boolean {
  const cell = cellOf(path);
  return cell !== null && cell.index >= rowCount(values, cell.table);
}

/** What reading had to say of the value before a person decided. Rows may have moved since: the raw reading tells which it was. */
function findingsOfReading(read: ReadHandle, recordId: string, { path, raw, state }: FieldValue): Finding[] {
  const found = latestReading(read, recordId)?.values.find((value) => value.path === path && value.raw === raw);
  return found?.findings ?? (raw === null && isOpen(state) ? [finding('value.missing', 'warning', path)] : []);
}

function withPath(read: ReadHandle, recordId: string, changed: readonly FieldValue[], path: string): FieldValue[] {
  const wanted = new Set([path, ...changed.map((one) => one.path)]);
  return withNames(
    read,
    listValues(read, recordId).filter((one) => wanted.has(one.path)),
  );
}

/** A value is decided on what stands on the paper; where its picture is not what came in, nothing can be borne out. `page.damaged`. */
function refuseWithoutEvidence(read: ReadHandle, recordId: string): void {
  const name = damagedPageOf(read, recordId);
  if (name !== null) throw problem('page.damaged', { name });
}
