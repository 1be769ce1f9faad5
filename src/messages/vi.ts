import { words } from './words.ts';

export const vi = { words: words.vi };
export type Messages = typeof vi;
