import type { ActionKind, FrameAction } from '#renderer/actions/actions.ts';

/** What belongs to no screen: it works wherever one is, or in any list. */
export const frameActions: Readonly<Record<FrameAction, ActionKind & { readonly scope: 'everywhere' | 'list' }>> = {
  'palette.open': { scope: 'everywhere', keys: ['Ctrl+k'], inInput: true, move: true },
  'keys.show': { scope: 'everywhere', keys: ['?', 'F1'], inInput: true, move: true },
  'reading.toggle': { scope: 'everywhere', keys: ['Ctrl+Shift+p'], inInput: true },
  'language.switch': { scope: 'everywhere', keys: ['Ctrl+Shift+l'], inInput: true },
  'theme.switch': { scope: 'everywhere', keys: ['Ctrl+Shift+d'], inInput: true },
  'list.filter': { scope: 'list', keys: ['/'] },
};
