import { z } from 'zod';
import { event } from '#domain/audit';
import { AnnouncedFile, mostAnnounced } from '#domain/import-entry';
import { command, task } from './operation.ts';
import { work } from './policy.ts';

export const JobStarted = z.object({ jobId: z.string() });

/** `import` is taken by the language: the operations are `intake.*` in code and "nhập" for people. */
export const intake = {
  /**
   * Says which files a window is about to send by POST /api/uploads, so that one which never comes is missed by its name. Answers the import
   * that they belong to: where files of an earlier one are still missing, that one goes on. `jobId`: further files of the same drop.
   */
  announce: task({
    may: work(),
    input: z.object({
      batchId: z.string(),
      jobId: z.uuid().nullable().default(null),
      files: z.array(AnnouncedFile).min(1).max(mostAnnounced),
    }),
    output: JobStarted,
    audit: ({ batchId, files }) => [event('import.started', batchId, { files: files.length })],
  }),
  /** Files and folders by path (native dialogs, CLI). */
  start: task({
    may: work('watcher'),
    input: z.object({ batchId: z.string(), paths: z.array(z.string()).min(1).max(10_000) }),
    output: JobStarted,
    audit: ({ batchId, paths }) => [event('import.started', batchId, { files: paths.length })],
  }),
  /** The sample batch that comes with the program, in a batch of its own. */
  sample: task({
    may: work(),
    input: z.object({}),
    output: z.object({ jobId: z.string(), batchId: z.string() }),
    audit: (_input, { batchId }) => [event('batch.created', batchId), event('import.started', batchId, { files: 1 })],
  }),
  /** A locked PDF with its password, which is not kept. */
  unlock: task({
    may: work(),
    input: z.object({ entryId: z.string(), password: z.string().min(1).max(1000) }),
    output: JobStarted,
    audit: null,
  }),
  /** Pages that are known already are imported all the same, because a person says so. */
  takeCopy: task({ may: work(), input: z.object({ entryId: z.string() }), output: JobStarted, audit: null }),
  /** Once more, after the user mended the file. */
  retry: task({ may: work(), input: z.object({ entryId: z.string() }), output: JobStarted, audit: null }),
  dismiss: command({
    may: work(),
    input: z.object({ entryId: z.string() }),
    output: z.null(),
    audit: ({ entryId }) => [event('entry.dismissed', entryId)],
  }),
};
