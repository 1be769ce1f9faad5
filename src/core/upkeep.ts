import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { problem } from '#domain/problem';
import { storeFile } from '#store/open-store';
import { damagedOriginals, mostDamaged, originalsBehind } from '#store/original';
import { closeToOthers } from '#store/owner-only';
import { readRemembered, remember } from '#store/settings';
import { checkWhole } from '#store/whole-check';
import type { CoreContext } from './context.ts';

/** Milliseconds. The first round leaves a start to whoever waits for it. */
const usual = { first: 60_000, look: 3_600_000 };
const day = 86_400_000;
/** Of its time the scrubber works one part and rests so many. */
const rest = 9;
const atOnce = 50;

/**
 * Once a day, while people work: the whole database is looked through, every original compared with its hash, and what is open to others
 * closed. What is found is said above every screen. Answers how to end it; a round that was cut off goes on at the next start.
 */
export function openUpkeep(core: CoreContext, times: Partial<typeof usual> = {}): () => Promise<void> {
  const { first, look } = { ...usual, ...times };
  const over = new AbortController();
  const going = go();

  async function go(): Promise<void> {
    for (let pause = first; !over.signal.aborted; pause = look) {
      await wait(pause, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      if (over.signal.aborted) return;
      if (isDue(core))
        await round(core, over.signal).catch((error: unknown) => {
          if (!over.signal.aborted) core.log.error('upkeep', error);
        });
    }
  }

  return async () => {
    over.abort();
    await going;
  };
}

function isDue({ store, clock }: CoreContext): boolean {
  const last = readRemembered(store.read, 'upkeep.at');
  return last === null || clock.now().getTime() - Date.parse(last) >= day;
}

async function round(core: CoreContext, signal: AbortSignal): Promise<void> {
  const damage = await checkWhole(join(core.dataFolder, storeFile), signal);
  if (damage.length > 0) core.log.error('the database is damaged', new Error('whole check'), { parts: damage.length });
  core.notices.set('store', damage.length === 0 ? null : problem('store.damaged', {}));
  await closeDataFolder(core);
  for (let part = next(core, 0); part.length > 0; part = next(core, part.at(-1)?.key ?? 0))
    for (const sha256 of new Set(part.map((original) => original.sha256))) {
      if (damagedOriginals(core.store.read).size >= mostDamaged) return;
      const begun = performance.now();
      await core.originals.checkAnew(sha256);
      await wait(Math.min(5_000, rest * (performance.now() - begun)), undefined, { signal, ref: false });
    }
  core.store.write((write) => remember(write, 'upkeep.at', core.clock.now().toISOString()));
}

const next = (core: CoreContext, behind: number) => originalsBehind(core.store.read, behind, atOnce);

/** Takes away what other users of the computer may do with the data folder, and says what could not be mended. */
export async function closeDataFolder({ dataFolder, notices }: CoreContext): Promise<void> {
  const files = await closeToOthers(dataFolder);
  notices.set('rights', files === 0 ? null : problem('folder.openToOthers', { name: dataFolder, files }));
}
