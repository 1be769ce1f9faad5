import { describe, expect, it } from 'vitest';
import { breathe, expectSame, type Kit, openKit, recordAs } from './desk-kit.ts';

const there = ({ core }: Kit, id = 'one') => Object.fromEntries(core.open({ id }).drafts.map(({ path, typed }) => [path, typed]));

describe('what is being typed', () => {
  it('is kept after a short rest, and at most a second late while no rest comes', async () => {
    const kit = openKit();
    const { type } = await kit.sit('one');
    type('N');
    await kit.time.pass(340);
    expect(kit.net.calls).toEqual([]);
    await kit.time.pass(20);
    await kit.net.settle();
    expect(there(kit)).toEqual({ name: 'N' });
    // No rest of 350 ms for a second.
    for (let times = 1; times <= 10; times += 1) {
      type('N'.repeat(times));
      await kit.time.pass(100);
      if (kit.net.calls.length > 0) await kit.net.settle();
    }
    expect(there(kit).name?.length).toBeGreaterThanOrEqual(8);
    await kit.time.pass(350);
    await kit.net.settle();
    expectSame(kit, 'one');
    expect(there(kit)).toEqual({ name: 'N'.repeat(10) });
  });

  it('goes one call after the other, so that an older text never comes after a newer one', async () => {
    const kit = openKit();
    const { type } = await kit.sit('one');
    type('a');
    await kit.time.pass(400);
    type('ab');
    await kit.time.pass(2000);
    expect(kit.net.calls.map(({ input }) => input)).toEqual([{ recordId: 'one', path: 'name', typed: 'a' }]);
    await kit.net.settle();
    expect(there(kit)).toEqual({ name: 'ab' });
  });

  it('is sent again where the core was away', async () => {
    const kit = openKit();
    const { type } = await kit.sit('one');
    kit.net.away = true;
    type('abc');
    await kit.time.pass(400);
    await kit.net.settle();
    kit.net.away = false;
    expect(there(kit)).toEqual({});
    await kit.time.pass(700);
    await kit.net.settle();
    expect(there(kit)).toEqual({ name: 'abc' });
    expectSame(kit, 'one');
  });

  it('goes at once when the record is left, and all of it when the window closes', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    first.type('abc');
    first.leave();
    await kit.net.settle();
    expect(there(kit)).toEqual({ name: 'abc' });
    const second = await kit.sit('two');
    second.type('x');
    second.send({ kind: 'open', path: 'day' });
    second.type('y');
    kit.drafts.close();
    await kit.net.settle();
    expect(there(kit, 'two')).toEqual({ name: 'x', day: 'y' });
  });

  it('is there when one comes back to the record, also before the core has it', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    first.send({ kind: 'open', path: 'day' });
    first.type('1.2');
    first.leave();
    const again = await kit.sit('one');
    expect(again.state()).toMatchObject({ current: 'day', typed: { day: '1.2' } });
    await kit.net.settle();
    again.leave();
    expect((await kit.sit('one')).state()).toMatchObject({ current: 'day', typed: { day: '1.2' } });
  });

  it('that was taken away does not come back with the record', async () => {
    const kit = openKit([recordAs('one', { drafts: [{ path: 'day', typed: '1.2' }] })]);
    const first = await kit.sit('one');
    expect(first.state()).toMatchObject({ current: 'day', typed: { day: '1.2' }, restored: new Set(['day']) });
    first.press('record.cancel');
    first.leave();
    expect((await kit.sit('one')).state()).toMatchObject({ current: 'name', typed: {} });
    await kit.net.settle();
    expect((await kit.sit('one')).state()).toMatchObject({ current: 'name', typed: {} });
    expect(there(kit)).toEqual({});
  });
});

describe('a draft and the decision on its value', () => {
  it('go in this order, however long the draft takes', async () => {
    const kit = openKit();
    const { type, press } = await kit.sit('one');
    type('Nguyễn Văn Ba');
    await kit.time.pass(400);
    press('record.confirm');
    await breathe();
    expect(kit.net.calls.map(({ name }) => name)).toEqual(['draft']);
    await kit.net.settle();
    expect(kit.core.log).toHaveLength(1);
    expect(there(kit)).toEqual({});
    expectSame(kit, 'one');
  });

  it('leave nothing behind where the draft has not gone yet', async () => {
    const kit = openKit();
    const { type, press } = await kit.sit('one');
    type('Nguyễn Văn Ba');
    press('record.confirm');
    await kit.net.settle();
    await kit.time.pass(2000);
    await kit.net.settle();
    expect(there(kit)).toEqual({});
    expect((await kit.sit('one')).state().typed).toEqual({});
  });

  it('do not bring a draft back that failed while the decision was made', async () => {
    const kit = openKit();
    const { type, press } = await kit.sit('one');
    type('Nguyễn Văn Ba');
    await kit.time.pass(400);
    press('record.confirm');
    kit.net.call('draft').lose();
    await kit.net.settle();
    await kit.time.pass(2000);
    await kit.net.settle();
    expect(there(kit)).toEqual({});
    expectSame(kit, 'one');
  });

  it('leave what was typed after the decision, on the same value, to come after it', async () => {
    const kit = openKit();
    const { type, press, send } = await kit.sit('one');
    type('Nguyễn Văn Ba');
    press('record.confirm');
    send({ kind: 'open', path: 'name' });
    type('Nguyễn Văn Bốn');
    await kit.time.pass(1000);
    expect(kit.net.calls.map(({ name }) => name)).toEqual(['decide']);
    await kit.net.settle();
    expect(there(kit)).toEqual({ name: 'Nguyễn Văn Bốn' });
    expectSame(kit, 'one');
  });
});

describe('drafts in rows', () => {
  it('move with their rows, sent or not', async () => {
    const kit = openKit();
    const { type, send, state } = await kit.sit('one', 'members[1].who');
    type('Y Thi Mlô');
    await kit.time.pass(400);
    await kit.net.settle();
    send({ kind: 'open', path: 'members[1].note' });
    type('chủ hộ');
    send({ kind: 'removeRow', table: 'members', index: 0 });
    send({ kind: 'removeRow', table: 'members', index: 0 });
    await kit.time.pass(1000);
    await kit.net.settle();
    await kit.time.pass(1000);
    await kit.net.settle();
    expect(there(kit)).toEqual({ 'members[0].who': 'Y Thi Mlô', 'members[0].note': 'chủ hộ' });
    expect(state().typed).toEqual({ 'members[0].who': 'Y Thi Mlô', 'members[0].note': 'chủ hộ' });
    expectSame(kit, 'one');
  });
});
