/**
 * The one table of actions: what the keyboard, the palette (Ctrl+K) and the list of keys (`?`) know. A screen gives an action its
 * function with `useAction`; its words are in `messages/keys.ts` under the same name. To add one: a line here, a line in each language.
 *
 * `keys`: `Ctrl+`, `Alt+` and `Shift+` before a name of KeyboardEvent.key (`Space` for the space bar); the first is shown.
 * `inInput`: works while something is typed in a field; all others keep quiet there.
 */
export type Scope = 'everywhere' | 'list' | 'work' | 'record' | 'batches' | 'batch' | 'handover' | 'targets' | 'steps';

interface ActionKind {
  readonly scope: Scope;
  readonly keys: readonly string[];
  readonly inInput?: boolean;
  /** Goes on while the key is held down. All others act once: a key held too long must not decide on what nobody saw. */
  readonly repeats?: boolean;
  /** Moves of the cursor are no commands: they are left out of the palette. */
  readonly move?: boolean;
}

const actions = {
  'palette.open': { scope: 'everywhere', keys: ['Ctrl+k'], inInput: true, move: true },
  'keys.show': { scope: 'everywhere', keys: ['?', 'F1'], inInput: true, move: true },
  'go.work': { scope: 'everywhere', keys: ['Alt+1'], inInput: true },
  'go.batches': { scope: 'everywhere', keys: ['Alt+2'], inInput: true },
  'go.search': { scope: 'everywhere', keys: ['Alt+3'], inInput: true },
  'go.handover': { scope: 'everywhere', keys: ['Alt+4'], inInput: true },
  'go.targets': { scope: 'everywhere', keys: ['Alt+5'], inInput: true },
  'go.settings': { scope: 'everywhere', keys: ['Alt+6'], inInput: true },
  'reading.toggle': { scope: 'everywhere', keys: ['Ctrl+Shift+p'], inInput: true },
  'language.switch': { scope: 'everywhere', keys: ['Ctrl+Shift+l'], inInput: true },
  'theme.switch': { scope: 'everywhere', keys: ['Ctrl+Shift+d'], inInput: true },

  'work.next': { scope: 'work', keys: ['Enter'] },

  'record.confirm': { scope: 'record', keys: ['Enter'], inInput: true, move: true },
  'record.choose1': { scope: 'record', keys: ['1', 'Ctrl+1'], inInput: true, move: true },
  'record.choose2': { scope: 'record', keys: ['2', 'Ctrl+2'], inInput: true, move: true },
  'record.choose3': { scope: 'record', keys: ['3', 'Ctrl+3'], inInput: true, move: true },
  'record.edit': { scope: 'record', keys: ['F2'], inInput: true },
  'record.history': { scope: 'record', keys: ['F3'], inInput: true },
  'record.unreadable': { scope: 'record', keys: ['F4'], inInput: true },
  'record.blank': { scope: 'record', keys: ['F6'], inInput: true },
  'record.undo': { scope: 'record', keys: ['Ctrl+z'], inInput: true },
  'record.wholePage': { scope: 'record', keys: ['Space'], inInput: true },
  'record.down': { scope: 'record', keys: ['ArrowDown', 'Tab'], inInput: true, repeats: true, move: true },
  'record.up': { scope: 'record', keys: ['ArrowUp', 'Shift+Tab'], inInput: true, repeats: true, move: true },
  'record.nextDoubt': { scope: 'record', keys: ['Ctrl+ArrowDown'], inInput: true, repeats: true, move: true },
  'record.previousDoubt': { scope: 'record', keys: ['Ctrl+ArrowUp'], inInput: true, repeats: true, move: true },
  'record.next': { scope: 'record', keys: ['PageDown'], inInput: true },
  'record.previous': { scope: 'record', keys: ['PageUp'], inInput: true },
  'record.zoomIn': { scope: 'record', keys: ['Ctrl++', 'Ctrl+='], inInput: true, repeats: true },
  'record.zoomOut': { scope: 'record', keys: ['Ctrl+-'], inInput: true, repeats: true },
  'record.addRow': { scope: 'record', keys: ['Ctrl+Enter'], inInput: true },
  'record.removeRow': { scope: 'record', keys: ['Ctrl+Delete'], inInput: true },
  'record.cancel': { scope: 'record', keys: ['Escape'], inInput: true, move: true },
  'record.steps': { scope: 'record', keys: ['Ctrl+Shift+e'], inInput: true },
  'record.batch': { scope: 'record', keys: ['Alt+ArrowUp'], inInput: true },

  'list.filter': { scope: 'list', keys: ['/'] },
  'batches.new': { scope: 'batches', keys: ['n'] },
  'batch.verify': { scope: 'batch', keys: ['v'] },
  'batch.files': { scope: 'batch', keys: ['Ctrl+o'] },
  'batch.folder': { scope: 'batch', keys: ['Ctrl+Shift+o'] },
  'batch.scan': { scope: 'batch', keys: ['s'] },
  'batch.records': { scope: 'batch', keys: ['1'] },
  'batch.pages': { scope: 'batch', keys: ['2'] },
  'batch.entries': { scope: 'batch', keys: ['3'] },
  'batch.edit': { scope: 'batch', keys: ['F2'] },
  'handover.check': { scope: 'handover', keys: ['k'] },
  'targets.new': { scope: 'targets', keys: ['n'] },
} as const satisfies Record<string, ActionKind>;

export type ActionId = keyof typeof actions;
export const actionKinds: Readonly<Record<ActionId, ActionKind>> = actions;
export const actionIds = Object.keys(actions) as readonly ActionId[];

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
