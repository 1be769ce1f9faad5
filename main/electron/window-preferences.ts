import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** What a page in the window may: nothing but be a page of ours. Said in full, so that no default has to be known. */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    // Kept in memory only: pictures of people's papers do not end in a browser cache on the disk.
    partition: 'so-song',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // It would fetch its dictionaries from the network.
    spellcheck: false,
    devTools: !isPackaged,
  };
}

export function windowOptions(preload: string, icon: string, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Sổ Sống',
    icon,
    webPreferences: webPreferences(preload, isPackaged),
  };
}
