import type { Caller } from '#domain/caller';
import { defaultPreferences, type Preferences } from '#domain/preference';
import type { ReadHandle } from '#store/handle';
import { readPreferences, writePreferences } from '#store/preference';
import { personOf } from './context.ts';
import type { HandlersOf } from './operation.ts';

export const preference: HandlersOf<'preference'> = {
  get: ({ read, by }) => preferencesOf(read, by),
  save: (change, preferences) => {
    writePreferences(change.write, personOf(change), preferences);
    change.tell({ type: 'preference.changed' });
    return preferences;
  },
};

/** What a caller likes; a part of the machine likes nothing. */
export function preferencesOf(read: ReadHandle, caller: Caller): Preferences {
  return caller.kind === 'person' ? readPreferences(read, caller.id, defaultPreferences) : defaultPreferences;
}
