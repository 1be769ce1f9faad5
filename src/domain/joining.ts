import { z } from 'zod';

/** A record that may hold the missing faces of another one. */
export const JoinOffer = z.object({
  id: z.string(),
  sequence: z.number().int(),
  title: z.string().nullable(),
  pages: z.array(z.string()),
});
export type JoinOffer = z.infer<typeof JoinOffer>;
