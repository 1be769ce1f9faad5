import { z } from 'zod';
import { event } from '#domain/audit';
import { Page } from '#domain/page';
import { Explained, StepId } from '#domain/reading';
import { JobStarted } from './import.ts';
import { query, task } from './operation.ts';
import { look, work } from './policy.ts';

const Id = z.object({ id: z.string() });

export const page = {
  get: query({ may: look(), input: Id, output: Page }),
  /** The developer's view: every step's stored result, as it is. */
  steps: query({
    may: look(),
    input: Id,
    output: z.array(z.object({ step: StepId, milliseconds: z.number(), result: z.unknown(), at: z.string() })),
  }),
  /** What of the page nothing explains (`Explained`); empty for a page that was not read, and for paper of no known kind. */
  unexplained: query({ may: look(), input: Id, output: Explained.shape.unexplained }),
  readAgain: task({ may: work(), input: Id, output: JobStarted, audit: ({ id }) => [event('page.readAgain', id)] }),
};
