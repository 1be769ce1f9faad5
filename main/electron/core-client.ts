import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fetch } from '../loopback/bridge.ts';
import { newPipe, pipeFetch } from '../pipe/pipe.ts';
import { type Start, Started } from '../pipe/serve-parent.ts';

export interface CoreProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** `restarting`: it fell and is being started again. `ended`: it could not be opened, or fell too often. */
export type CoreNews =
  | { readonly state: 'ready' }
  | { readonly state: 'restarting' }
  | { readonly state: 'ended'; readonly problem: CoreProblem | null };

export interface CoreProcess {
  /** Waits for a core that is starting; rejects when there is none. What runs while it falls rejects and is not repeated. */
  readonly fetch: Fetch;
  /** Lets the core put its work down, at most seven seconds. */
  readonly stop: () => Promise<void>;
}

/** A core that falls more often than this in a minute falls for a reason that starting again does not mend. */
const fallsPerMinute = 3;

/** Starts the core process and keeps it running. `spawn` makes the child with an open channel; the news come in order. */
export function startCoreProcess(options: {
  readonly spawn: () => ChildProcess;
  readonly dataFolder: string;
  readonly news: (news: CoreNews) => void;
}): CoreProcess {
  let stopping = false;
  let child: ChildProcess | null = null;
  const falls: number[] = [];
  let current = start();
  current.catch(() => undefined);

  async function start(): Promise<Fetch> {
    const { address, remove } = await newPipe();
    const running = options.spawn();
    child = running;
    const ended = new Promise<void>((resolve) => {
      running.once('exit', () => resolve());
      running.once('error', () => resolve());
    });
    const told = await new Promise<Started | null>((resolve) => {
      running.once('message', (message) => resolve(Started.safeParse(message).data ?? null));
      void ended.then(() => resolve(null));
      running.send({ dataFolder: options.dataFolder, pipe: address } satisfies Start, () => undefined);
    });
    void ended.then(remove).then(() => fallen(told));
    if (told?.state !== 'ready') throw new Error('core.notOpened');
    options.news({ state: 'ready' });
    return pipeFetch(address);
  }

  function fallen(told: Started | null): void {
    if (stopping) return;
    falls.push(Date.now());
    const recent = falls.filter((at) => at > Date.now() - 60_000).length;
    if (told?.state === 'failed' || recent > fallsPerMinute) {
      options.news({ state: 'ended', problem: told?.state === 'failed' ? { code: told.code, params: told.params } : null });
      return;
    }
    options.news({ state: 'restarting' });
    current = start();
    current.catch(() => undefined);
  }

  return {
    fetch: async (request) => (await current)(request),
    stop: async () => {
      stopping = true;
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      if (running.connected) running.disconnect();
      await Promise.race([gone, wait(7_000)]);
      running.kill('SIGKILL');
    },
  };
}
