import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource/tinos/latin-400.css';
import '@fontsource/tinos/latin-ext-400.css';
import '@fontsource/tinos/vietnamese-400.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { problemOf } from './core.ts';
import { rememberedPreferences } from './preference.ts';
import { openRoutes } from './router.ts';
import { SavingProvider } from './screens/record/saving.tsx';
import { screens } from './screens.tsx';
import { theme, variables } from './theme.ts';
import { UploadsProvider } from './uploading.tsx';
import { WorkstationProvider } from './workstation.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Events say when an answer is old; asking on a timer would only wear the two cores.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      // The core lives on this machine: only its silence (a start) is worth waiting for, a refusal is an answer.
      retry: (count, error) => problemOf(error) === 'silent' && count < 20,
      retryDelay: 500,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

openRoutes(screens);
const { theme: colours } = rememberedPreferences();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme={colours === 'system' ? 'auto' : colours}>
        <QueryClientProvider client={client}>
          <WorkstationProvider>
            <SavingProvider>
              <UploadsProvider>
                <App />
              </UploadsProvider>
            </SavingProvider>
          </WorkstationProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
