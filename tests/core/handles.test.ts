import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change, Query } from '#core/context';
import type { HandlersOf } from '#core/operation';
import type { Workstation } from '#main/open-workstation';
import type { WriteHandle } from '#store/handle';
import { sql } from '#store/sql';
import { codeOf, openTestCore, temporaryFolder } from './fixtures.ts';

/** What a test wants to happen inside the operation that is called next. */
let inside: (given: unknown) => void = () => {};
let core: Workstation;
beforeAll(async () => {
  const ask = (given: unknown) => inside(given);
  core = await openTestCore(temporaryFolder(), { faults: { 'batch.list': ask, 'batch.create': ask } });
  const settings = (await core.client.workstation.state()).settings;
  await core.client.workstation.saveSettings(settings);
  await during(
    (given) => seen.push((given as Query).read),
    () => core.client.batch.list(),
  );
});
afterAll(() => core.close());

async function during<T>(work: (given: unknown) => void, call: () => Promise<T>): Promise<T> {
  inside = work;
  try {
    return await call();
  } finally {
    inside = () => {};
  }
}

/** The store as queries see it. */
const seen: Query['read'][] = [];
const store = () => seen[0] as Query['read'];

const create = (title: string) => core.client.batch.create({ title, source: 'box', placeCode: null, owner: '', deadline: null });
const titles = async () => (await core.client.batch.list()).rows.map((batch) => batch.title);

describe('a query', () => {
  test('has no handle that writes, by type', () => {
    const handlers: Partial<HandlersOf<'batch'>> = {
      // @ts-expect-error -- a query has no handle that writes
      list: ({ write }) => write.all(sql`SELECT 1`),
      // @ts-expect-error -- a look at the core has no store to write to
      get: ({ core: view }) => view.store.write(() => null),
    };
    expect(Object.keys(handlers)).toEqual(['list', 'get']);
  });

  test.each([
    ['through its handle', ({ read }: Query) => (read as WriteHandle).run(sql`DELETE FROM setting`)],
    [
      'by a statement that answers rows',
      ({ read }: Query) => read.all(sql`INSERT INTO setting (key, value) VALUES ('x', '1') RETURNING key`),
    ],
    ['by a pragma', ({ read }: Query) => read.all(sql`PRAGMA user_version = 7`) && read.all(sql`CREATE TABLE x (y TEXT)`)],
    [
      'through the core',
      ({ core: view }: Query) => (view as unknown as Change['core']).store.write((write) => write.run(sql`DELETE FROM setting`)),
    ],
  ])('cannot change anything %s', async (_how, attempt) => {
    const state = () =>
      JSON.stringify(store().all(sql`SELECT name, sql FROM sqlite_master`)) + JSON.stringify(store().all(sql`SELECT * FROM setting`));
    const before = state();
    expect(
      await codeOf(
        during(
          (given) => void attempt(given as Query),
          () => core.client.batch.list(),
        ),
      ),
    ).toBe('unknown');
    expect(state()).toBe(before);
  });

  test('sees what the last change left, and nothing of one that failed', async () => {
    await create('there at once');
    expect(await titles()).toEqual(['there at once']);
    expect(
      await codeOf(
        during(
          () => {
            throw new Error('no');
          },
          () => create('never'),
        ),
      ),
    ).toBe('unknown');
    expect(await titles()).toEqual(['there at once']);
  });
});

describe('what is put off to after a change', () => {
  const putOff = (work: () => void) => (given: unknown) => (given as Change).afterCommit(work);

  test('finds it on the disk', async () => {
    let found: unknown = null;
    await during(
      (given) =>
        (given as Change).afterCommit(() => {
          found = (given as Change).core.store.read.get(sql`SELECT title FROM batch WHERE title = 'committed'`);
        }),
      () => create('committed'),
    );
    expect(found).toEqual({ title: 'committed' });
  });

  test('is not done where the change fails', async () => {
    let done = false;
    const failing = (given: unknown) => {
      putOff(() => {
        done = true;
      })(given);
      throw new Error('no');
    };
    expect(await codeOf(during(failing, () => create('never')))).toBe('unknown');
    expect(done).toBe(false);
  });

  test('may fail: the change is made all the same, and whoever asked is told so', async () => {
    const failing = putOff(() => {
      throw new Error('no');
    });
    expect((await during(failing, () => create('made'))).title).toBe('made');
  });
});
