import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { event } from '#domain/audit';
import { machine } from '#domain/caller';
import { dayOf } from '#domain/day';
import { findFolderBatch } from '#store/batch';
import { isKnownFile, rememberFile, type WatchedFile } from '#store/watched-file';
import { audit } from './audit.ts';
import { createBatch } from './batch.ts';
import { type CoreContext, change } from './context.ts';
import { startImport } from './import.ts';
import { preferencesOf } from './preference.ts';

const by = machine('watcher');

const every = 2_000;

/**
 * Looks at the watched folder again and again (events do not cross office network shares) and imports every file whose size and
 * time stayed the same from one look to the next. The folder is only read. One batch a day.
 */
export function watchFolder(core: CoreContext, interval = every): () => void {
  let before = new Map<string, WatchedFile>();
  let timer: NodeJS.Timeout | null = null;
  let over = false;
  const look = async () => {
    const folder = core.settings().watchedFolder;
    if (folder) {
      const now = await listFiles(folder);
      const stable = [...now.values()].filter((file) => same(before.get(file.path), file) && !isKnownFile(core.store.read, file));
      before = now;
      if (stable.length > 0 && !over) takeIn(core, stable);
    } else before = new Map();
  };
  const plan = () => {
    if (over) return;
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => core.log.error('watched folder', error))
        .finally(plan);
    }, interval);
    timer.unref();
  };
  plan();
  return () => {
    over = true;
    if (timer) clearTimeout(timer);
  };
}

function same(one: WatchedFile | undefined, other: WatchedFile): boolean {
  return one !== undefined && one.size === other.size && one.modified === other.modified && other.size > 0;
}

async function listFiles(folder: string): Promise<Map<string, WatchedFile>> {
  const found = new Map<string, WatchedFile>();
  for (const item of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    // Scanners and copiers write under temporary names first.
    if (!item.isFile() || item.name.startsWith('.') || /\.(tmp|part|partial|crdownload)$/i.test(item.name)) continue;
    const path = join(folder, item.name);
    const kind = await stat(path).catch(() => null);
    if (kind) found.set(path, { path, size: kind.size, modified: kind.mtimeMs });
  }
  return found;
}

/** The import and the memory of the files in one transaction: neither twice nor never. */
function takeIn(core: CoreContext, files: readonly WatchedFile[]): void {
  change(core, by, (transaction) => {
    const day = dayOf(transaction.at).split('-').reverse().join('/');
    const owner = { kind: 'person', id: core.seat() } as const;
    const title = preferencesOf(transaction.write, owner).language === 'vi' ? `Thư mục theo dõi ${day}` : `Watched folder ${day}`;
    const known = findFolderBatch(transaction.write, title);
    const batchId =
      known ??
      createBatch(transaction, {
        title,
        source: 'folder',
        placeCode: core.settings().placeCode,
        ownerId: owner.id,
        deadline: null,
      });
    startImport(
      transaction,
      batchId,
      files.map((file) => file.path),
    );
    if (!known) audit(transaction, event('batch.created', batchId));
    audit(transaction, event('import.started', batchId, { files: files.length }));
    for (const file of files) rememberFile(transaction.write, file);
  });
}
