import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ProblemError, problem } from '#domain/problem';

/** `problem`: why it cannot be taken; `file.passedOver` for what is no paper and needs nobody. */
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
  if (files.some((file) => file.problem?.code !== 'file.passedOver')) return files;
  return [...files, ...failed(problem('folder.empty', { name: shown(name) }))];
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
    if (isHidden(item.name)) continue;
    if (isNoPaper(item.name, item.isDirectory()))
      found.push({ path, name: item.name, folder: place, problem: problem('file.passedOver', { name: shown(item.name) }) });
    else if (item.isDirectory()) found.push(...(await walk(root, path)));
    else if (item.isFile()) found.push({ path, name: item.name, folder: place, problem: null });
    else {
      // A link in a folder may lead anywhere on this computer, to what whoever filled the folder may not read.
      const code = item.isSymbolicLink() ? 'file.isLink' : 'file.unreadable';
      found.push({ path, name: item.name, folder: place, problem: problem(code, { name: shown(item.name) }) });
    }
  }
  return found;
}

/** Hidden and system files that lie in every folder: nobody wants to hear of them. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || /^(?:thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(name);
}

/**
 * What network drives, copying programs, office programs and photo programs lay beside paper. Folders: thumbnails, snapshots and recycle
 * bins of Synology, QNAP, Windows, macOS and Linux. Files: copies under way, locks (`~$…`), and descriptions of pictures.
 */
export function isNoPaper(name: string, folder: boolean): boolean {
  if (folder)
    return /^(?:@eadir|[@#$]recycle(?:\.bin)?|[@#~]snapshots?|@recently-snapshot|@tmp|@sharebin|system volume information|lost\+found|recycler|__macosx)$/i.test(
      name,
    );
  return name.startsWith('~$') || /\.(?:tmp|temp|part|partial|filepart|crdownload|download|opdownload|xmp)$/i.test(name);
}

const naturalOrder = new Intl.Collator('vi', { numeric: true });

const longestName = 200;

/**
 * A name as it can be shown: without signs that cannot be seen, which come with copied text and can turn it round or ring bells. A very
 * long one loses its middle: page number and extension are at the end.
 */
export function shown(name: string): string {
  const visible = [...name.normalize('NFC').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')];
  if (visible.length <= longestName) return visible.join('');
  return [...visible.slice(0, longestName - 61), '…', ...visible.slice(-60)].join('');
}
