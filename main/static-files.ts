import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Fetch } from './loopback/bridge.ts';

/** The kinds of file the built renderer consists of; others are not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** The built renderer as a fetch handler: GET and HEAD. Screens are behind the `#` of the address, so `/` is the only page. */
export function staticFiles(folder: string): Fetch {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    const name = fileName(new URL(request.url).pathname);
    const found = name === null ? null : await inside(folder, name);
    if (!found) return new Response(null, { status: 404 });
    const headers = { 'content-type': found.type, 'content-length': String(found.size) };
    if (request.method === 'HEAD') return new Response(null, { headers });
    return new Response(Readable.toWeb(createReadStream(found.path)) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>, { headers });
  };
}

/**
 * The file that a path of an address asks for, relative with `/`; null for what no built file is called. Backslashes, colons and
 * dots at an end mean other files on Windows; a leading dot is never ours.
 */
export function fileName(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path === '/') return 'index.html';
  const parts = path.split('/').slice(1);
  return parts.every((part) => /^[\w-][\w.@-]*$/.test(part) && !part.endsWith('.')) ? parts.join('/') : null;
}

async function inside(
  folder: string,
  name: string,
): Promise<{ readonly path: string; readonly type: string; readonly size: number } | null> {
  const type = mediaTypes[extname(name).toLowerCase()];
  if (!type) return null;
  try {
    const path = await realpath(join(folder, name));
    if (!path.startsWith((await realpath(folder)) + sep)) return null;
    const { size, ...kind } = await stat(path).then((found) => ({ size: found.size, file: found.isFile() }));
    return kind.file ? { path, type, size } : null;
  } catch {
    return null;
  }
}
