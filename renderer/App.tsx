import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import style from './App.module.css';
import { goHome, inLayer, keepHome } from './actions/home.ts';
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
  /** Where the keyboard was when the layer opened: it goes back there where the screen has no place for it. */
  const opener = useRef<Element | null>(null);
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
  useLayoutEffect(() => {
    if (!isOpen) return;
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
      goHome({ closed: true });
    };
  }, [isOpen]);
  const openLayer = useCallback((next: Layer) => {
    if (!inLayer(document.activeElement)) opener.current = document.activeElement;
    setLayer(next);
  }, []);
  const tell = useCallback((error: unknown) => tellError(messages, error), [messages]);
  const close = useCallback(() => setLayer(null), []);

  return (
    <div className={style.frame}>
      <button type="button" className={style.skip} onClick={() => document.getElementById('main')?.focus()}>
        {messages.frame.skip}
      </button>
      <FrameActions openLayer={openLayer} />
      <Rail route={route} />
      <TopLine connected={connected} openPalette={() => openLayer('palette')} openKeys={() => openLayer('keys')} />
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
