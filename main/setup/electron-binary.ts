import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './steps.ts';

/** Why the workstation opens in the browser. */
export type NoElectron = 'asked' | 'noDisplay' | 'root' | 'notHad' | 'coming';
export type ElectronBinary = { readonly file: string } | { readonly missing: NoElectron };

interface ElectronOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** node_modules/electron */
  readonly packageFolder?: string;
  /** Lies there for a day after an attempt. */
  readonly attemptFile?: string;
  readonly waitMilliseconds?: number;
  readonly isRoot?: boolean;
}

const dayMilliseconds = 86_400_000;

/**
 * Electron's program, which `npm ci` does not bring. Where it is missing, its own installer is tried for ten seconds, once a day:
 * a machine without a network must not wait at every start. An installer that still loads after that goes on beside us.
 */
export async function electronBinary({
  environment = process.env,
  packageFolder = join(root, 'node_modules', 'electron'),
  attemptFile = join(root, '.cache', 'electron-attempt'),
  waitMilliseconds = 10_000,
  isRoot = process.getuid?.() === 0,
}: ElectronOptions = {}): Promise<ElectronBinary> {
  if (process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return { missing: 'noDisplay' };
  // Chromium's sandbox refuses root, and without it this program does not open pages.
  if (process.platform === 'linux' && isRoot) return { missing: 'root' };
  const there = installed(packageFolder, environment);
  if (there) return { file: there };
  if (age(attemptFile) < dayMilliseconds) return { missing: 'notHad' };
  remember(attemptFile);
  if ((await install(packageFolder, waitMilliseconds)) === 'loading') return { missing: 'coming' };
  const file = installed(packageFolder, environment);
  return file ? { file } : { missing: 'notHad' };
}

function installed(packageFolder: string, environment: Readonly<Record<string, string | undefined>>): string | null {
  try {
    const name = readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim();
    const file = join(environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist'), name);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function age(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function remember(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  } catch {
    // A folder that may only be read: then every start tries.
  }
}

function install(packageFolder: string, waitMilliseconds: number): Promise<'ended' | 'loading'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore', windowsHide: true });
    const timer = setTimeout(() => {
      child.unref();
      resolve('loading');
    }, waitMilliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve('ended');
    };
    child.on('exit', end);
    child.on('error', end);
  });
}
