import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import style from './App.module.css';
import { goHome, keepHome } from './actions/home.ts';
import { KeysHelp } from './actions/KeysHelp.tsx';
import { listenToKeys } from './actions/keyboard.ts';
import { Palette } from './actions/Palette.tsx';

import { listenToCore } from './events.ts';
import { FrameActions } from './frame/FrameActions.tsx';
import { Notices } from './frame/Notices.tsx';
import { Rail } from './frame/Rail.tsx';
import { TopLine } from './frame/TopLine.tsx';
import { tellError } from './problem.ts';
import { useRoute } from './router.ts';
import { Tour } from './screens/first-run/Tour.tsx';
import { Shown } from './screens.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { useMessages } from './workstation.tsx';

type Layer = 'palette' | 'keys' | null;

/** The frame: rail, top line, the screen of the route, and the two layers that any screen may call (palette, keys). */
export function App() {
  const messages = useMessages();
  const client = useQueryClient();
  const route = useRoute();
  const [layer, setLayer] = useState<Layer>(null);
  const [connected, setConnected] = useState(true);

  useEffect(() => listenToCore(client, setConnected), [client]);
  useLayoutEffect(() => {
    const stops = [keepHome(window), listenToKeys(window)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  // The keyboard comes back with the layer's own picture, before the next key.
  const isOpen = layer !== null;
  useLayoutEffect(() => (isOpen ? () => goHome({ closed: true }) : undefined), [isOpen]);
  const tell = useCallback((error: unknown) => tellError(messages, error), [messages]);
  const close = useCallback(() => setLayer(null), []);

  return (
    <div className={style.frame}>
      <button type="button" className={style.skip} onClick={() => document.getElementById('main')?.focus()}>
        {messages.frame.skip}
      </button>
      <FrameActions openLayer={setLayer} />
      <Rail route={route} />
      <TopLine connected={connected} openPalette={() => setLayer('palette')} openKeys={() => setLayer('keys')} />
      <Notices />
      <main id="main" className={style.main} tabIndex={-1}>
        <ErrorBoundary key={route.screen} messages={messages}>
          <Shown route={route} />
        </ErrorBoundary>
      </main>
      <Palette opened={layer === 'palette'} close={close} />
      <KeysHelp opened={layer === 'keys'} close={close} />
      <Tour />
      <Toasts tell={tell} dismissLabel={messages.frame.dismiss} />
    </div>
  );
}
