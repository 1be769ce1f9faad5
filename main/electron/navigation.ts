import type { App, OnBeforeRequestListenerDetails, WebContents } from 'electron';
import { origin, startPage } from './protocol.ts';

/** Pages of ours; developers' tools load from their own scheme. */
export function isOwn(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return `${protocol}//${host}` === origin && !username && !password;
  } catch {
    return false;
  }
}

/** Whether the window may go there: only where it is, reloaded. Screens are behind the `#`, which is no navigation. */
export const mayNavigate = (url: string): boolean => isOwn(url) && url.split('#')[0] === startPage;

/** Whether anything may be loaded from there. Nothing in this program comes from the network. */
export function mayLoad(details: Pick<OnBeforeRequestListenerDetails, 'url'>, isPackaged: boolean): boolean {
  return isOwn(details.url) || /^(?:data|blob):/.test(details.url) || (!isPackaged && details.url.startsWith('devtools:'));
}

/** Holds every page that is ever made, in whatever way. */
export function guardNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
