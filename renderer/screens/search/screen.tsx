import { IconSearch } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { SearchScreen } from './SearchScreen.tsx';

const at = address('search', { text: 'text' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly search: PartsOf<typeof at>;
  }
}

export const search: ScreenKind<'search'> = {
  address: at,
  component: ({ text }) => <SearchScreen text={text ?? ''} />,
  name: ({ frame }) => frame.rail.search,
  rail: { icon: IconSearch, key: 'Alt+3' },
  actions: {},
};
