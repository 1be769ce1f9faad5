import { describe, expect, it } from 'vitest';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { commands, nearestFirst, scopeName } from '#renderer/actions/commands.ts';
import { href, openRoutes, type Route, routeOf, type ScreenName } from '#renderer/router.ts';
import { homeOf, rail, screenNames, screens } from '#renderer/screens.tsx';

openRoutes(screens);

/** A route of every screen, with letters that an address cannot carry as they are, bare and with all that may stand behind it. */
function routesOf(screen: ScreenName): readonly Route[] {
  const { path, query } = screens[screen].address;
  const named = path.split('/').flatMap((part) => (part.startsWith(':') ? [[part.slice(1), 'b/1 ạ?#']] : []));
  const asked = Object.entries(query).map(([name, kind]) => [name, kind === 'flag' ? true : 'members[2].sex & Nguyễn']);
  return [named, [...named, ...asked]].map((parts) => ({ screen, ...Object.fromEntries(parts) }) as Route);
}

describe('addresses', () => {
  it.each(screenNames.flatMap(routesOf).map((route) => [href(route), route] as const))('%s leads back to its route', (address, route) => {
    expect(routeOf(address)).toEqual(route);
  });

  it.each(['', '#', '#/', '#/nonsense', '#/records', '#/batches/%E0%A4%A'])('%j leads somewhere and never throws', (address) => {
    expect(routeOf(address).screen).toMatch(/^(work|batches|batch)$/);
  });

  it('stay as they were: people keep them', () => {
    expect(
      [
        { screen: 'batches', create: true } as const,
        { screen: 'batches', create: false } as const,
        { screen: 'batch', id: 'b', tab: 'records-open' } as const,
        { screen: 'record', id: 'r', path: 'members[2].sex' } as const,
        { screen: 'steps', id: 'r', page: 'p&q' } as const,
        { screen: 'search', text: 'Nguyễn & con' } as const,
        { screen: 'handover', id: 'h' } as const,
      ].map(href),
    ).toEqual([
      '#/batches?create=1',
      '#/batches',
      '#/batches/b?tab=records-open',
      '#/records/r?path=members%5B2%5D.sex',
      '#/records/r/steps?page=p%26q',
      '#/search?text=Nguy%E1%BB%85n+%26+con',
      '#/handover?id=h',
    ]);
  });
});

describe('the table of screens', () => {
  it('gives every screen a home in the rail and a name in both languages', () => {
    for (const screen of screenNames) {
      expect(rail.map((entry) => entry.screen)).toContain(homeOf(screen));
      for (const messages of [vi, en]) expect(screens[screen].name(messages)).not.toBe('');
    }
  });

  it('leads every command to words in both languages, and every place of the rail to a command', () => {
    for (const { name, scope } of commands) {
      for (const messages of [vi, en]) expect(`${name(messages)} ${scopeName(scope, messages)}`).toMatch(/^\S.* .*\S$/);
    }
    expect(commands.map(({ id }) => id).filter((id) => id.startsWith('go.'))).toEqual(rail.map(({ screen }) => `go.${screen}`));
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('lets no key mean two things in one place, but for readings before the rail', () => {
    const taken = new Map<string, string>();
    for (const { id, scope, keys } of commands) {
      for (const key of keys) {
        if (scope === 'record' && /^Alt\+[123]$/.test(key)) {
          const order = nearestFirst.filter((command) => command.keys.includes(key)).map((command) => command.id);
          expect(order[0]).toBe(id);
          continue;
        }
        for (const place of scope === 'everywhere' ? ['everywhere', 'list', ...screenNames] : [scope]) {
          const at = `${place} ${key.toLowerCase()}`;
          expect(taken.get(at), `${id} and ${taken.get(at)} share ${at}`).toBeUndefined();
          taken.set(at, id);
        }
      }
    }
  });
});
