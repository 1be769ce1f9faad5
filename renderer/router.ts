import { useSyncExternalStore } from 'react';

/**
 * Where the window is, in the address behind `#`: it survives a reload, and the back button works. What addresses there are is said by
 * the screens themselves (`screens/<noun>/screen.tsx`); this file is what screens import, so it cannot import them.
 */

/** The parts of every screen's address, by the screen's name. Each screen adds its own: see `screens/batch/screen.tsx`. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by the screens' files.
export interface Routes {}
export type ScreenName = keyof Routes;
export type RouteTo<N extends ScreenName> = { readonly screen: N } & Routes[N];
/** Screens that can be gone to without saying what to show there. */
export type PlainScreen = { [N in ScreenName]: Record<never, never> extends Routes[N] ? N : never }[ScreenName];
export type Route = { readonly [N in ScreenName]: RouteTo<N> }[ScreenName];

/** One screen's address, both ways. */
export interface Address<Parts> {
  /** As it was declared. */
  readonly path: string;
  readonly query: Query;
  /** Without the leading `#/`. */
  readonly write: (parts: Parts) => string;
  /** Null where that is another screen's address. `path` is decoded. */
  readonly read: (path: readonly string[], query: URLSearchParams) => Parts | null;
}
export type PartsOf<A> = A extends Address<infer Parts> ? Parts : never;

type Names<Path extends string> = Path extends `${infer First}/${infer Rest}`
  ? Names<First> | Names<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;
type Query = Readonly<Record<string, 'text' | 'flag'>>;
type Parts<Path extends string, Q extends Query> = { readonly [N in Names<Path>]: string } & {
  readonly [N in keyof Q]?: Q[N] extends 'flag' ? boolean : string;
};

/** `address('batches/:id', { tab: 'text' })`: `#/batches/7f3a?tab=pages` is `{ id: '7f3a', tab: 'pages' }`. What stands behind `?` may be missing. */
export function address<const Path extends string, const Q extends Query = Record<never, never>>(
  path: Path,
  query: Q = {} as Q,
): Address<Parts<Path, Q>> {
  const pattern = path.split('/');
  const asked = Object.entries(query);
  return {
    path,
    query,
    write: (parts) => {
      const given: Readonly<Record<string, string | boolean | undefined>> = parts;
      const written = pattern.map((part) => (part.startsWith(':') ? encodeURIComponent(String(given[part.slice(1)])) : part));
      const search = new URLSearchParams(
        asked.flatMap(([name, kind]) => {
          const value = given[name];
          return value === undefined || value === false ? [] : [[name, kind === 'flag' ? '1' : String(value)]];
        }),
      );
      return `${written.join('/')}${search.size === 0 ? '' : `?${search}`}`;
    },
    read: (found, search) => {
      const fits = found.length === pattern.length && pattern.every((part, at) => part.startsWith(':') || part === found[at]);
      if (!fits) return null;
      const named = pattern.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), found[at]]] : []));
      const optional = asked.flatMap(([name, kind]) => {
        const value = search.get(name);
        return value === null ? [] : [[name, kind === 'flag' ? true : value]];
      });
      // The pattern and the query are what the type is made of.
      return Object.fromEntries([...named, ...optional]) as Parts<Path, Q>;
    },
  };
}

type Addresses = { readonly [N in ScreenName]: { readonly address: Address<Routes[N]> } };
let screens: Addresses | null = null;

/** Makes the screens' addresses known; once, before anything is drawn. */
export function openRoutes(table: Addresses): void {
  screens = table;
}

export function href(route: Route): string {
  return `#/${addressesOf()[route.screen].address.write(route as never)}`;
}

/** The route of an address; whatever is not known leads to one's own work. */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decode);
  for (const [screen, { address }] of Object.entries(addressesOf())) {
    const found = address.read(parts, new URLSearchParams(search));
    if (found) return { screen, ...found } as Route;
  }
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
  if (hash !== last?.hash) last = { hash, route: routeOf(hash) };
  return last.route;
}

let last: { readonly hash: string; readonly route: Route } | null = null;

function subscribe(changed: () => void): () => void {
  subscribers.add(changed);
  window.addEventListener('hashchange', changed);
  return () => {
    subscribers.delete(changed);
    window.removeEventListener('hashchange', changed);
  };
}

function addressesOf(): Addresses {
  if (!screens) throw new Error('openRoutes was not called');
  return screens;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
