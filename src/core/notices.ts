import type { Problem, ProblemError } from '#domain/problem';
import type { Events } from './events.ts';

/** What the workstation found out by itself and people have to know: shown in the frame of every screen until it is mended. */
export interface Notices {
  readonly all: () => readonly Problem[];
  /** What is said under a name; null: nothing any more. */
  readonly set: (name: NoticeName, found: ProblemError | null) => void;
}
type NoticeName = 'rights' | 'originals' | 'store' | 'watched' | 'room';

export function openNotices(events: Events): Notices {
  const said = new Map<NoticeName, Problem>();
  return {
    all: () => [...said.values()],
    set: (name, found) => {
      const next = found && { code: found.code, params: { ...found.params } };
      // What was said already is told nobody again.
      if (JSON.stringify(next) === JSON.stringify(said.get(name) ?? null)) return;
      if (next === null) said.delete(name);
      else said.set(name, next);
      events.tell({ type: 'settings.changed' });
    },
  };
}
