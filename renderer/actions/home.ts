import { useCallback, useLayoutEffect } from 'react';

/**
 * Where the keyboard belongs while nothing else has it. On a screen with a field to fill in, only Tab leads away from that field: a click, a
 * drag or a layer that closes leaves the keyboard there, and what is typed while it is nowhere goes there. A list takes the keys that move.
 */
interface Home {
  readonly kind: 'field' | 'list';
  readonly find: () => HTMLElement | null;
}

/** The latest screen wins, and gives it back when it leaves. */
let homes: readonly Home[] = [];

/** `find` must be the same function with every picture. */
export function useHome(kind: Home['kind'], find: Home['find']): void {
  useLayoutEffect(() => {
    const home = { kind, find };
    homes = [...homes, home];
    return () => {
      homes = homes.filter((other) => other !== home);
    };
  }, [kind, find]);
}

/** A list that has the keyboard as soon as it is there. */
export function useListHome(find: Home['find'], isThere: boolean): void {
  const none = useCallback(() => null, []);
  useHome('list', isThere ? find : none);
  useLayoutEffect(() => {
    if (isThere) goHome();
  }, [isThere]);
}

/** Gives the keyboard back, unless somebody writes elsewhere; `closed`: the layer that has it is on its way out. */
export function goHome({ closed = false }: { readonly closed?: boolean } = {}): void {
  const home = homes.at(-1);
  const at = document.activeElement;
  if (!home || (!closed && (inLayer(at) || isWritten(at)))) return;
  // Buttons beside a list keep the keyboard; what leads to it has done its work.
  if (home.kind === 'list' && !closed && !isNowhere(at) && !isIn(at, 'nav,[role="tab"]')) return;
  home.find()?.focus({ preventScroll: home.kind === 'field' });
}

/** Dialogs, menus and lists of choices have the keyboard while they are open. */
export function inLayer(at: Element | null): boolean {
  return isIn(at, '[role="dialog"],[role="menu"],[role="listbox"],[aria-haspopup="listbox"][aria-expanded="true"]');
}

/** Something in which letters are typed. */
export function isWritten(at: Element | null): boolean {
  return isIn(at, 'input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable="true"]');
}

/** Something that Enter and the space bar press. */
export function isControl(at: Element | null): boolean {
  return isIn(at, 'button,a[href],summary,[role="button"],[role="tab"],[role="checkbox"],[role="switch"],tr[tabindex]');
}

function isIn(at: Element | null, selector: string): boolean {
  return at !== null && at.closest(selector) !== null;
}

function isNowhere(at: Element | null): boolean {
  return at === null || at === document.body || at.id === 'main';
}

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock']);
const moves: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']);

/** Listens before everybody else, so that a key finds the field before its own letter is written. */
export function keepHome(target: Window): () => void {
  const ending = new AbortController();
  const early = { capture: true, signal: ending.signal };
  /** The keyboard was led elsewhere on purpose. */
  let byTab = false;
  /** Text beside the field is being chosen, or is: it stays until the next key, and may be copied. */
  let choosing = false;
  const isField = () => homes.at(-1)?.kind === 'field';

  target.addEventListener(
    'mousedown',
    (event) => {
      byTab = false;
      choosing = false;
      const at = event.target instanceof Element ? event.target : null;
      if (!isField() || inLayer(at) || inLayer(document.activeElement) || isWritten(at) || isIn(at, 'label')) return;
      if (isIn(at, '[data-text]')) {
        choosing = true;
        return;
      }
      // The press keeps its click; it only does not take the keyboard, not even for as long as a drag lasts.
      event.preventDefault();
      goHome();
    },
    early,
  );
  target.addEventListener(
    'mouseup',
    () => {
      if (!choosing || target.getSelection()?.isCollapsed === false) return;
      choosing = false;
      goHome();
    },
    early,
  );
  target.addEventListener(
    'keydown',
    (event) => {
      byTab = event.key === 'Tab';
      if (!wants(event)) return;
      choosing = false;
      goHome();
    },
    early,
  );
  target.addEventListener(
    'focusin',
    (event) => {
      const at = event.target instanceof Element ? event.target : null;
      if (isField() && !byTab && !choosing && !inLayer(at) && !isWritten(at)) goHome();
    },
    early,
  );
  target.addEventListener(
    'focusout',
    // What had the keyboard may be gone: that is known first when it is.
    () => setTimeout(() => (isField() && !choosing && isNowhere(document.activeElement) ? goHome() : undefined)),
    early,
  );

  function wants({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (!isField()) return moves.has(key) && !ctrlKey && !altKey && !metaKey;
    if (key === 'Tab' || modifiers.has(key)) return false;
    if (ctrlKey || metaKey) return key.toLowerCase() === 'v';
    return !((key === 'Enter' || key === ' ') && isControl(document.activeElement));
  }
  return () => ending.abort();
}
