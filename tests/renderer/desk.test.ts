import { describe, expect, it } from 'vitest';
import type { FieldValue } from '#domain/field-value';
import { finding } from '#domain/finding';
import type { PaperRecord } from '#domain/paper-record';
import {
  type DeskEvent,
  type DeskState,
  firstState,
  liveActions,
  type Press,
  reduce,
  type Sight,
  type Step,
  sightOf,
} from '#renderer/screens/record/desk.ts';
import { expectSame, openKit, paper, recordAs, rest, valueAs } from './desk-kit.ts';

/** The desk before one record, by the reducer alone. */
function desk(record: PaperRecord = recordAs('one'), startPath: string | null = null, canUndo = false) {
  const sight: Sight = sightOf(record, paper, canUndo, '2026-11-28');
  let state = firstState(sight, record.drafts, startPath);
  const send = (event: DeskEvent): Step['effects'] | null => {
    const step = reduce(state, event, sight);
    if (step) state = step.state;
    return step?.effects ?? null;
  };
  return {
    send,
    press: (action: Extract<DeskEvent, { kind: 'press' }>['action'], press: Press = null) => send({ kind: 'press', action, press }),
    open: (path: string) => void send({ kind: 'open', path }),
    type: (text: string) => send({ kind: 'type', text }),
    state: (): DeskState => state,
    live: () => liveActions(state, sight),
  };
}

const key = (name: string, more: Partial<NonNullable<Press>> = {}): Press => ({
  key: name,
  ctrl: false,
  alt: false,
  inLines: false,
  ...more,
});
const doing = (effects: Step['effects'] | null) => effects?.map((one) => one.do) ?? null;

describe('the beginning', () => {
  it('is where one was sent, else where one was typing, else the first doubt', () => {
    const drafts = [{ path: 'address', typed: 'Thôn' }];
    expect(desk(recordAs('one', { drafts }), 'sex').state().current).toBe('sex');
    expect(desk(recordAs('one', { drafts })).state()).toMatchObject({
      current: 'address',
      typed: { address: 'Thôn' },
      restored: new Set(['address']),
    });
    expect(desk().state().current).toBe('name');
    expect(desk(recordAs('one'), 'nothing').state().current).toBe('name');
  });

  it('is nowhere where all is done or handed over', () => {
    expect(desk(recordAs('one', { values: [valueAs('name', 'confirmed', 'A')] })).state().current).toBeNull();
    expect(desk(recordAs('one', { state: 'handedOver', drafts: [{ path: 'name', typed: 'x' }] })).state().current).toBeNull();
  });
});

describe('walking', () => {
  it('goes from value to value in the order of the form, and stops at both ends', () => {
    const { press, state } = desk();
    const walked = [];
    for (let times = 0; times < 10; times += 1) {
      walked.push(state().current);
      expect(press('record.down', key('ArrowDown'))).toEqual([]);
    }
    expect(walked).toEqual([
      'name',
      'day',
      'sex',
      'number',
      'address',
      'written',
      'members[0].who',
      'members[0].note',
      'members[1].who',
      'members[1].note',
    ]);
    expect(state().current).toBe('members[1].note');
    // At the end Tab leaves the desk.
    expect(press('record.down', key('Tab'))).toBeNull();
    press('record.up', key('ArrowUp'));
    expect(state().current).toBe('members[1].who');
  });

  it('from doubt to doubt goes around the end', () => {
    const { press, state } = desk();
    const walked = [];
    for (let times = 0; times < 4; times += 1) {
      press('record.nextDoubt');
      walked.push(state().current);
    }
    expect(walked).toEqual(['day', 'written', 'members[1].who', 'name']);
    press('record.previousDoubt');
    expect(state().current).toBe('members[1].who');
  });

  it('leaves arrows to a text of several lines that is being typed', () => {
    const { press, type, state } = desk(undefined, 'address');
    const arrow = key('ArrowDown', { inLines: true });
    type('Thôn 1\nxã Ea Kao');
    expect(press('record.down', arrow)).toBeNull();
    expect(press('record.down', key('Tab', { inLines: true }))).toEqual([]);
    expect(state().current).toBe('written');
  });

  it('closes what was said at the value that is left', () => {
    const { press, send, state } = desk();
    press('record.history');
    send({ kind: 'face', pageId: 'p' });
    press('record.down');
    expect(state()).toMatchObject({ face: null, note: null, refused: null, armed: null, history: true });
  });
});

