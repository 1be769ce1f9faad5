import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check, holds } from '#core/check';
import { openKnowledge } from '#core/knowledge';
import { problem } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import type { Messages } from '#messages/vi';
import { openStore } from '#store/open-store';

/**
 * Looks through the store of a data folder that no program has open: SQLite's own checks, rows without their parents, every kept counter
 * beside a full count, the chain of the audit trail. `incomplete`: something does not hold. `folder.unreadable` where there is no store.
 */
export function checkDataFolder(dataFolder: string, { cli }: Messages) {
  if (!existsSync(join(dataFolder, 'so-song.sqlite'))) throw problem('folder.unreadable', { name: dataFolder });
  const store = openStore(dataFolder, join(resourcesFolder, 'migrations'));
  try {
    const answer = check(store.read, openKnowledge(resourcesFolder));
    const lines = [
      ...answer.damage,
      ...answer.orphans.map(({ table, parent }) => cli.checkOrphan(table, parent)),
      ...answer.counters.map(({ counter, key, kept, counted }) => cli.checkCounter(counter, key, kept ?? '–', counted ?? '–')),
      ...answer.records.map((id) => cli.checkRecord(id)),
      ...(answer.brokenAudit === null ? [] : [cli.checkAudit(answer.brokenAudit)]),
    ];
    return { answer, text: () => (lines.length === 0 ? cli.checkHolds : lines.join('\n')), incomplete: !holds(answer) };
  } finally {
    store.close();
  }
}
