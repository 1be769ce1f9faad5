import type { Messages } from '#messages/vi';
import type { ScreenName } from '#renderer/router.ts';

/**
 * What an action is to the keyboard, the palette (Ctrl+K) and the list of keys (`?`). Its words are in `messages/keys.ts`; an action
 * named `<screen>.…` there belongs to that screen's file, every other one to `frame/actions.ts`. A component gives it its function
 * with `useAction`.
 *
 * `keys`: `Ctrl+`, `Alt+` and `Shift+` before a name of KeyboardEvent.key (`Space` for the space bar); the first is shown.
 * `inInput`: works while something is typed in a field; all others keep quiet there.
 */
export interface ActionKind {
  readonly keys: readonly string[];
  readonly inInput?: boolean;
  /** Goes on while the key is held down. All others act once: a key held too long must not decide on what nobody saw. */
  readonly repeats?: boolean;
  /** Moves of the cursor are no commands: they are left out of the palette. */
  readonly move?: boolean;
}

type Named = keyof Messages['keys']['actions'];
/** `go.<screen>` leads to a screen of the rail and is called as it is. */
export type ActionId = Named | `go.${ScreenName}`;
export type ActionsOf<N extends ScreenName> = Extract<Named, `${N}.${string}`>;
export type FrameAction = Exclude<Named, `${ScreenName}.${string}`>;
/** Where an action works: wherever one is, in any list, or on one screen. */
export type Scope = 'everywhere' | 'list' | ScreenName;

interface Chord {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** `Ctrl+Shift+p` → its parts; the name of the key is kept in lower case. */
export function chordOf(text: string): Chord {
  const parts = text.split(/\+(?!$)/);
  const key = parts.at(-1) ?? '';
  return { key: key.toLowerCase(), ctrl: parts.includes('Ctrl'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** Whether a press is this chord. Shift is ignored for signs that need it on some keyboards (`?`, `+`). */
export function matches(text: string, press: Pressed): boolean {
  const chord = chordOf(text);
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase();
  const digit = /^\d$/.test(chord.key) && press.code === `Digit${chord.key}` && (chord.ctrl || chord.alt);
  if (key !== chord.key && !digit) return false;
  const sign = chord.key.length === 1 && !/[a-z0-9]/.test(chord.key);
  return (press.ctrlKey || press.metaKey) === chord.ctrl && press.altKey === chord.alt && (sign || press.shiftKey === chord.shift);
}

/** `Ctrl+Shift+p` → the caps of the keys as they are shown. */
export function keyCaps(text: string, names: Readonly<Record<string, string>>): readonly string[] {
  const parts = text.split(/\+(?!$)/);
  const key = parts.at(-1) ?? '';
  const shown = names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [...parts.slice(0, -1), shown];
}
