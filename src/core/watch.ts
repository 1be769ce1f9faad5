import { stat } from 'node:fs/promises';
import { event } from '#domain/audit';
import { machine } from '#domain/caller';
import { dayOf } from '#domain/day';
import { problem } from '#domain/problem';
import { findFolderBatch } from '#store/batch';
import { isKnownFile, rememberFile, type WatchedFile } from '#store/watched-file';
import { audit } from './audit.ts';
import { createBatch } from './batch.ts';
import { type CoreContext, change } from './context.ts';
import { findFiles, shown } from './find-files.ts';
import { startImport } from './import.ts';
import { preferencesOf } from './preference.ts';
import { seemsWhole } from './whole-file.ts';

const by = machine('watcher');

const every = 2_000;

/** So many looks in a row a file must be the same: copies over a network halt for seconds. One that has no end yet is waited for longer. */
const quiet = { looks: 4, withoutEnd: 150 } as const;

interface Seen extends WatchedFile {
  readonly looks: number;
}

/**
 * Looks at the watched folder again and again (events do not cross office network shares) and imports every file, of its
 * folders too, whose size and time stayed the same for some looks. The folder is only read. One batch a day.
 */
export function watchFolder(core: CoreContext, interval = every): () => void {
  let before = new Map<string, Seen>();
  let timer: NodeJS.Timeout | null = null;
  let over = false;
  const look = async () => {
    const folder = core.settings().watchedFolder;
    const now = folder ? await listFiles(folder, before) : new Map<string, Seen>();
    core.notices.set('watched', folder && now === null ? problem('folder.watchedAway', { name: shown(folder) }) : null);
    // What was seen before the folder went away is waited for anew: the connection may have broken off a copy.
    before = now ?? new Map();
    const ready: WatchedFile[] = [];
    for (const file of before.values()) if (!isKnownFile(core.store.read, file) && (await isReady(file))) ready.push(file);
    if (ready.length > 0 && !over) takeIn(core, ready);
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

async function isReady({ path, size, looks }: Seen): Promise<boolean> {
  if (size === 0 || looks < quiet.looks) return false;
  return looks >= quiet.withoutEnd || (await seemsWhole(path).catch(() => false));
}

/** Null when the folder cannot be reached. */
async function listFiles(folder: string, before: ReadonlyMap<string, Seen>): Promise<Map<string, Seen> | null> {
  const top = await stat(folder).catch(() => null);
  if (!top?.isDirectory()) return null;
  const now = new Map<string, Seen>();
  for (const { path, problem } of await findFiles(folder)) {
    if (problem?.code === 'folder.unreadable' && path === folder) return null;
    if (problem) continue;
    const kind = await stat(path).catch(() => null);
    if (!kind) continue;
    const file = { path, size: kind.size, modified: kind.mtimeMs };
    const known = before.get(path);
    const same = known !== undefined && known.size === file.size && known.modified === file.modified;
    now.set(path, { ...file, looks: same ? known.looks + 1 : 1 });
  }
  return now;
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
