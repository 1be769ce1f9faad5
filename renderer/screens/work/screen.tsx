import { IconChecklist } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { WorkScreen } from './WorkScreen.tsx';

const at = address('work');
declare module '#renderer/router.ts' {
  interface Routes {
    readonly work: PartsOf<typeof at>;
  }
}

export const work: ScreenKind<'work'> = {
  address: at,
  component: WorkScreen,
  name: ({ frame }) => frame.rail.work,
  rail: { icon: IconChecklist, key: 'Alt+1' },
  actions: {
    'work.next': { keys: ['Enter'] },
  },
};
