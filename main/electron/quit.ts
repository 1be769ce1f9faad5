import type { App } from 'electron';

/**
 * Ends the core before the program, and after its windows: until they are closed a page may still have something to save, and its person may
 * choose to stay (Electron asks them between `before-quit` and `will-quit`, and gives the quitting up where one stays).
 */
export function stopAfterWindows(app: Pick<App, 'on' | 'quit'>, stop: () => Promise<void>): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    const end = () => {
      state = 'stopped';
      app.quit();
    };
    stop().then(end, end);
  });
}