describe('Enter', () => {
  it('confirms what was read and goes on to the next doubt', () => {
    const { press, state } = desk();
    expect(press('record.confirm')).toMatchObject([{ do: 'decide', decision: 'confirm', typed: null, place: { path: 'name' } }]);
    expect(state().current).toBe('day');
  });

  it('corrects to what is typed, and confirms where that is what was read', () => {
    const first = desk();
    first.type('Nguyễn Văn Ba');
    expect(first.press('record.confirm')).toMatchObject([{ decision: 'correct', typed: 'Nguyễn Văn Ba' }]);
    expect(first.state().typed).toEqual({});
    const second = desk();
    second.type(' Nguyễn Văn A ');
    expect(second.press('record.confirm')).toMatchObject([{ decision: 'confirm', typed: null }]);
    // What is written by hand is keyed from the paper, also where the guess was right.
    const third = desk(undefined, 'written');
    third.type('Y Bhit');
    expect(third.press('record.confirm')).toMatchObject([{ decision: 'correct', typed: 'Y Bhit' }]);
  });

  it('says in place what cannot be decided so, and loses nothing', () => {
    const { press, type, state, open } = desk(undefined, 'day');
    type('hôm qua');
    expect(press('record.confirm')).toEqual([]);
    expect(state()).toMatchObject({ current: 'day', note: 'notOfKind', typed: { day: 'hôm qua' } });
    type('');
    expect(state().note).toBeNull();
    press('record.confirm');
    expect(state().note).toBe('empty');
    open('name');
    expect(state()).toMatchObject({ note: null, typed: { day: '' } });
    const missing = desk(recordAs('one', { values: [valueAs('name', 'read', null)] }));
    expect(missing.press('record.confirm')).toEqual([]);
    expect(missing.state().note).toBe('empty');
  });

  it('offers every century for a year of two figures, and never takes one by itself', () => {
    const { press, type, send, state } = desk(undefined, 'day');
    type('5/3/87');
    expect(press('record.confirm')).toEqual([]);
    expect(state()).toMatchObject({ current: 'day', note: 'centuries', typed: { day: '5/3/87' } });
    expect(press('record.choose2', key('2', { alt: true }))).toEqual([{ do: 'keepDraft', path: 'day', typed: '05/03/1887' }]);
    // What was chosen stands in the field, and is decided on by a key of its own.
    expect(state()).toMatchObject({ chosen: true, note: null });
    expect(press('record.confirm')).toMatchObject([{ do: 'decide', decision: 'correct', typed: '05/03/1887' }]);
    send({ kind: 'open', path: 'day' });
    type('abc 1965');
    expect(press('record.confirm')).toEqual([]);
    expect(state().note).toBe('notOfKind');
  });

  it('decides nothing on what is decided, absent or only looked at', () => {
    const decided = desk(recordAs('one', { values: [valueAs('name', 'corrected', 'A'), valueAs('day', 'read', '1990-02-01')] }), 'name');
    expect(decided.press('record.confirm')).toEqual([]);
    expect(decided.state().current).toBe('day');
    expect(doing(desk(undefined, 'number').press('record.confirm'))).toEqual([]);
    const handedOver = desk(recordAs('one', { state: 'handedOver' }), 'name');
    expect(handedOver.press('record.confirm')).toEqual([]);
    expect(handedOver.state().current).toBe('day');
  });

  it('at the end goes to the next record; without one it asks for one, of all batches once this one is done', () => {
    const last = recordAs('one', { values: [valueAs('name', 'read', 'A')], nextOpenId: 'two' });
    const known = desk(last);
    expect(known.press('record.confirm')).toMatchObject([
      { do: 'decide' },
      { do: 'go', route: { screen: 'record', id: 'two' }, replace: true },
    ]);
    const { press, send, state } = desk({ ...last, nextOpenId: null });
    expect(press('record.confirm')).toMatchObject([{ do: 'decide' }, { do: 'findNext', batchId: 'lot' }]);
    expect(state()).toMatchObject({ current: null, leaving: true, finished: false });
    expect(send({ kind: 'next', recordId: null })).toEqual([]);
    expect(state()).toMatchObject({ current: null, finished: true });
    expect(press('record.confirm')).toEqual([{ do: 'findNext', batchId: null }]);
    expect(send({ kind: 'next', recordId: 'three' })).toMatchObject([{ do: 'go', route: { screen: 'record', id: 'three' } }]);
    expect(send({ kind: 'next', recordId: null })).toEqual([{ do: 'go', route: { screen: 'work' }, replace: false }]);
  });

  it('does not pull away who has opened something else while the next record was looked for', () => {
    const { press, send, open, state } = desk(recordAs('one', { values: [valueAs('name', 'read', 'A')] }));
    press('record.confirm');
    open('name');
    expect(send({ kind: 'next', recordId: 'two' })).toEqual([]);
    expect(send({ kind: 'next', recordId: null })).toEqual([]);
    expect(state()).toMatchObject({ current: 'name', finished: false });
  });
});

