import { IconTargetArrow } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { TargetsScreen } from './TargetsScreen.tsx';

const at = address('targets');
declare module '#renderer/router.ts' {
  interface Routes {
    readonly targets: PartsOf<typeof at>;
  }
}

export const targets: ScreenKind<'targets'> = {
  address: at,
  component: TargetsScreen,
  name: ({ frame }) => frame.rail.targets,
  rail: { icon: IconTargetArrow, key: 'Alt+5' },
  actions: {
    'targets.new': { keys: ['n'] },
  },
};
