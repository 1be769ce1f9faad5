import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '../actions/use-action.ts';
import { rpc } from '../core.ts';
import { go, type PlainScreen } from '../router.ts';
import { rail } from '../screens.tsx';
import { useNotify } from '../ui/Toasts.tsx';
import { useWorkstation } from '../workstation.tsx';

/** What works wherever one is. */
export function FrameActions({ openLayer }: { readonly openLayer: (layer: 'palette' | 'keys') => void }) {
  const { language, savePreferences } = useWorkstation();
  const { colorScheme } = useMantineColorScheme();
  const toggleReading = useReadingToggle();
  useAction('palette.open', () => openLayer('palette'));
  useAction('keys.show', (event) => {
    // A question mark that somebody is writing is a question mark.
    if (event?.key === '?' && event.target instanceof HTMLInputElement && event.target.dataset.untouched === undefined) return false;
    if (event?.key === '?' && event.target instanceof HTMLTextAreaElement) return false;
    openLayer('keys');
    return true;
  });
  useAction('reading.toggle', toggleReading);
  useAction('language.switch', () => savePreferences({ language: language === 'vi' ? 'en' : 'vi' }));
  useAction('theme.switch', () => savePreferences({ theme: colorScheme === 'dark' ? 'light' : 'dark' }));
  return rail.map(({ screen }) => <WayTo key={screen} screen={screen} />);
}

function WayTo({ screen }: { readonly screen: PlainScreen }) {
  useAction(`go.${screen}`, () => go({ screen }));
  return null;
}

/** Pauses the reading of pages, or lets it go on. */
export function useReadingToggle(): () => void {
  const client = useQueryClient();
  const notify = useNotify();
  return () => {
    const queryKey = rpc.job.reading.queryKey();
    const paused = !(client.getQueryData(queryKey)?.paused ?? false);
    rpc.job.pauseReading.call({ paused }).then((progress) => client.setQueryData(queryKey, progress), notify.problem);
  };
}
