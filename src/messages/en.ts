import type { Messages } from './vi.ts';
import { words } from './words.ts';

export const en: Messages = { words: words.en };
