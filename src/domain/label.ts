import { z } from 'zod';

/** A text of the data (not of the interface) in both languages. */
export const Label = z.object({ vi: z.string().min(1), en: z.string().min(1) });
export type Label = z.infer<typeof Label>;

export const Language = z.enum(['vi', 'en']);
export type Language = z.infer<typeof Language>;
