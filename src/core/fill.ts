import { setTimeout } from 'node:timers/promises';
import type { WriteHandle } from '#store/handle';
import type { CoreContext } from './context.ts';

/** Milliseconds that one slice works before others have their turn; its way to the disk comes on top. */
const longestSlice = 4;
/** Milliseconds between two slices, so that whoever waits longer than for one call has the process too. */
const pause = 4;

/**
 * Work on a whole store that goes on beside people's: `step` does a little (one record) and says whether anything is left. Many steps are
 * one transaction, as long as a slice may be. Ends when nothing is left, or with the program.
 */
export async function fillInSlices(core: CoreContext, step: (write: WriteHandle) => boolean): Promise<void> {
  const slice = () =>
    core.store.write((write) => {
      const begun = performance.now();
      while (performance.now() - begun < longestSlice) if (!step(write)) return false;
      return true;
    });
  // The first at once: a small store is whole before anybody asks.
  while (slice()) {
    await setTimeout(pause);
    if (core.scheduler.closing()) return;
  }
}
