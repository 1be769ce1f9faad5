import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workstation in a process of its own, as `npm start` runs it, on a data folder that is thrown away. */
export interface Workstation {
  /** Opens it once. */
  readonly url: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** Ends the process as a person would; the data folder stays. */
  readonly stop: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'main', 'start.ts');

/** `dataFolder`: opens one that is there, for a second start on the same data. */
export async function startWorkstation(
  options: { readonly dataFolder?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Workstation> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'so-song-e2e-')));
  const child = spawn(process.execPath, [program, '--browser', '--no-open', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      output += String(data);
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?secret=[\w-]+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then(() => reject(new Error(`the workstation did not start:\n${output}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return {
    url,
    dataFolder,
    process: child,
    stop,
    remove: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
