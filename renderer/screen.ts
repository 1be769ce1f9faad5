import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Messages } from '#messages/vi';
import type { ActionKind, ActionsOf } from './actions/actions.ts';
import type { Address, PlainScreen, Routes, ScreenName } from './router.ts';

/**
 * Everything that the frame knows of a screen; it stands in `screens/<noun>/screen.tsx`, and `screens.tsx` collects them. The address,
 * the rail, the keyboard, the list of keys and the palette are made of it.
 */
export interface ScreenKind<N extends ScreenName> {
  readonly address: Address<Routes[N]>;
  readonly component: ComponentType<Routes[N]>;
  /** What people call it: in the rail and the palette where it has a place there, and above its keys. */
  readonly name: (messages: Messages) => string;
  /** Its own place in the rail and the palette, or the screen under whose entry it belongs. */
  readonly rail: (N extends PlainScreen ? RailPlace : never) | { readonly under: PlainScreen };
  /** Its actions: exactly those that `messages/keys.ts` names `<screen>.…`. */
  readonly actions: Readonly<Record<ActionsOf<N>, ActionKind>>;
}

export interface RailPlace {
  readonly icon: Icon;
  /** Leads there from everywhere. */
  readonly key: string;
}
