import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { RecordScreen } from './RecordScreen.tsx';

const at = address('records/:id', { path: 'text' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly record: PartsOf<typeof at>;
  }
}

export const record: ScreenKind<'record'> = {
  address: at,
  component: ({ id, path }) => <RecordScreen id={id} path={path ?? null} />,
  name: ({ keys }) => keys.scopes.record,
  rail: { under: 'batches' },
  actions: {
    'record.confirm': { keys: ['Enter'], inInput: true, move: true },
    'record.choose1': { keys: ['Alt+1', 'Ctrl+1', '1'], inInput: true, move: true },
    'record.choose2': { keys: ['Alt+2', 'Ctrl+2', '2'], inInput: true, move: true },
    'record.choose3': { keys: ['Alt+3', 'Ctrl+3', '3'], inInput: true, move: true },
    'record.edit': { keys: ['F2'], inInput: true },
    'record.keep': { keys: ['F9'], inInput: true },
    'record.other': { keys: ['F8'], inInput: true, move: true },
    'record.sendAgain': { keys: ['Alt+g'], inInput: true },
    'record.together': { keys: ['Alt+j'], inInput: true },
    'record.allTogether': { keys: ['Alt+Shift+j'], inInput: true },
    'record.apart': { keys: ['Alt+k'], inInput: true },
    'record.history': { keys: ['F3'], inInput: true },
    'record.unreadable': { keys: ['F4'], inInput: true },
    'record.blank': { keys: ['F6'], inInput: true },
    'record.undo': { keys: ['Ctrl+z'], inInput: true },
    'record.wholePage': { keys: ['Space'], inInput: true },
    'record.down': { keys: ['ArrowDown', 'Tab'], inInput: true, repeats: true, move: true },
    'record.up': { keys: ['ArrowUp', 'Shift+Tab'], inInput: true, repeats: true, move: true },
    'record.nextDoubt': { keys: ['Ctrl+ArrowDown'], inInput: true, repeats: true, move: true },
    'record.previousDoubt': { keys: ['Ctrl+ArrowUp'], inInput: true, repeats: true, move: true },
    'record.next': { keys: ['PageDown'], inInput: true },
    'record.previous': { keys: ['PageUp'], inInput: true },
    'record.zoomIn': { keys: ['Ctrl++', 'Ctrl+='], inInput: true, repeats: true },
    'record.zoomOut': { keys: ['Ctrl+-'], inInput: true, repeats: true },
    'record.addRow': { keys: ['Ctrl+Enter'], inInput: true },
    'record.removeRow': { keys: ['Ctrl+Delete'], inInput: true },
    'record.cancel': { keys: ['Escape'], inInput: true, move: true },
    'record.steps': { keys: ['Ctrl+Shift+e'], inInput: true },
    'record.batch': { keys: ['Alt+ArrowUp'], inInput: true },
  },
};
