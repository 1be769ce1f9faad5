import { type Attributes, createElement, type ReactNode } from 'react';
import type { Messages } from '#messages/vi';
import type { PlainScreen, Routes, RouteTo, ScreenName } from './router.ts';
import type { RailPlace, ScreenKind } from './screen.ts';
import { batch } from './screens/batch/screen.tsx';
import { batches } from './screens/batches/screen.tsx';
import { handover } from './screens/handover/screen.tsx';
import { record } from './screens/record/screen.tsx';
import { search } from './screens/search/screen.tsx';
import { settings } from './screens/settings/screen.tsx';
import { steps } from './screens/steps/screen.tsx';
import { targets } from './screens/targets/screen.tsx';
import { work } from './screens/work/screen.tsx';

/** The table of screens, in the order of the rail. A screen that has an address and is not here does not compile. */
export const screens: { readonly [N in ScreenName]: ScreenKind<N> } = {
  work,
  batches,
  batch,
  record,
  steps,
  search,
  handover,
  targets,
  settings,
};

export const screenNames = Object.keys(screens) as readonly ScreenName[];

interface RailEntry extends RailPlace {
  readonly screen: PlainScreen;
  readonly name: (messages: Messages) => string;
}

export const rail: readonly RailEntry[] = screenNames.flatMap((screen) => {
  const { rail: place, name } = screens[screen];
  // Only a plain screen can have a place: see `ScreenKind`.
  return 'key' in place ? [{ screen: screen as PlainScreen, name, ...place }] : [];
});

/** The screen of the rail under which a screen belongs. */
export function homeOf(screen: ScreenName): ScreenName {
  const { rail: place } = screens[screen];
  return 'under' in place ? place.under : screen;
}

/** The screen of a route. */
export function Shown<N extends ScreenName>({ route }: { readonly route: RouteTo<N> }): ReactNode {
  const { component }: ScreenKind<N> = screens[route.screen];
  return createElement(component, route as Attributes & Routes[N]);
}
