import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check, checkOriginals, filesHold, holds, listOpenToOthers } from '#core/check';
import { openKnowledge } from '#core/knowledge';
import { problem } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import type { Messages } from '#messages/vi';
import { openStore } from '#store/open-store';
import { openPageStore, pagesFolder } from '#store/page-store';

/**
 * Looks through the store of a data folder that no program has open: SQLite's own checks, rows without their parents, every kept counter
 * beside a full count, the chain of the audit trail, every original beside its hash, and who else can open the files. `incomplete`:
 * something does not hold. `folder.unreadable` where there is no store.
 */
export async function checkDataFolder(dataFolder: string, { cli }: Messages) {
  if (!existsSync(join(dataFolder, 'so-song.sqlite'))) throw problem('folder.unreadable', { name: dataFolder });
  // Before the store is opened, which closes the folder.
  const openToOthers = await listOpenToOthers(dataFolder);
  const store = openStore(dataFolder, join(resourcesFolder, 'migrations'));
  try {
    const originals = await checkOriginals(store.read, await openPageStore(pagesFolder(dataFolder)));
    const answer = { ...check(store.read, openKnowledge(resourcesFolder)), ...originals, openToOthers };
    const lines = [
      ...answer.damage,
      ...answer.orphans.map(({ table, parent }) => cli.checkOrphan(table, parent)),
      ...answer.counters.map(({ counter, key, kept, counted }) => cli.checkCounter(counter, key, kept ?? '–', counted ?? '–')),
      ...answer.records.map((id) => cli.checkRecord(id)),
      ...(answer.brokenAudit === null ? [] : [cli.checkAudit(answer.brokenAudit)]),
      ...answer.damagedOriginals.map((name) => cli.checkOriginal(name)),
      ...answer.openToOthers.map((path) => cli.checkOpen(path)),
    ];
    const more = answer.orphanOriginals === 0 ? [] : [cli.checkOrphanOriginals(answer.orphanOriginals)];
    return {
      answer,
      text: () => [...(lines.length === 0 ? [cli.checkHolds] : lines), ...more].join('\n'),
      incomplete: !(holds(answer) && filesHold(answer)),
    };
  } finally {
    store.close();
  }
}
