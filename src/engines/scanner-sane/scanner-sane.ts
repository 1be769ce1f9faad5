import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ProblemError, problem } from '#domain/problem';
import type { Scanner, ScannerDevice, ScanProfile } from '#ports';
import { modeOf, optionsOf, type SaneOptions, usableColours, usableResolutions } from './sane-options.ts';

export interface SaneSetup {
  /** Where sheets lie until they are handed on; the system's folder for temporary files unless told. Whoever starts the program empties it. */
  readonly folder?: string;
  /** The program, `scanimage` unless told. */
  readonly command?: string;
  /** Added to the environment: `SANE_CONFIG_DIR`, `SANE_DEBUG_…`. */
  readonly env?: NodeJS.ProcessEnv;
  /** A scanner that gives no page for so long is lost. Default 180: large sheets at 1,200 dpi take minutes. */
  readonly pageSeconds?: number;
}

/** Looking for network scanners takes a while; a broken driver takes for ever. */
const listSeconds = 30;
const optionSeconds = 15;
/** What a program may still take to end when it has said why, or has been asked to. */
const lastSeconds = 3;

/** Scanners through SANE's `scanimage`, a program of Linux and other Unix systems only. */
export function openScanner(setup: SaneSetup = {}): Scanner {
  return {
    devices: (signal) => devices(setup, signal),
    scan: (device, profile, page, signal) => scan(setup, device, profile, page, signal),
  };
}

async function devices(setup: SaneSetup, signal?: AbortSignal): Promise<readonly ScannerDevice[]> {
  const { out } = await said(setup, ['--formatted-device-list=%d%t%v%t%m%n'.replaceAll('%t', '\t')], listSeconds, signal);
  const found: ScannerDevice[] = [];
  for (const line of out.split('\n')) {
    const [id, vendor = '', model = ''] = line.split('\t');
    if (!id || !line.includes('\t')) continue;
    const options = await optionsOfDevice(setup, id, signal).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return null;
    });
    // A device that does not answer is listed all the same: the person sees it and can look at its cable.
    const label = [vendor, model].filter((part) => part !== '' && part !== 'Noname').join(' ') || id;
    found.push({
      id,
      label,
      sources: options?.sources ?? [],
      resolutions: options ? usableResolutions(options) : [],
      colours: options ? usableColours(options) : [],
    });
  }
  return found;
}

async function optionsOfDevice(setup: SaneSetup, device: string, signal?: AbortSignal): Promise<SaneOptions> {
  const { out, err, status } = await said(setup, ['-A', '-d', device], optionSeconds, signal);
  if (status !== 0) throw failure(device, status, err, 0);
  return optionsOf(out);
}

async function scan(
  setup: SaneSetup,
  device: string,
  profile: ScanProfile,
  page: Parameters<Scanner['scan']>[2],
  signal: AbortSignal,
): Promise<{ readonly pages: number }> {
  signal.throwIfAborted();
  const chosen = choices(device, await optionsOfDevice(setup, device, signal), profile);
  const { folder: parent = tmpdir() } = setup;
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, 'scan-'));
  try {
    const args = ['-d', device, '--format=tiff', `--batch=${join(folder, 'page-%05d.tif')}`, '--batch-print', ...chosen];
    const child = start(setup, args);
    return await pagesOf(setup, child, device, page, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `scanner.badOption` for what the device does not offer: scanimage would round it and say nothing. */
function choices(device: string, options: SaneOptions, { resolution, colour, source }: ScanProfile): readonly string[] {
  const bad = (option: string) => problem('scanner.badOption', { device, option });
  const args: string[] = [];
  if (source !== null) {
    if (!options.sources.includes(source)) throw bad('source');
    args.push(`--source=${source}`);
  }
  const mode = modeOf(options, colour);
  if (!mode) throw bad('colour');
  args.push(...mode);
  if (!options.resolves(resolution)) throw bad('resolution');
  if (options.hasResolution) args.push(`--resolution=${resolution}`);
  const feeds = /feeder|adf/i.test(source ?? options.source ?? '');
  return feeds ? args : [...args, '--batch-count=1'];
}

/** Hands over page by page as scanimage names them, one after the other, while it goes on scanning. */
async function pagesOf(
  setup: SaneSetup,
  child: ChildProcess,
  device: string,
  page: Parameters<Scanner['scan']>[2],
  signal: AbortSignal,
): Promise<{ readonly pages: number }> {
  const ended = ending(child);
  const stop = stopper(child, ended);
  let stalled = false;
  let grace: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        stalled = true;
        stop();
      },
      (setup.pageSeconds ?? 180) * 1000,
    );
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  // Drivers lock up while they clean up after a jam: what has been said is enough then.
  child.stderr?.on('data', (text: string) => {
    if (/sane_(read|start): /.test(text)) grace ??= setTimeout(stop, lastSeconds * 1000);
  });
  let pages = 0;
  try {
    wait();
    if (child.stdout) {
      const lines = createInterface({ input: child.stdout });
      ended.finally(() => lines.close()).catch(() => {});
      for await (const path of lines) {
        clearTimeout(timer);
        await page({ bytes: await readFile(path), mediaType: 'image/tiff', index: pages });
        pages++;
        await rm(path, { force: true });
        wait();
      }
    }
    const { status, err } = await ended;
    signal.throwIfAborted();
    if (stalled) throw problem('scanner.lost', { device });
    // The end of the paper has the status "good", and so has a feeder that was empty from the start.
    const outOfPaper = /out of documents/i.test(err);
    const good = (status === 0 && !(pages === 0 && outOfPaper)) || (status === null && pages > 0 && outOfPaper);
    if (!good) throw failure(device, status, err, pages);
    return { pages };
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    signal.removeEventListener('abort', stop);
    stop();
    // What it still says has to flow off, or it never ends.
    child.stdout?.resume();
    await ended.catch(() => {});
  }
}

