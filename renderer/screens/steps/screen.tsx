import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { StepsScreen } from './StepsScreen.tsx';

const at = address('records/:id/steps', { page: 'text' });
declare module '#renderer/router.ts' {
  interface Routes {
    readonly steps: PartsOf<typeof at>;
  }
}

export const steps: ScreenKind<'steps'> = {
  address: at,
  component: ({ id, page }) => <StepsScreen recordId={id} pageId={page ?? null} />,
  name: ({ record }) => record.steps.title,
  rail: { under: 'batches' },
  actions: {},
};
