import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CoreEvent, guardHeader, paths } from '#contract/events';
import { resourcesFolder } from '#main/open-workstation';
import { insertBatch } from '#store/batch';
import { openStore } from '#store/open-store';
import { secretText } from './fault.ts';
import type { RunningHost } from './host.ts';
import { hosts } from './hosts.ts';

/** One list of expectations for every host: what a client may rely on whichever way it came. */

const newBatch = (title: string) => ({ title, source: 'folder' as const, placeCode: null, owner: 'Y Bhĭt Mlô', deadline: null });

describe.each(hosts.map((kind) => [kind.name, kind] as const))('%s host', (_name, kind) => {
  let folder: string;
  let host: RunningHost;
  let isStopped = false;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conformance-'));
    host = await kind.open(folder);
  }, 30_000);
  afterAll(async () => {
    if (!isStopped) await host.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('happy path: what was written is read back, marks and all', async () => {
    const made = await host.client.batch.create(newBatch('Sổ hộ khẩu Ea Súp 1996'));
    expect(made).toMatchObject({ title: 'Sổ hộ khẩu Ea Súp 1996', owner: 'Y Bhĭt Mlô', deadline: null });
    expect(await host.client.batch.get({ id: made.id })).toEqual(made);
    expect((await host.client.workstation.state()).dataFolder).toBe(folder);
  });

  it('invalid input: names the place, and changes nothing', async () => {
    const before = (await host.client.batch.list()).rows.length;
    await expect(host.client.batch.create(newBatch('   '))).rejects.toMatchObject({
      code: 'input.invalid',
      status: 400,
      data: { path: 'title' },
    });
    await expect(host.client.batch.create({ ...newBatch('a'), deadline: 'mai' })).rejects.toMatchObject({
      code: 'input.invalid',
      data: { path: 'deadline' },
    });
    expect((await host.client.batch.list()).rows).toHaveLength(before);
  });

  it('coded error: code, status and parameters arrive', async () => {
    const id = randomUUID();
    await expect(host.client.batch.get({ id })).rejects.toMatchObject({ code: 'batch.notFound', status: 404, data: { id } });
    const image = await host.fetch(`${paths.pages}/${id}/image?height=200`);
    expect(image.status).toBe(404);
    expect(await image.json()).toMatchObject({ code: 'page.notFound' });
  });

  it('unknown error: its own code with a reference, and nothing of what went wrong inside', async () => {
    const error = await host.client.workstation.places({ text: 'Ea' }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'unknown', status: 500, data: { reference: expect.stringMatching(/^[0-9a-f]{8}$/) } });
    expect(JSON.stringify(error) + String(error)).not.toContain(secretText);
    expect((await host.client.workstation.state()).version).toMatch(/^\d/);
  });

  it('order of events: every change once, in its order, numbered without gaps', async () => {
    const gone = new AbortController();
    const stream = await host.fetch(paths.events, { signal: gone.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const ids: string[] = [];
    for (let count = 0; count < 25; count++) ids.push((await host.client.batch.create(newBatch(`Lô ${count}`))).id);
    const told = await eventsOf(stream, (event) => event.type === 'batch.changed', ids.length);
    gone.abort();
    expect(told.map(({ event }) => (event.type === 'batch.changed' ? event.id : null))).toEqual(ids);
    const numbers = told.map(({ id }) => id);
    expect(numbers).toEqual(numbers.map((_each, at) => (numbers[0] ?? 0) + at));
    // Who was away for a moment gets what was missed, and no more.
    const again = new AbortController();
    const missed = await host.fetch(paths.events, { headers: { 'last-event-id': String(numbers[19]) }, signal: again.signal });
    expect((await eventsOf(missed, () => true, 5)).map(({ id }) => id)).toEqual(numbers.slice(20));
    again.abort();
  });

  it('upload: bytes go in as a stream, and what became of them is an entry', async () => {
    const batch = await host.client.batch.create(newBatch('Tải lên'));
    const answer = await host.fetch(`${paths.uploads}?batch=${batch.id}&name=trong.jpg&import=${randomUUID()}`, {
      method: 'POST',
      body: new Uint8Array(0),
      headers: { [guardHeader]: '1', 'content-type': 'application/octet-stream' },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ batchId: batch.id, name: 'trong.jpg' });
    await expect
      .poll(async () => (await host.client.batch.entries({ id: batch.id })).rows[0]?.problem, { timeout: 10_000 })
      .toEqual({ code: 'file.empty', params: { name: 'trong.jpg' } });
    const refused = await host.fetch(`${paths.uploads}?batch=${randomUUID()}&name=a.jpg&import=${randomUUID()}`, {
      method: 'POST',
      body: new Uint8Array([1]),
      headers: { [guardHeader]: '1', 'content-type': 'application/octet-stream' },
    });
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'batch.notFound' });
  });

  it('large answer: 8 MB and more arrive whole', async () => {
    await host.stop();
    const store = openStore(folder, join(resourcesFolder, 'migrations'));
    // As many as a list answers at once, each with a title far longer than anybody may type.
    const count = 1_000;
    const titleOf = (each: number) => `Lô số ${each} ${'ộ'.repeat(9_000)}`;
    store.write((write) => {
      for (let each = 0; each < count; each++)
        insertBatch(write, { ...newBatch(titleOf(each)), ownerId: null, id: randomUUID(), at: '2026-11-01T00:00:00.000Z' });
    });
    store.close();
    host = await kind.open(folder);
    const { rows } = await host.client.batch.list({ limit: count });
    expect(JSON.stringify(rows).length).toBeGreaterThan(8 * 1024 * 1024);
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(({ title }) => title)).has(titleOf(count - 1))).toBe(true);
  }, 60_000);

  it('stop with work in flight: all ends soon, and what was acknowledged is there the next time', async () => {
    const events = await host.fetch(paths.events);
    let cut = (): void => undefined;
    const halfSent = host
      .fetch(`${paths.uploads}?batch=x&name=a.jpg&import=${randomUUID()}`, {
        method: 'POST',
        headers: { [guardHeader]: '1', 'content-type': 'application/octet-stream' },
        body: new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(new Uint8Array(1000));
            cut = () => controller.error(new Error('the sender has gone'));
          },
        }),
        duplex: 'half',
      } as RequestInit)
      .then(
        (response) => response.status,
        () => 'cut off',
      );
    const asked = Array.from({ length: 20 }, (_each, at) =>
      host.client.batch.create(newBatch(`Cuối ${at}`)).then(
        ({ id }) => id,
        () => null,
      ),
    );
    await Promise.race(asked);
    const began = Date.now();
    await host.stop();
    isStopped = true;
    expect(Date.now() - began).toBeLessThan(8_000);
    cut();
    const acknowledged = (await Promise.all(asked)).filter((id) => id !== null);
    expect(await halfSent).not.toBe(200);
    if (kind.name !== 'direct') {
      await expect(readAll(events)).resolves.toBe('ended');
    }
    host = await kind.open(folder);
    isStopped = false;
    const kept = new Set((await host.client.batch.list()).rows.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }, 60_000);
});

/** The next events that are wanted; gives up after ten seconds. */
async function eventsOf(
  stream: Response,
  wanted: (event: CoreEvent) => boolean,
  count: number,
): Promise<{ readonly id: number; readonly event: CoreEvent }[]> {
  const found: { readonly id: number; readonly event: CoreEvent }[] = [];
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const timer = setTimeout(() => void reader?.cancel(), 10_000);
  let text = '';
  while (found.length < count) {
    const next = await reader?.read();
    if (!next || next.done) break;
    text += next.value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id === undefined || data === undefined) continue;
      const event = CoreEvent.parse(JSON.parse(data));
      if (wanted(event)) found.push({ id: Number(id), event });
    }
  }
  clearTimeout(timer);
  reader?.releaseLock();
  return found;
}

/** A stream ends or breaks when its host has gone; it must not hang. */
const readAll = (response: Response): Promise<'ended'> =>
  response.text().then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
