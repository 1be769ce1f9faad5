import { expect } from 'vitest';
import type { FieldValue } from '#domain/field-value';
import type { PaperRecord } from '#domain/paper-record';
import { ProblemError } from '#domain/problem';
import { RecordType } from '#domain/record-type';
import type { Route } from '#renderer/router.ts';
import type { DeskAction, DeskEvent } from '#renderer/screens/record/desk.ts';
import { type Drafts, openDrafts } from '#renderer/screens/record/drafts.ts';
import type { Choice } from '#renderer/screens/record/expected.ts';
import { type Desk, openDesk } from '#renderer/screens/record/open-desk.ts';
import type { Clock, Records } from '#renderer/screens/record/records.ts';
import { openSaver, type Saver, type SaverNews } from '#renderer/screens/record/saver.ts';
import { emptyValue, type FakeCore, openFakeCore } from './fake-core.ts';

/** A window without a browser: a form, records, a clock and a network that the test moves by hand. */

const label = (text: string) => ({ vi: text, en: text });
const field = (key: string, more: object = {}) => ({
  key,
  kind: 'text',
  label: label(key),
  face: 'front',
  printed: { labels: [key] },
  export: key.toLowerCase(),
  ...more,
});

export const paper = RecordType.parse({
  id: 'paper',
  version: 1,
  label: label('Giấy'),
  short: label('Giấy'),
  inUse: { from: null, to: null },
  export: 'paper',
  faces: [{ id: 'front', label: label('Mặt trước'), anchors: [{ text: 'GIẤY' }] }],
  fields: [
    field('name'),
    field('day', { kind: 'date' }),
    field('sex', { kind: 'sex', choices: ['Nam', 'Nữ'].map((value) => ({ value, printed: [value] })) }),
    field('number', { kind: 'number' }),
    field('address', { kind: 'address' }),
    field('written', { handwritten: true }),
  ],
  tables: [
    {
      key: 'members',
      label: label('Thành viên'),
      face: 'front',
      rows: 'ruled',
      export: 'members',
      columns: [field('who'), field('note', { required: false })],
    },
  ],
});

export const valueAs = (path: string, state: FieldValue['state'], value: string | null, more: Partial<FieldValue> = {}): FieldValue => ({
  ...emptyValue(path),
  state,
  value,
  raw: value,
  ...more,
});

/** Six values and two rows; `name`, `day`, `written` and `members[1].who` wait for a person. */
const values: readonly FieldValue[] = [
  valueAs('name', 'read', 'Nguyễn Văn A', { alternatives: ['Nguyễn Văn Á', 'Nguyễn Văn Ạ'] }),
  valueAs('day', 'read', '1990-02-01'),
  valueAs('sex', 'accepted', 'Nam'),
  valueAs('number', 'accepted', null),
  valueAs('address', 'accepted', 'Xã Ea Kao, tỉnh Đắk Lắk'),
  valueAs('written', 'read', 'Y Bhit', { handwritten: true, raw: 'Y Bhit' }),
  valueAs('members[0].who', 'accepted', 'H Bia'),
  valueAs('members[0].note', 'accepted', null),
  valueAs('members[1].who', 'read', 'Y Thi'),
  valueAs('members[1].note', 'accepted', null),
];

export const recordAs = (id: string, more: Partial<PaperRecord> = {}): PaperRecord => ({
  id,
  batchId: 'lot',
  batchCode: 'L1',
  sequence: 1,
  ofBatch: 2,
  recordType: 'paper',
  version: 1,
  state: 'open',
  pages: [],
  values: [...values],
  findings: [],
  drafts: [],
  previousId: null,
  nextId: null,
  nextOpenId: null,
  refusal: null,
  ...more,
});

/** One call on its way. It arrives at the core, then its answer arrives here; either may be lost. */
interface Call {
  readonly name: string;
  readonly input: unknown;
  /** How often it has arrived. */
  readonly arrivals: () => number;
  readonly arrive: () => void;
  readonly answer: () => void;
  readonly lose: () => void;
}

