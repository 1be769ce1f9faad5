import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo } from 'react';
import type { Language } from '#domain/label';
import type { Preferences } from '#domain/preference';
import type { Settings } from '#domain/settings';
import { en } from '#messages/en';
import { type Messages, vi } from '#messages/vi';
import { core, rpc } from './core.ts';
import { rememberedPreferences, rememberPreferences } from './preference.ts';
import { useNotify } from './ui/Toasts.tsx';

/** The office's settings and what whoever sits here likes, for every screen. A change shows at once and is saved behind it. */
interface Workstation {
  readonly settings: Settings | null;
  /** Until the core has answered, as the last window had them. */
  readonly preferences: Preferences;
  readonly language: Language;
  readonly messages: Messages;
  readonly saveSettings: (change: Partial<Settings>) => void;
  readonly savePreferences: (change: Partial<Preferences>) => void;
}

const Context = createContext<Workstation | null>(null);
const languages: Readonly<Record<Language, Messages>> = { vi, en };
const rootSizes = { small: '93.75%', medium: '100%', large: '118.75%' } as const;

export function WorkstationProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const notify = useNotify();
  const { data } = useQuery(rpc.workstation.state.queryOptions());
  const settings = data?.settings ?? null;
  const { data: liked } = useQuery(rpc.preference.get.queryOptions());
  const preferences = useMemo(() => liked ?? rememberedPreferences(), [liked]);
  const { setColorScheme } = useMantineColorScheme();

  useLayoutEffect(() => {
    setColorScheme(preferences.theme === 'system' ? 'auto' : preferences.theme);
    document.documentElement.lang = preferences.language;
    document.documentElement.style.fontSize = rootSizes[preferences.textSize];
    rememberPreferences(preferences);
  }, [preferences, setColorScheme]);

  const saveSettings = useCallback(
    (change: Partial<Settings>) => {
      const queryKey = rpc.workstation.state.queryKey();
      const before = client.getQueryData(queryKey);
      if (!before) return;
      const wanted = { ...before.settings, ...change };
      // An answer that is on its way would show what was.
      void client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, { ...before, settings: wanted });
      core.workstation.saveSettings(wanted).catch((error: unknown) => {
        client.setQueryData(queryKey, before);
        notify.problem(error);
      });
    },
    [client, notify],
  );
  const savePreferences = useCallback(
    (change: Partial<Preferences>) => {
      const options = rpc.preference.get.queryOptions();
      const { queryKey } = options;
      const apply = (before: Preferences) => {
        const wanted = { ...before, ...change };
        void client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, wanted);
        core.preference.save(wanted).catch((error: unknown) => {
          client.setQueryData(queryKey, before);
          notify.problem(error);
        });
      };
      const before = client.getQueryData(queryKey);
      if (before) return apply(before);
      // Chosen before the core has answered: added to its answer, and to what was chosen meanwhile.
      client.fetchQuery(options).then((answer) => apply(client.getQueryData(queryKey) ?? answer), notify.problem);
    },
    [client, notify],
  );

  const value = useMemo<Workstation>(() => {
    const { language } = preferences;
    return { settings, preferences, language, messages: languages[language], saveSettings, savePreferences };
  }, [settings, preferences, saveSettings, savePreferences]);
  return <Context value={value}>{children}</Context>;
}

export function useWorkstation(): Workstation {
  const found = useContext(Context);
  if (!found) throw new Error('useWorkstation outside of WorkstationProvider');
  return found;
}

/** The words of the present language; a screen that uses them speaks the other one as soon as it is chosen. */
export function useMessages(): Messages {
  return useWorkstation().messages;
}

export function useLanguage(): Language {
  return useWorkstation().language;
}