describe('readings', () => {
  const alt = (digit: string) => key(digit, { alt: true });

  it('are chosen by Alt, or by Ctrl, and never by a plain digit where the field can hold one', () => {
    for (const path of ['name', 'address', 'day', 'members[1].who']) {
      const record = recordAs('one', {
        values: [valueAs(path, 'read', path === 'day' ? '1990-02-01' : '12 Lê Lợi', { alternatives: ['1990-02-07', '17 Lê Lợi'] })],
      });
      const { press, state } = desk(record, path);
      for (const digit of ['1', '2', '3'] as const) expect(press(`record.choose${digit}`, key(digit)), `${path} ${digit}`).toBeNull();
      expect(state().typed).toEqual({});
    }
    const { press, state } = desk();
    expect(press('record.choose2', alt('2'))).toEqual([{ do: 'keepDraft', path: 'name', typed: 'Nguyễn Văn Á' }]);
    expect(press('record.choose3', key('3', { ctrl: true }))).toEqual([{ do: 'keepDraft', path: 'name', typed: 'Nguyễn Văn Ạ' }]);
    // The present value again: as if nothing was typed.
    expect(press('record.choose1', alt('1'))).toEqual([{ do: 'keepDraft', path: 'name', typed: null }]);
    expect(state().typed).toEqual({});
  });

  it('are chosen by plain digits where the field cannot hold one, while nothing is typed or another one is chosen', () => {
    const { press, type, state } = desk(undefined, 'sex');
    expect(press('record.choose2', key('2'))).toEqual([{ do: 'keepDraft', path: 'sex', typed: 'Nữ' }]);
    expect(press('record.choose1', key('1'))).toEqual([{ do: 'keepDraft', path: 'sex', typed: null }]);
    press('record.choose2', key('2'));
    type('N');
    expect(press('record.choose2', key('2'))).toBeNull();
    type('Nữ');
    // Typed, not chosen, though it is the same.
    expect(press('record.choose1', key('1'))).toBeNull();
    expect(state().typed).toEqual({ sex: 'Nữ' });
  });

  it('stay selected until something is typed, so that typing replaces them', () => {
    const { press, type, send, open, state } = desk();
    send({ kind: 'choose', index: 1 });
    expect(state()).toMatchObject({ chosen: true, typed: { name: 'Nguyễn Văn Á' } });
    type('T');
    expect(state()).toMatchObject({ chosen: false, typed: { name: 'T' } });
    press('record.choose3', alt('3'));
    expect(state().chosen).toBe(true);
    open('day');
    expect(state().chosen).toBe(false);
    open('name');
    send({ kind: 'choose', index: 1 });
    // F2 goes on at the end of it.
    press('record.edit');
    expect(state()).toMatchObject({ chosen: false, typed: { name: 'Nguyễn Văn Á' } });
  });

  it('that are not there lead nowhere; without an open value their keys go on to the rail', () => {
    const { press, state } = desk(undefined, 'address');
    expect(press('record.choose2', alt('2'))).toEqual([]);
    expect(state()).toMatchObject({ current: 'address', typed: {} });
    expect(desk(recordAs('one', { values: [valueAs('name', 'confirmed', 'A')] })).press('record.choose2', alt('2'))).toBeNull();
    expect(desk(recordAs('one', { state: 'handedOver' }), 'name').press('record.choose2', alt('2'))).toBeNull();
  });
});

