import { checkStore, type StoreCheck, holds as storeHolds } from '#store/check';
import type { ReadHandle } from '#store/handle';
import { identityKeysOf, recordsBehind } from '#store/identity-key';
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
