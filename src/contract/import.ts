import { z } from 'zod';
import { command, task } from './operation.ts';

export const JobStarted = z.object({ jobId: z.string() });

/** `import` is taken by the language: the operations are `intake.*` in code and "nhập" for people. */
export const intake = {
  /** Files and folders by path (native dialogs, CLI). Uploads go through POST /api/uploads and end here too. */
  start: task.input(z.object({ batchId: z.string(), paths: z.array(z.string()).min(1).max(10_000) })).output(JobStarted),
  /** The sample batch that comes with the program, in a batch of its own. */
  sample: task.input(z.object({})).output(z.object({ jobId: z.string(), batchId: z.string() })),
  /** A locked PDF with its password, which is not kept. */
  unlock: task.input(z.object({ entryId: z.string(), password: z.string().min(1).max(1000) })).output(JobStarted),
  /** Pages that are known already are imported all the same, because a person says so. */
  takeCopy: task.input(z.object({ entryId: z.string() })).output(JobStarted),
  /** Once more, after the user mended the file. */
  retry: task.input(z.object({ entryId: z.string() })).output(JobStarted),
  dismiss: command.input(z.object({ entryId: z.string() })).output(z.null()),
};
