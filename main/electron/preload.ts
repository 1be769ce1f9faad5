import { contextBridge, ipcRenderer } from 'electron';
import type { Ask } from './dialogs.ts';

/** Runs in the sandbox before the page: all that the page gets of the window program. Paths chosen by a person, empty when they did not. */
const ask = (what: Ask): Promise<readonly string[]> => ipcRenderer.invoke('so-song', what);

contextBridge.exposeInMainWorld('soSong', {
  host: 'electron',
  pickFiles: () => ask('pickFiles'),
  pickFolder: async () => (await ask('pickFolder'))[0] ?? null,
});
