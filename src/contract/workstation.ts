import { z } from 'zod';
import { RecordType } from '#domain/record-type';
import { Settings } from '#domain/settings';
import { command, effect, query } from './operation.ts';

export const workstation = {
  /** Everything the frame shows: one call at the start of the window. */
  state: query.output(
    z.object({
      version: z.string(),
      settings: Settings,
      empty: z.boolean(),
      dataFolder: z.string(),
      /** Local dialogs for files and folders are there (Electron) or uploads are the way (browser). */
      today: z.object({ decided: z.number().int(), open: z.number().int(), returned: z.number().int() }),
      hasDestinationPassword: z.boolean(),
      hasQueuePassword: z.boolean(),
    }),
  ),
  saveSettings: command.input(Settings).output(Settings),
  recordTypes: query.output(z.array(RecordType)),
  places: query
    .input(z.object({ text: z.string().max(100) }))
    .output(z.array(z.object({ code: z.string(), name: z.string(), province: z.string() }))),
  /** The destination's password goes to the secrets, never to the store; null forgets it. */
  saveDestinationPassword: effect.input(z.object({ password: z.string().max(500).nullable() })).output(z.null()),
  /** The same for the database over which other computers read along. */
  saveQueuePassword: effect.input(z.object({ password: z.string().max(500).nullable() })).output(z.null()),
  /** The key that other computers need to read along; it is made when it is first asked for, and carried to them by hand. */
  queueKey: effect.output(z.object({ key: z.string() })),
};
