import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.ts';

/** Why the workstation opens in the browser. */
export type NoElectron = 'asked' | 'noDisplay' | 'root' | 'notHad' | 'coming';
export type ElectronBinary = { readonly file: string } | { readonly missing: NoElectron };

const packageFolder = join(root, 'node_modules', 'electron');
const attemptFile = join(root, '.cache', 'electron-attempt');
const waitMilliseconds = 10_000;
const dayMilliseconds = 86_400_000;

/**
 * Electron's program, which `npm ci` does not bring. Where it is missing, its own installer is tried for ten seconds, once a day:
 * a machine without a network must not wait at every start. An installer that still loads after that goes on beside us.
 */
export async function electronBinary(environment: Readonly<Record<string, string | undefined>> = process.env): Promise<ElectronBinary> {
  if (process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return { missing: 'noDisplay' };
  // Chromium's sandbox refuses root, and without it this program does not open pages.
  if (process.platform === 'linux' && process.getuid?.() === 0) return { missing: 'root' };
  const there = installed(environment);
  if (there) return { file: there };
  if (attemptedToday()) return { missing: 'notHad' };
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(attemptFile, '');
  const ended = await install();
  if (ended === 'loading') return { missing: 'coming' };
  const file = installed(environment);
  if (!file) return { missing: 'notHad' };
  rmSync(attemptFile, { force: true });
  return { file };
}

function installed(environment: Readonly<Record<string, string | undefined>>): string | null {
  try {
    const name = readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim();
    const file = join(environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist'), name);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function attemptedToday(): boolean {
  try {
    return Date.now() - statSync(attemptFile).mtimeMs < dayMilliseconds;
  } catch {
    return false;
  }
}

function install(): Promise<'ended' | 'loading'> {
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