describe('errors stop', () => {
  const wrong = { findings: [finding('area.parts', 'error', 'number', { sum: '3', found: '2' })] };
  const record = (state: 'read' | 'corrected' = 'read') => recordAs('one', { values: [valueAs('number', state, '2', wrong)] });

  it('Enter does not pass an error, however often; another value does', () => {
    const { press, type, state } = desk(record());
    for (let times = 0; times < 3; times += 1) expect(press('record.confirm')).toEqual([]);
    expect(state()).toMatchObject({ current: 'number', note: 'error' });
    // The same once more, by hand: nothing has been answered.
    type('2');
    expect(press('record.confirm')).toEqual([]);
    expect(state().note).toBe('error');
    type('3');
    expect(press('record.confirm')).toMatchObject([{ do: 'decide', decision: 'correct', typed: '3', overrules: null }, {}]);
  });

  it('a second key asks for the reason, and only with one the value stands', () => {
    const { press, send, state } = desk(record());
    press('record.confirm');
    press('record.keep');
    expect(state().note).toBe('reasons');
    expect(press('record.confirm')).toEqual([]);
    expect(state().note).toBe('error');
    press('record.keep');
    expect(press('record.cancel')).toEqual([]);
    expect(state().note).toBeNull();
    press('record.keep');
    expect(press('record.choose1', key('1'))).toBeNull();
    expect(press('record.choose1', key('1', { alt: true }))).toMatchObject([
      { do: 'decide', decision: 'confirm', typed: null, overrules: 'asOnPaper' },
      {},
    ]);
    send({ kind: 'open', path: 'number' });
    press('record.keep');
    expect(send({ kind: 'choose', index: 2 })).toMatchObject([{ overrules: 'later' }, {}]);
  });

  it('of what is typed stop as those of what was read', () => {
    const { press, type, state, live } = desk(undefined, 'day');
    type('1/1/2031');
    expect(press('record.confirm')).toEqual([]);
    expect(state()).toMatchObject({ current: 'day', note: 'error', typed: { day: '1/1/2031' } });
    expect(live()).toContain('record.keep');
    press('record.keep');
    expect(press('record.choose2', key('2', { alt: true }))).toMatchObject([
      { decision: 'correct', typed: '1/1/2031', overrules: 'compared', place: { path: 'day' } },
    ]);
    const good = desk(undefined, 'day');
    good.type('1/1/2021');
    expect(good.live()).not.toContain('record.keep');
    expect(good.press('record.keep')).toBeNull();
  });

  it('are doubts as well where a person gave the value, until they are answered', () => {
    const standing = desk(record('corrected'));
    expect(standing.state().current).toBe('number');
    const answered = { findings: wrong.findings.map((one) => ({ ...one, overruled: 'later' as const })) };
    expect(desk(recordAs('one', { values: [valueAs('number', 'corrected', '2', answered)] })).state().current).toBeNull();
  });

  it('numbers and dates written by hand are keyed figure by figure: no other key brings the suggestion into the field', () => {
    const findings = [finding('date.future', 'error', 'day')];
    for (const more of [{ alternatives: ['1990-02-07'] }, { alternatives: ['1990-02-07'], findings }]) {
      const day = valueAs('day', 'read', '1990-02-01', { handwritten: true, ...more });
      const { press, type, state } = desk(recordAs('one', { values: [day] }));
      const presses = [
        () => press('record.confirm'),
        () => press('record.choose1', key('1', { alt: true })),
        () => press('record.choose2', key('2', { ctrl: true })),
        () => press('record.edit'),
        () => press('record.keep'),
      ];
      for (const one of [...presses, ...presses]) {
        one();
        expect(press('record.confirm')).toEqual([]);
        expect(state()).toMatchObject({ current: 'day', note: 'byHand', typed: {} });
      }
      type('1/2/1990');
      if (more.findings) press('record.keep');
      expect(more.findings ? press('record.choose1', key('1', { alt: true })) : press('record.confirm')).toMatchObject([
        { decision: 'correct', typed: '1/2/1990' },
        {},
      ]);
    }
    // Words are compared letter by letter beside the picture.
    expect(doing(desk(undefined, 'written').press('record.confirm'))).toEqual(['decide']);
  });
});

