import type { ListId } from '../record-type.ts';
import { ethnicGroups, nationalities, relationsToHead, religions } from './people.ts';

/** Each entry: the usual spelling, then others that mean the same. All are open: registers have words that no list has. */
export const valueLists: Readonly<Record<ListId, readonly (readonly string[])[]>> = {
  ethnicities: ethnicGroups,
  religions,
  nationalities,
  relations: relationsToHead,
};
