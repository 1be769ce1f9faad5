import type { ReactNode } from 'react';
import type { Route } from './router.ts';
import { BatchScreen } from './screens/batch/BatchScreen.tsx';
import { BatchesScreen } from './screens/batches/BatchesScreen.tsx';
import { HandoverScreen } from './screens/handover/HandoverScreen.tsx';
import { RecordScreen } from './screens/record/RecordScreen.tsx';
import { SearchScreen } from './screens/search/SearchScreen.tsx';
import { SettingsScreen } from './screens/settings/SettingsScreen.tsx';
import { StepsScreen } from './screens/steps/StepsScreen.tsx';
import { TargetsScreen } from './screens/targets/TargetsScreen.tsx';
import { WorkScreen } from './screens/work/WorkScreen.tsx';

/** Which screen a route shows. A screen takes its route's own parts and nothing else. */
export function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case 'work':
      return <WorkScreen />;
    case 'record':
      return <RecordScreen id={route.id} path={route.path ?? null} />;
    case 'steps':
      return <StepsScreen recordId={route.id} pageId={route.page ?? null} />;
    case 'batches':
      return <BatchesScreen create={route.create ?? false} />;
    case 'batch':
      return <BatchScreen id={route.id} tab={route.tab ?? null} />;
    case 'handover':
      return <HandoverScreen id={route.id ?? null} />;
    case 'targets':
      return <TargetsScreen />;
    case 'search':
      return <SearchScreen text={route.text ?? ''} />;
    case 'settings':
      return <SettingsScreen />;
  }
}
