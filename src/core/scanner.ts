import { randomUUID } from 'node:crypto';
import { machine } from '#domain/caller';
import type { ScanProfile } from '#ports';
import { insertEntry } from '#store/import-entry';
import { type StoredJob, setJobProgress } from '#store/job';
import { mustFindBatch } from './batch.ts';
import { type CoreContext, change } from './context.ts';
import { takeWaiting } from './import.ts';
import type { HandlersOf } from './operation.ts';
import { queueJob } from './queue-job.ts';

const by = machine('scanner');

export const scanner: HandlersOf<'scanner'> = {
  devices: async ({ core }) =>
    (await core.scannerDevices()).map((device) => ({
      ...device,
      sources: [...device.sources],
      resolutions: [...device.resolutions],
      colours: [...device.colours],
    })),
  scan: (change, { batchId, device, profile }) => {
    mustFindBatch(change.core, change.write, batchId);
    const jobId = queueJob(change, { kind: 'scan', batchId, payload: { device, profile } satisfies ScanPayload });
    return { jobId };
  },
};

interface ScanPayload {
  readonly device: string;
  readonly profile: ScanProfile;
}
const extensions: Readonly<Record<string, string>> = { 'image/tiff': 'tif', 'image/png': 'png', 'image/jpeg': 'jpg' };

/**
 * The job that scans to the end of the paper. Every sheet is stored and written down before the next one is asked for, so that a
 * jam, a lost device or a kill costs no sheet. A job that a kill cut off does not scan again by itself: there is no telling which
 * sheets lie in the feeder; what it had becomes pages.
 */
export async function runScan(core: CoreContext, job: StoredJob, signal: AbortSignal): Promise<void> {
  const { device, profile } = job.payload as ScanPayload;
  const batchId = job.batchId ?? '';
  let failure: unknown = null;
  if (job.attempts <= 1) {
    const time = core.clock.now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    try {
      await core.engines.scanner.scan(
        device,
        profile,
        async ({ bytes, mediaType, index }) => {
          const { sha256 } = await core.pageStore.put([bytes]);
          const name = `scan-${time}-${String(index + 1).padStart(4, '0')}.${extensions[mediaType] ?? 'img'}`;
          change(core, by, ({ write, at, tell }) => {
            insertEntry(write, {
              id: randomUUID(),
              batchId,
              jobId: job.id,
              name,
              folder: '',
              sourcePath: null,
              blobSha256: sha256,
              state: 'waiting',
              // Two blank backs may be the same bit for bit: what came out of the feeder is a sheet of its own.
              takeCopies: true,
              at,
            });
            setJobProgress(write, job.id, index + 1, 0);
            tell({ type: 'job.changed', id: job.id, batchId });
          });
        },
        signal,
      );
    } catch (error) {
      failure = error;
    }
  }
  await takeWaiting(core, job, new AbortController().signal);
  if (failure !== null) throw failure;
}
