import { expect, test } from 'vitest';
import { openTurns } from '#renderer/turns.ts';

/** Something that is started by its turn and ended by the test. */
function waiting(started: string[], name: string, wanted = true) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const one = {
    wanted,
    isWanted: () => one.wanted,
    start: () => {
      started.push(name);
      return promise;
    },
    end: async () => {
      resolve();
      await promise;
      await Promise.resolve();
    },
  };
  return one;
}

test('so many at once and no more; what somebody looks at goes before what is only kept ready', async () => {
  const started: string[] = [];
  const turns = openTurns(2);
  const ahead = ['a', 'b', 'c'].map((name) => waiting(started, name, false));
  const looked = ['x', 'y'].map((name) => waiting(started, name));
  const all = [...ahead, ...looked];
  for (const one of all) turns.add(one);
  expect(started).toEqual([]);
  turns.give();
  expect(started).toEqual(['x', 'y']);
  turns.give();
  expect(started).toEqual(['x', 'y']);
  await looked[0]?.end();
  expect(started).toEqual(['x', 'y', 'a']);
  // Somebody turns to one that was only kept ready; another one is no longer of use.
  if (ahead[2]) ahead[2].wanted = true;
  if (ahead[1]) turns.remove(ahead[1]);
  await looked[1]?.end();
  expect(started).toEqual(['x', 'y', 'a', 'c']);
  await ahead[0]?.end();
  await ahead[2]?.end();
  expect(started).toEqual(['x', 'y', 'a', 'c']);
});
