import { describe, expect, it } from 'vitest';
import { href, type Route, routeOf } from '#renderer/router.ts';

const routes: readonly Route[] = [
  { screen: 'work' },
  { screen: 'batches' },
  { screen: 'batch', id: 'b/1 ạ' },
  { screen: 'batch', id: 'b', tab: 'records-open' },
  { screen: 'record', id: 'r' },
  { screen: 'record', id: 'r', path: 'members[2].sex' },
  { screen: 'steps', id: 'r' },
  { screen: 'steps', id: 'r', page: 'p&q' },
  { screen: 'search', text: 'Nguyễn & con' },
  { screen: 'search' },
  { screen: 'handover' },
  { screen: 'handover', id: 'h' },
  { screen: 'targets' },
  { screen: 'settings' },
];

describe('addresses', () => {
  it.each(routes.map((route) => [href(route), route] as const))('%s leads back to its route', (address, route) => {
    expect(routeOf(address)).toMatchObject(route);
  });

  it.each(['', '#', '#/', '#/nonsense', '#/records', '#/batches/%E0%A4%A'])('%j leads somewhere and never throws', (address) => {
    expect(routeOf(address).screen).toMatch(/^(work|batches|batch)$/);
  });
});