interface Net {
  /** Calls that have not come back, the oldest first. */
  readonly calls: readonly Call[];
  /** Brings everything there and back until nothing is on its way, or until the core is only asked in vain. */
  readonly settle: () => Promise<void>;
  /** Brings the oldest call of this name there and back. */
  readonly pass: (name: string) => Promise<void>;
  /** The oldest call of this name. */
  readonly call: (name: string) => Call;
  /** While the core is away every call is lost before it arrives. */
  away: boolean;
}

export interface Kit {
  readonly core: FakeCore;
  readonly net: Net;
  readonly time: Clock & {
    readonly pass: (milliseconds: number) => Promise<void>;
    /** Nothing is to happen later. */
    readonly isStill: () => boolean;
  };
  readonly records: Records;
  readonly saver: Saver;
  readonly drafts: Drafts;
  readonly news: SaverNews[];
  /** What was decided at desks, in order. */
  readonly made: Choice[];
  readonly routes: Route[];
  readonly told: unknown[];
  /** Puts a record on the desk, as its screen does: from what is kept, else asked for. */
  readonly sit: (id: string, startPath?: string | null) => Promise<Sitting>;
  /** An event of the core says that the record changed. */
  readonly refetch: (id: string) => Promise<void>;
}

export interface Sitting {
  readonly desk: Desk;
  readonly send: (event: DeskEvent) => boolean;
  /** Presses a key that the action is bound to. */
  readonly press: (action: DeskAction, key?: string) => boolean;
  readonly type: (text: string) => void;
  readonly state: () => ReturnType<Desk['look']>['state'];
  /** A value as the desk shows it. */
  readonly value: (path: string) => FieldValue;
  readonly leave: () => void;
}

/** Lets everything run that only waits for its turn. */
export const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

export function openKit(records: readonly PaperRecord[] = [recordAs('one')]): Kit {
  const core = openFakeCore(paper, records);
  const time = openClock();
  const net = openNet();
  const kept = new Map<string, PaperRecord>();
  /** The latest asking for each record. */
  const askings = new Map<string, number>();
  const cache: Records = {
    find: (id) => kept.get(id),
    change: (id, change) => {
      const record = kept.get(id);
      if (record) kept.set(id, change(record));
    },
    refetch: (id) => {
      if (kept.has(id)) void refetch(id);
    },
  };
  const via =
    <I, O>(name: string, run: (input: I) => O) =>
    (input: I): Promise<O> =>
      net.send(name, input, () => run(input));
  const wire = {
    value: { decide: via('decide', core.decide), undo: via('undo', core.undo) },
    record: {
      open: via('open', core.open),
      addRow: via('addRow', core.addRow),
      removeRow: via('removeRow', core.removeRow),
      next: via('next', (_input: { batchId: string | null }) => core.next()),
    },
  };
  const drafts = openDrafts({ send: via('draft', core.draft), records: cache, clock: time });
  const saver = openSaver({ core: wire, records: cache, drafts, clock: time, expectEcho: () => undefined });
  const news: SaverNews[] = [];
  saver.watchNews((one) => news.push(one));
  const made: Choice[] = [];
  const deskSaver: Saver = {
    ...saver,
    decide(choice, along = []) {
      made.push(choice, ...along);
      saver.decide(choice, along);
    },
  };
  const routes: Route[] = [];
  const told: unknown[] = [];

  /** As TanStack Query does: the answer to the latest asking takes the place of what is kept; asked again while the core is silent. */
  async function refetch(id: string): Promise<void> {
    const asking = (askings.get(id) ?? 0) + 1;
    askings.set(id, asking);
    while (askings.get(id) === asking) {
      try {
        const record = await saver.ask(id, () => wire.record.open({ id }));
        if (askings.get(id) === asking) kept.set(id, record);
        return;
      } catch {
        await new Promise<void>((resolve) => void time.after(500, resolve));
      }
    }
  }

  return {
    core,
    net,
    time,
    records: cache,
    saver,
    drafts,
    news,
    made,
    routes,
    told,
    refetch,
    async sit(id, startPath = null) {
      if (!kept.has(id)) kept.set(id, core.open({ id }));
      const first = cache.find(id);
      if (!first) throw new Error(`no record ${id}`);
      const desk = openDesk(first, startPath, {
        saver: deskSaver,
        drafts,
        records: cache,
        core: wire,
        typeOf: () => paper,
        person: () => core.person,
        moment: () => '2026-11-28T09:00:00.000Z',
        go: (route) => void routes.push(route),
        tell: (error) => void told.push(error),
        focusEnd: () => undefined,
      });
      const leave = desk.stand();
      return {
        desk,
        send: desk.send,
        press: (action, key) =>
          desk.send({ kind: 'press', action, press: key === undefined ? null : { key, ctrl: false, alt: false, inLines: false } }),
        type: (text) => void desk.send({ kind: 'type', text }),
        state: () => desk.look().state,
        value: (path) => valueIn(desk.look().sight.record, path),
        leave,
      };
    },
  };
}

