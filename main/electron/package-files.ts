/**
 * What goes into the package, as the packager asks: the path from the project's folder with `/` at the start, '' for the folder
 * itself. Packages that only development needs are left out by the packager itself.
 */
export function isPackaged(path: string): boolean {
  if (path === '' || ['/package.json', '/LICENSE', '/.cache', '/renderer'].includes(path)) return true;
  if (under(path, '/node_modules')) return !/^\/node_modules\/(?:\.|node-(?:linux|win|darwin)-)/.test(path);
  // The window program is bundled; setting up and serving a browser are for sources.
  if (under(path, '/main'))
    return !['/main/electron', '/main/setup', '/main/bootstrap.mjs', '/main/start.ts', '/main/loopback/loopback.ts'].some((left) =>
      under(path, left),
    );
  return ['/.cache/electron', '/renderer/dist', '/src', '/resources'].some((kept) => under(path, kept));
}

/** The core runs in plain Node, which cannot look into an asar archive: all that it loads lies beside it. */
export const asar = { unpackDir: '{src,main,resources,node_modules}', unpack: '{package.json,LICENSE}' } as const;

/** Where the bundled window program starts, in sources and in the package. */
export const packagedMain = '.cache/electron/main.js';

const under = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