describe('other keys', () => {
  it('say that a value is unreadable or blank', () => {
    const { press, type, state } = desk();
    type('x');
    expect(press('record.unreadable')).toMatchObject([{ do: 'decide', decision: 'unreadable', typed: null, place: { path: 'name' } }]);
    expect(state()).toMatchObject({ current: 'day', typed: {} });
    expect(press('record.blank')).toMatchObject([{ do: 'decide', decision: 'blank', place: { path: 'day' } }]);
  });

  it('begin to edit at the end of what is there', () => {
    const { press, state } = desk();
    expect(doing(press('record.edit'))).toEqual(['keepDraft', 'focusEnd']);
    expect(state().typed).toEqual({ name: 'Nguyễn Văn A' });
    expect(doing(press('record.edit'))).toEqual(['focusEnd']);
  });

  it('leave Ctrl+Z and the space bar to what is being typed', () => {
    const { press, type } = desk();
    expect(doing(press('record.undo', key('z', { ctrl: true })))).toEqual(['undo']);
    expect(press('record.wholePage', key(' '))).toEqual([]);
    type('x');
    expect(press('record.undo', key('z', { ctrl: true }))).toBeNull();
    expect(press('record.wholePage', key(' '))).toBeNull();
    // By its button the page is shown all the same.
    expect(press('record.wholePage')).toEqual([]);
  });

  it('Escape closes one thing after the other: page, history, typing', () => {
    const { press, type, state } = desk();
    type('x');
    press('record.history');
    press('record.wholePage');
    expect(state()).toMatchObject({ whole: true, history: true, typed: { name: 'x' } });
    press('record.cancel');
    expect(state()).toMatchObject({ whole: false, history: true });
    press('record.cancel');
    expect(state()).toMatchObject({ history: false, typed: { name: 'x' } });
    expect(press('record.cancel')).toEqual([{ do: 'keepDraft', path: 'name', typed: null }]);
    expect(state().typed).toEqual({});
    expect(press('record.cancel')).toBeNull();
  });

  it('lead to the neighbours, the batch and the steps', () => {
    const { press } = desk(recordAs('one', { previousId: 'zero', nextId: 'two' }));
    expect(press('record.next')).toEqual([{ do: 'go', route: { screen: 'record', id: 'two' }, replace: true }]);
    expect(press('record.previous')).toEqual([{ do: 'go', route: { screen: 'record', id: 'zero' }, replace: true }]);
    expect(press('record.batch')).toEqual([{ do: 'go', route: { screen: 'batch', id: 'lot' }, replace: false }]);
    expect(press('record.steps')).toEqual([{ do: 'go', route: { screen: 'steps', id: 'one' }, replace: false }]);
  });

  it('are live where they mean something', () => {
    const always = ['record.confirm', 'record.cancel', 'record.down', 'record.batch'] as const;
    const open = desk(recordAs('one', { nextId: 'two' })).live();
    expect(open).toEqual(
      expect.arrayContaining([
        ...always,
        'record.edit',
        'record.unreadable',
        'record.history',
        'record.undo',
        'record.next',
        'record.addRow',
      ]),
    );
    expect(open).not.toContain('record.previous');
    // A row is removed from inside.
    expect(open).not.toContain('record.removeRow');
    expect(desk(undefined, 'members[0].who').live()).toContain('record.removeRow');
    const handedOver = desk(recordAs('one', { state: 'handedOver' }), 'name');
    expect(handedOver.live()).toEqual(expect.arrayContaining([...always, 'record.history']));
    for (const action of ['record.edit', 'record.unreadable', 'record.blank', 'record.undo', 'record.addRow'] as const) {
      expect(handedOver.live()).not.toContain(action);
      expect(handedOver.press(action)).toBeNull();
    }
    expect(desk(recordAs('one', { state: 'handedOver' }), null, true).live()).toContain('record.undo');
  });

  it('keep nothing that is typed in a record that can only be looked at', () => {
    expect(desk(recordAs('one', { state: 'handedOver' }), 'name').type('x')).toEqual([]);
  });
});

