import type { Problem, ProblemError } from '#domain/problem';
import type { Events } from './events.ts';

/** What the workstation found out by itself and people have to know: shown in the frame of every screen until it is mended. */
export interface Notices {
  readonly all: () => readonly Problem[];
  /** What is said under a name; null: nothing any more. */
  readonly set: (name: NoticeName, found: ProblemError | null) => void;
}
type NoticeName = 'rights' | 'originals' | 'store' | 'watched';

export function openNotices(events: Events): Notices {
  const said = new Map<NoticeName, Problem>();
  return {
    all: () => [...said.values()],
    set: (name, found) => {
      if (found === null && !said.has(name)) return;
      if (found === null) said.delete(name);
      else said.set(name, { code: found.code, params: { ...found.params } });
      events.tell({ type: 'settings.changed' });
    },
  };
}
