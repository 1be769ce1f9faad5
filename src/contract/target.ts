import { z } from 'zod';
import { Target, TargetInput } from '#domain/target';
import { command, query } from './operation.ts';

export const target = {
  list: query.output(z.array(Target)),
  create: command.input(TargetInput).output(Target),
  update: command.input(TargetInput.extend({ id: z.string() })).output(Target),
  remove: command.input(z.object({ id: z.string() })).output(z.null()),
};
