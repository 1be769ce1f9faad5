import type { Handover } from '#domain/handover';
import { problem } from '#domain/problem';
import type { ReadHandle } from '#store/handle';
import { findHandover, listHandovers } from '#store/handover';
import { openDestination } from './destination.ts';
import { askForReceipts } from './handover-job.ts';
import { held, previews } from './handover-preview.ts';
import { startHandover } from './handover-start.ts';
import type { HandlersOf } from './operation.ts';

/** What can be asked of hand-overs. The dry run is in `handover-preview.ts`, the start in `handover-start.ts`, the way there in `handover-job.ts`, what becomes of the receipt in `handover-settle.ts`. */
export const handover: HandlersOf<'handover'> = {
  preview: ({ core, read }) => previews(core, read),
  held: ({ core, read }, { batchId, reason, ...window }) => held(core, read, { batchId, reason }, window),
  start: (given, { batchId, shown }) => startHandover(given, batchId, shown),
  list: ({ read }, window) => listHandovers(read, window),
  get: ({ read }, { id }) => mustFindHandover(read, id),
  checkDestination: async ({ core }) => {
    const destination = await openDestination(core);
    try {
      const found = await destination.check();
      askForReceipts(core);
      return found;
    } finally {
      await destination.close();
    }
  },
};

function mustFindHandover(read: ReadHandle, id: string): Handover {
  const found = findHandover(read, id);
  if (!found) throw problem('handover.notFound', { id });
  return found;
}
