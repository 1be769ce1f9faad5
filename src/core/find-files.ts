import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ProblemError, problem } from '#domain/problem';

export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly problem: ProblemError | null;
}

/** The files behind a path: itself, or everything in a folder; a path that cannot be opened answers itself with its problem. */
export async function findFiles(path: string): Promise<FoundFile[]> {
  const name = basename(path);
  const failed = (error: ProblemError): FoundFile[] => [{ path, name, folder: '', problem: error }];
  const kind = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (kind instanceof Error)
    return failed(problem(kind.code === 'ENOENT' ? 'file.missing' : 'file.unreadable', { name: shown(name) }, kind));
  if (!kind.isDirectory()) return [{ path, name, folder: '', problem: null }];
  const files = await walk(path, path);
  return files.length > 0 ? files : failed(problem('folder.empty', { name: shown(name) }));
}

/** Files of a folder and its folders in the order people read numbers; what cannot be opened becomes an entry that says so. */
async function walk(root: string, folder: string): Promise<FoundFile[]> {
  const place = relative(root, folder).split(sep).join('/');
  const listed = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    problem('folder.unreadable', { name: shown(basename(folder)) }, error),
  );
  if (listed instanceof ProblemError) return [{ path: folder, name: basename(folder), folder: place, problem: listed }];
  const found: FoundFile[] = [];
  for (const item of listed.sort((a, b) => naturalOrder.compare(a.name, b.name))) {
    const path = join(folder, item.name);
    // Hidden and system files of folders (Thumbs.db, .DS_Store) are not paper.
    if (item.name.startsWith('.') || item.name === 'Thumbs.db' || item.name === 'desktop.ini') continue;
    if (item.isDirectory()) found.push(...(await walk(root, path)));
    else if (item.isFile()) found.push({ path, name: item.name, folder: place, problem: null });
    else {
      // A link in a folder may lead anywhere on this computer, to what whoever filled the folder may not read.
      const code = item.isSymbolicLink() ? 'file.isLink' : 'file.unreadable';
      found.push({ path, name: item.name, folder: place, problem: problem(code, { name: shown(item.name) }) });
    }
  }
  return found;
}

const naturalOrder = new Intl.Collator('vi', { numeric: true });

const longestName = 200;

/**
 * A name as it can be shown: control characters, which can turn text round or ring bells, become visible signs. A very long one
 * loses its middle: page number and extension are at the end.
 */
export function shown(name: string): string {
  const visible = [...name.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')];
  if (visible.length <= longestName) return visible.join('');
  return [...visible.slice(0, longestName - 61), '…', ...visible.slice(-60)].join('');
}
