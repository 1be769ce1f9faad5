/**
 * The window program: one window, its menu, native dialogs, and `app://so-song/` over a local pipe to the core process. Everything
 * that decides is in the files beside this one, which are tested without Electron; this file only puts them together. It could not
 * be run where it was written (no Electron binary, no display): see docs/developer.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import type { Language } from '#domain/label';
import { Problem } from '#domain/problem';
import { renderProblem } from '#messages/render';
import { defaultDataFolder } from '../data-folder.ts';
import { staticFiles } from '../static-files.ts';
import { type CoreNews, startCoreProcess } from './core-client.ts';
import { askOf, channel, closes, dialogOptions, leaveOptions } from './dialogs.ts';
import { languageOf } from './language.ts';
import { menuTemplate } from './menu.ts';
import { guardNavigation, mayLoad } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { placesOf } from './places.ts';
import { appProtocol, customSchemes, scheme, startPage } from './protocol.ts';
import { stopAfterWindows } from './quit.ts';
import { windowOptions } from './window-preferences.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
const dataFolder = typeof values.data === 'string' ? values.data : defaultDataFolder();
const places = placesOf({
  isPackaged: app.isPackaged,
  resourcesPath: process.resourcesPath,
  appPath: app.getAppPath(),
  platform: process.platform,
  arch: process.arch,
});
let language: Language = 'vi';
let window: BrowserWindow | null = null;

// The lock for one instance lies in this folder: one window per data folder.
app.setPath('userData', join(dataFolder, 'window'));
protocol.registerSchemesAsPrivileged(customSchemes);
app.enableSandbox();
guardNavigation(app);
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  const core = startCoreProcess({
    dataFolder,
    news: hear,
    // As in main/bootstrap.mjs.
    spawn: () =>
      spawn(places.node, ['--max-semi-space-size=4', places.coreProcess], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        windowsHide: true,
      }),
  });
  stopAfterWindows(app, core.stop);

  const own = session.fromPartition('so-song');
  denyPermissions(own);
  own.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayLoad(details, app.isPackaged) }));
  own.protocol.handle(scheme, appProtocol(core.fetch, staticFiles(places.renderer)));
  ipcMain.handle(channel, async (event, message: unknown) => {
    const ask = askOf(event, message);
    if (ask === null || !window) throw new Error('refused');
    return (await dialog.showOpenDialog(window, dialogOptions(ask, language))).filePaths;
  });

  window = new BrowserWindow(windowOptions(places.preload, places.icon, app.isPackaged));
  window.once('ready-to-show', () => window?.show());
  window.on('closed', () => {
    window = null;
  });
  window.webContents.on('will-prevent-unload', (event) => {
    // Preventing what prevents: the page goes.
    if (window && dialog.showMessageBoxSync(window, leaveOptions(language)) === closes) event.preventDefault();
  });
  window.webContents.on('render-process-gone', () => window?.webContents.reload());
  showMenu();
  await window.loadURL(startPage);
  // The language is kept by the core; the menu follows it.
  for await (const next of languageOf(core.fetch)) {
    language = next;
    showMenu();
  }
}

function showMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(language, { isPackaged: app.isPackaged, openDataFolder: () => void shell.openPath(dataFolder) })),
  );
}

/** A core that fell and comes back is the page's to show (its connection breaks and returns); one that stays away ends the program. */
function hear(news: CoreNews): void {
  if (news.state !== 'ended') return;
  const known = Problem.safeParse(news.problem);
  const problem: Problem = known.success ? known.data : { code: 'unknown', params: { reference: '—' } };
  const text = (['vi', 'en'] as const)
    .map((each) => renderProblem(problem, each))
    .map(({ what, next }) => `${what}\n${next}`)
    .join('\n\n');
  dialog.showErrorBox('Sổ Sống', text);
  app.exit(2);
}
