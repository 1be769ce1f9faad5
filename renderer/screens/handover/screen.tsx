import { IconSend } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { HandoverScreen } from './HandoverScreen.tsx';

const at = address('handover', { id: 'text' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly handover: PartsOf<typeof at>;
  }
}

export const handover: ScreenKind<'handover'> = {
  address: at,
  component: ({ id }) => <HandoverScreen id={id ?? null} />,
  name: ({ frame }) => frame.rail.handover,
  rail: { icon: IconSend, key: 'Alt+4' },
  actions: {
    'handover.check': { keys: ['k'] },
    'handover.leave': { keys: ['Escape'] },
  },
};
