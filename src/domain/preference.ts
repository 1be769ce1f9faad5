import { z } from 'zod';
import { Language } from './label.ts';

/** What a person likes for him- or herself. What holds for the whole office is a setting. */
export const Preferences = z.object({
  language: Language,
  theme: z.enum(['light', 'dark', 'system']),
  textSize: z.enum(['small', 'medium', 'large']),
});
export type Preferences = z.infer<typeof Preferences>;

/** Of whoever has not chosen yet, of a part of the machine, and of a window that does not know yet whose it is. */
export const defaultPreferences: Preferences = { language: 'vi', theme: 'system', textSize: 'medium' };
