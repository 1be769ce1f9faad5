import { expect, test } from 'vitest';
import { openSlices } from '#core/slices';

test('what cannot be cut has a slice of its own: others have their turn before it and after it', async () => {
  const order: string[] = [];
  const other = (name: string) => setTimeout(() => order.push(name), 1);
  other('a call that came before');
  const answer = await openSlices().alone(() => {
    order.push('the transaction');
    other('a call that came meanwhile');
    return 7;
  });
  order.push('the work goes on');
  expect(answer).toBe(7);
  expect(order).toEqual(['a call that came before', 'the transaction', 'a call that came meanwhile', 'the work goes on']);
});

test('a slice is over after some milliseconds, and begins anew after the others had their turn', async () => {
  const slices = openSlices();
  expect(slices.isOver()).toBe(false);
  const until = performance.now() + 10;
  while (performance.now() < until);
  expect(slices.isOver()).toBe(true);
  await slices.next();
  expect(slices.isOver()).toBe(false);
});
