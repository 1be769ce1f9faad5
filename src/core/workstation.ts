import { dayOf, startOfDay } from '#domain/day';
import { problem } from '#domain/problem';
import type { Settings } from '#domain/settings';
import { hasBatches } from '#store/batch';
import { countByState } from '#store/counter';
import { countDecisions } from '#store/field-value';
import { takeOverPreferences } from '#store/preference';
import { writeSettings } from '#store/settings';
import { passwordKey } from './destination.ts';
import { refuseUnderWay } from './handover-under-way.ts';
import type { HandlersOf } from './operation.ts';
import { findPlaces, mustFindPlace } from './place.ts';
import { queueKey, queuePasswordKey } from './shared-reading.ts';

export const defaultSettings: Settings = {
  person: 'Cán bộ số hóa',
  office: '',
  placeCode: null,
  destination: { kind: 'embedded' },
  watchedFolder: null,
  readers: 2,
  sharedReading: null,
};

export const workstation: HandlersOf<'workstation'> = {
  state: async ({ core, read }) => {
    const { open, returned } = countByState(read);
    return {
      version: core.version,
      settings: core.settings(),
      empty: !hasBatches(read),
      dataFolder: core.dataFolder,
      today: { decided: countDecisions(read, startOfDay(dayOf(core.clock.now()))), open, returned },
      notices: [...core.notices.all()],
      hasDestinationPassword: await core.hasSecret(passwordKey),
      hasQueuePassword: await core.hasSecret(queuePasswordKey),
    };
  },
  saveSettings: (change, settings) => {
    if (settings.placeCode) mustFindPlace(change.core.knowledge.places, settings.placeCode);
    // The store is copied and looked into; secrets are kept apart from it.
    if (settings.destination.kind === 'postgres' && holdsPassword(settings.destination.url)) throw problem('destination.badUrl', {});
    if (settings.sharedReading && holdsPassword(settings.sharedReading.url)) throw problem('queue.badUrl', {});
    const kept = change.core.settings();
    const sentWith = ({ destination, office, placeCode }: Settings) => JSON.stringify([destination, office, placeCode]);
    if (sentWith(kept) !== sentWith(settings)) refuseUnderWay(change.write, null);
    const before = change.core.seat();
    const now = writeSettings(change.write, settings, change.at);
    // Until there are accounts: a name that is mended or new is no reason for a window to look different.
    takeOverPreferences(change.write, before, now);
    change.tell({ type: 'settings.changed' });
    return settings;
  },
  recordTypes: ({ core }) => [...core.knowledge.types],
  places: ({ core }, { text }) => findPlaces(core.knowledge.places, text, 12),
  saveDestinationPassword: async ({ core }, { password }) => {
    await core.engines.secrets.set(passwordKey, password);
    return null;
  },
  saveQueuePassword: async ({ core }, { password }) => {
    await core.engines.secrets.set(queuePasswordKey, password);
    core.events.tell({ type: 'settings.changed' });
    return null;
  },
  queueKey: async ({ core }) => ({ key: await queueKey(core) }),
};

function holdsPassword(text: string): boolean {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url !== null && (url.password !== '' || url.searchParams.has('password'));
}
