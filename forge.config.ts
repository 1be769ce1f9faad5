/**
 * Packages for Windows (Squirrel installer, zip) and Linux (zip): `npx electron-forge make` on the system it is for. It needs
 * Electron's own binary, which is fetched at that moment; it could not be run where it was written, so tests/hosts checks what can
 * be checked without: the fuses, the list of files, and that the core starts from exactly those files.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { fuses } from './main/electron/fuses.ts';
import { asar, isPackaged, packagedMain } from './main/electron/package-files.ts';
import { buildElectronProgram } from './main/setup/electron-program.ts';

const root = import.meta.dirname;
const isWindows = process.platform === 'win32';
const shippedNode = join(
  root,
  'node_modules',
  `node-${isWindows ? 'win' : process.platform}-${process.arch}`,
  'bin',
  isWindows ? 'node.exe' : 'node',
);
const vite = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'];

const config: ForgeConfig = {
  packagerConfig: {
    name: 'So Song',
    executableName: 'so-song',
    appBundleId: 'vn.so-song.workstation',
    icon: join(root, 'resources', 'icons', 'so-song'),
    ignore: (path: string) => !isPackaged(path),
    asar,
    extraResource: [shippedNode, join(root, 'renderer', 'dist', 'third-party.txt')],
  },
  // Its prebuilt files are for every Node-API runtime, and it runs in our Node, not in Electron.
  rebuildConfig: { ignoreModules: ['better-sqlite3'] },
  makers: [
    new MakerSquirrel({ name: 'SoSong', setupIcon: join(root, 'resources', 'icons', 'so-song.ico') }, ['win32']),
    new MakerZIP({}, ['win32', 'linux']),
  ],
  plugins: [new FusesPlugin(fuses)],
  hooks: {
    generateAssets: async () => {
      await buildElectronProgram();
      if (spawnSync(process.execPath, vite, { cwd: root, stdio: 'inherit' }).status !== 0) throw new Error('vite build');
    },
    readPackageJson: async (_config, packageJson) => ({ ...packageJson, main: packagedMain }),
  },
};

export default config;
