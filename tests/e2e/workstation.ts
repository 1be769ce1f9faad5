import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkstation, rootFolder } from '#main/open-workstation';
import { makeEmbeddedFolder } from '#tests/fixtures/embedded';

/** A workstation in a process of its own, as `npm start` runs it, on a data folder that is thrown away. */
export interface Workstation {
  /** Opens it once. */
  readonly url: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** Ends the process as a person would; the data folder stays. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'main', 'start.ts');

interface StartOptions {
  /** Opens one that is there, for a second start on the same data. */
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
}

export async function startWorkstation(options: StartOptions = {}): Promise<Workstation> {
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  const args = [program, '--browser', '--no-open', '--data', dataFolder, ...(options.port ? ['--port', String(options.port)] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } });
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
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    await exited;
  };
  return {
    url,
    dataFolder,
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    remove: async () => {
      await end('SIGTERM');
      await removeFolder(dataFolder);
    },
  };
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'so-song-e2e-'));

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The sample batch, read: made by `first-run.e2e.ts` in every run, so that no other test pays for recognition again. */
const sampleFolder = join(rootFolder, '.cache', 'e2e-data', 'sample');

/** Keeps the data of a workstation that has ended as the sample for the tests that follow, with an embedded destination that nothing was sent to yet. */
export async function keepSample(dataFolder: string): Promise<void> {
  const own = `${sampleFolder}-${process.pid}`;
  await mkdir(join(sampleFolder, '..'), { recursive: true });
  await cp(dataFolder, own, { recursive: true });
  await makeEmbeddedFolder(join(own, 'destination'));
  await rm(sampleFolder, { recursive: true, force: true });
  await rename(own, sampleFolder);
}

/** A fresh copy of the sample. Where no run has made one yet, it is read here, once. */
export async function copyOfSample(): Promise<string> {
  if (!existsSync(sampleFolder)) {
    const folder = await temporaryFolder();
    const core = await openWorkstation(folder, { readers: 2 });
    await core.client.intake.sample({});
    await core.idle();
    await core.close();
    await keepSample(folder);
    await removeFolder(folder);
  }
  const copy = await temporaryFolder();
  await cp(sampleFolder, copy, { recursive: true });
  return copy;
}
