import { useSyncExternalStore } from 'react';

/** Where the window is, in the address behind `#`: it survives a reload, and the back button works. */
export type Route =
  | { readonly screen: 'work' }
  | { readonly screen: 'batches'; readonly create?: boolean }
  | { readonly screen: 'batch'; readonly id: string; readonly tab?: string }
  | { readonly screen: 'record'; readonly id: string; readonly path?: string }
  | { readonly screen: 'steps'; readonly id: string; readonly page?: string }
  | { readonly screen: 'search'; readonly text?: string }
  | { readonly screen: 'handover'; readonly id?: string }
  | { readonly screen: 'targets' }
  | { readonly screen: 'settings' };

export function href(route: Route): string {
  switch (route.screen) {
    case 'batches':
      return `#/batches${query({ create: route.create ? '1' : undefined })}`;
    case 'batch':
      return `#/batches/${encodeURIComponent(route.id)}${query({ tab: route.tab })}`;
    case 'record':
      return `#/records/${encodeURIComponent(route.id)}${query({ path: route.path })}`;
    case 'steps':
      return `#/records/${encodeURIComponent(route.id)}/steps${query({ page: route.page })}`;
    case 'search':
      return `#/search${query({ text: route.text })}`;
    case 'handover':
      return `#/handover${query({ id: route.id })}`;
    default:
      return `#/${route.screen}`;
  }
}

/** The route of an address; whatever is not known leads to one's own work. */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first, id, last] = path.split('/').map(decode);
  const asked = new URLSearchParams(search);
  const get = (name: string) => asked.get(name) ?? undefined;
  if (first === 'batches')
    return id ? { screen: 'batch', id, tab: get('tab') } : { screen: 'batches', create: get('create') !== undefined };
  if (first === 'records' && id)
    return last === 'steps' ? { screen: 'steps', id, page: get('page') } : { screen: 'record', id, path: get('path') };
  if (first === 'search') return { screen: 'search', text: get('text') };
  if (first === 'handover') return { screen: 'handover', id: get('id') };
  if (first === 'targets' || first === 'settings') return { screen: first };
  return { screen: 'work' };
}

/**
 * Moves to a route, at once: the browser's own `hashchange` comes after keys that are pressed already, and those belong to the new screen.
 * `replace` leaves no step for the back button (walking through records).
 */
export function go(route: Route, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, '', href(route));
  else window.location.hash = href(route);
  for (const changed of subscribers) changed();
}

const subscribers = new Set<() => void>();

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  if (hash !== last.hash) last = { hash, route: routeOf(hash) };
  return last.route;
}

let last: { readonly hash: string; readonly route: Route } = { hash: '', route: { screen: 'work' } };

function subscribe(changed: () => void): () => void {
  subscribers.add(changed);
  window.addEventListener('hashchange', changed);
  return () => {
    subscribers.delete(changed);
    window.removeEventListener('hashchange', changed);
  };
}

function query(params: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
