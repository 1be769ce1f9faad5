import { z } from 'zod';
import { event } from '#domain/audit';
import { Problem } from '#domain/problem';
import { RecordType } from '#domain/record-type';
import { Settings } from '#domain/settings';
import { command, effect, query } from './operation.ts';
import { look, manage } from './policy.ts';

export const workstation = {
  /** Everything the frame shows: one call at the start of the window. */
  state: query({
    may: look(),
    output: z.object({
      version: z.string(),
      settings: Settings,
      empty: z.boolean(),
      dataFolder: z.string(),
      /** Local dialogs for files and folders are there (Electron) or uploads are the way (browser). */
      today: z.object({ decided: z.number().int(), open: z.number().int(), returned: z.number().int() }),
      /** What is wrong with the workstation itself, found by its upkeep. */
      notices: z.array(Problem),
      hasDestinationPassword: z.boolean(),
      hasQueuePassword: z.boolean(),
    }),
  }),
  saveSettings: command({ may: manage(), input: Settings, output: Settings, audit: () => [event('settings.saved', 'settings')] }),
  recordTypes: query({ may: look(), output: z.array(RecordType) }),
  places: query({
    may: look(),
    input: z.object({ text: z.string().max(100) }),
    output: z.array(z.object({ code: z.string(), name: z.string(), province: z.string() })),
  }),
  /** The destination's password goes to the secrets, never to the store; null forgets it. */
  saveDestinationPassword: effect({
    may: manage(),
    input: z.object({ password: z.string().max(500).nullable() }),
    output: z.null(),
    audit: () => [event('secret.saved', 'destination')],
  }),
  /** The same for the database over which other computers read along. */
  saveQueuePassword: effect({
    may: manage(),
    input: z.object({ password: z.string().max(500).nullable() }),
    output: z.null(),
    audit: () => [event('secret.saved', 'queue')],
  }),
  /** The key that other computers need to read along; it is made when it is first asked for, and carried to them by hand. */
  queueKey: effect({ may: manage(), output: z.object({ key: z.string() }), audit: () => [event('queueKey.taken', 'queue')] }),
};
