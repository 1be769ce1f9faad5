import { type FieldValue, isOpen } from '#domain/field-value';
import { fieldKinds } from '#domain/fields/field-kinds';
import { problem } from '#domain/problem';
import { type Field, fieldAt } from '#domain/record-type';
import { findValue, insertVerification, latestDecision, listVerifications, putDraft, putValue } from '#store/field-value';
import { listValues } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { audit } from './batch.ts';
import type { HandlersOf } from './operation.ts';
import { mustFindRecord, openForChange } from './record.ts';
import { absent, settleRecord } from './record-values.ts';

type DecideInput = { readonly path: string; readonly decision: 'confirm' | 'correct' | 'unreadable' | 'blank'; readonly typed: string | null };

export const value: HandlersOf<'value'> = {
  decide: (change, input) => {
    const { found, type } = openForChange(change, input.recordId);
    const field = fieldAt(type, input.path);
    if (!field) throw problem('value.notFound', { path: input.path });
    const before = findValue(change.write, found.id, input.path) ?? absent(input.path, field);
    if (before.revision !== input.revision) throw problem('value.stale', { path: input.path });
    const after: FieldValue = { ...before, ...decided(before, field, input), decidedBy: change.person, decidedAt: change.at, revision: before.revision + 1 };
    putValue(change.write, found.id, after);
    putDraft(change.write, found.id, input.path, null, change.at);
    insertVerification(change.write, { recordId: found.id, path: input.path, decision: input.decision, before, after, undoes: null, person: change.person, at: change.at });
    audit(change, 'value.decided', found.id, { path: input.path, decision: input.decision, state: after.state });
    const { values, ...settled } = settleRecord(change, found, type);
    return { ...settled, findings: [...settled.findings], values: withPath(change.write, found.id, values, input.path) };
  },
  undo: (change, { recordId }) => {
    const { found, type } = openForChange(change, recordId);
    const latest = latestDecision(change.write, recordId);
    const before = latest ? findValue(change.write, recordId, latest.path) : null;
    if (!latest || !before) throw problem('value.nothingToUndo', { id: recordId });
    const byPerson = !isOpen(latest.beforeState) && latest.beforeState !== 'accepted';
    const after: FieldValue = {
      ...before, value: latest.beforeValue, state: latest.beforeState, revision: before.revision + 1,
      decidedBy: byPerson ? change.person : null, decidedAt: byPerson ? change.at : null,
    };
    putValue(change.write, recordId, after);
    insertVerification(change.write, { recordId, path: latest.path, decision: 'undo', before, after, undoes: latest.id, person: change.person, at: change.at });
    audit(change, 'value.undone', recordId, { path: latest.path });
    const { values, ...settled } = settleRecord(change, found, type);
    return { ...settled, findings: [...settled.findings], path: latest.path, values: withPath(change.write, recordId, values, latest.path) };
  },
  history: (core, { recordId, path }) => {
    mustFindRecord(core.store.read, recordId);
    return listVerifications(core.store.read, recordId, path);
  },
  draft: (change, { recordId, path, typed }) => {
    mustFindRecord(change.write, recordId);
    putDraft(change.write, recordId, path, typed, change.at);
    return null;
  },
};

/** What a decision makes of a value; `value.notOfKind` when what was typed is not of the field's kind. */
function decided(before: FieldValue, field: Field, { path, decision, typed }: DecideInput): Pick<FieldValue, 'value' | 'state'> {
  if (decision === 'unreadable') return { value: null, state: 'unreadable' };
  if (decision === 'blank') return { value: null, state: 'blank' };
  if (decision === 'confirm') {
    // Nothing there and confirmed means that the paper has nothing there.
    return before.value === null ? { value: null, state: 'blank' } : { value: before.value, state: before.state === 'corrected' || before.state === 'keyed' ? before.state : 'confirmed' };
  }
  const value = fieldKinds[field.kind].normalise(typed ?? '', field);
  if (value === null || value === '') throw problem('value.notOfKind', { path, typed: typed ?? '' });
  if (value === before.value && before.raw !== null) return { value, state: 'confirmed' };
  return { value, state: before.raw === null || field.handwritten ? 'keyed' : 'corrected' };
}

function withPath(read: ReadHandle, recordId: string, touched: readonly FieldValue[], path: string): FieldValue[] {
  const wanted = new Set([path, ...touched.map((one) => one.path)]);
  return listValues(read, recordId).filter((one) => wanted.has(one.path));
}
