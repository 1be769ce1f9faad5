import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { guardHeader, paths } from '#contract/events';
import { startCoreProcess } from '#main/electron/core-client';
import { appProtocol, origin } from '#main/electron/protocol';
import { startLoopback } from '#main/loopback/loopback';
import { openWorkstation } from '#main/open-workstation';
import { staticFiles } from '#main/static-files';
import { faults } from './fault.ts';
import type { HostKind, RunningHost } from './host.ts';

const rendererFolder = join(import.meta.dirname, '..', '..', '..', 'renderer', 'dist');

/** The CLI's and the tests' way: the typed client in the same process, streams straight from the handler. */
const direct: HostKind = {
  name: 'direct',
  open: async (dataFolder) => {
    const core = await openWorkstation(dataFolder, { faults });
    return { client: core.client, fetch: (path, init) => core.fetch(new Request(`http://core${path}`, init)), stop: core.close };
  },
};

/** The browser host over real HTTP, as its own page would call it. */
const loopback: HostKind = {
  name: 'loopback',
  open: async (dataFolder) => {
    const core = await openWorkstation(dataFolder, { faults });
    const host = await startLoopback({ fetch: core.fetch, staticFolder: rendererFolder });
    const entered = await fetch(host.url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    return overFetch(
      host.origin,
      (request) => {
        const headers = new Headers(request.headers);
        headers.set('cookie', cookie);
        headers.set('origin', host.origin);
        return fetch(new Request(request, { headers }));
      },
      async () => {
        await host.close();
        await core.close();
      },
    );
  },
};

/** Electron's way without its binary: `app://so-song/` to a core in a process of its own, over the local pipe. */
const pipe: HostKind = {
  name: 'electron',
  open: async (dataFolder) => {
    const program = join(import.meta.dirname, 'faulty-core-process.ts');
    const core = startCoreProcess({
      dataFolder,
      news: () => undefined,
      spawn: () => spawn(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], windowsHide: true }),
    });
    return overFetch(origin, appProtocol(core.fetch, staticFiles(rendererFolder)), core.stop);
  },
};

export const hosts: readonly HostKind[] = [direct, loopback, pipe];

function overFetch(base: string, send: (request: Request) => Promise<Response>, stop: () => Promise<void>): RunningHost {
  const link = new RPCLink({ url: `${base}${paths.rpc}`, headers: { [guardHeader]: '1' }, fetch: send });
  return { client: createORPCClient(link), fetch: (path, init) => send(new Request(`${base}${path}`, init)), stop };
}
