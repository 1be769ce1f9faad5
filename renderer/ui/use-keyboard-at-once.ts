import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * A layer has the keyboard from its first picture on, not first when the trap around it gets round to it: on a busy computer the next key
 * is faster, and an Esc that is meant for the layer would take back what is being typed below.
 */
export function useKeyboardAtOnce<Part extends HTMLElement>(): RefObject<Part | null> {
  const part = useRef<Part>(null);
  useLayoutEffect(() => {
    part.current?.closest('[role="dialog"]')?.querySelector<HTMLElement>('button, input:checked, input')?.focus({ preventScroll: true });
  }, []);
  return part;
}
