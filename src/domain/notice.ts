import { z } from 'zod';

/** A part of the program that others made, with the licence under which it is shipped. */
export const Notice = z.object({ name: z.string(), version: z.string(), license: z.string(), text: z.string() });
export type Notice = z.infer<typeof Notice>;