export function valueIn(record: PaperRecord, path: string): FieldValue {
  const value = record.values.find((one) => one.path === path);
  if (!value) throw new Error(`no value ${path}`);
  return value;
}

/** After everything is answered: what the window keeps and shows is what the core has. */
export function expectSame({ core, records, saver, drafts }: Kit, id: string): void {
  const kept = records.find(id);
  if (!kept) throw new Error(`${id} is not kept`);
  expect(saver.state()).toEqual({ waiting: 0, stuck: false });
  expect(saver.shown(kept)).toBe(kept);
  const there = core.open({ id });
  expect(kept.values).toEqual(there.values);
  expect(kept.state).toBe(there.state);
  const byPath = (list: PaperRecord['drafts']) => Object.fromEntries(list.map(({ path, typed }) => [path, typed]));
  expect(byPath([...drafts.of(kept)])).toEqual(byPath(there.drafts));
}

const silent = () => new TypeError('Failed to fetch');

function openNet() {
  const calls: Call[] = [];
  const state = { away: false };
  return {
    calls,
    get away() {
      return state.away;
    },
    set away(away: boolean) {
      state.away = away;
    },
    send<O>(name: string, input: unknown, run: () => O): Promise<O> {
      return new Promise<O>((resolve, reject) => {
        let outcome: (() => void) | null = null;
        let arrivals = 0;
        const back = (then: () => void) => {
          calls.splice(calls.indexOf(call), 1);
          then();
        };
        const call: Call = {
          name,
          input,
          arrivals: () => arrivals,
          arrive() {
            arrivals += 1;
            try {
              const answer = run();
              outcome = () => resolve(answer);
            } catch (error) {
              if (!(error instanceof ProblemError)) throw error;
              outcome = () => reject(Object.assign(new Error(error.code), { code: error.code, data: error.params }));
            }
          },
          answer: () => back(outcome ?? (() => reject(new Error('not arrived')))),
          lose: () => back(() => reject(silent())),
        };
        calls.push(call);
      });
    },
    call(name: string): Call {
      const found = calls.find((call) => call.name === name);
      if (!found) throw new Error(`no ${name} is on its way, but ${calls.map((call) => call.name).join(', ') || 'nothing'}`);
      return found;
    },
    async pass(name: string) {
      await breathe();
      const call = this.call(name);
      if (state.away) call.lose();
      else {
        call.arrive();
        call.answer();
      }
      await breathe();
    },
    async settle() {
      await breathe();
      for (let call = calls[0]; call; call = calls[0]) {
        await this.pass(call.name);
      }
    },
  };
}

export function openClock() {
  let now = 0;
  let timers: readonly { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds: number, run: () => void) {
      const timer = { at: now + milliseconds, run };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    isStill: () => timers.length === 0,
    /** Timers run in their order, each with what follows from it. */
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      await breathe();
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.run();
        await breathe();
      }
      now = end;
    },
  };
}

/** Brings everything to its end: the network is whole again, and whatever waits has its time. */
export async function rest({ net, time }: Kit, changed: () => void = () => undefined): Promise<void> {
  net.away = false;
  for (let round = 0; round < 60; round += 1) {
    await net.settle();
    changed();
    if (net.calls.length === 0 && time.isStill()) return;
    await time.pass(800);
  }
  throw new Error('it does not come to rest');
}
