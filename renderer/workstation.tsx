import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo } from 'react';
import type { Language } from '#domain/label';
import type { Settings } from '#domain/settings';
import { en } from '#messages/en';
import { type Messages, vi } from '#messages/vi';
import { core, rpc } from './core.ts';
import { rememberedLook, rememberLook } from './look.ts';
import { useNotify } from './ui/Toasts.tsx';

/** Settings of the workstation for every screen: words, language, look. A change shows at once and is saved behind it. */
interface Workstation {
  readonly settings: Settings | null;
  readonly language: Language;
  readonly messages: Messages;
  readonly save: (change: Partial<Settings>) => void;
}

const Context = createContext<Workstation | null>(null);
const languages: Readonly<Record<Language, Messages>> = { vi, en };
const rootSizes = { small: '93.75%', medium: '100%', large: '118.75%' } as const;

export function WorkstationProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const notify = useNotify();
  const { data } = useQuery(rpc.workstation.state.queryOptions());
  const settings = data?.settings ?? null;
  const look = settings ?? rememberedLook();
  const { setColorScheme } = useMantineColorScheme();

  useLayoutEffect(() => {
    setColorScheme(look.theme === 'system' ? 'auto' : look.theme);
    document.documentElement.lang = look.language;
    document.documentElement.style.fontSize = rootSizes[look.textSize];
    rememberLook(look);
  }, [look, setColorScheme]);

  const save = useCallback(
    (change: Partial<Settings>) => {
      const queryKey = rpc.workstation.state.queryKey();
      const before = client.getQueryData(queryKey);
      if (!before) return;
      const wanted = { ...before.settings, ...change };
      client.setQueryData(queryKey, { ...before, settings: wanted });
      core.workstation.saveSettings(wanted).catch((error: unknown) => {
        client.setQueryData(queryKey, before);
        notify.problem(error);
      });
    },
    [client, notify],
  );

  const value = useMemo<Workstation>(
    () => ({ settings, language: look.language, messages: languages[look.language], save }),
    [settings, look.language, save],
  );
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