describe('rows', () => {
  it('are removed by a second press, where something stands in them', () => {
    const { press, state, open } = desk(undefined, 'members[0].note');
    expect(press('record.removeRow')).toEqual([]);
    expect(state()).toMatchObject({ current: 'members[0].who', armed: 'members[0]', note: 'removeAgain' });
    // Whoever goes on has not pressed twice.
    open('members[1].who');
    expect(press('record.removeRow')).toEqual([]);
    expect(press('record.removeRow')).toEqual([{ do: 'changeRows', table: 'members', remove: 1 }]);
    // An impatient third press asks again: another row may stand there by then.
    expect(press('record.removeRow')).toEqual([]);
  });

  it('open where they come and where one went, with what was typed in the others', () => {
    const { send, state, open, type } = desk(undefined, 'members[1].note');
    type('chủ hộ');
    open('name');
    type('x');
    const values = recordAs('one').values;
    const moved = values
      .filter(({ path }) => !path.startsWith('members[0]'))
      .map((value) => ({ ...value, path: value.path.replace('members[1]', 'members[0]') }));
    send({
      kind: 'news',
      news: { kind: 'rows', change: { recordId: 'one', table: 'members', remove: 0 }, record: recordAs('one', { values: moved }) },
    });
    expect(state()).toMatchObject({ current: 'members[0].who', typed: { name: 'x', 'members[0].note': 'chủ hộ' } });
    const more = [...values, valueAs('members[2].who', 'read', null), valueAs('members[2].note', 'accepted', null)];
    send({
      kind: 'news',
      news: { kind: 'rows', change: { recordId: 'one', table: 'members', remove: null }, record: recordAs('one', { values: more }) },
    });
    expect(state().current).toBe('members[2].who');
    // Rows of a record that is not on the desk any more.
    send({ kind: 'news', news: { kind: 'rows', change: { recordId: 'two', table: 'members', remove: 0 }, record: recordAs('two') } });
    expect(state().current).toBe('members[2].who');
  });
});

describe('news', () => {
  it('of an undo opens its value, in its record', () => {
    const { send, state, type } = desk();
    type('x');
    expect(send({ kind: 'news', news: { kind: 'undone', recordId: 'one', path: 'name' } })).toEqual([
      { do: 'keepDraft', path: 'name', typed: null },
    ]);
    expect(state()).toMatchObject({ current: 'name', typed: {} });
    expect(send({ kind: 'news', news: { kind: 'undone', recordId: 'two', path: 'day' } })).toEqual([
      { do: 'go', route: { screen: 'record', id: 'two', path: 'day' }, replace: true },
    ]);
  });

  it('of an undo whose answer took its time does not pull away who is typing by then', () => {
    const { send, state, type } = desk();
    type('x');
    send({ kind: 'news', news: { kind: 'undone', recordId: 'one', path: 'day' } });
    expect(state()).toMatchObject({ current: 'name', typed: { name: 'x' } });
    expect(send({ kind: 'news', news: { kind: 'undone', recordId: 'two', path: 'day' } })).toEqual([]);
    expect(state()).toMatchObject({ current: 'name', typed: { name: 'x' } });
  });

  it('of a refusal opens the value with what was typed, here alone', () => {
    const { send, state } = desk();
    send({
      kind: 'news',
      news: { kind: 'refused', recordId: 'one', path: 'sex', typed: 'Nữ', seen: valueAs('sex', 'accepted', 'Nam'), error: 'why' },
    });
    expect(state()).toMatchObject({ current: 'sex', typed: { sex: 'Nữ' }, refused: { path: 'sex', error: 'why' } });
    const before = state();
    send({
      kind: 'news',
      news: { kind: 'refused', recordId: 'two', path: 'day', typed: 'x', seen: valueAs('day', 'read', null), error: 'why' },
    });
    send({
      kind: 'news',
      news: { kind: 'refused', recordId: 'one', path: 'members[7].who', typed: 'x', seen: valueAs('day', 'read', null), error: 'why' },
    });
    expect(state()).toEqual(before);
  });
});

