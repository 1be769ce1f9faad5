import { join } from 'node:path';

/** Where the parts of the program lie: as sources, or as a package. */
export interface Places {
  /** The Node that runs the core: Electron's own is not to be used for that (the RunAsNode fuse is off). */
  readonly node: string;
  readonly coreProcess: string;
  readonly renderer: string;
  readonly preload: string;
  readonly icon: string;
}

export function placesOf(at: {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  readonly appPath: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}): Places {
  const nodeName = at.platform === 'win32' ? 'node.exe' : 'node';
  // Sources: the built program lies in .cache/electron, and Electron takes that for the application's folder.
  const root = at.isPackaged ? at.appPath : join(at.appPath, '..', '..');
  // Plain Node cannot look into an asar archive: what the core needs lies beside it.
  const coreRoot = at.isPackaged ? join(at.resourcesPath, 'app.asar.unpacked') : root;
  const system = at.platform === 'win32' ? 'win' : at.platform;
  return {
    node: at.isPackaged ? join(at.resourcesPath, nodeName) : join(root, 'node_modules', `node-${system}-${at.arch}`, 'bin', nodeName),
    coreProcess: join(coreRoot, 'main', 'core-process.ts'),
    renderer: join(root, 'renderer', 'dist'),
    preload: join(at.isPackaged ? join(root, '.cache', 'electron') : at.appPath, 'preload.cjs'),
    icon: join(coreRoot, 'resources', 'icons', 'so-song.png'),
  };
}
