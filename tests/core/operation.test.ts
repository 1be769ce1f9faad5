import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#contract/contract';
import { CoreEvent, paths } from '#contract/events';
import { openEvents } from '#core/events';
import type { Workstation } from '#main/open-workstation';
import { codeOf, openTestCore, temporaryFolder } from './fixtures.ts';

const folder = temporaryFolder();
let core: Workstation;
beforeAll(async () => {
  const boom = (): never => {
    throw new Error('Nguyễn Văn Bí Mật 066090001234');
  };
  core = await openTestCore(folder, { faults: { 'batch.update': boom, 'target.list': boom } });
});
afterAll(() => core.close());

const input = (title: string) => ({ title, source: 'box' as const, placeCode: null, owner: '', deadline: null });

/** Reads events until so many came or the time is over. */
async function eventsFrom(after: number | null, count: number, work: () => Promise<unknown> = async () => {}, patience = 1500) {
  const gone = new AbortController();
  const headers = after === null ? {} : { 'last-event-id': String(after) };
  const response = await core.fetch(new Request(`http://core${paths.events}`, { headers, signal: gone.signal }));
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const found: { readonly id: number; readonly event: CoreEvent }[] = [];
  const timer = setTimeout(() => reader.cancel(), patience);
  await work();
  let text = '';
  while (found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const [, id, json] = /^id: (\d+)\ndata: (.+)$/.exec(part) ?? [];
      if (id && json) found.push({ id: Number(id), event: CoreEvent.parse(JSON.parse(json)) });
    }
  }
  clearTimeout(timer);
  await reader.cancel();
  return found;
}

describe('events', () => {
  test('come in order, and again from where a client left', async () => {
    const made: string[] = [];
    const told = await eventsFrom(null, 3, async () => {
      for (const title of ['a', 'b', 'c']) made.push((await core.client.batch.create(input(title))).id);
    });
    expect(told.map(({ event }) => event)).toEqual(made.map((id) => ({ type: 'batch.changed', id })));
    const [first, second, third] = told.map(({ id }) => id);
    expect([second, third]).toEqual([(first ?? 0) + 1, (first ?? 0) + 2]);
    expect((await eventsFrom(first ?? 0, 2)).map(({ id }) => id)).toEqual([second, third]);
    // Who has seen everything is told nothing.
    expect(await eventsFrom(third ?? 0, 1, undefined, 200)).toEqual([]);
  });

  test('that a client missed, or that came from another process, are told as one: ask for everything', async () => {
    for (const after of [0, 5, Number.MAX_SAFE_INTEGER]) {
      const [only] = await eventsFrom(after, 1);
      expect(only?.event).toEqual({ type: 'resync' });
    }
    expect(await eventsFrom(null, 1, undefined, 200)).toEqual([]);
  });

  test('more than are kept are missed', () => {
    const events = openEvents();
    const seen: { seq: number; event: CoreEvent }[] = [];
    events.listen(null, (told) => seen.push(told))();
    for (let n = 0; n < 1500; n += 1) events.tell({ type: 'batch.changed', id: String(n) });
    events.listen(null, (told) => seen.push(told));
    events.tell({ type: 'target.changed' });
    const last = seen.at(-1)?.seq ?? 0;
    const since = (seq: number) => {
      const found: CoreEvent[] = [];
      events.listen(seq, ({ event }) => found.push(event))();
      return found;
    };
    expect(since(last - 1200)).toEqual([{ type: 'resync' }]);
    expect(since(last - 3)).toHaveLength(3);
    expect(since(last - 1000)).toHaveLength(1000);
    expect(since(last - 1001)).toEqual([{ type: 'resync' }]);
  });

  test('a listener that fails is dropped and harms nobody', () => {
    const events = openEvents();
    const heard: string[] = [];
    events.listen(null, () => {
      heard.push('bad');
      throw new Error('stream is closed');
    });
    events.listen(null, ({ event }) => heard.push(event.type));
    events.tell({ type: 'target.changed' });
    events.tell({ type: 'settings.changed' });
    expect(heard).toEqual(['bad', 'target.changed', 'settings.changed']);
  });

  test('of a change that failed are not told', async () => {
    const told = await eventsFrom(
      null,
      1,
      async () => {
        expect(await codeOf(core.client.batch.create({ ...input('x'), placeCode: 'nowhere' }))).toBe('place.notFound');
        expect(await codeOf(core.client.batch.remove({ id: randomUUID() }))).toBe('batch.notFound');
        expect(await codeOf(core.client.target.remove({ id: randomUUID() }))).toBe('target.notFound');
      },
      300,
    );
    expect(told).toEqual([]);
  });
});

