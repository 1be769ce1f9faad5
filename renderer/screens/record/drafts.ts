import type { FieldPath } from '#domain/field-path';
import { core } from '#renderer/core.ts';

/**
 * Keeps what is being typed in the core, at most a second late, so that a crash or a reload loses no more. A draft that could not be
 * kept is no matter for a message: the next letter tries again, and the decision itself is saved with care.
 */
export interface Drafts {
  readonly keep: (path: FieldPath, typed: string | null) => void;
  /** The value was decided: the core drops its draft itself. */
  readonly forget: (path: FieldPath) => void;
  readonly flush: () => void;
}

const quietMilliseconds = 350;
const longestMilliseconds = 800;

export function openDrafts(recordId: string): Drafts {
  const waiting = new Map<FieldPath, string | null>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let since = 0;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    for (const [path, typed] of waiting) void core.value.draft({ recordId, path, typed }).catch(() => undefined);
    waiting.clear();
  };
  return {
    keep(path, typed) {
      if (waiting.size === 0) since = performance.now();
      waiting.set(path, typed);
      if (timer) clearTimeout(timer);
      timer = setTimeout(flush, Math.max(0, Math.min(quietMilliseconds, since + longestMilliseconds - performance.now())));
    },
    forget(path) {
      waiting.delete(path);
    },
    flush,
  };
}
