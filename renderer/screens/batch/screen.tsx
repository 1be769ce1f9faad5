import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { BatchScreen } from './BatchScreen.tsx';

const at = address('batches/:id', { tab: 'text' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly batch: PartsOf<typeof at>;
  }
}

export const batch: ScreenKind<'batch'> = {
  address: at,
  component: ({ id, tab }) => <BatchScreen id={id} tab={tab ?? null} />,
  name: ({ keys }) => keys.scopes.batch,
  rail: { under: 'batches' },
  actions: {
    'batch.verify': { keys: ['v'] },
    'batch.files': { keys: ['Ctrl+o'] },
    'batch.folder': { keys: ['Ctrl+Shift+o'] },
    'batch.scan': { keys: ['s'] },
    'batch.records': { keys: ['1'] },
    'batch.pages': { keys: ['2'] },
    'batch.entries': { keys: ['3'] },
    'batch.readFailed': { keys: ['r'] },
    'batch.sendAgain': { keys: ['g'] },
    'batch.edit': { keys: ['F2'] },
  },
};