describe('a morning at the desk', () => {
  it('verifies a record by keys alone, as the core has it', async () => {
    const kit = openKit([recordAs('one', { nextOpenId: 'two' }), recordAs('two')]);
    const { press, type, state, send, leave } = await kit.sit('one');
    press('record.confirm', 'Enter');
    type('03/04/1991');
    press('record.confirm', 'Enter');
    press('record.unreadable', 'F4');
    press('record.undo', 'z');
    await rest(kit);
    expect(state().current).toBe('written');
    type('Y Bhĭt Mlô');
    press('record.confirm', 'Enter');
    press('record.confirm', 'Enter');
    await rest(kit);
    expect(kit.core.log.map(({ decision, path }) => `${decision} ${path}`)).toEqual([
      'confirm name',
      'correct day',
      'unreadable written',
      'undo written',
      'correct written',
      'confirm members[1].who',
    ]);
    expect(kit.core.open({ id: 'one' }).state).toBe('verified');
    expect(kit.routes).toEqual([{ screen: 'record', id: 'two' }]);
    expectSame(kit, 'one');
    send({ kind: 'open', path: 'name' });
    leave();
  });

  it('looks for the next record once everything is saved, and forgets it where the desk was left', async () => {
    const kit = openKit([recordAs('one', { values: [valueAs('name', 'read', 'A')] }), recordAs('two')]);
    const first = await kit.sit('one');
    kit.net.away = true;
    first.press('record.confirm');
    await kit.net.settle();
    expect(kit.net.calls).toEqual([]);
    first.leave();
    const second = await kit.sit('two');
    await rest(kit);
    expect(kit.core.open({ id: 'one' }).state).toBe('verified');
    expect(kit.routes).toEqual([]);
    second.leave();
    const again = await kit.sit('one');
    again.press('record.confirm');
    await rest(kit);
    expect(kit.routes).toEqual([{ screen: 'record', id: 'two' }]);
  });
});

describe('one question about several values', () => {
  const shown: Pick<FieldValue, 'pageId' | 'box'> = { pageId: 'p', box: [0, 0, 10, 10] };
  const doubt = (path: string) => finding('name.letters', 'warning', path, { letters: 'ĭ' });
  const asked = (path: string, more: Parameters<typeof valueAs>[3] = {}) =>
    valueAs(path, 'read', 'H Bĭa', { ...shown, findings: [doubt(path)], ...more });
  const along = (effects: Step['effects'] | null) =>
    effects?.flatMap((one) => (one.do === 'decide' ? one.along.map(({ path }) => path) : [])) ?? null;
  const sitting = (...values: ReturnType<typeof valueAs>[]) => desk(recordAs('one', { values }), 'name');

  it('the same warning for the same text is asked once, and answered for the places that are shown with it', () => {
    const { press, state, live } = sitting(
      asked('name'),
      asked('members[0].who'),
      asked('members[1].who'),
      valueAs('day', 'read', '1990-02-01'),
    );
    expect(live()).toContain('record.other');
    expect(along(press('record.confirm'))).toEqual(['members[0].who', 'members[1].who']);
    expect(state().current).toBe('day');
  });

  it('is not answered where the text, the warning or the eyes are others', () => {
    for (const other of [
      { value: 'H Bia' },
      { findings: [finding('name.letters', 'warning', 'members[0].who', { letters: 'ơ' })] },
      { findings: [doubt('members[0].who'), finding('name.digits', 'warning', 'members[0].who')] },
      { handwritten: true },
      { box: null },
      { state: 'accepted' as const },
    ]) {
      const { press } = sitting(asked('name'), asked('members[0].who', other));
      expect(along(press('record.confirm')), JSON.stringify(other)).toEqual([]);
    }
    // Something is typed there.
    const { press, open, type } = sitting(asked('name'), asked('members[0].who'));
    open('members[0].who');
    type('H Bia');
    open('name');
    expect(along(press('record.confirm'))).toEqual([]);
  });

  it('a correction of the text, and a place that cannot be read, say nothing of the other places', () => {
    const { press, type } = sitting(asked('name'), asked('members[0].who'));
    type('H Bia');
    expect(along(press('record.confirm'))).toEqual([]);
    expect(along(sitting(asked('name'), asked('members[0].who')).press('record.unreadable'))).toEqual([]);
  });

  it('a value that contradicts one with a question of its own keeps that one waiting', () => {
    const contradiction = (path: string, other: string) => ({
      ...finding('relation.sex', 'warning', path, { found: 'Nam' }),
      with: [other],
    });
    const { press, state } = sitting(
      valueAs('name', 'read', 'Vợ', { ...shown, findings: [contradiction('name', 'sex')] }),
      valueAs('sex', 'read', 'Nam', { ...shown, findings: [contradiction('sex', 'name'), contradiction('sex', 'members[0].who')] }),
    );
    expect(along(press('record.confirm'))).toEqual([]);
    expect(state().current).toBe('sex');
  });
});
