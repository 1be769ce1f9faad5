import type { May } from '#domain/role';
import { paths } from './events.ts';
import { look, work } from './policy.ts';

/** What goes through the fetch handler beside the calls: streams of bytes and events. `path`: with the ids in it as groups. */
interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly may: May;
}

/**
 * The streams, each with who may, as an operation has it; one gate keeps both. None leaves a trace: a picture belongs to a record that was
 * opened (and has that trace), an upload to an import; a line for every picture of a wall of pages would bury what matters.
 */
export const routes = {
  events: { method: 'GET', path: exactly(paths.events), may: look() },
  uploads: { method: 'POST', path: exactly(paths.uploads), may: work() },
  pageImage: { method: 'GET', path: new RegExp(`^${paths.pages}/([^/]+)/image$`), may: look() },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;

function exactly(path: string): RegExp {
  return new RegExp(`^${path}$`);
}
