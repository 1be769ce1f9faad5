import { readNumberWords } from '../vietnamese/number-words.ts';
import type { FieldKind } from './field-kind.ts';
import { inWords } from './in-words.ts';

/** An area in words. */
export const areaInWordsKind: FieldKind = inWords({
  id: 'area-in-words',
  read: readNumberWords,
  bare: (printed) => printed.replace(/^.*bằng chữ\s*[:.]?\s*/iu, '').replace(/^[(\s]+|[)\s]+$/g, ''),
});
