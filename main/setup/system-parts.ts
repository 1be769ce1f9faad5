import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the operating system that the tests use, and the Debian package that brings it. */
interface SystemPart {
  readonly name: string;
  readonly package: string;
  readonly found: () => boolean;
}

/** Chromium for the end-to-end tests. Windows has Edge, which is one. Null when there is none. */
export function chromium(): string | null {
  const given = process.env.SO_SONG_CHROMIUM;
  if (given) return given;
  const programFiles = [process.env['ProgramFiles(x86)'], process.env.ProgramFiles].filter((folder) => folder !== undefined);
  const places =
    process.platform === 'win32'
      ? programFiles.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'))
      : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find(isExecutable) ?? null;
}

const parts: readonly SystemPart[] = [
  { name: 'Chromium', package: 'chromium', found: () => chromium() !== null },
  // SANE and its test scanner are for Linux; on Windows the scanner engine is another one and its tests say so.
  ...(process.platform === 'linux' ? [{ name: 'scanimage', package: 'sane-utils', found: () => onPath('scanimage') }] : []),
];

/** The parts that are missing, empty when the tests can run. */
export const missingParts = (): readonly SystemPart[] => parts.filter((part) => !part.found());

function onPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
