import type { ReactNode } from 'react';
import type { Route } from './router.ts';
import { RecordScreen } from './screens/record/RecordScreen.tsx';
import { StepsScreen } from './screens/steps/StepsScreen.tsx';
import { WorkScreen } from './screens/work/WorkScreen.tsx';

/** Which screen a route shows. A screen takes its route's own parts and nothing else. */
export function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case 'work': return <WorkScreen />;
    case 'record': return <RecordScreen id={route.id} path={route.path ?? null} />;
    case 'steps': return <StepsScreen recordId={route.id} pageId={route.page ?? null} />;
    default: return null;
  }
}
