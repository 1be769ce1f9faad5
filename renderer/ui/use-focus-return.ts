import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * A part that opens in place (a question, a form, a panel) gives the keyboard back when it closes: to where it was when the part opened, or to
 * the screen where that is gone or cannot have it. Who has gone elsewhere meanwhile stays there. Layers of their own do the same by themselves.
 */
export function useFocusReturn<Part extends HTMLElement>(): RefObject<Part | null> {
  const part = useRef<Part>(null);
  useLayoutEffect(() => {
    const own = part.current;
    const before = document.activeElement;
    return () => {
      const at = document.activeElement;
      if (at && at !== document.body && !own?.contains(at)) return;
      if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
      if (document.activeElement !== before) document.getElementById('main')?.focus({ preventScroll: true });
    };
  }, []);
  return part;
}
