import { z } from 'zod';
import { Page } from '#domain/page';
import { StepId } from '#domain/reading';
import { JobStarted } from './import.ts';
import { query, task } from './operation.ts';

const Id = z.object({ id: z.string() });

export const page = {
  get: query.input(Id).output(Page),
  /** The developer's view: every step's stored result, as it is. */
  steps: query.input(Id).output(z.array(z.object({ step: StepId, milliseconds: z.number(), result: z.unknown(), at: z.string() }))),
  readAgain: task.input(Id).output(JobStarted),
};
