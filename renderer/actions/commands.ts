import type { Messages } from '#messages/vi';
import { frameActions } from '#renderer/frame/actions.ts';
import type { ScreenName } from '#renderer/router.ts';
import { rail, screenNames, screens } from '#renderer/screens.tsx';
import type { ActionId, ActionKind, Scope } from './actions.ts';
import { isLive } from './use-action.ts';

/** An action with its words and where it works. */
export interface Command extends ActionKind {
  readonly id: ActionId;
  readonly scope: Scope;
  readonly name: (messages: Messages) => string;
}

/** Every action of the frame and of the screens: what the palette and the list of keys go through, in this order. */
export const commands: readonly Command[] = [
  ...rail.map(toScreen),
  ...ofFrame('everywhere'),
  ...screenNames.flatMap(ofScreen),
  ...ofFrame('list'),
];

/** As the keyboard goes through them: a screen's own keys before those that work everywhere (the open value takes Alt+1 … Alt+3 from the rail). */
export const nearestFirst: readonly Command[] = commands.toSorted((one, other) => distance(one) - distance(other));

function distance({ scope }: Command): number {
  return scope === 'everywhere' ? 1 : 0;
}

/** Those that somebody performs now. */
export const liveCommands = (): readonly Command[] => commands.filter(({ id }) => isLive(id));

export function scopeName(scope: Scope, messages: Messages): string {
  return scope === 'everywhere' || scope === 'list' ? messages.keys.scopes[scope] : screens[scope].name(messages);
}

function ofFrame(wanted: 'everywhere' | 'list'): readonly Command[] {
  return entriesOf(frameActions).flatMap(([id, kind]) =>
    kind.scope === wanted ? [{ id, ...kind, name: ({ keys }: Messages) => keys.actions[id] }] : [],
  );
}

function toScreen({ screen, key, name }: (typeof rail)[number]): Command {
  return { id: `go.${screen}`, scope: 'everywhere', keys: [key], inInput: true, name };
}

function ofScreen(scope: ScreenName): readonly Command[] {
  return entriesOf<keyof Messages['keys']['actions'], ActionKind>(screens[scope].actions).map(([id, kind]) => ({
    id,
    scope,
    ...kind,
    name: ({ keys }) => keys.actions[id],
  }));
}

function entriesOf<K extends string, V>(table: Readonly<Partial<Record<K, V>>>): readonly (readonly [K, V])[] {
  return (Object.keys(table) as K[]).flatMap((id) => {
    const kind = table[id];
    return kind === undefined ? [] : [[id, kind] as const];
  });
}
