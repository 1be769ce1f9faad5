import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isByMachine } from '#domain/decision';
import { type FieldValue, ValueState } from '#domain/field-value';
import { finding } from '#domain/finding';
import { fieldAt } from '#domain/record-type';
import type { Workstation } from '#main/open-workstation';
import { expected } from '#renderer/screens/record/expected.ts';
import { putValue } from '#store/field-value';
import { findOrMakePerson } from '#store/person';
import { openTestCore, temporaryFolder, valueAt } from './fixtures.ts';
import { seed, seedBatch, seedRecord } from './seed.ts';

/** What the desk shows of a decision before the core has answered, beside the core's answer: over every state that a value can be in. */
const folder = temporaryFolder();
const at = '2026-11-02T03:00:00.000Z';
/** A printed field that the other values contradict (the number is a man's), and one that is written by hand. */
const fields = {
  printed: { type: 'residence-confirmation-ct07', path: 'sex', read: 'Nữ', other: 'Nam', beside: 'religion' },
  handwritten: { type: 'household-register-book', path: 'headName', read: 'Y Bhĭt Mlô', other: 'Y Bhit Mlô', beside: 'bookNumber' },
} as const;
const cases = Object.keys(fields).flatMap((hand) =>
  ValueState.options.flatMap((state) =>
    [true, false].flatMap((raw) => [true, false].map((value) => ({ hand: hand as keyof typeof fields, state, raw, value }))),
  ),
);
let core: Workstation;
let person = '';
const ids = new Map<(typeof cases)[number], string>();

beforeAll(async () => {
  seed(folder, (write) => {
    const batch = seedBatch(write);
    const decider = findOrMakePerson(write, 'Cán bộ', at);
    for (const one of cases) {
      const { type, path, read } = fields[one.hand];
      const id = seedRecord(write, batch, { type, state: 'open', values: { personalId: '066090001234', [path]: read } });
      ids.set(one, id);
      putValue(write, id, {
        path,
        value: one.value ? read : null,
        raw: one.raw ? read : null,
        confidence: null,
        state: one.state,
        pageId: null,
        box: null,
        findings: isByMachine(one.state) ? [finding('value.disagree', 'warning', path)] : [],
        alternatives: [],
        handwritten: one.hand === 'handwritten',
        decidedBy: isByMachine(one.state) ? null : decider,
        decidedAt: isByMachine(one.state) ? null : at,
        revision: 0,
      });
    }
  });
  core = await openTestCore(folder);
  person = (await core.client.workstation.state()).settings?.person ?? '';
  // The checks of every record speak once, as they do when a record comes from reading.
  for (const [{ hand }, recordId] of ids)
    await core.client.value.decide({ recordId, path: fields[hand].beside, revision: 0, decision: 'blank', typed: null });
});
afterAll(() => core.close());

/** A value without what only the core's clock and count say. */
const shown = ({ decidedAt, revision: _revision, ...value }: FieldValue) => ({ ...value, decided: decidedAt !== null });

describe.each(cases)('a $hand value that is $state (read: $raw, a value: $value)', (one) => {
  const { type: typeId, path, read, other } = fields[one.hand];
  const decisions = [
    { decision: 'confirm', typed: null },
    { decision: 'correct', typed: read },
    { decision: 'correct', typed: other },
    { decision: 'unreadable', typed: null },
    { decision: 'blank', typed: null },
  ] as const;

  test.each(decisions)('$decision $typed', async ({ decision, typed }) => {
    const recordId = ids.get(one) ?? '';
    const type = (await core.client.workstation.recordTypes()).find(({ id }) => id === typeId);
    const field = type ? fieldAt(type, path) : null;
    if (!field) throw new Error(`no field ${path}`);
    const before = valueAt(await core.client.record.open({ id: recordId }), path);

    const made = { decision, typed, person, at };
    const desk = expected(before, { recordId, field, value: before, made });
    const answer = await core.client.value.decide({ recordId, path, decision, typed, revision: before.revision });
    // Taken back first, so that the next decision finds the value as it was even where this one is not as expected.
    const undone = await core.client.value.undo({ recordId });
    const there = answer.values.find((value) => value.path === path);
    // What the checks say of a new value is not known before the core has answered.
    const sayable = (value: FieldValue) =>
      value.value === before.value ? value.findings : value.findings.filter(({ code }) => code !== 'id.sex');
    expect(there && { ...shown(there), findings: sayable(there) }).toEqual({ ...shown(desk), findings: sayable(desk) });
    expect(there?.revision).toBe(before.revision + 1);
    // Until then the desk holds on to the revision that the person saw.
    expect(desk.revision).toBe(before.revision);

    expect(undone.path).toBe(path);
    expect(undone.values.find((value) => value.path === path)).toMatchObject({ value: before.value, state: before.state, decidedBy: null });
  });
});
