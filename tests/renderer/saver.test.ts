import { describe, expect, it } from 'vitest';
import { problemOf } from '#renderer/core.ts';
import { breathe, expectSame, type Kit, openKit, recordAs, valueIn } from './desk-kit.ts';

/** What the core has been told, in order. */
const said = ({ core }: Kit) => core.log.map(({ path, decision }) => `${decision} ${path}`);
const codesOf = ({ news }: Kit) =>
  news.map((one) => {
    if (!('error' in one)) return one.kind;
    const problem = problemOf(one.error);
    return problem === 'silent' ? problem : problem.code;
  });
const stateThere = ({ core }: Kit, path: string, id = 'one') => valueIn(core.open({ id }), path).state;

describe('decisions', () => {
  it('show at once, and go one after the other', async () => {
    const kit = openKit();
    const { press, value } = await kit.sit('one');
    press('record.confirm');
    press('record.unreadable');
    expect(value('name')).toMatchObject({ state: 'confirmed', decidedBy: 'Cán bộ' });
    expect(value('day')).toMatchObject({ state: 'unreadable', value: null });
    expect(kit.saver.state()).toEqual({ waiting: 2, stuck: false });
    await breathe();
    expect(kit.net.calls.map(({ name, input }) => [name, input])).toEqual([
      ['decide', { recordId: 'one', path: 'name', decision: 'confirm', typed: null, revision: 0, overrules: null }],
    ]);
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name', 'unreadable day']);
    expectSame(kit, 'one');
  });

  it('on one value again, while the first is on its way, stand on the first', async () => {
    const kit = openKit();
    const { press, send, type, value } = await kit.sit('one');
    press('record.confirm');
    send({ kind: 'open', path: 'name' });
    type('Nguyễn Văn Ba');
    press('record.confirm');
    send({ kind: 'open', path: 'name' });
    press('record.blank');
    expect(value('name')).toMatchObject({ state: 'blank', value: null });
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name', 'correct name', 'blank name']);
    expect(kit.news).toEqual([]);
    expectSame(kit, 'one');
  });

  it('are not overtaken by an older answer to opening the record', async () => {
    const kit = openKit();
    const { press, value } = await kit.sit('one');
    void kit.refetch('one');
    await breathe();
    // The record is read before the decision comes, and its answer arrives after the decision's.
    kit.net.call('open').arrive();
    press('record.confirm');
    await kit.net.pass('decide');
    kit.net.call('open').answer();
    await breathe();
    expect(value('name').state).toBe('confirmed');
    await kit.net.settle();
    expectSame(kit, 'one');
  });

  it('still show when the record is read anew before they have left', async () => {
    const kit = openKit();
    const { press, value } = await kit.sit('one');
    kit.net.away = true;
    press('record.confirm');
    await kit.net.settle();
    kit.net.away = false;
    void kit.refetch('one');
    await kit.net.settle();
    expect(stateThere(kit, 'name')).toBe('read');
    expect(value('name').state).toBe('confirmed');
    await kit.time.pass(700);
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name']);
    expectSame(kit, 'one');
  });

  it('stand on what the person saw, also when the record was read anew between a decision and its answer', async () => {
    const kit = openKit();
    const { press, send, value } = await kit.sit('one');
    press('record.confirm');
    await breathe();
    kit.net.call('decide').arrive();
    void kit.refetch('one');
    await kit.net.pass('open');
    expect(value('name').state).toBe('confirmed');
    send({ kind: 'open', path: 'name' });
    press('record.blank');
    kit.net.call('decide').answer();
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name', 'blank name']);
    expect(kit.news).toEqual([]);
    expectSame(kit, 'one');
  });

  it('wait while the core is away, and go in order when it is back', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    kit.net.away = true;
    press('record.confirm');
    press('record.blank');
    for (let times = 0; times < 3; times += 1) {
      await kit.net.settle();
      expect(kit.saver.state()).toEqual({ waiting: 2, stuck: true });
      await kit.time.pass(700);
    }
    let idle = false;
    void kit.saver.idle().then(() => {
      idle = true;
    });
    await breathe();
    expect(idle).toBe(false);
    kit.net.away = false;
    await kit.net.settle();
    await kit.time.pass(700);
    await kit.net.settle();
    expect(idle).toBe(true);
    expect(said(kit)).toEqual(['confirm name', 'blank day']);
    expectSame(kit, 'one');
  });

  it('have their effect once where the answer is lost', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.confirm');
    await breathe();
    kit.net.call('decide').arrive();
    kit.net.call('decide').lose();
    await kit.time.pass(700);
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name']);
    expect(kit.news).toEqual([]);
    expectSame(kit, 'one');
  });

  it('have their effect once where the network doubles them', async () => {
    const kit = openKit();
    const { press, type } = await kit.sit('one');
    type('Nguyễn Văn Ba');
    press('record.confirm');
    await breathe();
    const call = kit.net.call('decide');
    call.arrive();
    call.arrive();
    call.answer();
    await kit.net.settle();
    expect(said(kit)).toEqual(['correct name']);
    expect(kit.news).toEqual([]);
    expectSame(kit, 'one');
  });

  it('go on when the record is left', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    first.press('record.confirm');
    first.leave();
    const second = await kit.sit('two');
    second.press('record.confirm');
    await kit.net.settle();
    expect(kit.core.log.map(({ recordId }) => recordId)).toEqual(['one', 'two']);
    expectSame(kit, 'one');
    expectSame(kit, 'two');
  });
});