/** SANE's own numbers are the exit codes of scanimage (sane.h); 1 is also its own for what it could not open or set. */
function failure(device: string, status: number | null, err: string, pages: number): ProblemError {
  const option = /setting of option --?([\w-]+) failed/.exec(err)?.[1];
  if (option) return problem('scanner.badOption', { device, option });
  if (/No space left/i.test(err)) return problem('disk.full', {});
  if (status === 6 || /jammed/i.test(err)) return problem('scanner.jammed', { device });
  if (status === 8 || /cover is open/i.test(err)) return problem('scanner.coverOpen', { device });
  if (status === 3 || /Device busy/i.test(err)) return problem('scanner.busy', { device });
  if (pages === 0 && (status === 7 || /out of documents/i.test(err))) return problem('scanner.noPaper', { device });
  if (status === 9 || /device I\/O|open of device .* failed: Invalid argument|no SANE devices found/i.test(err))
    return problem('scanner.lost', { device });
  return problem('scanner.failed', { device }, new Error(err.slice(-500)));
}

function start({ command = 'scanimage', env }: SaneSetup, args: readonly string[]): ChildProcess {
  // Its words are read, so they must be the English ones.
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env, LC_ALL: 'C', LANGUAGE: '' } });
}

/** `scanner.notInstalled`. */
function ending(child: ChildProcess): Promise<{ readonly status: number | null; readonly err: string }> {
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err = (err + text).slice(-16_384);
  });
  const ended = new Promise<{ readonly status: number | null; readonly err: string }>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? problem('scanner.notInstalled', {}, error) : error),
    );
    child.on('close', (status) => resolve({ status, err }));
    // A driver's own helper process may hold the pipes open when scanimage is gone.
    child.on('exit', () => {
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, lastSeconds * 1000).unref();
    });
  });
  ended.catch(() => {});
  return ended;
}

/** Asked first, so that the motor returns and the device is free for the next; then made to. */
function stopper(child: ChildProcess, ended: Promise<unknown>): () => void {
  let asked = false;
  return () => {
    if (asked || child.exitCode !== null || child.signalCode !== null) return;
    asked = true;
    child.kill('SIGINT');
    const force = setTimeout(() => child.kill('SIGKILL'), lastSeconds * 1000);
    const clear = () => clearTimeout(force);
    ended.then(clear, clear);
  };
}

/** Everything a short run prints. A driver that hangs is given up: `scanner.failed`. */
async function said(
  setup: SaneSetup,
  args: readonly string[],
  seconds: number,
  signal?: AbortSignal,
): Promise<{ readonly out: string; readonly err: string; readonly status: number | null }> {
  signal?.throwIfAborted();
  const child = start(setup, args);
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const ended = ending(child);
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(kill, seconds * 1000);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const { status, err } = await ended;
    signal?.throwIfAborted();
    if (status === null) throw problem('scanner.failed', { device: args.at(-1) ?? '' });
    return { out, err, status };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}
