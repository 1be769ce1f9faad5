import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, check, checkOriginals, type FileCheck, filesHold, holds, listOpenToOthers } from '#core/check';
import { openKnowledge } from '#core/knowledge';
import { ProblemError, problem } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import { problemText } from '#messages/render';
import type { Messages } from '#messages/vi';
import type { Damage } from '#store/damage';
import { openStore, storeFile } from '#store/open-store';
import { openPageStore, pagesFolder } from '#store/page-store';
import { checkWhole } from '#store/whole-check';

/**
 * Looks through the store of a data folder that no program has open: every page and its tag, rows without their parents, every kept counter
 * beside a full count, the chain of the audit trail, every original beside its hash, and who else can open the files. What rests on damaged
 * pages is not looked at. `incomplete`: something does not hold. `folder.unreadable` where there is no store.
 */
export async function checkDataFolder(dataFolder: string, { cli, problems }: Messages) {
  if (!existsSync(join(dataFolder, storeFile))) throw problem('folder.unreadable', { name: dataFolder });
  // Before the store is opened, which closes the folder.
  const openToOthers = await listOpenToOthers(dataFolder);
  const { damage, ...found } = await look(dataFolder);
  const answer = { damage, ...found, openToOthers };
  const { what, next } = problemText(problems, problem('store.damaged', {}));
  const lines = [
    ...(damage.length === 0 ? [] : [what, ...damage.map((one) => damageLine(one, cli)), cli.checkNoFurther, next]),
    ...answer.orphans.map(({ table, parent }) => cli.checkOrphan(table, parent)),
    ...answer.counters.map(({ counter, key, kept, counted }) =>
      cli.checkCounter(counter, key, differing(kept, counted), differing(counted, kept)),
    ),
    ...answer.records.map((id) => cli.checkRecord(id)),
    ...(answer.brokenAudit === null ? [] : [cli.checkAudit(answer.brokenAudit)]),
    ...answer.damagedOriginals.map((name) => cli.checkOriginal(name)),
    ...answer.openToOthers.map((path) => cli.checkOpen(path)),
  ];
  const more = answer.orphanOriginals === 0 ? [] : [cli.checkOrphanOriginals(answer.orphanOriginals)];
  return {
    answer,
    text: () => [...(lines.length === 0 ? [cli.checkHolds] : lines), ...more].join('\n'),
    incomplete: !(damage.length === 0 && holds(answer) && filesHold(answer)),
  };
}

/** Of one row of a counter what the other one has otherwise; a dash where there is no such row. */
function differing(one: string | null, other: string | null): string {
  if (one === null) return '–';
  const [row, beside] = [one, other ?? '{}'].map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
  return Object.entries(row ?? {})
    .flatMap(([column, count]) => (beside?.[column] === count ? [] : [`${column} ${count}`]))
    .join(', ');
}

type Found = { readonly damage: readonly Damage[] } & Check & Omit<FileCheck, 'openToOthers'>;

const nothingFound = { orphans: [], counters: [], brokenAudit: null, records: [], damagedOriginals: [], orphanOriginals: 0 };

async function look(dataFolder: string): Promise<Found> {
  const file = join(dataFolder, storeFile);
  try {
    const store = openStore(dataFolder, join(resourcesFolder, 'migrations'));
    try {
      const damage = await checkWhole(file);
      if (damage.length > 0) return { damage, ...nothingFound };
      const originals = await checkOriginals(store.read, await openPageStore(pagesFolder(dataFolder)));
      return { damage, ...check(store.read, openKnowledge(resourcesFolder)), ...originals };
    } finally {
      store.close();
    }
  } catch (error) {
    const damage = error instanceof ProblemError && error.code === 'store.damaged' ? await checkWhole(file) : [];
    // A store whose shape is not ours has whole pages: then its message says all that is known.
    if (damage.length === 0) throw error;
    return { damage, ...nothingFound };
  }
}

function damageLine(damage: Damage, cli: Messages['cli']): string {
  if (damage.part === 'log') return cli.checkLog;
  return damage.part === 'file' ? cli.checkFile(damage.detail) : cli.checkTable(damage.table, damage.detail);
}