describe('a refusal', () => {
  /** Somebody else decides, and nobody tells this window. */
  const elsewhere = ({ core }: Kit, path: string, typed: string, id = 'one') => {
    core.person = 'Người khác';
    core.decide({ recordId: id, path, revision: valueIn(core.open({ id }), path).revision, decision: 'correct', typed });
    core.person = 'Cán bộ';
  };

  it('in the middle lets the others go on, and shows what the core has', async () => {
    const kit = openKit();
    const { press, value, state } = await kit.sit('one');
    elsewhere(kit, 'day', '03/04/1991');
    press('record.confirm');
    press('record.confirm');
    press('record.confirm');
    expect(state().current).toBe('members[1].who');
    await kit.net.settle();
    expect(said(kit)).toEqual(['correct day', 'confirm name', 'confirm written']);
    expect(codesOf(kit)).toEqual(['value.stale']);
    expect(value('day')).toMatchObject({ value: '1991-04-03', decidedBy: 'Người khác' });
    expect(state()).toMatchObject({ current: 'day', refused: { path: 'day' } });
    expectSame(kit, 'one');
  });

  it('takes with it what was decided later on the same value, and loses nothing that was typed', async () => {
    const kit = openKit();
    const { press, send, type, state } = await kit.sit('one');
    elsewhere(kit, 'name', 'Nguyễn Văn Khác');
    type('Nguyễn Văn Một');
    press('record.confirm');
    send({ kind: 'open', path: 'name' });
    type('Nguyễn Văn Hai');
    press('record.confirm');
    await kit.net.settle();
    expect(said(kit)).toEqual(['correct name']);
    expect(codesOf(kit)).toEqual(['value.stale']);
    expect(state()).toMatchObject({ current: 'name', typed: { name: 'Nguyễn Văn Hai' } });
    await kit.time.pass(1000);
    await kit.net.settle();
    expect(kit.core.open({ id: 'one' }).drafts).toEqual([{ path: 'name', typed: 'Nguyễn Văn Hai' }]);
  });

  it('after the record was left keeps what was typed for its next opening', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    elsewhere(kit, 'name', 'Nguyễn Văn Khác');
    first.type('Nguyễn Văn Một');
    first.press('record.confirm');
    first.leave();
    const second = await kit.sit('two');
    await kit.net.settle();
    expect(codesOf(kit)).toEqual(['value.stale']);
    expect(second.state().current).toBe('name');
    second.leave();
    await kit.time.pass(1000);
    await kit.net.settle();
    expect((await kit.sit('one')).state()).toMatchObject({ current: 'name', typed: { name: 'Nguyễn Văn Một' } });
    expectSame(kit, 'one');
  });

  it('keeps a decision on a value that somebody else changed, unseen here, from overwriting it', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.confirm');
    press('record.confirm');
    await breathe();
    // Between the two: an answer could carry the other's value, but nobody has seen it when the second was decided.
    elsewhere(kit, 'day', '03/04/1991');
    await kit.net.settle();
    expect(said(kit)).toEqual(['correct day', 'confirm name']);
    expect(codesOf(kit)).toEqual(['value.stale']);
  });

  it('is told also where somebody else decided the same at the same moment: it was not this person', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.unreadable');
    kit.core.person = 'Người khác';
    kit.core.decide({ recordId: 'one', path: 'name', revision: 0, decision: 'unreadable', typed: null });
    kit.core.person = 'Cán bộ';
    await kit.net.settle();
    expect(codesOf(kit)).toEqual(['value.stale']);
    expectSame(kit, 'one');
  });

  it('of one takes the undo of that one with it, and takes nothing else back', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.confirm');
    await kit.net.settle();
    elsewhere(kit, 'day', '03/04/1991');
    press('record.confirm');
    press('record.undo');
    await kit.net.settle();
    expect(codesOf(kit)).toEqual(['value.stale']);
    expect(stateThere(kit, 'name')).toBe('confirmed');
    expectSame(kit, 'one');
  });
});

