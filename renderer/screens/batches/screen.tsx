import { IconBox } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { BatchesScreen } from './BatchesScreen.tsx';

const at = address('batches', { create: 'flag' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly batches: PartsOf<typeof at>;
  }
}

export const batches: ScreenKind<'batches'> = {
  address: at,
  component: ({ create }) => <BatchesScreen create={create ?? false} />,
  name: ({ frame }) => frame.rail.batches,
  rail: { icon: IconBox, key: 'Alt+2' },
  actions: {
    'batches.new': { keys: ['n'] },
  },
};
