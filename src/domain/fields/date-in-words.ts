import { readDateWords } from '../vietnamese/date-words.ts';
import type { FieldKind } from './field-kind.ts';
import { inWords } from './in-words.ts';

/** A date in words. */
export const dateInWordsKind: FieldKind = inWords({
  id: 'date-in-words',
  read: readDateWords,
  bare: (printed) => printed.replace(/^\(|\)$/g, '').replace(/^bằng chữ\s*:?\s*/iu, ''),
  silent: /[.,]/g,
});
