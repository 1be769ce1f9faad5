import { describe, expect, it } from 'vitest';
import { asksWhich, changedAt } from '#renderer/screens/record/desk.ts';
import { breathe, expectSame, type Kit, openKit, recordAs, rest, type Sitting } from './desk-kit.ts';

/** Somebody else decides, and the event stream tells this window. */
async function elsewhere(kit: Kit, path: string, typed: string | null, tells = true): Promise<void> {
  const value = kit.core.open({ id: 'one' }).values.find((one) => one.path === path);
  kit.core.person = 'Lan';
  kit.core.decide({
    recordId: 'one',
    path,
    revision: value?.revision ?? 0,
    decision: typed === null ? 'confirm' : 'correct',
    typed,
  });
  kit.core.person = 'Cán bộ';
  if (!tells) return;
  void kit.refetch('one');
  await kit.net.settle();
}

const changed = ({ desk }: Sitting) => {
  const { state, sight } = desk.look();
  return changedAt(state, sight)?.value ?? null;
};
const asks = ({ desk }: Sitting) => {
  const { state, sight } = desk.look();
  return asksWhich(state, sight);
};
const there = (kit: Kit, path: string) => kit.core.open({ id: 'one' }).values.find((one) => one.path === path);
const own = (kit: Kit) =>
  kit.core.log.filter(({ person }) => person === 'Cán bộ').map(({ decision, path, typed }) => `${decision} ${path} ${typed}`);

