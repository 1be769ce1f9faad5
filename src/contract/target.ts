import { z } from 'zod';
import { event } from '#domain/audit';
import { Target, TargetInput } from '#domain/target';
import { command, query } from './operation.ts';
import { lead, look } from './policy.ts';

export const target = {
  list: query({ may: look(), output: z.array(Target) }),
  create: command({ may: lead(), input: TargetInput, output: Target, audit: (_input, { id }) => [event('target.created', id)] }),
  update: command({
    may: lead(),
    input: TargetInput.extend({ id: z.string() }),
    output: Target,
    audit: ({ id }) => [event('target.updated', id)],
  }),
  remove: command({ may: lead(), input: z.object({ id: z.string() }), output: z.null(), audit: ({ id }) => [event('target.removed', id)] }),
};
