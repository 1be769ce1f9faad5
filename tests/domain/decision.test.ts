import { describe, expect, it } from 'vitest';
import { type DecisionMade, decide, isByMachine, isByPerson, isOpen, needsPerson, takeBack } from '#domain/decision';
import { type FieldValue, ValueState } from '#domain/field-value';
import { finding } from '#domain/finding';
import { Field } from '#domain/record-type';

const fieldOf = (handwritten: boolean, kind = 'text') =>
  Field.parse({
    key: 'name',
    kind,
    label: { vi: 'Tên', en: 'Name' },
    face: 'front',
    printed: { labels: ['Tên'] },
    handwritten,
    export: 'name',
  });
const said = finding('value.disagree', 'warning', 'name');
const checked = finding('id.sex', 'warning', 'name');
const valueIn = (state: ValueState, value: string | null, raw: string | null): FieldValue => ({
  path: 'name',
  value,
  raw,
  confidence: null,
  state,
  pageId: null,
  box: null,
  findings: [said, checked],
  alternatives: [],
  handwritten: false,
  decidedBy: null,
  decidedAt: null,
  revision: 3,
});
const made = (decision: DecisionMade['decision'], typed: string | null = null): DecisionMade => ({
  decision,
  typed,
  person: 'Cán bộ',
  at: '2026-11-28T01:00:00.000Z',
});
const next = (value: FieldValue, decision: DecisionMade['decision'], typed: string | null = null, handwritten = false) => {
  const answer = decide(value, fieldOf(handwritten), made(decision, typed));
  if ('problem' in answer) throw new Error(answer.problem.code);
  return answer.next;
};
const states = ValueState.options;

describe('who stands behind a value', () => {
  it('is the machine or a person; open is what still waits', () => {
    expect(states.filter(isOpen)).toEqual(['read']);
    expect(states.filter(isByMachine)).toEqual(['read', 'accepted']);
    expect(states.filter(isByPerson)).toEqual(['confirmed', 'corrected', 'keyed', 'unreadable', 'blank']);
  });
});

describe('an error', () => {
  const wrong = { ...valueIn('read', 'Nam', 'Nam'), findings: [finding('area.parts', 'error', 'name', { sum: '3' })] };
  it('is not confirmed, unless for a reason, which stays with it', () => {
    const answer = decide(wrong, fieldOf(false), made('confirm', null));
    expect(answer).toEqual({ problem: { code: 'value.hasError', params: { path: 'name' } } });
    const kept = decide(wrong, fieldOf(false), { ...made('confirm', null), overrules: 'later' });
    expect(kept).toMatchObject({ next: { state: 'confirmed', findings: [{ code: 'area.parts', overruled: 'later' }] } });
    if (!('next' in kept)) throw new Error('refused');
    expect([wrong, kept.next].map(needsPerson)).toEqual([true, false]);
    // Answered once, it is confirmed once more as any other.
    expect(decide(kept.next, fieldOf(false), made('confirm', null))).toMatchObject({ next: { state: 'confirmed' } });
  });
});

describe('a decision', () => {
  it('always makes the value a person’s, and one revision older', () => {
    for (const state of states)
      for (const raw of ['Nam', null])
        for (const value of ['Nam', null])
          for (const decision of ['confirm', 'correct', 'unreadable', 'blank'] as const) {
            const after = next(valueIn(state, value, raw), decision, decision === 'correct' ? 'Ba' : null);
            expect(isByPerson(after.state), `${state} ${decision}`).toBe(true);
            expect(after).toMatchObject({ decidedBy: 'Cán bộ', decidedAt: '2026-11-28T01:00:00.000Z', revision: 4, raw });
          }
  });

  it('confirms what is there; where nothing is, that the paper has nothing', () => {
    const as = (state: ValueState, value: string | null) => next(valueIn(state, value, 'Nam'), 'confirm').state;
    expect(states.map((state) => as(state, 'Nam'))).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
      'corrected',
      'keyed',
      'confirmed',
      'confirmed',
    ]);
    expect(states.map((state) => as(state, null))).toEqual(['blank', 'blank', 'blank', 'blank', 'blank', 'unreadable', 'blank']);
  });

  it('tells what was keyed from the paper from what was corrected in a reading', () => {
    expect(next(valueIn('read', 'Nam', 'Nam'), 'correct', 'Năm')).toMatchObject({ value: 'Năm', state: 'corrected' });
    expect(next(valueIn('read', 'Nam', 'Nam'), 'correct', 'Năm', true)).toMatchObject({ value: 'Năm', state: 'keyed' });
    expect(next(valueIn('read', null, null), 'correct', 'Năm')).toMatchObject({ value: 'Năm', state: 'keyed' });
  });

  it('of the same text confirms it', () => {
    expect(next(valueIn('read', 'Nam', 'Nam'), 'correct', ' Nam ')).toMatchObject({ value: 'Nam', state: 'confirmed' });
    expect(next(valueIn('corrected', 'Năm', 'Nam'), 'correct', 'Năm').state).toBe('corrected');
    expect(next(valueIn('keyed', 'Năm', null), 'correct', 'Năm').state).toBe('keyed');
  });

  it('silences what reading said; what the checks said stands while the value stays as it was', () => {
    expect(next(valueIn('read', 'Nam', 'Nam'), 'confirm').findings).toEqual([checked]);
    expect(next(valueIn('read', 'Nam', 'Nam'), 'correct', 'Năm').findings).toEqual([]);
    expect(next(valueIn('read', 'Nam', 'Nam'), 'blank').findings).toEqual([]);
    const name = decide(valueIn('read', 'Nam', 'Nam'), fieldOf(false, 'name'), made('correct', 'N4m'));
    expect('next' in name && name.next.findings.map(({ code }) => code)).toEqual(['name.digits']);
  });

  it('refuses what is not of the field’s kind', () => {
    for (const typed of ['', ' ', null])
      expect(decide(valueIn('read', 'Nam', 'Nam'), fieldOf(false), made('correct', typed))).toEqual({
        problem: { code: 'value.notOfKind', params: { path: 'name', typed: typed ?? '' } },
      });
    expect(decide(valueIn('read', null, null), fieldOf(false, 'date'), made('correct', 'hôm qua'))).toHaveProperty('problem');
  });
});

describe('taking back', () => {
  it('brings back what reading said, or what the person before had decided', () => {
    const read = valueIn('read', 'Nam', 'Nam');
    const after = next(read, 'correct', 'Năm');
    const { value, state, decidedBy, decidedAt } = read;
    expect(takeBack(after, fieldOf(false), { value, state, decidedBy, decidedAt, findings: [said] })).toEqual({
      ...read,
      findings: [said],
      revision: 5,
    });
    const first = { value: 'Nam', state: 'confirmed', decidedBy: 'A', decidedAt: '2026-01-01T00:00:00.000Z', findings: [said] } as const;
    expect(takeBack(after, fieldOf(false), { ...first, findings: [...first.findings] })).toMatchObject({
      state: 'confirmed',
      decidedBy: 'A',
      findings: [],
    });
  });
});