describe('taking back', () => {
  it('waits for the decision that is on its way, and leads to its value', async () => {
    const kit = openKit();
    const { press, state, value } = await kit.sit('one');
    press('record.confirm');
    press('record.undo');
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name', 'undo name']);
    expect(state().current).toBe('name');
    expect(value('name').state).toBe('read');
    expectSame(kit, 'one');
  });

  it('goes back one by one through everything that this window decided, over records', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    first.press('record.confirm');
    first.send({ kind: 'open', path: 'name' });
    first.press('record.blank');
    first.leave();
    const second = await kit.sit('two');
    second.press('record.confirm');
    for (let times = 0; times < 3; times += 1) second.press('record.undo');
    await kit.net.settle();
    expect(kit.core.log.map(({ recordId, decision }) => `${decision} ${recordId}`)).toEqual([
      'confirm one',
      'blank one',
      'confirm two',
      'undo two',
      'undo one',
      'undo one',
    ]);
    expect(kit.routes).toEqual([
      { screen: 'record', id: 'one', path: 'name' },
      { screen: 'record', id: 'one', path: 'name' },
    ]);
    expect(kit.saver.canUndo()).toBe(false);
    expectSame(kit, 'one');
    expectSame(kit, 'two');
  });

  it('takes back no second decision where the answer is lost', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.confirm');
    press('record.confirm');
    await kit.net.settle();
    press('record.undo');
    await breathe();
    kit.net.call('undo').arrive();
    kit.net.call('undo').lose();
    await kit.time.pass(700);
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm name', 'confirm day', 'undo day']);
    expect(codesOf(kit)).toEqual(['undone']);
    expectSame(kit, 'one');
  });

  it('takes back what was decided before this window, the latest first, each once', async () => {
    const kit = openKit();
    for (const path of ['day', 'name']) kit.core.decide({ recordId: 'one', path, revision: 0, decision: 'confirm', typed: null });
    const { press } = await kit.sit('one');
    press('record.undo');
    await breathe();
    const call = kit.net.call('undo');
    call.arrive();
    call.arrive();
    call.answer();
    await kit.net.settle();
    expect(said(kit).slice(2)).toEqual(['undo name']);
    press('record.undo');
    press('record.undo');
    await kit.net.settle();
    expect(said(kit).slice(2)).toEqual(['undo name', 'undo day']);
    expect(codesOf(kit)).toEqual(['undone', 'undone', 'value.nothingToUndo']);
  });

  it('does not take back in its place what somebody else decided later', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    press('record.confirm');
    await kit.net.settle();
    kit.core.person = 'Người khác';
    kit.core.decide({ recordId: 'one', path: 'day', revision: 0, decision: 'confirm', typed: null });
    kit.core.person = 'Cán bộ';
    press('record.undo');
    await kit.net.settle();
    expect(codesOf(kit)).toEqual(['value.stale']);
    expect(stateThere(kit, 'day')).toBe('confirmed');
  });
});

describe('rows', () => {
  it('are changed in their turn: what was decided before goes before, what was decided after finds them moved', async () => {
    const kit = openKit();
    const { press, send, state } = await kit.sit('one', 'members[1].who');
    press('record.confirm');
    send({ kind: 'removeRow', table: 'members', index: 0 });
    send({ kind: 'removeRow', table: 'members', index: 0 });
    // The second row is still shown as the second one.
    send({ kind: 'open', path: 'members[1].who' });
    press('record.blank');
    await kit.net.settle();
    expect(said(kit)).toEqual(['confirm members[1].who']);
    expect(codesOf(kit)).toEqual(['rows', 'value.notFound']);
    expect(kit.core.open({ id: 'one' }).values.filter(({ path }) => path.endsWith('.who'))).toMatchObject([
      { path: 'members[0].who', value: 'Y Thi', state: 'confirmed' },
    ]);
    expect(state().current).toBe('members[0].who');
    await kit.time.pass(1000);
    expect(kit.net.calls).toEqual([]);
  });

  it('are not added twice where the answer is lost', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one', 'members[0].who');
    press('record.addRow');
    await breathe();
    kit.net.call('addRow').arrive();
    kit.net.call('addRow').lose();
    await kit.time.pass(1000);
    await kit.net.settle();
    expect(codesOf(kit)).toEqual(['silent']);
    expect(kit.core.open({ id: 'one' }).values.filter(({ path }) => path.endsWith('.who'))).toHaveLength(3);
    expectSame(kit, 'one');
  });
});

describe('closing the window', () => {
  it('would lose what waits: the window knows it', async () => {
    const kit = openKit();
    const { press } = await kit.sit('one');
    expect(kit.saver.state().waiting).toBe(0);
    press('record.confirm');
    expect(kit.saver.state().waiting).toBe(1);
    await kit.net.settle();
    expect(kit.saver.state().waiting).toBe(0);
  });
});
