import { IconSettings } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { SettingsScreen } from './SettingsScreen.tsx';

const at = address('settings');
declare module '#renderer/router.ts' {
  interface Routes {
    readonly settings: PartsOf<typeof at>;
  }
}

export const settings: ScreenKind<'settings'> = {
  address: at,
  component: SettingsScreen,
  name: ({ frame }) => frame.rail.settings,
  rail: { icon: IconSettings, key: 'Alt+6' },
  actions: {},
};
