import { z } from 'zod';
import { event } from '#domain/audit';
import { JobStarted } from './import.ts';
import { query, task } from './operation.ts';
import { look, work } from './policy.ts';

export const scanner = {
  devices: query({
    may: look(),
    output: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        sources: z.array(z.string()),
        resolutions: z.array(z.number()),
        colours: z.array(z.string()),
      }),
    ),
  }),
  scan: task({
    may: work(),
    input: z.object({
      batchId: z.string(),
      device: z.string().min(1),
      profile: z.object({
        resolution: z.number().int().min(75).max(1200),
        colour: z.enum(['colour', 'grey', 'lineart']),
        source: z.string().nullable(),
      }),
    }),
    output: JobStarted,
    audit: ({ batchId, profile }) => [event('scan.started', batchId, { resolution: profile.resolution })],
  }),
};