describe('a value that another window changes while it is open', () => {
  it('is told at once; Enter on what is typed asks which, and nothing is overwritten before it is chosen', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Tôi');
    await elsewhere(kit, 'name', 'Nguyễn Văn Lan');
    expect(changed(sitting)).toBe('Nguyễn Văn A');
    expect(sitting.state().typed).toEqual({ name: 'Nguyễn Văn Tôi' });
    sitting.press('record.confirm', 'Enter');
    sitting.press('record.confirm', 'Enter');
    await rest(kit, () => void sitting.desk.look());
    expect([sitting.state().note, sitting.state().current, asks(sitting)]).toEqual(['changed', 'name', true]);
    expect(own(kit)).toEqual([]);

    sitting.press('record.choose1');
    await rest(kit, () => void sitting.desk.look());
    expect(own(kit)).toEqual(['correct name Nguyễn Văn Tôi']);
    expect(there(kit, 'name')?.value).toBe('Nguyễn Văn Tôi');
    expect(kit.news).toEqual([]);
    expectSame(kit, 'one');
  });

  it('stays as the other made it where that is chosen; what was typed goes, here and in the core', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Tôi');
    await kit.time.pass(1000);
    await elsewhere(kit, 'name', 'Nguyễn Văn Lan');
    sitting.press('record.confirm', 'Enter');
    sitting.press('record.choose2');
    await rest(kit, () => void sitting.desk.look());
    expect(sitting.state()).toMatchObject({ current: 'day', typed: {} });
    expect(own(kit)).toEqual([]);
    expect(kit.core.open({ id: 'one' }).drafts).toEqual([]);
    expect(there(kit, 'name')?.value).toBe('Nguyễn Văn Lan');
  });

  it('is not confirmed, called unreadable or blank by a press that was made before the other: the first says it, the second decides', async () => {
    for (const action of ['record.confirm', 'record.unreadable', 'record.blank'] as const) {
      const kit = openKit();
      const sitting = await kit.sit('one');
      await elsewhere(kit, 'name', 'Nguyễn Văn Lan');
      sitting.press(action);
      await rest(kit, () => void sitting.desk.look());
      expect([sitting.state().note, own(kit)], action).toEqual(['changed', []]);
      sitting.press(action);
      await rest(kit, () => void sitting.desk.look());
      // What a person decided needs no second confirmation.
      expect(own(kit), action).toEqual(action === 'record.confirm' ? [] : [`${action.slice(7)} name null`]);
      expect(sitting.state().current).toBe('day');
    }
  });

  it('asks at a value that was left with something typed, too; the same text twice asks nothing', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Lan');
    sitting.press('record.down');
    sitting.type('01/02/1991');
    sitting.press('record.up');
    await elsewhere(kit, 'name', 'Nguyễn Văn Lan');
    await elsewhere(kit, 'day', '05/06/1990');
    sitting.press('record.confirm', 'Enter');
    sitting.send({ kind: 'open', path: 'day' });
    sitting.press('record.confirm', 'Enter');
    expect([sitting.state().note, changed(sitting)]).toEqual(['changed', '1990-02-01']);
    sitting.press('record.cancel');
    expect([sitting.state().note, sitting.state().typed]).toEqual([null, { day: '01/02/1991' }]);
  });

  it('that was decided here before its news came is refused, says both values, and asks from then on', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Tôi');
    await elsewhere(kit, 'name', 'Nguyễn Văn Lan', false);
    sitting.press('record.confirm', 'Enter');
    await rest(kit, () => void sitting.desk.look());
    expect(sitting.state()).toMatchObject({ current: 'name', typed: { name: 'Nguyễn Văn Tôi' } });
    expect(changed(sitting)).toBe('Nguyễn Văn A');
    sitting.press('record.confirm', 'Enter');
    await rest(kit, () => void sitting.desk.look());
    expect([sitting.state().note, own(kit)]).toEqual(['changed', []]);
    sitting.press('record.choose1');
    await rest(kit, () => void sitting.desk.look());
    expect(own(kit)).toEqual(['correct name Nguyễn Văn Tôi']);
  });

  it('asks also after coming back to a text that was left before somebody decided', async () => {
    const kit = openKit([recordAs('one'), recordAs('two')]);
    const first = await kit.sit('one');
    first.type('Nguyễn Văn Tôi');
    await kit.time.pass(1000);
    await elsewhere(kit, 'name', 'Nguyễn Văn Lan', false);
    kit.core.draft({ recordId: 'one', path: 'name', typed: 'Nguyễn Văn Tôi' });
    first.leave();
    await elsewhere(kit, 'sex', 'Nữ');
    const again = await kit.sit('one');
    expect(again.state().typed).toEqual({ name: 'Nguyễn Văn Tôi' });
    again.press('record.confirm', 'Enter');
    expect(again.state().note).toBe('changed');
  });

  it('is no matter where this window changed it itself', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Một');
    sitting.press('record.confirm', 'Enter');
    sitting.send({ kind: 'open', path: 'name' });
    await rest(kit, () => void sitting.desk.look());
    void kit.refetch('one');
    await kit.net.settle();
    expect(changed(sitting)).toBeNull();
    sitting.type('Nguyễn Văn Hai');
    sitting.press('record.confirm', 'Enter');
    sitting.press('record.undo');
    await rest(kit, () => void sitting.desk.look());
    expect([sitting.state().current, changed(sitting)]).toEqual(['name', null]);
    expect(there(kit, 'name')?.value).toBe('Nguyễn Văn Một');
  });
});

describe('a core that is away', () => {
  it('has, once it is back, all that was decided and all that is typed, each once', async () => {
    const kit = openKit();
    const sitting = await kit.sit('one');
    sitting.type('Nguyễn Văn Một');
    await kit.time.pass(400);
    await breathe();
    // The draft and the decision are on their way when the core dies.
    sitting.press('record.confirm', 'Enter');
    kit.net.away = true;
    await kit.net.settle();
    sitting.type('03/04/1991');
    await kit.time.pass(3_000);
    sitting.press('record.confirm', 'Enter');
    sitting.send({ kind: 'open', path: 'address' });
    sitting.type('Thôn 1, xã Ea Kao');
    await kit.time.pass(5_000);
    expect(kit.core.log).toEqual([]);
    expect(kit.saver.state()).toEqual({ waiting: 2, stuck: true });
    await rest(kit, () => void sitting.desk.look());
    expect(own(kit)).toEqual(['correct name Nguyễn Văn Một', 'correct day 03/04/1991']);
    expect(kit.core.open({ id: 'one' }).drafts).toEqual([{ path: 'address', typed: 'Thôn 1, xã Ea Kao' }]);
    expect(sitting.state().typed).toEqual({ address: 'Thôn 1, xã Ea Kao' });
    expectSame(kit, 'one');
  });
});