describe('operations', () => {
  test('know their kind, and are called noun.verb', () => {
    const kinds = Object.entries(contract).flatMap(([noun, verbs]) =>
      Object.entries(verbs).map(([verb, procedure]) => [`${noun}.${verb}`, procedure['~orpc'].meta.kind] as const),
    );
    expect(kinds.every(([name, kind]) => /^[a-z]+\.[a-zA-Z]+$/.test(name) && ['query', 'command', 'task', 'effect'].includes(kind))).toBe(
      true,
    );
    const tasks = kinds.filter(([, kind]) => kind === 'task').map(([name]) => name);
    expect(tasks).toEqual(expect.arrayContaining(['intake.start', 'scanner.scan', 'page.readAgain']));
    // What waits: it changes something outside the store, or so much in it that others have their turn in between.
    expect(kinds.filter(([, kind]) => kind === 'effect').map(([name]) => name)).toEqual([
      'workstation.saveDestinationPassword',
      'workstation.saveQueuePassword',
      'workstation.queueKey',
      'batch.sendAgain',
      'joining.confirm',
      'handover.start',
      'handover.checkDestination',
    ]);
  });

  test('that fail as nobody foresaw say a reference and nothing else', async () => {
    const [batch] = (await core.client.batch.list()).rows;
    for (const work of [() => core.client.batch.update({ id: batch?.id ?? '', title: 'y' }), () => core.client.target.list()]) {
      const error = (await work().catch((reason: unknown) => reason)) as Error & { data: { reference: string } };
      expect(error).toMatchObject({ code: 'unknown', status: 500 });
      expect(error.data.reference).toMatch(/^[0-9a-f]{8}$/);
      expect(`${error.message}${JSON.stringify(error)}`).not.toMatch(/Bí Mật|066090/);
    }
    expect((await core.client.batch.get({ id: batch?.id ?? '' })).title).toBe(batch?.title);
  });

  test('take no password into the settings', async () => {
    const { settings } = await core.client.workstation.state();
    const to = (url: string) => core.client.workstation.saveSettings({ ...settings, destination: { kind: 'postgres', url } });
    for (const url of ['postgres://a:bi-mat@host/db', 'postgres://host/db?password=bi-mat'])
      expect(await codeOf(to(url))).toBe('destination.badUrl');
    await to('postgres://a@host/db');
    await core.client.workstation.saveDestinationPassword({ password: 'bi-mat' });
    expect(await core.client.workstation.state()).toMatchObject({ hasDestinationPassword: true });
    expect(JSON.stringify(await core.client.workstation.state())).not.toContain('bi-mat');
    await core.client.workstation.saveDestinationPassword({ password: null });
    expect(await core.client.workstation.state()).toMatchObject({ hasDestinationPassword: false });
    await core.client.workstation.saveSettings(settings);
  });

  test('name the first place of bad input', async () => {
    const error = await core.client.batch.create({ ...input(''), deadline: 'mai' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'input.invalid', status: 400, data: { path: 'title' } });
    expect(await codeOf(core.client.intake.start({ batchId: 'x', paths: [] }))).toBe('input.invalid');
    expect(await codeOf(core.client.job.get({ id: 'x' }))).toBe('job.notFound');
    expect(await codeOf(core.client.job.stop({ id: 'x' }))).toBe('job.notFound');
    expect(await codeOf(core.client.page.get({ id: 'x' }))).toBe('page.notFound');
    expect(await codeOf(core.client.page.steps({ id: 'x' }))).toBe('page.notFound');
    expect(await codeOf(core.client.page.readAgain({ id: 'x' }))).toBe('page.notFound');
    expect(await codeOf(core.client.handover.get({ id: 'x' }))).toBe('handover.notFound');
  });

  test('paths that are nothing are 404', async () => {
    for (const path of ['/', '/api', '/api/nothing', `${paths.rpc}/batch/nothing`, '/api/pages/x']) {
      expect((await core.fetch(new Request(`http://core${path}`))).status, path).toBe(404);
    }
    expect((await core.fetch(new Request(`http://core${paths.uploads}`))).status).toBe(404);
  });
});
