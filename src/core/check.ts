import { checkStore, type StoreCheck, holds as storeHolds } from '#store/check';
import type { ReadHandle } from '#store/handle';
import { identityKeysOf, recordsBehind } from '#store/identity-key';
import { neededBlobs, originalsBehind } from '#store/original';
import { openPaths } from '#store/owner-only';
import type { PageStore } from '#store/page-store';
import { readRemembered } from '#store/settings';
import { identityChecks, keysNow } from './identity.ts';
import type { Knowledge } from './knowledge.ts';

export interface Check extends StoreCheck {
  /** Records whose keys are not those of their values; empty while the keys are still to be written at the next start. */
  readonly records: readonly string[];
}

const most = 20;
const atOnce = 500;

/** Looks through all that a workstation has written down: seconds to minutes. Changes nothing. */
export function check(read: ReadHandle, knowledge: Knowledge): Check {
  return {
    ...checkStore(read),
    records: readRemembered(read, 'identity.checks') === identityChecks(knowledge) ? wrongKeys(read, knowledge) : [],
  };
}

export function holds(found: Check): boolean {
  return storeHolds(found) && found.records.length === 0;
}

function wrongKeys(read: ReadHandle, knowledge: Knowledge): string[] {
  const wrong: string[] = [];
  for (let part = recordsBehind(read, 0, atOnce); part.length > 0; part = recordsBehind(read, part.at(-1)?.key ?? 0, atOnce)) {
    for (const { id } of part)
      if (wrong.length < most && JSON.stringify(identityKeysOf(read, id)) !== JSON.stringify(keysNow(knowledge, read, id))) wrong.push(id);
  }
  return wrong;
}

/** What does not hold among the files beside the store. Lists are cut. */
export interface FileCheck {
  /** File names of originals that are gone or are not what came in. */
  readonly damagedOriginals: readonly string[];
  /** Originals that no page and no file stands on: left by a kill, and of no harm. */
  readonly orphanOriginals: number;
  /** Files and folders that other users of the computer can open. */
  readonly openToOthers: readonly string[];
}

/** Compares every original with its hash: minutes to hours. Changes nothing. */
export async function checkOriginals(read: ReadHandle, pageStore: PageStore): Promise<Omit<FileCheck, 'openToOthers'>> {
  const damagedOriginals: string[] = [];
  const seen = new Set<string>();
  for (let part = originalsBehind(read, 0, atOnce); part.length > 0; part = originalsBehind(read, part.at(-1)?.key ?? 0, atOnce))
    for (const { sha256, fileName } of part) {
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      if (damagedOriginals.length < most && !(await pageStore.isWhole(sha256))) damagedOriginals.push(fileName);
    }
  const needed = neededBlobs(read);
  let orphanOriginals = 0;
  for await (const sha256 of pageStore.all()) if (!needed.has(sha256)) orphanOriginals += 1;
  return { damagedOriginals, orphanOriginals };
}

export async function listOpenToOthers(dataFolder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { path } of openPaths(dataFolder)) if (found.push(path) === most) break;
  return found;
}

export function filesHold({ damagedOriginals, openToOthers }: FileCheck): boolean {
  return damagedOriginals.length === 0 && openToOthers.length === 0;
}
